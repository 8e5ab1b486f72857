"""The folder and the archives that people download, made profile by profile and never held whole."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from prevenance.catalog import Catalog
from prevenance.documents.press import Press
from prevenance.downloads.manifest import MANIFEST, SUMS, Entry, entry, manifest, sums
from prevenance.downloads.profile_files import Downloads
from prevenance.downloads.readme import readme
from prevenance.merge.folder import MadeFile
from prevenance.output import naming, write_all
from prevenance.template.archives import Archive
from prevenance.workbooks import portfolio_analysis

ARCHIVES, WHOLE = "archives", "kit-complet.zip"
"""The folder of the archives, and the one that holds every profile."""

TOP = "kit-prevenance"
"""The folder that an archive makes where it is opened."""


class _Parcel:
    """An archive being filled, with what its manifest and its sums say of each file."""

    def __init__(self, out: BinaryIO) -> None:
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
            self._archive.add(f"{TOP}/{file.path}", file.data)
            self._entries.append(entry(file))

    def seal(self, catalog: Catalog, today: dt.date) -> list[MadeFile]:
        """Put in the manifest and the sums, and end the archive; return these two files."""
        self.add(listed := MadeFile(MANIFEST, manifest(catalog, today, self._entries)))
        self._archive.add(f"{TOP}/{SUMS}", lines := sums(self._entries))
        self._archive.close()
        return [listed, MadeFile(SUMS, lines)]

    def entry(self, name: str) -> Entry:
        """Return the line of the sums for the sealed archive."""
        return Entry(name, self._digest.hexdigest(), self._length)


def _produced(
    made: Downloads, extras: Sequence[MadeFile], out: BinaryIO, progress: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    """Yield every file but the complete archive, which is written to ``out`` meanwhile.

    Each profile's files are yielded, then its archive, then they are forgotten.
    """
    catalog, today = made.catalog, made.today
    shared = [
        MadeFile("LISEZMOI.txt", readme(catalog, today, made.company).encode()),
        MadeFile("analyse-portefeuille.xlsx", portfolio_analysis(catalog)),
    ]
    whole, entries = _Parcel(out), []
    whole.add(*shared)
    for profile in catalog.profiles.values():
        files = made.profile_files(profile)
        whole.add(*files)
        mine = _Parcel(held := BytesIO())
        mine.add(*shared, *files, *extras)
        mine.seal(catalog, today)
        yield from ((file.path, file.data) for file in files)
        yield f"{ARCHIVES}/{profile.id}.zip", held.getvalue()
        entries.append(mine.entry(f"{profile.id}.zip"))
        progress()
    whole.add(*extras)
    listed, lines = whole.seal(catalog, today)
    yield from ((file.path, file.data) for file in (*shared, *extras, listed, lines))
    yield f"{ARCHIVES}/{MANIFEST}", listed.data
    yield f"{ARCHIVES}/{SUMS}", sums([whole.entry(WHOLE), *entries, entry(listed)])


def archived(press: Press, extras: Sequence[MadeFile] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the archives: one ``<profil>.zip`` each, their manifest and sums, ``kit-complet.zip``.

    The manifest, outside the archives, is that of the complete one. ``extras`` are further files
    for the root of each, such as the offline page.
    """
    made, whole = Downloads(press), BytesIO()
    for path, data in _produced(made, extras, whole, lambda: None):
        if path.startswith(f"{ARCHIVES}/"):
            yield path.removeprefix(f"{ARCHIVES}/"), data
    yield WHOLE, whole.getvalue()


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
    path = folder / ARCHIVES / WHOLE
    with naming(path):
        path.parent.mkdir(parents=True)
        with path.open("xb") as out:
            count = write_all(folder, _produced(made, extras, out, progress))
    progress()
    return count + 1
