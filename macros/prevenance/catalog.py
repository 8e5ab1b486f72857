"""The whole kit/ in memory: every item by its id, in each language, with its place in the files.

Loading never stops at a fault: what could be read is here, the faults are in ``problems``.
References between items are checked in ``checks``, not here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from prevenance import model
from prevenance.nodes import Marks, Reading, compose_yaml, read_text, split_front_matter
from prevenance.problems import Place, Problem, UsageError, one_of, shown
from prevenance.reader import Builder, slots

FOLDERS: Mapping[str, tuple[type[Any], str, str]] = MappingProxyType(
    {
        "profils": (model.Profile, "profiles", ".yml"),
        "canaux": (model.Channel, "channels", ".yml"),
        "benefices": (model.Benefit, "benefits", ".yml"),
        "etapes": (model.Stage, "stages", ".yml"),
        "regles": (model.Table, "tables", ".yml"),
        "outils": (model.Tool, "tools", ".yml"),
        "blocs": (model.Paragraph, "blocs", ".md"),
        "cadres": (model.Frame, "frames", ".md"),
        "courriers": (model.Template, "templates", ".md"),
    }
)
"""Folder of kit/ -> the class of its items, the catalog's attribute, the files' suffix."""

FILES: Mapping[str, tuple[type[Any], str]] = MappingProxyType(
    {
        "sources.yml": (model.Source, "sources"),
        "champs.yml": (model.Field, "fields"),
        "facettes.yml": (model.ClosedList, "lists"),
        "glossaire.yml": (model.Term, "terms"),
        "interdits.yml": (model.Ban, "bans"),
        "faits.yml": (model.Fact, "facts"),
    }
)
"""File of kit/ that holds a whole collection -> the class of its items, the attribute."""

ATTRIBUTES = tuple(a for _, a in FILES.values()) + tuple(a for _, a, _ in FOLDERS.values())
TRANSLATED_FILES = ("champs.en.yml",)
"""The files that translate a collection: here the labels of blanks."""

SHEET_EXAMPLE = "entreprise.exemple.yml"
LANGUAGES = ("fr", "en")
TRANSLATED = frozenset(
    {
        "titre",
        "objet",
        "resume",
        "eviter",
        "nom",
        "nom_phrase",
        "phrases",
        "phrase",
        "avant",
        "apres",
        "expediteur",
        "destinataire",
        "date",
        "references",
        "signature",
        "pied",
        "libelle",
        "relu_le",
    }
)
"""The keys that a translation may write; everything else belongs to the French file."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+){0,8}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
MAX_ID = 60


