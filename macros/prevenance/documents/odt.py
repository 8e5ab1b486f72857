"""OpenDocument texts from a hand-made skeleton: the same letter, styles and measures as in DOCX.

Two filled parts (content; styles, which hold the page footer) and three constant ones. Measures
are millimetres. The recipient stands 110 mm from the left and 55 mm from the top, 85 mm by 33 mm:
visible in the window of a French DL envelope. Format: OpenDocument 1.3 (ISO/IEC 26300 revised).
"""

import re
from html import escape

from prevenance.documents.skeletons import properties, skeleton
from prevenance.letter.blocks import (
    FOLD_LEFT,
    FOLD_LENGTH,
    FOLDS,
    Block,
    Cell,
    Letter,
    Line,
    Run,
)
from prevenance.model.company import Layout
from prevenance.template.escapes import opendocument
from prevenance.template.segments import Segment, Segments, Template, chain, grouped, inline

STYLES = {
    "sender": "Sender",
    "recipient": "Addressee",
    "dateline": "Date",
    "references": "References",
    "subject": "Heading_20_1",
    "heading": "Heading_20_2",
    "slip": "Heading_20_2",
    "paragraph": "Text_20_body",
    "list": "List_20_1",
    "checks": "Case",
    "box": "EnBref",
    "signature": "Signature",
    "footer": "Footer",
}
"""Kind of block -> paragraph style; LibreOffice shows the names it knows in the user's language."""

POSTAL_STYLES = {"dateline": "DateLettre", "slip": "Coupon"}
"""Styles that differ in a letter sent by post: the date under the window, the slip on its page."""

OUTLINE = {"subject": 1, "heading": 2, "slip": 2}

MIMETYPE = "application/vnd.oasis.opendocument.text"
"""The first part, stored, without extra field, so that the type shows in the file's first bytes
(OpenDocument 1.3 part 2, section 3.3)."""

_FRAMED = ("sender", "recipient")
"""Blocks that stand at a fixed place of a postal letter."""

_ANCHOR = '<text:p text:style-name="Ancre"/>'
"""The first paragraph of a letter. LibreOffice 7.4 takes a field that starts the first paragraph
for one of the fields of the frames, and then leaves some of them unmerged, or empty."""

_COUNTRY = {"fr": "FR", "en": "GB"}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_WIDTH = 170
"""Width of the text in millimetres, shared out between the columns of a table."""


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to ODT; the title, language, subject and stamp go in its properties."""
    parts = skeleton("skeleton_odt")
    footer = [b for b in letter.blocks if b.kind == "footer"]
    body = [
        grouped(block.keys, _block(block, letter.envelope, number))
        for number, block in enumerate(letter.blocks, start=1)
        if block.kind != "footer"
    ]
    content = chain(
        f'{_XML}<office:document-content {_NS} office:version="1.3">',
        f"<office:automatic-styles>{FOLD_STYLE if letter.layout.fold_marks else ''}",
        *(
            grouped(block.keys, _table_styles(block, number))
            for number, block in enumerate(letter.blocks, start=1)
            if block.kind == "table"
        ),
        "</office:automatic-styles><office:body><office:text>",
        *body,
        "</office:text></office:body></office:document-content>",
    )
    meta = properties(
        parts["meta"], letter, f"{letter.language}-{_COUNTRY[letter.language]}", stamp
    )
    return Template(
        opendocument,
        (
            ("mimetype", MIMETYPE),
            ("content.xml", content),
            ("styles.xml", _styles(letter, footer)),
            ("meta.xml", meta),
            ("META-INF/manifest.xml", parts["manifest"]),
        ),
    )


def _styles(letter: Letter, footer: list[Block]) -> Segments:
    """Return the styles, with the letter's language and its legal mentions as page footer."""
    country = _COUNTRY[letter.language]
    head, end = (
        skeleton("skeleton_odt")["styles"]
        .replace('"fr"', f'"{letter.language}"')
        .replace('"FR"', f'"{country}"')
        .split("</style:master-page>")
    )
    lines = [grouped(b.keys, _block(b, letter.envelope, 0)) for b in footer]
    foot = ("<style:footer>", *lines, "</style:footer>") if footer else ()
    return chain(head, *foot, "</style:master-page>" + end)


def _block(block: Block, envelope: Layout | None, number: int) -> Segments:
    if block.kind == "table":
        return _table(block, number)
    style = POSTAL_STYLES.get(block.kind) if envelope else None
    lines = _lines(block, style or STYLES[block.kind])
    if block.kind == "list":
        return chain('<text:list text:style-name="Puces">', lines, "</text:list>")
    if envelope and block.kind in _FRAMED:
        return _frame(block, envelope, number, lines)
    return chain(_ANCHOR, lines) if envelope and block.kind == "dateline" else lines


