"""The folder and the archives that people download, made profile by profile and never held whole."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from prevenance.catalog import Catalog
from prevenance.documents.press import Press
from prevenance.downloads.manifest import MANIFEST, SUMS, Entry, entry, manifest, sums
from prevenance.downloads.notices import README, Head, readme
from prevenance.downloads.profile_files import Downloads
from prevenance.merge.folder import MadeFile
from prevenance.output import naming, write_all
from prevenance.template.archives import Archive
from prevenance.workbooks import portfolio_analysis

ARCHIVES, WHOLE = "archives", "kit-complet"
"""The folder of the archives, and the name of the one that holds every profile."""

CHECKS = "verification"
"""The folder of what proves that nothing changed."""

ANALYSIS = "analyse-portefeuille.xlsx"

KEPT = (".html", ".docx")
"""What the complete archive keeps of a folder's first level: the first page and the documents."""


class _Parcel:
    """An archive being filled, in a folder of its own name, with what its manifest and sums say."""

    def __init__(self, name: str, out: BinaryIO) -> None:
        self.name = name
        self._out = out
        self._archive = Archive(self._write)
        self._entries: list[Entry] = []
        self._digest = hashlib.sha256()
        self._length = 0

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._length += len(data)
        self._out.write(data)

    def add(self, *files: MadeFile) -> None:
        """Put files in, each under its path."""
        for file in files:
            self._archive.add(f"{self.name}/{file.path}", file.data)
            self._entries.append(entry(file))

    @property
    def contents(self) -> set[str]:
        """What stands at the first level."""
        return {entry.path.partition("/")[0] for entry in self._entries}

    def seal(self, catalog: Catalog, today: dt.date) -> list[MadeFile]:
        """Put in the manifest and the sums, and end the archive; return these two files."""
        listed = MadeFile(f"{CHECKS}/{MANIFEST}", manifest(catalog, today, self._entries))
        self.add(listed)
        lines = MadeFile(f"{CHECKS}/{SUMS}", sums(self._entries))
        self._archive.add(f"{self.name}/{lines.path}", lines.data)
        self._archive.close()
        return [listed, lines]

    def entry(self) -> Entry:
        """Return the line of the sums for the sealed archive."""
        return Entry(f"{self.name}.zip", self._digest.hexdigest(), self._length)


class _Shared:
    """What every archive holds besides its texts: the readme of what stands in it, a workbook."""

    def __init__(self, made: Downloads) -> None:
        self.made = made
        self.analysis = MadeFile(ANALYSIS, portfolio_analysis(made.catalog))

    def files(self, contents: set[str], head: Head | None) -> list[MadeFile]:
        known = {*contents, ANALYSIS, CHECKS}
        text = readme(
            self.made.catalog, self.made.today, known, head, filled=self.made.company is not None
        )
        return [MadeFile(README, text.encode()), self.analysis]


def _produced(
    made: Downloads, extras: Sequence[MadeFile], out: BinaryIO, progress: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    """Yield every file but the complete archive, which is written to ``out`` meanwhile.

    Each folder's files are yielded, then its archive, then they are forgotten. The complete archive
    holds the first page of each folder and the documents beside it, in the format that all open.
    """
    catalog, today = made.catalog, made.today
    shared = _Shared(made)
    whole, entries = _Parcel(WHOLE, out), []
    whole.add(*extras)
    for profile in catalog.profiles.values():
        for folder in made.folders(profile):
            mine = _Parcel(folder.name, held := BytesIO())
            mine.add(*folder.files)
            mine.add(*(further := shared.files(mine.contents, folder.head)))
            files = [*folder.files, *further, *mine.seal(catalog, today)]
            first = (f for f in folder.files if "/" not in f.path and f.path.endswith(KEPT))
            whole.add(*(replace(f, path=f"{folder.name}/{f.path}") for f in first))
            yield from ((f"{folder.name}/{file.path}", file.data) for file in files)
            yield f"{ARCHIVES}/{folder.name}.zip", held.getvalue()
            entries.append(mine.entry())
        progress()
    whole.add(*(root := shared.files({file.path for file in extras}, None)))
    listed, _ = whole.seal(catalog, today)
    yield from ((file.path, file.data) for file in (*root, *extras))
    beside = MadeFile(MANIFEST, listed.data)
    yield f"{ARCHIVES}/{MANIFEST}", beside.data
    yield f"{ARCHIVES}/{SUMS}", sums([whole.entry(), *entries, entry(beside)])


def archived(press: Press, extras: Sequence[MadeFile] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the archives: one a folder, their manifest and sums, ``kit-complet.zip``.

    The manifest, outside the archives, is that of the complete one. ``extras`` are further files
    for the root of that one, such as the offline page.
    """
    made, whole = Downloads(press), BytesIO()
    for path, data in _produced(made, extras, whole, lambda: None):
        if path.startswith(f"{ARCHIVES}/"):
            yield path.removeprefix(f"{ARCHIVES}/"), data
    yield f"{WHOLE}.zip", whole.getvalue()


def write_downloads(
    made: Downloads,
    folder: Path,
    progress: Callable[[], None] = lambda: None,
    extras: Sequence[MadeFile] = (),
) -> int:
    """Write the files to a folder, and the archives under ``archives/``; return how many.

    ``progress`` is called once per profile, then once; ``extras`` are further files for the root.

    Raises:
        OSError: the system refuses a file, which the error names.
    """
    path = folder / ARCHIVES / f"{WHOLE}.zip"
    with naming(path):
        path.parent.mkdir(parents=True)
        with path.open("xb") as out:
            count = write_all(folder, _produced(made, extras, out, progress))
    progress()
    return count + 1
