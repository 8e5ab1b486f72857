"""A workbook being written, tab after tab: its styles, what may be typed in it, its bytes.

A text stays a text, whatever it begins with: only a :class:`Formula` computes, and none holds a
word of the kit or of a person. The bytes depend on what is written alone. Format: ECMA-376.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Literal, NamedTuple
from zipfile import ZipFile

from xlsxwriter import Workbook

from prevenance import __version__
from prevenance.template.archives import pack

Style = Literal[
    "text", "word", "title", "head", "figures", "recipient", "reference", "letter", "note", "count",
    "share",
]  # fmt: skip
"""``figures`` heads a column of numbers, ``word`` stands in a column of numbers; ``recipient``,
``reference`` and ``letter`` head the columns of a customer list, each with its tint."""


class Formula(NamedTuple):
    """A cell that computes: its code in Excel's notation, without ``=``, and its result."""

    code: str
    result: int | str = 0
    style: Style = "count"


class Styled(NamedTuple):
    """A text that is no ordinary one."""

    text: str
    style: Style


Row = Sequence[str | Styled | Formula]


class Column(NamedTuple):
    """A column: its width in characters, and what people may type under its heading.

    ``choices`` is the range that lists the accepted values, such as ``Listes!$A$2:$A$9``. Cells to
    fill hold text, or whole numbers from 0 when ``number`` is true.
    """

    width: int
    choices: str = ""
    number: bool = False


OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
CREATED = dt.datetime.combine(dt.date(1980, 1, 1), dt.time())
"""The date of every workbook, as of every archive entry."""

_HEAD = {"bold": True, "bg_color": "#DCE6F1", "text_wrap": True}
STYLES: Mapping[Style, Mapping[str, object]] = {
    "text": {"text_wrap": True},
    "word": {"text_wrap": True, "align": "right"},
    "title": {"bold": True, "font_size": 14},
    "head": _HEAD,
    "figures": {**_HEAD, "align": "right"},
    "recipient": _HEAD,
    "reference": {**_HEAD, "bg_color": "#E2EFDA"},
    "letter": {**_HEAD, "bg_color": "#FFF2CC"},
    "note": {"italic": True, "font_color": "#444444"},
    "count": {"num_format": "#,##0", "align": "right"},
    "share": {"num_format": "0%", "align": "right"},
}
"""Style -> what differs from an ordinary cell, in the words of xlsxwriter."""

ORDINARY = {"font_name": "Calibri", "font_size": 11, "valign": "top", "num_format": "@"}

LINE_HEIGHT = 15
"""Points."""

WIDE = 0.9
"""Width of an ordinary character, words kept whole, beside that of a digit: columns count digits."""

A4 = 9

REFUSAL = "Valeur refusée"
CHOOSE = "Choisissez une valeur de la liste, ou laissez la cellule vide."
WHOLE = "Tapez un nombre entier, sans espace ni unité, ou laissez la cellule vide."
"""What a person reads after typing something else than a choice, or than a number."""


class Book:
    """A workbook: its title, in French, then its tabs in order, then its bytes."""

    def __init__(self, title: str) -> None:
        self._buffer = BytesIO()
        self._written = Workbook(self._buffer, OPTIONS)
        self._written.set_properties({"title": title, "author": "Prévenance", "created": CREATED})
        self._written.set_custom_property("Language", "fr-FR")
        self._written.set_custom_property("Version", __version__)
        self._formats = {
            style: self._written.add_format({**ORDINARY, **own}) for style, own in STYLES.items()
        }
        self._typed = {
            number: self._written.add_format({"num_format": "#,##0" if number else "@"})
            for number in (False, True)
        }

    def tab(
        self, name: str, columns: Sequence[Column], rows: Sequence[Row], to_fill: int = 0
    ) -> None:
        """Add a tab. When ``to_fill`` empty rows are to be filled, the first row stays in view."""
        tab = self._written.add_worksheet(name)
        for place, column in enumerate(columns):
            tab.set_column(place, place, column.width, self._typed[column.number])
            if to_fill and (rule := _rule(column)):
                tab.data_validation(1, place, len(rows) + to_fill - 1, place, rule)
        for number, row in enumerate(rows):
            if (height := _lines(row, columns)) > 1:
                tab.set_row(number, height * LINE_HEIGHT)
            for place, cell in enumerate(row):
                self._write(tab, number, place, cell)
        if to_fill:
            tab.freeze_panes(1, 0)
            tab.repeat_rows(0)
        tab.set_landscape()
        tab.set_paper(A4)
        tab.fit_to_pages(1, 0)

    def _write(self, tab: Any, row: int, place: int, cell: str | Styled | Formula) -> None:
        if isinstance(cell, Formula):
            tab.write_formula(row, place, f"={cell.code}", self._formats[cell.style], cell.result)
            return
        text, style = _styled(cell)
        if text and tab.write_string(row, place, text, self._formats[style]):
            raise ValueError(f"trop long pour une cellule : {text[:40]}")

    def packed(self) -> bytes:
        """Return the bytes; nothing is added afterwards. Members are stored: see ``pack``."""
        self._written.close()
        with ZipFile(self._buffer) as archive:
            return pack((name, archive.read(name)) for name in sorted(archive.namelist()))


def headed(*texts: str) -> Row:
    """Make a row of headings."""
    return [Styled(text, "head") for text in texts]


def _styled(cell: str | Styled) -> Styled:
    return Styled(cell, "text") if isinstance(cell, str) else cell


def _lines(row: Row, columns: Sequence[Column]) -> int:
    """Estimate the lines of a row, since not every program measures them when it opens a file."""
    needed = [1]
    for cell, column in zip(row, columns, strict=False):
        if not isinstance(cell, Formula):
            text, style = _styled(cell)
            if STYLES[style].get("text_wrap"):
                needed.append(math.ceil(len(text) * WIDE / column.width))
    return max(needed)


def _rule(column: Column) -> dict[str, object]:
    """Return what may be typed in a column, in the words of xlsxwriter; nothing for any text."""
    if column.choices:
        rule: dict[str, object] = {"validate": "list", "source": f"={column.choices}"}
    elif column.number:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    else:
        return {}
    return rule | {
        "error_title": REFUSAL,
        "error_message": CHOOSE if column.choices else WHOLE,
    }