def is_id(name: str) -> bool:
    """Tell whether a name can be the id of a file, on every system."""
    return bool(_ID.fullmatch(name)) and not _RESERVED.fullmatch(name) and len(name) <= MAX_ID


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The items of kit/, by id; ``translations`` holds the same kit in the other languages.

    In a translated catalog ``templates`` holds only the letters that have a translation; data
    items without one keep their French text.
    """

    root: Path
    language: model.Language = "fr"
    sources: Mapping[str, model.Source] = field(default_factory=dict)
    fields: Mapping[str, model.Field] = field(default_factory=dict)
    lists: Mapping[str, model.ClosedList] = field(default_factory=dict)
    terms: Mapping[str, model.Term] = field(default_factory=dict)
    bans: Mapping[str, model.Ban] = field(default_factory=dict)
    facts: Mapping[str, model.Fact] = field(default_factory=dict)
    profiles: Mapping[str, model.Profile] = field(default_factory=dict)
    channels: Mapping[str, model.Channel] = field(default_factory=dict)
    benefits: Mapping[str, model.Benefit] = field(default_factory=dict)
    stages: Mapping[str, model.Stage] = field(default_factory=dict)
    tables: Mapping[str, model.Table] = field(default_factory=dict)
    tools: Mapping[str, model.Tool] = field(default_factory=dict)
    blocs: Mapping[str, model.Paragraph] = field(default_factory=dict)
    frames: Mapping[str, model.Frame] = field(default_factory=dict)
    templates: Mapping[str, model.Template] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)
    translations: Mapping[str, "Catalog"] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: frozenset[tuple[str, str]] = frozenset()

    def place(self, item: Any, *path: str | int) -> Place:
        """Return where a key of an item is written, for a message."""
        file, prefix = file_of(item)
        return self.marks[file].at(*prefix, *path) if file in self.marks else Place(file)

    def knows(self, attribute: str, name: str) -> bool:
        """Tell whether an id exists in a collection, even if its file could not be read."""
        return name in getattr(self, attribute) or (attribute, name) in self.broken

    def items(self) -> Iterator[Any]:
        """Yield every item of every collection, in the order of the files."""
        for _, attribute in (*FILES.values(), *((a, b) for a, b, _ in FOLDERS.values())):
            yield from getattr(self, attribute).values()

    def speaking(self, language: str) -> "Catalog":
        """Return the kit in a language; French is the kit itself."""
        return self if language == self.language else self.translations[language]


def file_of(item: Any) -> tuple[str, tuple[str, ...]]:
    """Return the file of an item, relative to kit/, and the key path of the item inside it."""
    for folder, (cls, _, suffix) in FOLDERS.items():
        if isinstance(item, cls):
            return f"{folder}/{item.id}{suffix}", ()
    name = next(name for name, (cls, _) in FILES.items() if isinstance(item, cls))
    return name, (item.id,)


def packaged_kit() -> Path:
    """Return the kit at hand: ./kit of a checkout, else the one inside the installed package."""
    here = Path(__file__).parent
    for folder in (Path("kit"), here.parent.parent / "kit", here / "_kit"):
        if (folder / "champs.yml").is_file():
            return folder
    raise UsageError("aucun dossier kit/ ici, et le paquet installé n'en contient pas")


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
        for folder, (cls, attribute, suffix) in FOLDERS.items():
            files = sorted((self.root / folder).glob(f"*{suffix}"))
            for path in (p for p in files if not p.stem.endswith(".en")):
                self.load_item(path, cls, attribute)
            for path in (p for p in files if p.stem.endswith(".en")):
                self.load_translation(path, cls, attribute)
        return self.catalog()

    def catalog(self) -> Catalog:
        french: dict[str, Any] = self.items
        english: dict[str, Any] = {a: {**self.items[a], **self.translated[a]} for a in ATTRIBUTES}
        english["templates"] = self.translated["templates"]
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
        pattern = _NAME if attribute in {"fields", "lists"} else _ID
        for key, (_, value) in entries.items():
            base = self.items[attribute].get(key) if translation else None
            if not pattern.fullmatch(key) or (translation and base is None):
                found = f"identifiant {shown(key)}"
                expected = "un identifiant du fichier français" if translation else pattern.pattern
                reading.fault((key,), reading.lines[key,], found, expected, "renommez cette clé")
            elif translation:
                self.translated[attribute][key] = (
                    builder.build(cls, value, (key,), base=base) or base
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
        for key in builder.mapping(node, ()) or {} if node else {}:
            if key not in TRANSLATED and key in {slot.key.name for slot in slots(cls)}:
                reading.fault(
                    (key,),
                    reading.lines[key,],
                    "clé qui ne se traduit pas",
                    one_of(sorted(TRANSLATED)),
                    "supprimez-la : la fiche française suffit",
                )
        item = builder.build(cls, node, base=base) if node else None
        if item is not None:
            self.translated[attribute][original] = (
                replace(item, body=body) if path.suffix == ".md" else item
            )
        return self.finish(reading)

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
            known = name in {*FILES, *TRANSLATED_FILES, SHEET_EXAMPLE} or (
                collection is not None and path.is_dir()
            )
        if path.is_symlink() or not known:
            found, expected = "fichier inattendu dans kit/", one_of([*FOLDERS, *FILES])
            mend = "déplacez-le, ou supprimez-le"
            self.problems.append(Problem(Place(name), found, expected, mend))
        elif slash and not is_id(file.removesuffix(path.suffix).removesuffix(".en")):
            expected = f"a-z, 0-9 et des tirets, au plus {MAX_ID} caractères"
            mend = "renommez le fichier sans accent, ni majuscule, ni espace"
            self.problems.append(
                Problem(Place(name), f"nom de fichier {shown(file)}", expected, mend)
            )


def load(root: Path) -> Catalog:
    """Load a kit/ folder; faults are in ``problems``, what could be read is in the catalog.

    Raises:
        UsageError: the folder does not exist.
    """
    if not root.is_dir():
        raise UsageError(f"le dossier {root} n'existe pas")
    return _Loader(root).load()
