"""Word documents from a hand-made skeleton: A4, real styles, the address in the envelope window.

Ten constant parts and two filled ones (document, footer). Measures are twentieths of a point
(twips, 1 mm = 56.7). The recipient stands where the layout says, 85 mm by 33 mm, by default in
the window of a French DL envelope. Format: ECMA-376 (WordprocessingML).
"""

from dataclasses import replace
from html import escape

from prevenance.documents.docx_text import TAB, cell, check_box, symbol, text
from prevenance.documents.skeletons import properties, skeleton
from prevenance.documents.strips import rules, style_on_strip
from prevenance.letter.blocks import (
    FOLD_LEFT,
    FOLD_LENGTH,
    FOLDS,
    Block,
    Letter,
    Line,
    Zone,
)
from prevenance.letter.slip import CUT, PLACES, REFERENCES, box_name, box_tag
from prevenance.model.company import Layout
from prevenance.template.escapes import wordml
from prevenance.template.segments import Segments, Template, chain, grouped

TWIPS_PER_MM = 1440 / 25.4

STYLES = {
    "sender": "Expediteur",
    "recipient": "Destinataire",
    "dateline": "Date",
    "subject": "Heading1",
    "heading": "Heading2",
    "slip": "Heading2",
    "paragraph": "BodyText",
    "list": "ListBullet",
    "checks": "Case",
    "box": "EnBref",
    "write-in": "Ecrire",
    "choice": "BodyText",
    "strip": "Decoupe",
    "closing": "BodyText",
    "signature": "Signature",
    "footer": "Footer",
}

ANCHOR = '<w:p><w:pPr><w:pStyle w:val="Ancre"/></w:pPr></w:p>'
"""A thin line before the date: LibreOffice confuses a merge field that opens the text with those
of the frames above it."""


_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LANG = {"fr": "fr-FR", "en": "en-GB"}


def _mm(value: float) -> int:
    return round(value * TWIPS_PER_MM)


def _frame(left: float, top: float, width: float, height: float) -> str:
    """Place a paragraph on the page, in millimetres; Word reads it only as a direct property."""
    return (
        f'<w:framePr w:w="{_mm(width)}" w:h="{_mm(height)}" w:hRule="atLeast" w:hSpace="0" w:wrap="around" '
        f'w:vAnchor="page" w:hAnchor="page" w:x="{_mm(left)}" w:y="{_mm(top)}"/>'
    )


SENDER = _frame(20, 15, 68, 38)

SCISSORS = symbol("\u2702") + text("\u00a0")


def _fold(top: float) -> str:
    """Draw a fold mark: an empty framed line whose upper border shows."""
    return _paragraph("Ancre", _frame(FOLD_LEFT, top, FOLD_LENGTH, 1), _border("single")) + "</w:p>"


def _border(line: str) -> str:
    return f'<w:pBdr><w:top w:val="{line}" w:sz="4" w:space="0" w:color="777777"/></w:pBdr>'


