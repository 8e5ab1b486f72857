"""A workbook as an ODS file, written by hand: the same sheets, lists and formulas as the XLSX.

Every part is a text made here and packed without any date. Formulas carry no result: the program
that opens the file computes them. Format: OpenDocument 1.3, part 3 (tables) and 4 (OpenFormula).
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

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

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
VERSION = 'office:version="1.3"'
MM_PER_CHARACTER = 2
"""Width of a character of 10 points, in millimetres, about that of the XLSX."""

MM_PER_LINE = 5.3

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for prefix, name in (
        ("office", "office:1.0"),
        ("style", "style:1.0"),
        ("text", "text:1.0"),
        ("table", "table:1.0"),
        ("number", "datastyle:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
        ("meta", "meta:1.0"),
        ("config", "config:1.0"),
        ("of", "of:1.2"),
    )
)
_OOO = 'xmlns:ooo="http://openoffice.org/2004/office"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_REFERENCE = re.compile(r"(?:(\w+)!)?(\$?[A-Z]{1,2}\$?[0-9]+)(?::(\$?[A-Z]{1,2}\$?[0-9]+))?")

_HEAD = ('fo:background-color="#dce6f1"', 'fo:font-weight="bold"')
_STYLES: Mapping[Style, tuple[str, str, str, str]] = {
    "text": ("texte", "start", "", ""),
    "word": ("texte", "end", "", ""),
    "title": ("texte", "start", "", 'fo:font-weight="bold" fo:font-size="14pt"'),
    "head": ("texte", "start", *_HEAD),
    "figures": ("texte", "end", *_HEAD),
    "note": ("texte", "start", "", 'fo:font-style="italic" fo:color="#444444"'),
    "count": ("nombre", "end", "", ""),
    "share": ("part", "end", "", ""),
}
"""Style of a cell -> its number format, its side, what its cell has, what its characters have."""


def write(book: Book) -> bytes:
    """Return the bytes of a workbook; its first member is the type, as ODF asks (part 2, 3.3)."""
    members = {
        "content.xml": _content(book),
        "meta.xml": _meta(book),
        "settings.xml": _settings(book),
        "styles.xml": _page(),
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in members
    )
    manifest = (
        f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{MIMETYPE}"/>{listed}</manifest:manifest>'
    )
    texts = {"mimetype": MIMETYPE, **members, "META-INF/manifest.xml": manifest}
    return pack((name, text.encode()) for name, text in texts.items())


def open_formula(formula: str) -> str:
    """Translate a formula from Excel's notation: references in brackets, semicolons between.

    Example: ``SUM(Feuille!$A$2:$A$9,B1)`` gives ``SUM([$Feuille.$A$2:.$A$9];[.B1])``. No text but
    an empty one may stand in the formula.
    """

    def bracketed(found: re.Match[str]) -> str:
        sheet = f"${found[1]}" if found[1] else ""
        return f"[{sheet}.{found[2]}{f':.{found[3]}' if found[3] else ''}]"

    return _REFERENCE.sub(bracketed, formula.replace(",", ";"))


def _content(book: Book) -> str:
    widths = sorted({column.width for sheet in book.sheets for column in sheet.columns})
    columns = "".join(
        f'<style:style style:name="l{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * MM_PER_CHARACTER}mm"/></style:style>'
        for width in widths
    )
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data}">'
        f'<style:table-cell-properties style:vertical-align="top" fo:wrap-option="{_wrap(name)}" {cell}/>'
        f'<style:paragraph-properties fo:text-align="{side}"/>'
        f"<style:text-properties {text}/></style:style>"
        for name, (data, side, cell, text) in _STYLES.items()
    )
    heights = sorted({lines(row, sheet.columns) for sheet in book.sheets for row in sheet.rows})
    rows = "".join(
        f'<style:style style:name="h{height}" style:family="table-row"><style:table-row-properties '
        f'style:row-height="{height * MM_PER_LINE:g}mm"/></style:style>'
        for height in heights
    )
    validations = "".join(v for sheet in book.sheets for v in _validations(sheet))
    tables = "".join(_table(sheet) for sheet in book.sheets)
    return (
        f"{_XML}<office:document-content {_NS} {VERSION}><office:automatic-styles>"
        '<number:text-style style:name="texte"><number:text-content/></number:text-style>'
        '<number:number-style style:name="nombre"><number:number number:decimal-places="0" '
        'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
        '<number:percentage-style style:name="part"><number:number number:decimal-places="0" '
        'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
        f"{columns}{rows}{cells}</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:content-validations>{validations}</table:content-validations>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _wrap(style: Style) -> str:
    return "no-wrap" if style in ONE_LINE else "wrap"


def _validations(sheet: Sheet) -> Iterator[str]:
    for number, column in enumerate(sheet.columns):
        if rule := _rule(column):
            condition = escape(f"of:{rule}")
            yield (
                f'<table:content-validation table:name="{_rule_name(sheet, number)}" '
                f'table:condition="{condition}" table:allow-empty-cell="true" '
                f'table:display-list="unsorted" table:base-cell-address="{sheet.name}.A2">'
                f'<table:error-message table:title="{REFUSAL}" table:message-type="stop" '
                f'table:display="true"><text:p>{CHOOSE if column.choices else WHOLE}</text:p>'
                "</table:error-message></table:content-validation>"
            )


def _rule(column: Column) -> str:
    if column.choices:
        return f"cell-content-is-in-list({open_formula(column.choices)})"
    return "cell-content-is-whole-number() and cell-content()>=0" if column.number else ""


def _rule_name(sheet: Sheet, number: int) -> str:
    return f"{sheet.name}{number}"


def _table(sheet: Sheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="l{column.width}" '
        f'table:default-cell-style-name="{_free_style(column)}"/>'
        for column in sheet.columns
    )
    rows = [
        f'<table:table-row table:style-name="h{lines(row, sheet.columns)}">'
        f"{''.join(map(_cell, row or (Cell(),)))}</table:table-row>"
        for row in sheet.rows
    ]
    if sheet.heading:
        rows[0] = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
    if sheet.free:
        free = "".join(_free(sheet, n, column) for n, column in enumerate(sheet.columns))
        rows.append(
            f'<table:table-row table:number-rows-repeated="{sheet.free}">{free}</table:table-row>'
        )
    return f'<table:table table:name="{sheet.name}">{columns}{"".join(rows)}</table:table>'


def _cell(cell: Cell) -> str:
    if not cell.text:
        return "<table:table-cell/>"
    if cell.computes:
        code = escape(f"of:={open_formula(cell.text)}")
        return f'<table:table-cell table:style-name="{cell.style}" table:formula="{code}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
    return (
        f'<table:table-cell table:style-name="{cell.style}" office:value-type="string">'
        f"{lines}</table:table-cell>"
    )


def _free(sheet: Sheet, number: int, column: Column) -> str:
    rule = f' table:content-validation-name="{_rule_name(sheet, number)}"' if _rule(column) else ""
    return f'<table:table-cell table:style-name="{_free_style(column)}"{rule}/>'


def _free_style(column: Column) -> Style:
    return "count" if column.number else "text"


def _meta(book: Book) -> str:
    return (
        f"{_XML}<office:document-meta {_NS} {_DC} {VERSION}><office:meta>"
        f"<meta:generator>Prévenance {escape(book.version)}</meta:generator>"
        f"<dc:title>{escape(book.title)}</dc:title><dc:language>fr-FR</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _settings(book: Book) -> str:
    """Keep the headings in view while people scroll."""
    frozen = "".join(
        f'<config:config-item-map-entry config:name="{sheet.name}">'
        + "".join(
            f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
            for name, kind, value in (
                ("VerticalSplitMode", "short", 2),
                ("VerticalSplitPosition", "int", 1),
                ("ActiveSplitRange", "short", 2),
                ("PositionBottom", "int", 1),
            )
        )
        + "</config:config-item-map-entry>"
        for sheet in book.sheets
        if sheet.heading
    )
    return (
        f"{_XML}<office:document-settings {_NS} {_OOO} {VERSION}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed '
        'config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{frozen}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _page() -> str:
    """Set the language, the typeface, and A4 in landscape, where the list fits in width."""
    return (
        f"{_XML}<office:document-styles {_NS} {VERSION}><office:styles>"
        '<style:default-style style:family="table-cell"><style:text-properties fo:language="fr" '
        'fo:country="FR" fo:font-family="Carlito, Calibri, sans-serif" fo:font-size="11pt"/>'
        '</style:default-style><style:default-style style:family="table-row"/>'
        '<style:style style:name="Default" style:family="table-cell"/>'
        '</office:styles><office:automatic-styles><style:page-layout style:name="page">'
        '<style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" '
        'style:print-orientation="landscape" fo:margin="15mm" style:scale-to="70%"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="page"/>'
        "</office:master-styles></office:document-styles>"
    )