def _lines(block: Block, style: str) -> Segments:
    """Return a paragraph, a heading or a list item for each line."""
    opening, closing = f'<text:p text:style-name="{style}">', "</text:p>"
    if block.kind in OUTLINE:
        level = OUTLINE[block.kind]
        opening = f'<text:h text:style-name="{style}" text:outline-level="{level}">'
        closing = "</text:h>"
    elif block.kind == "list":
        opening, closing = f"<text:list-item>{opening}", f"{closing}</text:list-item>"
    elif block.kind == "checks":
        opening += '<text:span text:style-name="Boite">\u2610</text:span><text:tab/>'
    return chain(*(grouped(x.keys, opening, _cell(x.cells[0]), closing) for x in block.lines))


def _frame(block: Block, layout: Layout, number: int, lines: Segments) -> Segments:
    """Place lines on page 1, whatever the text does; such frames come before any paragraph."""
    sender = block.kind == "sender"
    left, top, width, height = (20, 15, 68, 38) if sender else (layout.left, layout.top, 85, 33)
    folds = (_fold(top_) for top_ in FOLDS if sender and layout.fold_marks)
    return chain(
        *folds,
        f'<draw:frame draw:style-name="Fenetre" draw:name="{block.title}" text:anchor-type="page" '
        f'text:anchor-page-number="1" draw:z-index="{number}" svg:x="{left}mm" svg:y="{top}mm" '
        f'svg:width="{width}mm" svg:height="{height}mm"><draw:text-box fo:min-height="{height}mm">',
        lines,
        f"</draw:text-box><svg:title>{block.title}</svg:title></draw:frame>",
    )


FOLD_STYLE = (
    '<style:style style:name="Pli" style:family="graphic"><style:graphic-properties '
    'draw:stroke="solid" svg:stroke-width="0.2mm" svg:stroke-color="#777777" '
    'style:vertical-pos="from-top" style:vertical-rel="page" style:horizontal-pos="from-left" '
    'style:horizontal-rel="page" style:wrap="run-through"/></style:style>'
)


def _fold(top: int) -> str:
    """Draw a fold mark on page 1."""
    right = FOLD_LEFT + FOLD_LENGTH
    return (
        '<draw:line draw:style-name="Pli" text:anchor-type="page" text:anchor-page-number="1" '
        f'svg:x1="{FOLD_LEFT}mm" svg:y1="{top}mm" svg:x2="{right}mm" svg:y2="{top}mm"/>'
    )


def _cell(runs: Cell) -> Segments:
    return inline(runs, _literal, _blank)


def _literal(run: Run) -> str:
    text = re.sub(" {2,}", lambda m: f'<text:s text:c="{len(m[0])}"/>', escape(run.text))
    return _span("Strong_20_Emphasis") + text + "</text:span>" if run.bold else text


def _blank(run: Run) -> tuple[str, str, str]:
    """A blank is a span of its own; its label is marked by a style inside it."""
    opening = _span("Strong_20_Emphasis" if run.bold else "")
    shown = f"{_span('Champ')}{escape(run.mark)}</text:span>"
    return opening, "</text:span>", f"{opening}{shown}</text:span>" if run.bold else shown


def _span(style: str) -> str:
    return f'<text:span text:style-name="{style}">' if style else "<text:span>"


def _table_styles(block: Block, number: int) -> str:
    """Return the styles of a table; OpenDocument has no other place for them than each table."""
    width = _WIDTH / len(block.lines[0].cells)
    return (
        f'<style:style style:name="T{number}" style:family="table"><style:table-properties '
        f'style:width="{_WIDTH}mm" table:align="left" fo:margin-bottom="6mm" '
        'table:border-model="collapsing"/></style:style>'
        f'<style:style style:name="T{number}.C" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:g}mm"/></style:style>'
        f'<style:style style:name="T{number}.R" style:family="table-row">'
        '<style:table-row-properties style:min-row-height="8mm" fo:keep-together="always"/>'
        f'</style:style><style:style style:name="T{number}.A" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #777777" fo:padding-left="1.9mm" '
        'fo:padding-right="1.9mm" fo:padding-top="0mm" fo:padding-bottom="0mm"/></style:style>'
    )


def _table(block: Block, number: int) -> Segments:
    """Return a table whose first line is a header row, repeated and read as such."""
    columns = len(block.lines[0].cells)
    head, *rows = (_row(line, number, header=not n) for n, line in enumerate(block.lines))
    return chain(
        f'<table:table table:name="T{number}" table:style-name="T{number}">'
        f"<table:title>{escape(block.title)}</table:title>"
        f'<table:table-column table:style-name="T{number}.C" '
        f'table:number-columns-repeated="{columns}"/><table:table-header-rows>',
        head,
        "</table:table-header-rows>",
        *rows,
        "</table:table>",
    )


def _row(line: Line, number: int, *, header: bool) -> Segments:
    style = "Table_20_Heading" if header else "Table_20_Contents"
    opening = (
        f'<table:table-cell table:style-name="T{number}.A" office:value-type="string">'
        f'<text:p text:style-name="{style}">'
    )
    cells: list[Segment] = []
    for runs in line.cells:
        cells += chain(opening, _cell(runs), "</text:p></table:table-cell>")
    row = f'<table:table-row table:style-name="T{number}.R">'
    return grouped(line.keys, row, cells, "</table:table-row>")
