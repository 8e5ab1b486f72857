"""The letter language: Markdown's simplest blocks, ``((champ))`` blanks, and slots.

Owns the syntax and keeps line numbers; knows neither the kit nor what slots stand for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BLANK = re.compile(r"\(\(([a-z][a-z0-9_]*)\)\)")
SLOT = re.compile(r"\(\(([a-z]+)(?::([a-z][a-z0-9-]*))?\)\)")
SLOTS = frozenset(
    {
        "options",
        "benefices",
        "calendrier",
        "accord",
        "coupon",
        "etape",
        "bloc",
        "cases",
        "recueillir",
        "texte",
        "decoupe",
    }
)
"""What may stand alone on a line between double brackets; anything else there is a blank."""

RULE = "____"
"""Where the customer writes by hand: a rule as long as the line leaves room for."""

INLINE = re.compile(rf"(\*\*)|\(\(source:([a-z][a-z0-9-]*)\)\)|{BLANK.pattern}|({RULE})")


@dataclass(frozen=True)
class Piece:
    """A parsed part of a body: its kind, its raw lines and the 1-based line where it starts.

    Kinds: ``heading``, ``paragraph``, ``list``, ``checks``, ``table``, ``box``, ``write-in`` and
    ``slot``. A line of a box may be a slot too: see :func:`lone_slot`.
    """

    kind: str
    lines: tuple[str, ...]
    line: int


def parse(body: str, first_line: int = 1) -> list[Piece]:
    """Cut a body into pieces. Anything that is not of the language is a paragraph: checks judge it."""
    return list(_parsed(body, first_line))


@lru_cache(maxsize=2_000)
def _parsed(body: str, first_line: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    block: list[str] = []
    start = first_line

    def flush() -> None:
        if block:
            pieces.extend(_pieces(block, start))
            block.clear()

    for number, line in enumerate(body.split("\n"), start=first_line):
        if line.strip():
            start = start if block else number
            block.append(line.strip())
        else:
            flush()
    flush()
    return tuple(pieces)


def unboxed(line: str) -> str:
    """Return a line without the mark of the box that it stands in, if it stands in one."""
    return re.sub(r"^\s*> ", "", line)


def lone_slot(line: str) -> re.Match[str] | None:
    """Return the slot that a line is, when it is one."""
    slot = SLOT.fullmatch(line.strip())
    return slot if slot and slot[1] in SLOTS else None


@lru_cache(maxsize=2_000)
def called_slots(body: str) -> tuple[re.Match[str], ...]:
    """Return the slots that a body calls, in order, those of its boxes included."""
    lines = (line for p in parse(body) if p.kind in {"slot", "box"} for line in p.lines)
    return tuple(slot for line in lines if (slot := lone_slot(line)))


def line_kind(line: str) -> str:
    """Tell what a line, without the spaces around it, is: slot, item, table, box, heading, write-in or text."""
    if lone_slot(line):
        return "slot"
    marks = {"- ": "item", "|": "table", "> ": "box", "## ": "heading"}
    written = "write-in" if line.endswith(f": {RULE}") else "text"
    return next((kind for mark, kind in marks.items() if line.startswith(mark)), written)


def cells(row: str) -> list[str]:
    """Cut a row of a table into its cells, without the spaces around them."""
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def _pieces(block: list[str], start: int) -> Iterator[Piece]:
    for kind, number, lines in _runs_of_lines(block):
        line = start + number
        if kind == "item":
            checks = all(text.startswith("- [ ] ") for text in lines)
            yield Piece(
                "checks" if checks else "list", tuple(t[6 if checks else 2 :] for t in lines), line
            )
        elif kind == "table":
            yield Piece(
                "table", tuple(t for t in lines if not re.fullmatch(r"[|\s:-]*-[|\s:-]*", t)), line
            )
        elif kind == "heading":
            yield Piece("heading", (lines[0].lstrip("#").strip(),), line)
        elif kind == "slot":
            yield Piece("slot", (lines[0],), line)
        elif kind == "box":
            yield Piece("box", tuple(unboxed(text).strip() for text in lines), line)
        elif kind == "write-in":
            yield Piece("write-in", tuple(lines), line)
        else:
            yield Piece("paragraph", (" ".join(lines),), line)


def _runs_of_lines(block: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    kinds = [line_kind(line) for line in block]
    number = 0
    while number < len(block):
        end = number + 1
        while (
            end < len(block)
            and kinds[end] == kinds[number]
            and kinds[number] not in {"heading", "slot"}
        ):
            end += 1
        yield kinds[number], number, block[number:end]
        number = end
