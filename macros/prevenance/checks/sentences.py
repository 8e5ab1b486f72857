"""What people wrote in the files of kit/, sentence by sentence: walked once, for the rules to judge.

Knows where a text stands and who shows it; judges nothing.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from prevenance.catalog import ATTRIBUTES, Catalog, file_of
from prevenance.letter import syntax
from prevenance.letter.blocks import Letter
from prevenance.letter.compose import compose
from prevenance.model import Support, Text
from prevenance.problems import Place, Problem, shown
from prevenance.reader.keys import Key, texts, walk

BODY = Key("texte", "Le texte, sous la seconde ligne ---.", printed="filled")
"""What there is to say of the lines under the keys of a file."""


class Sentence(NamedTuple):
    """A text that people wrote, with the item it belongs to and its place."""

    item: Any
    place: Place
    text: str
    key: Key
    """What the model says of the key under which it stands."""
    boxed: bool = False
    """Whether it is a line of a box, whose mark its text leaves out."""

    @property
    def in_body(self) -> bool:
        """Whether it is a line of the text under the keys of a file."""
        return self.key is BODY

    @property
    def printed(self) -> bool:
        """Whether letters print it, its blanks filled."""
        return self.key.printed == "filled"

    @property
    def translated(self) -> bool:
        """Whether it is a translation."""
        return ".en." in self.place.file


class Letters:
    """The letters of a kit, each composed once, when a rule first asks for it."""

    def __init__(self) -> None:
        self._composed: dict[tuple[str, str, str], Letter] = {}

    def of(self, catalog: Catalog, text: Text, support: Support) -> Letter:
        """Return the letter of a text, in the language of a catalog of this kit."""
        key = catalog.language, text.id, support
        if key not in self._composed:
            self._composed[key] = compose(catalog, text, support)
        return self._composed[key]


@dataclass(frozen=True)
class Examined:
    """A kit as the rules look at it on a day: its catalog, and its texts walked once."""

    catalog: Catalog
    today: dt.date
    texts: tuple[Sentence, ...]
    """Every text of every file and language, those of closed words included; no address."""
    sentences: tuple[Sentence, ...]
    """The texts that are prose."""
    printed: tuple[Sentence, ...]
    """The sentences that letters print."""
    bodies: tuple[Sentence, ...]
    """The lines of the texts under keys, file by file."""
    letters: Letters = field(default_factory=Letters, compare=False)


def examined(catalog: Catalog, today: dt.date, but: frozenset[int] = frozenset()) -> Examined:
    """Walk the texts of a kit for the rules of a day, ``but`` those of some items (their ``id()``)."""
    every = tuple(_every_text(catalog, but))
    sentences = tuple(sentence for sentence in every if sentence.key.holds == "prose")
    return Examined(
        catalog,
        today,
        every,
        sentences,
        tuple(sentence for sentence in sentences if sentence.printed),
        tuple(sentence for sentence in sentences if sentence.in_body),
    )


def _every_text(catalog: Catalog, but: frozenset[int]) -> Iterator[Sentence]:
    originals = set(but)
    for item in catalog.items():
        if id(item) not in but:
            yield from _of_item(catalog, item, "")
        originals.add(id(item))
    for language, translation in catalog.translations.items():
        for attribute in ATTRIBUTES:
            for item in getattr(translation, attribute).values():
                if id(item) not in originals:
                    yield from _of_item(catalog, item, f".{language}")


def _of_item(catalog: Catalog, item: Any, suffix: str) -> Iterator[Sentence]:
    """Yield the texts of an item; ``suffix`` is a translation's."""
    file, prefix = file_of(item)
    stem, _, extension = file.rpartition(".")
    marks = catalog.marks.get(f"{stem}{suffix}.{extension}")
    if marks is None:
        return
    for path, key, value in walk(item, prefix):
        if key.holds != "address":
            for inner, text in texts(value, path):
                if text:
                    yield Sentence(item, marks.at(*inner), text, key)
    for number, line in enumerate(getattr(item, "body", "").split("\n"), marks.body_line):
        if line.strip():
            said = syntax.unboxed(line)
            yield Sentence(item, Place(marks.file, number), said, BODY, boxed=said != line)


class Pattern(NamedTuple):
    """Something a sentence may not hold: what to look for, and the words of the fault."""

    regex: re.Pattern[str]
    found: str
    expected: str
    mend: str


def held(sentences: Iterable[Sentence], patterns: tuple[Pattern, ...]) -> Iterator[Problem]:
    """Yield a fault for each pattern that each sentence holds."""
    for sentence in sentences:
        for pattern in patterns:
            if match := pattern.regex.search(sentence.text):
                found = f"{pattern.found} : {shown(match.group())}"
                yield Problem(sentence.place, found, pattern.expected, pattern.mend)
