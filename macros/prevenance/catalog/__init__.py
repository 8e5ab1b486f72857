"""The whole kit/ in memory: every item by its id, in each language, with its place in the files.

Loading never stops at a fault: what could be read is here, the faults are in ``problems``.
References between items are checked in ``checks``, not here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prevenance import model
from prevenance.catalog.collections import (
    ATTRIBUTES,
    CUSTOMER_EXAMPLE,
    FILES,
    FOLDERS,
    LANGUAGES,
    SHEET_EXAMPLE,
    TRANSLATED_FILES,
    TWIN,
    file_of,
)
from prevenance.catalog.ids import ID, MAX_ID, NAME, is_id
from prevenance.problems import Place, Problem, UsageError
from prevenance.reader.files import Marks

__all__ = [
    "ATTRIBUTES",
    "CUSTOMER_EXAMPLE",
    "FILES",
    "FOLDERS",
    "ID",
    "LANGUAGES",
    "MAX_ID",
    "NAME",
    "SHEET_EXAMPLE",
    "TRANSLATED_FILES",
    "TWIN",
    "Catalog",
    "file_of",
    "is_id",
    "packaged_kit",
]


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
    by_intention: Mapping[str, tuple[model.Text, ...]] = field(init=False)
    """The letters and reminders that serve each intention."""

    def __post_init__(self) -> None:
        letters = [t for t in self.texts.values() if t.role in {"courrier", "relance"}]
        goals = dict.fromkeys(t.intention for t in letters)
        found = {goal: tuple(t for t in letters if t.intention == goal) for goal in goals}
        object.__setattr__(self, "by_intention", found)

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


def packaged_kit() -> Path:
    """Return the kit that comes with this code: that of its checkout, or of the installed package.

    Raises:
        UsageError: there is none.
    """
    here = Path(__file__).parents[1]
    for folder in (here.parent.parent / "kit", here / "_kit"):
        if (folder / "champs.yml").is_file():
            return folder
    raise UsageError("aucun dossier kit/ ici, et le paquet installé n'en contient pas")
