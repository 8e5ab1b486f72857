"""What the build at hand works on: the kit and its documents.

Nothing is kept beyond a
change of the kit: every memory has the files' times in its key.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from prevenance import checks
from prevenance.catalog import Catalog, loader
from prevenance.configurator.offline import kit_extras
from prevenance.documents.press import Press
from prevenance.downloads.archives import archived
from prevenance.problems import Problem
from prevenance.site import machine

Stamp = tuple[tuple[str, int, int], ...]
"""Each file of a kit: its path, its time of change in nanoseconds, its size in bytes."""


def load(root: Path) -> Catalog:
    """Load a kit once for as long as its files stay the same."""
    return _load(root, _stamp(root))


def faults(root: Path, day: dt.date) -> list[Problem]:
    """Check a kit on a day, warnings left out."""
    return _faults(root, _stamp(root), day)


def archives(root: Path, day: dt.date) -> Mapping[str, bytes]:
    """Return the archives of a kit on a day, by file name; nothing when documents are left out."""
    return _archives(root, _stamp(root), day) if machine.asks_for_documents() else {}


def press(root: Path, day: dt.date) -> Press:
    """Return the press of a kit on a day, which the pages and the archives of a build share."""
    return _press(root, _stamp(root), day)


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
def _press(root: Path, stamp: Stamp, day: dt.date) -> Press:
    return Press(_load(root, stamp), day)


@lru_cache(maxsize=1)
def _archives(root: Path, stamp: Stamp, day: dt.date) -> Mapping[str, bytes]:
    made = _press(root, stamp, day)
    return dict(archived(made, extras=kit_extras(made.catalog, day)))