def _place(envelope: Layout, block: Block) -> str:
    """Return what puts a block of a postal letter at its place: on a new page, or in a frame."""
    if block.kind == "slip":
        return "<w:pageBreakBefore/>"
    if block.kept:
        return "<w:keepNext/><w:keepLines/>"
    if place := PLACES.get(block.zone):
        return _frame(place.left, place.top, place.width, place.height)
    recipient = _frame(envelope.left, envelope.top, 85, 33)
    return {"sender": SENDER, "recipient": recipient}.get(block.kind, "")


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to DOCX; the title, language, subject and stamp go in its properties."""
    parts = skeleton("skeleton")
    lang = _LANG[letter.language]
    footer = [b for b in letter.blocks if b.kind == "footer"]
    body = [
        grouped(block.keys, _block(block, letter.envelope, number))
        for number, block in enumerate(letter.blocks, start=1)
        if block.kind != "footer"
    ]
    document = chain(
        f"{_XML}<w:document {_NS}><w:body>",
        *body,
        ANCHOR if letter.envelope and letter.strip else "",
        parts["section"].strip(),
        "</w:body></w:document>",
    )
    foot = chain(
        f"{_XML}<w:ftr {_NS}>",
        *(grouped(b.keys, _block(b, letter.envelope)) for b in footer),
        "" if footer else '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>',
        "</w:ftr>",
    )
    core = properties(parts["core"], letter, lang, stamp)
    return Template(
        wordml,
        (
            ("[Content_Types].xml", parts["content-types"]),
            ("_rels/.rels", parts["rels"]),
            ("docProps/core.xml", core),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", parts["document-rels"]),
            ("word/footer1.xml", foot),
            ("word/styles.xml", parts["styles"].replace("fr-FR", lang)),
            ("word/numbering.xml", parts["numbering"]),
            ("word/settings.xml", parts["settings"].replace("fr-FR", lang)),
            ("word/fontTable.xml", parts["font-table"]),
            ("word/theme/theme1.xml", parts["theme"]),
        ),
    )


def _block(block: Block, envelope: Layout | None, number: int = 0) -> Segments:
    if block.kind == "table":
        return _table(block)
    frame = _place(envelope, block) if envelope else ""
    if block.kind == "choice":
        return _choice(
            block, _paragraph(_style(block, block.lines[0], envelope), frame), number * 100
        )
    if envelope and block.kind == "dateline":
        return _dateline(block, envelope)
    lines: list[Segments] = []
    for place, line in enumerate(block.lines, start=1):
        opening = _paragraph(_style(block, line, envelope), frame, _rules(line, block.zone))
        if block.kind == "checks":
            opening += _box(block, line, number * 100 + place)
            opening += text("\u00a0") if block.zone else TAB
        opening += SCISSORS if block.kind == "strip" else ""
        lines.append(grouped(line.keys, opening, cell(line.cells[0]), "</w:p>"))
    return chain(*lines, _cut(envelope) if block.kind == "strip" else "")


def _dateline(block: Block, envelope: Layout) -> Segments:
    """Return references on the left and the date on the right, on the line under the address.

    Each is a paragraph: a merge hides the whole paragraph of a field that is empty.
    """
    *references, date = block.lines
    folds = "".join(_fold(top) for top in FOLDS if envelope.fold_marks)
    place = _frame(20, REFERENCES.top, REFERENCES.width, REFERENCES.height)
    opening = _paragraph(STYLES["sender"], place)
    left = (grouped(x.keys, opening, cell(x.cells[0]), "</w:p>") for x in references)
    right = _paragraph("DateLettre"), cell(date.cells[0]), "</w:p>"
    return chain(folds, *left, ANCHOR, *right)


def _style(block: Block, line: Line, envelope: Layout | None) -> str:
    """Name the style of a line, by the kind of its block and by where it stands."""
    if block.kind == "closing" and envelope:
        return "Formule"
    if block.zone == "return":
        return STYLES["recipient"]
    return style_on_strip(block, line) or STYLES[block.kind]


def _paragraph(style: str, *properties: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"".join(properties)}</w:pPr>'


def _choice(block: Block, opening: str, number: int) -> Segments:
    """Return boxes after the words that lead to them, on one line."""
    lead, *answers = block.lines
    boxes = [
        grouped(
            line.keys,
            text("\u2003") + _box(block, line, number + place) + text("\u00a0"),
            cell(line.cells[0]),
        )
        for place, line in enumerate(answers, start=1)
    ]
    return chain(opening, cell(lead.cells[0]), *boxes, "</w:p>")


def _box(block: Block, line: Line, number: int) -> str:
    return check_box(box_name(block, line), box_tag(block, line), number)


def _rules(line: Line, zone: Zone) -> str:
    """Set the tab stops at which the rules of a line end: over the width, two in halves."""
    count = rules(line)
    width = PLACES[zone].width if zone in PLACES else 170
    stops = (
        f'<w:tab w:val="right" w:leader="underscore" w:pos="{_mm(width * place / count)}"/>'
        for place in range(1, count + 1)
    )
    return f"<w:tabs>{''.join(stops)}</w:tabs>" if count else ""


def _cut(envelope: Layout | None) -> str:
    """Draw the line along which the strip is cut, from edge to edge of the sheet."""
    frame = _frame(0, CUT, 210, 1) if envelope else ""
    return _paragraph("Ancre", frame, _border("dashed")) + "</w:p>"


def _table(block: Block) -> Segments:
    columns = len(block.lines[0].cells)
    shares = block.widths or (100 / columns,) * columns
    widths = [int(_mm(170) * share / 100) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    height = "" if block.widths else '<w:trHeight w:val="454" w:hRule="atLeast"/>'
    head = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grille"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(block.title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    rows = []
    for number, line in enumerate(block.lines):
        row = f"<w:tr><w:trPr>{height}"
        row += "</w:trPr>" if number else "<w:tblHeader/></w:trPr>"
        cells = []
        for runs, width in zip(line.cells, widths, strict=True):
            bold = tuple(replace(run, bold=True) for run in runs) if number == 0 else runs
            opening = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cellule"/></w:pPr>'
            cells.append(chain(opening, cell(bold), "</w:p></w:tc>"))
        rows.append(grouped(line.keys, row, *cells, "</w:tr>"))
    return chain(head, *rows, '</w:tbl><w:p><w:pPr><w:pStyle w:val="Cellule"/></w:pPr></w:p>')
