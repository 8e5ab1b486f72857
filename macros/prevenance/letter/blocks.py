"""What a letter is made of, whatever its format: blocks of lines of runs, under conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from prevenance.model import Language, Support
from prevenance.model.company import STANDARD, Layout

Kind = Literal[
    "sender",
    "recipient",
    "dateline",
    "subject",
    "heading",
    "paragraph",
    "list",
    "checks",
    "table",
    "box",
    "write-in",
    "choice",
    "closing",
    "signature",
    "footer",
    "slip",
    "strip",
]

Zone = Literal["", "overleaf", "cut", "band", "lines", "signing", "return"]
"""Where a block of the reply slip stands: above the strip (``overleaf``), on the line that cuts it, or
on the strip itself, in the places of :data:`prevenance.letter.slip.PLACES`. Elsewhere, nowhere."""


@dataclass(frozen=True)
class Run:
    """A stretch of one line: literal text, or the blank of that name when ``blank`` is set.

    ``label`` is what people read of a blank, when it is not its name; ``link`` the file that a
    literal text leads to, beside the document. A ``rule`` is a line to write on, that takes the room
    left; several share it.
    """

    text: str = ""
    blank: str = ""
    bold: bool = False
    label: str = ""
    link: str = ""
    rule: bool = False

    @property
    def mark(self) -> str:
        """What stands in place of a blank without an answer: its label between brackets."""
        return f"[{self.label or self.blank}]"


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
    ``title`` is what a screen reader says of it. A ``table`` has its header as first line; ``widths``
    are those of its columns, in hundredths of its own, when they differ and nobody writes in it. A
    ``choice`` has first the words that lead its check boxes, all on one line. A ``box`` says a letter
    in short: each line is a paragraph of it. A ``slip`` starts the reply slip on a page of its own:
    its line is the heading of that page; a ``strip`` starts what is cut off it. The last line of a
    ``dateline`` is the date, those before it references. What is ``kept`` stays on the page of what
    follows; so does a ``closing``, the formula before the signature.
    """

    kind: Kind
    lines: tuple[Line, ...]
    keys: tuple[str, ...] = ()
    origin: str = ""
    sources: tuple[str, ...] = ()
    title: str = ""
    widths: tuple[int, ...] = ()
    zone: Zone = ""
    kept: bool = False


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
    layout: Layout = STANDARD

    @property
    def envelope(self) -> Layout | None:
        """What its envelope asks of it; nothing when it is not posted."""
        return self.layout if self.support == "poste" else None

    @property
    def strip(self) -> bool:
        """Whether its reply slip has a strip to cut off."""
        return any(block.kind == "strip" for block in self.blocks)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run of the letter, in order, those of the subject first."""
        runs = (r for b in self.blocks for line in b.lines for cell in line.cells for r in cell)
        return (*self.subject, *runs)

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks of the letter, in order, each once."""
        return tuple(dict.fromkeys(run.blank for run in self.runs if run.blank))


TITLES: Mapping[Kind, Mapping[Language, str]] = {
    "sender": {"fr": "Expéditeur", "en": "Sender"},
    "recipient": {"fr": "Destinataire", "en": "Recipient"},
    "dateline": {"fr": "Référence", "en": "Reference"},
    "table": {"fr": "Informations à compléter", "en": "Information to complete"},
    "box": {"fr": "En bref", "en": "In short"},
}
"""What a screen reader says of a frame, of a table, of the box of a letter."""


def title(kind: Kind, language: Language) -> str:
    """Return the title of a block; most kinds speak for themselves and have none."""
    return TITLES[kind][language] if kind in TITLES else ""


def all_keys(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the keys of lines that can all vanish; none when a line is always there."""
    found = tuple(lines)
    keys = dict.fromkeys(key for line in found for key in line.keys)
    return tuple(keys) if all(line.keys for line in found) else ()


def block(kind: Kind, lines: Iterable[Line], origin: str, sources: Iterable[str] = ()) -> Block:
    """Make a block that vanishes when all its lines do."""
    found = tuple(lines)
    return Block(kind, found, all_keys(found), origin, tuple(dict.fromkeys(sources)))
