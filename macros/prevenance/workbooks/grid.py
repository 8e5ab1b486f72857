"""A workbook as data: sheets of columns and rows of cells, whatever the format that writes it.

A text is always text: only a cell made with :func:`formula` computes, and no formula holds a word
of the kit or of a person. Formulas are written as Excel does; knows no domain word.
"""

import math
from dataclasses import dataclass
from typing import Literal

Style = Literal["text", "word", "title", "head", "figures", "note", "count", "share"]
"""``figures`` heads a column of numbers, ``word`` stands in a column of numbers."""

ONE_LINE: frozenset[Style] = frozenset({"title", "note"})
"""What runs over the cells at its right instead of breaking in lines."""


@dataclass(frozen=True)
class Cell:
    """A cell: a text, or a formula (without its equals sign) when ``computes`` is true."""

    text: str = ""
    style: Style = "text"
    computes: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its width in characters, and what people may type under its heading.

    ``choices`` is the range that lists the accepted values, such as ``Listes!$A$2:$A$9``. Cells to
    fill hold text, or whole numbers from 0 when ``number`` is true.
    """

    width: int
    choices: str = ""
    number: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, then ``free`` empty rows to fill; ``heading`` keeps the first row in view."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    free: int = 0
    heading: bool = False


@dataclass(frozen=True)
class Book:
    """A workbook: its title, in French, the version of the kit, and its sheets in order."""

    title: str
    version: str
    sheets: tuple[Sheet, ...]


WIDE = 0.9
"""Width of an ordinary character, words kept whole, beside that of a digit: columns count digits."""

REFUSAL = "Valeur refusée"
CHOOSE = "Choisissez une valeur de la liste, ou laissez la cellule vide."
WHOLE = "Tapez un nombre entier, sans espace ni unité, ou laissez la cellule vide."
"""What a person reads after typing something else than a choice, or than a number."""


def heads(*texts: str) -> tuple[Cell, ...]:
    """Make a row of headings."""
    return tuple(Cell(text, "head") for text in texts)


def figures(title: str, *texts: str) -> tuple[Cell, ...]:
    """Make a row of headings, the first over labels, the others over numbers."""
    return (Cell(title, "head"), *(Cell(text, "figures") for text in texts))


def texts(*values: str) -> tuple[Cell, ...]:
    """Make a row of texts."""
    return tuple(Cell(value) for value in values)


def formula(text: str, style: Style = "count") -> Cell:
    """Make a cell that computes."""
    return Cell(text, style, computes=True)


def lines(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> int:
    """Estimate the lines of a row, since not every program measures them when it opens a file."""
    needed = [
        math.ceil(len(cell.text) * WIDE / column.width)
        for cell, column in zip(row, columns, strict=False)
        if not cell.computes and cell.style not in ONE_LINE
    ]
    return max([1, *needed])
