"""What a letter is made of, whatever its format: blocks of lines of runs, under conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from prevenance.model import Language, Support
from prevenance.model.company import STANDARD, Layout

Kind = Literal[
    "sender",
    "recipient",
    "dateline",
    "references",
    "subject",
    "heading",
    "paragraph",
    "list",
    "checks",
    "table",
    "signature",
    "footer",
    "slip",
]


@dataclass(frozen=True)
class Run:
    """A stretch of one line: literal text, or the blank of that name when ``blank`` is set."""

    text: str = ""
    blank: str = ""
    bold: bool = False


Cell = tuple[Run, ...]


@dataclass(frozen=True)
class Line:
    """A line of a block: one cell, or several in a table; shown when any of its keys is active."""

    cells: tuple[Cell, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A block of a letter, shown when any of its keys is active (no key: always).

    ``origin`` names the kit file or frame part that brought it in, ``sources`` what it rests on.
    A ``table`` has its header as first line. A ``slip`` starts the reply slip on a page of its own
    and carries its title.
    """

    kind: Kind
    lines: tuple[Line, ...]
    keys: tuple[str, ...] = ()
    origin: str = ""
    sources: tuple[str, ...] = ()


FOLDS = (99, 198)
"""Where an A4 sheet folds in three, in millimetres from its top."""

FOLD_LEFT, FOLD_LENGTH = 5, 5
"""Where a fold mark starts and how long it is, in millimetres: inside what printers reach."""


@dataclass(frozen=True)
class Letter:
    """A whole letter, ready to be compiled to any format."""

    id: str
    title: str
    subject: Cell
    support: Support
    language: Language
    blocks: tuple[Block, ...]
    labels: tuple[tuple[str, str], ...]
    """For each blank, the label shown between brackets while it is empty."""
    layout: Layout = STANDARD

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks of the letter, in order, each once."""
        runs = (r for b in self.blocks for line in b.lines for cell in line.cells for r in cell)
        return tuple(dict.fromkeys(r.blank for r in (*self.subject, *runs) if r.blank))


def all_keys(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the keys of lines that can all vanish; none when a line is always there."""
    found = tuple(lines)
    keys = dict.fromkeys(key for line in found for key in line.keys)
    return tuple(keys) if all(line.keys for line in found) else ()


def block(kind: Kind, lines: Iterable[Line], origin: str, sources: Iterable[str] = ()) -> Block:
    """Make a block that vanishes when all its lines do."""
    found = tuple(lines)
    return Block(kind, found, all_keys(found), origin, tuple(dict.fromkeys(sources)))
