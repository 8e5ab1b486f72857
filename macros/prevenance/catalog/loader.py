"""Loading of a kit/ folder, file by file, noting every fault; checks come later."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from prevenance.catalog import (
    ATTRIBUTES,
    CUSTOMER_EXAMPLE,
    FILES,
    FOLDERS,
    MAX_ID,
    SHEET_EXAMPLE,
    TRANSLATED_FILES,
    TWIN,
    Catalog,
    is_id,
)
from prevenance.catalog.ids import pattern_of
from prevenance.problems import (
    Place,
    Problem,
    UsageError,
    one_of,
    shown,
)
from prevenance.reader.builder import Builder
from prevenance.reader.files import Marks, Reading, read_text, split_front_matter
from prevenance.reader.keys import keys
from prevenance.reader.nodes import compose_yaml


def load(root: Path) -> Catalog:
    """Load a kit/ folder; faults are in ``problems``, what could be read is in the catalog.

    Raises:
        UsageError: the folder does not exist.
    """
    if not root.is_dir():
        raise UsageError(f"le dossier {root} n'existe pas")
    return _Loader(root).load()


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.marks: dict[str, Marks] = {}
        self.broken: set[tuple[str, str]] = set()
        self.items: dict[str, dict[str, Any]] = {a: {} for a in ATTRIBUTES}
        self.translated: dict[str, dict[str, Any]] = {a: {} for a in ATTRIBUTES}

    def load(self) -> Catalog:
        for name, (cls, attribute) in FILES.items():
            self.load_collection(name, cls, attribute)
        for name in TRANSLATED_FILES:
            cls, attribute = FILES[name.replace(".en.", ".")]
            if (self.root / name).exists():
                self.load_collection(name, cls, attribute, translation=True)
        for path in sorted(self.root.rglob("*")):
            self.check_path(path)
        for folder in FOLDERS:
            self.load_folder(folder)
        return self.catalog()

    def load_folder(self, folder: str) -> None:
        cls, attribute, suffix = FOLDERS[folder]
        if not (self.root / folder).is_dir():
            place, mend = Place(f"{folder}/"), "rétablissez ce dossier"
            self.problems.append(Problem(place, "dossier absent", "des fiches", mend))
        files = sorted((self.root / folder).glob(f"*{suffix}"))
        for path in (p for p in files if not p.stem.endswith(".en")):
            self.load_item(path, cls, attribute)
        for path in (p for p in files if p.stem.endswith(".en")):
            self.load_translation(path, cls, attribute)

    def catalog(self) -> Catalog:
        french: dict[str, Any] = self.items
        english: dict[str, Any] = {a: {**self.items[a], **self.translated[a]} for a in ATTRIBUTES}
        english["texts"] = self.translated["texts"]
        catalog = Catalog(root=self.root, marks=self.marks, broken=frozenset(self.broken), **french)
        return replace(
            catalog,
            translations={"en": replace(catalog, language="en", **english)},
            problems=tuple(self.problems),
        )

    def load_collection(
        self, name: str, cls: type[Any], attribute: str, *, translation: bool = False
    ) -> None:
        reading = Reading(name)
        text = read_text(self.root / name, reading)
        node = compose_yaml(text, reading) if text is not None else None
        builder = Builder(reading, text or "")
        if node is None and not reading.problems:
            reading.fault((), 1, "fichier vide", "les clés de la fiche", "copiez une fiche voisine")
        entries = builder.mapping(node, ()) or {} if node else {}
        if not entries:
            self.broken.add((attribute, ""))
        pattern = pattern_of(attribute)
        for key, (_, value) in entries.items():
            base = self.items[attribute].get(key) if translation else None
            if not pattern.fullmatch(key) or (translation and base is None):
                found = f"identifiant {shown(key)}"
                expected = "un identifiant du fichier français" if translation else pattern.pattern
                reading.fault((key,), reading.lines[key,], found, expected, "renommez cette clé")
            elif translation:
                self.translated[attribute][key] = (
                    self.translation(builder, cls, value, base, (key,)) or base
                )
            else:
                self.keep(attribute, key, builder.build(cls, value, (key,), id=key))
        self.finish(reading)

    def load_item(self, path: Path, cls: type[Any], attribute: str) -> None:
        reading = Reading(self.name(path))
        node, builder, body = self.open(path, reading)
        given: dict[str, Any] = {"body": body} if path.suffix == ".md" else {}
        item = builder.build(cls, node, id=path.stem, **given) if node else None
        self.keep(attribute, path.stem, item)
        self.finish(reading)

    def load_translation(self, path: Path, cls: type[Any], attribute: str) -> None:
        reading = Reading(self.name(path))
        original = path.stem.removesuffix(".en")
        base = self.items[attribute].get(original)
        if base is None:
            if (attribute, original) not in self.broken:
                reading.fault(
                    (),
                    0,
                    "traduction sans original",
                    f"un fichier {original}{path.suffix}",
                    "renommez la traduction, ou supprimez-la",
                )
            return self.finish(reading)
        node, builder, body = self.open(path, reading)
        item = self.translation(builder, cls, node, base) if node else None
        if item is not None:
            self.translated[attribute][original] = (
                replace(item, body=body) if path.suffix == ".md" else item
            )
        return self.finish(reading)

    def translation(
        self, builder: Builder, cls: type[Any], node: Any, base: Any, path: tuple[str, ...] = ()
    ) -> Any:
        """Build a translation of an item, which writes no key but those that are translated."""
        translated = [key.name for key in keys(cls) if key.translated]
        said = any(key.translated and key.holds != "day" for key in keys(cls))
        item = builder.build(cls, node, path, base=base)
        for key in keys(cls):
            line = builder.reading.lines.get((*path, key.name))
            if line and not key.translated:
                builder.reading.fault(
                    (*path, key.name),
                    line,
                    "clé qui ne se traduit pas",
                    one_of(translated) if said else "aucune traduction de cette fiche",
                    "supprimez-la : la fiche française suffit",
                )
        return item

    def open(self, path: Path, reading: Reading) -> tuple[Any, Builder, str]:
        text = read_text(path, reading) or ""
        head, body = (
            split_front_matter(text, reading) if path.suffix == ".md" and text else (text, "")
        )
        node = compose_yaml(head, reading) if head else None
        if node is None and not reading.problems:
            reading.fault((), 1, "fichier vide", "les clés de la fiche", "copiez une fiche voisine")
        return node, Builder(reading, head), body

    def keep(self, attribute: str, name: str, item: Any) -> None:
        if item is None:
            self.broken.add((attribute, name))
        else:
            self.items[attribute][name] = item

    def finish(self, reading: Reading) -> None:
        self.marks[reading.file] = reading.marks
        self.problems += reading.problems

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def check_path(self, path: Path) -> None:
        """Refuse links, unexpected files and file names that cannot be ids."""
        name = self.name(path)
        folder, slash, file = name.partition("/")
        collection = FOLDERS.get(folder)
        if slash:
            known = collection is not None and "/" not in file and path.suffix == collection[2]
        else:
            known = name in {*FILES, *TRANSLATED_FILES, SHEET_EXAMPLE, CUSTOMER_EXAMPLE} or (
                collection is not None and path.is_dir()
            )
        if path.is_symlink() or not known:
            found, expected = "fichier inattendu dans kit/", one_of([*FOLDERS, *FILES])
            mend = "déplacez-le, ou supprimez-le"
            self.problems.append(Problem(Place(name), found, expected, mend))
        elif slash and not is_id(_original(folder, file.removesuffix(path.suffix))):
            expected = f"a-z, 0-9 et des tirets, au plus {MAX_ID} caractères"
            mend = "renommez le fichier sans accent, ni majuscule, ni espace"
            self.problems.append(
                Problem(Place(name), f"nom de fichier {shown(file)}", expected, mend)
            )


def _original(folder: str, stem: str) -> str:
    """Return the id of what a file translates, or of the bloc whose twin it is."""
    stem = stem.removesuffix(".en")
    return stem.removesuffix(TWIN) if folder == "blocs" else stem
