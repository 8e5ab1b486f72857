"""A project at the time of a build: its kit, sound and loaded once, and what is made from it once.

Whoever builds makes one and passes it on: nothing here is remembered between two builds but what
is handed over with :func:`opened`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from prevenance import checks
from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from prevenance.configurator.files import Configurator
from prevenance.documents.press import Press
from prevenance.downloads.archives import archived
from prevenance.problems import Refused
from prevenance.site.kit_folder import kit_of

FileTimes = tuple[tuple[str, int, int], ...]
"""Each file of a kit: its path, its time of change in nanoseconds, its size in bytes."""


@dataclass(frozen=True, eq=False)
class Project:
    """A project on a day.

    ``archives`` is empty when no document is asked for, ``configurator`` (what its page loads) when
    no page is built.
    """

    folder: Path
    documents: bool
    press: Press = field(repr=False)
    archives: Mapping[str, bytes] = field(repr=False)
    times: FileTimes = field(repr=False)
    configurator: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def catalog(self) -> Catalog:
        """The kit of the project."""
        return self.press.catalog

    @property
    def today(self) -> dt.date:
        """The day of the build."""
        return self.press.today


def opened(
    folder: Path, today: dt.date, *, documents: bool, before: Project | None = None
) -> Project:
    """Read the kit of a project and make its archives, unless all is as in the build before.

    Raises:
        Refused: the kit has faults; with every one, under kit/.
    """
    kit = kit_of(folder)
    times = _times(kit)
    asked = (folder, today, documents, times)
    if before and (before.folder, before.today, before.documents, before.times) == asked:
        return before
    catalog = load(kit)
    if faults := [p for p in checks.check(catalog, today) if not p.warning]:
        raise Refused(
            replace(p, place=replace(p.place, file=f"kit/{p.place.file}")) for p in faults
        )
    press = Press(catalog, today)
    page = Configurator(press, documents=documents)
    archives = dict(archived(press, extras=page.extras()) if documents else ())
    return Project(folder, documents, press, archives, times, dict(page.published()))


def _times(kit: Path) -> FileTimes:
    found = ((path, path.stat()) for path in sorted(kit.rglob("*")) if path.is_file())
    return tuple((str(path), known.st_mtime_ns, known.st_size) for path, known in found)
