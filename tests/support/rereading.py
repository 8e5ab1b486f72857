"""A copy of kit/ whose files are spoilt one at a time, and read again alone.

The other files are read once; of a spoilt file, only its own sentences are judged again by the
rules that look at sentences. :meth:`Spoilable.in_full` does neither, to show that both ways agree.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from prevenance import checks
from prevenance.catalog import FILES, FOLDERS, Catalog
from prevenance.catalog.loader import _Loader, load
from prevenance.checks.sentences import Examined, examined
from prevenance.problems import Problem
from support.spots import Written, written

KIT = Path(__file__).parents[2] / "kit"
TODAY = dt.date(2026, 11, 24)


class Spoilable:
    """The kit in a folder of ours, sound but while one of its files is spoilt."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, Written] = {file.name: file for file in written(root)}
        self.sound = _Loader(root)
        self.catalog = self.sound.load()
        self._sound_ids = _identities(self.catalog)

    def again(self, name: str, content: bytes | None) -> Catalog:
        """Return the kit with a file that holds something else, or is not there."""
        with self._spoilt(name, content):
            return self._read_again(name)

    def in_full(self, name: str, content: bytes | None) -> list[Problem]:
        """Return what the whole kit is told of a spoilt file, read from the files by every rule."""
        with self._spoilt(name, content):
            return checks.check(load(self.root), TODAY)

    def examined(self, catalog: Catalog) -> Examined:
        """Return a kit for the rules to judge, with the sentences of what was read again alone."""
        return examined(catalog, TODAY, but=self._sound_ids)

    def told(self, catalog: Catalog) -> list[Problem]:
        """Return what is said of a kit, of its sentences those of what was read again alone."""
        return sorted(checks.judged(self.examined(catalog)))

    @contextmanager
    def _spoilt(self, name: str, content: bytes | None) -> Iterator[None]:
        path = self.root / name
        before = path.read_bytes()
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        try:
            yield
        finally:
            path.write_bytes(before)

    def _read_again(self, name: str) -> Catalog:
        """Read again one file with its translation, or its original; the rest stays as it was."""
        loader = _Loader(self.root)
        loader.items = {a: dict(found) for a, found in self.sound.items.items()}
        loader.translated = {a: dict(found) for a, found in self.sound.translated.items()}
        loader.marks = dict(self.sound.marks)
        folder, slash, file = name.partition("/")
        if slash:
            self._item_again(loader, folder, file)
        elif name in self.files:
            self._collection_again(loader, name)
        return loader.catalog()

    def _collection_again(self, loader: _Loader, name: str) -> None:
        french = name.replace(".en.", ".")
        cls, attribute = FILES[french]
        loader.items[attribute], loader.translated[attribute] = {}, {}
        loader.load_collection(french, cls, attribute)
        if attribute == "fields" and (self.root / "champs.en.yml").exists():
            loader.load_collection("champs.en.yml", cls, attribute, translation=True)
        if name == "champs.en.yml" and not (self.root / name).exists():
            del loader.marks[name]

    def _item_again(self, loader: _Loader, folder: str, file: str) -> None:
        cls, attribute, suffix = FOLDERS[folder]
        stem = file.removesuffix(suffix).removesuffix(".en")
        for collection in (loader.items, loader.translated):
            collection[attribute].pop(stem, None)
        for path, read in (
            (self.root / folder / f"{stem}{suffix}", loader.load_item),
            (self.root / folder / f"{stem}.en{suffix}", loader.load_translation),
        ):
            loader.marks.pop(path.relative_to(self.root).as_posix(), None)
            if path.exists():
                read(path, cls, attribute)
        for now, before in (
            (loader.items, self.sound.items),
            (loader.translated, self.sound.translated),
        ):
            found = now[attribute]
            now[attribute] = {n: found[n] for n in before[attribute] if n in found}


def _identities(catalog: Catalog) -> frozenset[int]:
    """Tell the items of a kit, in each language, from those that are read later."""
    items = chain(catalog.items(), *(other.items() for other in catalog.translations.values()))
    return frozenset(map(id, items))
