"""A workbook as an XLSX file: text cells are typed as text, and the bytes depend on it alone.

openpyxl writes the parts; they are then packed without any date. Format: ECMA-376 (SpreadsheetML).
"""

import datetime as dt
import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as Target
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from prevenance.template import pack
from prevenance.workbooks.grid import (
    CHOOSE,
    ONE_LINE,
    REFUSAL,
    WHOLE,
    Book,
    Cell,
    Column,
    Sheet,
    Style,
    lines,
)

FORMATS: Mapping[Style, str] = {"count": "#,##0", "share": "0%"}
"""How numbers show; every other cell has the format of text."""

LINE_HEIGHT = 15
"""Points."""

NO_DATE = dt.datetime.combine(dt.date(1980, 1, 1), dt.time())
"""The date of every archive entry; openpyxl cannot do without one."""

NAMES: Mapping[Style, str] = {
    "text": "Texte",
    "word": "Mot",
    "title": "Titre de feuille",
    "head": "En-tête",
    "figures": "En-tête de nombres",
    "note": "Remarque",
    "count": "Nombre",
    "share": "Part",
}
"""The names under which a spreadsheet lists the styles of cells."""

TEXT = "@"
FONT = Font(name="Calibri", size=11)
FONTS: Mapping[Style, Font] = {
    "title": Font(name="Calibri", size=14, bold=True),
    "head": Font(name="Calibri", size=11, bold=True),
    "figures": Font(name="Calibri", size=11, bold=True),
    "note": Font(name="Calibri", size=11, italic=True, color="444444"),
}
SIDES: Mapping[Style, str] = {
    "figures": "right",
    "count": "right",
    "share": "right",
    "word": "right",
}
HEAD = PatternFill("solid", fgColor="DCE6F1")

STYLES = "xl/styles.xml"
FONT_ORDER = ("b", "i", "strike", "u", "sz", "color", "name", "family", "charset", "scheme")
"""Properties of a font in the order of ECMA-376, 18.8.22, those that we never set left out."""

_FONT = re.compile(rb"<font>(.*?)</font>")
_PROPERTY = re.compile(rb"<(\w+)[^<]*/>")


def write(book: Book) -> bytes:
    """Return the bytes of a workbook."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    cells = (cell for sheet in book.sheets for row in sheet.rows for cell in row)
    for style in {_named(cell): _style(cell) for cell in cells if cell.text}.values():
        workbook.add_named_style(style)
    for sheet in book.sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet)
    workbook.properties = DocumentProperties(
        creator="Prévenance",
        title=book.title,
        language="fr-FR",
        version=book.version,
        created=NO_DATE,
        modified=NO_DATE,
    )
    workbook.calculation.fullCalcOnLoad = True
    buffer = BytesIO()
    # not Workbook.save(), which puts the time of day into the properties
    ExcelWriter(workbook, ZipFile(buffer, "w")).save()
    with ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    members[STYLES] = _FONT.sub(_in_order, members[STYLES])
    return pack(members.items())


def _in_order(font: re.Match[bytes]) -> bytes:
    """Sort the properties of a font as the schema asks; openpyxl starts with the name."""
    found = sorted(_PROPERTY.finditer(font[1]), key=lambda p: FONT_ORDER.index(p[1].decode()))
    return b"<font>" + b"".join(p[0] for p in found) + b"</font>"


def _write_sheet(target: Worksheet, sheet: Sheet) -> None:
    for row, cells in enumerate(sheet.rows, start=1):
        if (height := lines(cells, sheet.columns)) > 1:
            target.row_dimensions[row].height = height * LINE_HEIGHT
        for place, cell in enumerate(cells, start=1):
            if cell.text:
                _write_cell(target[f"{get_column_letter(place)}{row}"], cell)
    first, last = len(sheet.rows) + 1, len(sheet.rows) + sheet.free
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        target.column_dimensions[letter].width = column.width
        target.column_dimensions[letter].number_format = FORMATS["count"] if column.number else TEXT
        if sheet.heading and (validation := _validation(column)):
            validation.add(f"{letter}2:{letter}{max(last, first)}")
            target.add_data_validation(validation)
    if sheet.heading:
        target.freeze_panes = "A2"
        target.print_title_rows = "1:1"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9  # A4
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_cell(target: Target, cell: Cell) -> None:
    if cell.computes:
        target.value = f"={cell.text}"
    else:
        target.value = cell.text
        target.data_type = "s"  # openpyxl takes a text that starts with "=" for a formula
    target.style = _named(cell)


def _named(cell: Cell) -> str:
    """Name the style of a cell, as a spreadsheet lists it."""
    return NAMES[cell.style] + (" (calcul)" if cell.computes else "")


def _style(cell: Cell) -> NamedStyle:
    side, wrap = SIDES.get(cell.style), cell.style not in ONE_LINE
    return NamedStyle(
        _named(cell),
        font=FONTS.get(cell.style, FONT),
        fill=HEAD if cell.style in {"head", "figures"} else PatternFill(),
        alignment=Alignment(vertical="top", wrap_text=wrap, horizontal=side),
        number_format=FORMATS.get(cell.style, "General" if cell.computes else TEXT),
    )


def _validation(column: Column) -> DataValidation | None:
    if column.choices:
        rule = DataValidation("list", formula1=column.choices, allow_blank=True)
    elif column.number:
        rule = DataValidation(
            "whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True
        )
    else:
        return None
    rule.showErrorMessage = True
    rule.errorTitle = REFUSAL
    rule.error = CHOOSE if column.choices else WHOLE
    return rule
