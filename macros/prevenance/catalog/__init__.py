"""The whole kit/ in memory: every item by its id, in each language, with its place in the files.

Loading never stops at a fault: what could be read is here, the faults are in ``problems``.
References between items are checked in ``checks``, not here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from prevenance import model
from prevenance.problems import Place, Problem, UsageError
from prevenance.reader.nodes import Marks

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
        "courriers": (model.Text, "texts", ".md"),
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

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+){0,8}")
NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
MAX_ID = 60


def is_id(name: str) -> bool:
    """Tell whether a name can be the id of a file, on every system."""
    return bool(ID.fullmatch(name)) and not _RESERVED.fullmatch(name) and len(name) <= MAX_ID


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Catalog:
    """The items of kit/, by id; ``translations`` holds the same kit in the other languages.

    In a translated catalog ``texts`` holds only the letters that have a translation; data
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
    texts: Mapping[str, model.Text] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)
    translations: Mapping[str, "Catalog"] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: frozenset[tuple[str, str]] = frozenset()
    """The collection and the id of each item that could not be read; no id for a whole file."""
    met: dict[tuple[str, ...], model.Row] = field(init=False, default_factory=dict)
    """What ``rules.look_up`` has found: a table's id and the value of each of its facets -> its row."""

    @cached_property
    def by_intention(self) -> Mapping[str, tuple[model.Text, ...]]:
        """The letters and reminders that serve each intention."""
        letters = [t for t in self.texts.values() if t.role in {"courrier", "relance"}]
        goals = dict.fromkeys(t.intention for t in letters)
        return {goal: tuple(t for t in letters if t.intention == goal) for goal in goals}

    def place(self, item: Any, *path: str | int) -> Place:
        """Return where a key of an item is written, for a message."""
        file, prefix = file_of(item)
        stem, _, suffix = file.rpartition(".")
        translated = f"{stem}.{self.language}.{suffix}"
        file = translated if translated in self.marks else file
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
    here = Path(__file__).parents[1]
    for folder in (Path("kit"), here.parent.parent / "kit", here / "_kit"):
        if (folder / "champs.yml").is_file():
            return folder
    raise UsageError("aucun dossier kit/ ici, et le paquet installé n'en contient pas")
