"""What the build at hand works on: the day, the kit and its documents.

The only module of the site that reads the clock and the environment. Nothing is kept beyond a
change of the kit: every memory has the files' times in its key.
"""

import datetime as dt
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from prevenance import catalog as catalogs
from prevenance import checks, downloads
from prevenance.catalog import Catalog, loader
from prevenance.configurator.offline import kit_extras
from prevenance.problems import Problem

Stamp = tuple[tuple[str, int, int], ...]
"""Each file of a kit: its path, its time of change in nanoseconds, its size in bytes."""


def today() -> dt.date:
    """Return the day of the site: PREVENANCE_DATE, else SOURCE_DATE_EPOCH's, else the machine's.

    Raises:
        ValueError: PREVENANCE_DATE is not AAAA-MM-JJ, or SOURCE_DATE_EPOCH no number.
    """
    if written := os.environ.get("PREVENANCE_DATE"):
        return dt.date.fromisoformat(written)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return dt.datetime.now().astimezone().date()


def documents() -> bool:
    """Tell whether documents are made: not when PREVENANCE_SANS_DOCUMENTS is 1, for previews."""
    return os.environ.get("PREVENANCE_SANS_DOCUMENTS") != "1"


def folder(project: Path) -> Path:
    """Return the kit of a project, or the one at hand when the project has none."""
    own = project / "kit"
    return own if own.is_dir() else catalogs.packaged_kit()


def load(root: Path) -> Catalog:
    """Load a kit once for as long as its files stay the same."""
    return _load(root, _stamp(root))


def faults(root: Path, day: dt.date) -> list[Problem]:
    """Check a kit on a day, warnings left out."""
    return _faults(root, _stamp(root), day)


def archives(root: Path, day: dt.date) -> Mapping[str, bytes]:
    """Return the archives of a kit on a day, by file name; nothing when documents are left out."""
    return _archives(root, _stamp(root), day) if documents() else {}


def _stamp(root: Path) -> Stamp:
    found = ((path, path.stat()) for path in sorted(root.rglob("*")) if path.is_file())
    return tuple((str(path), known.st_mtime_ns, known.st_size) for path, known in found)


@lru_cache(maxsize=1)
def _load(root: Path, stamp: Stamp) -> Catalog:
    del stamp
    return loader.load(root)


@lru_cache(maxsize=1)
def _faults(root: Path, stamp: Stamp, day: dt.date) -> list[Problem]:
    return [p for p in checks.check(_load(root, stamp), day) if not p.warning]


@lru_cache(maxsize=1)
def _archives(root: Path, stamp: Stamp, day: dt.date) -> Mapping[str, bytes]:
    catalog = _load(root, stamp)
    return dict(downloads.archives(catalog, day, extras=kit_extras(catalog, day)))
