"""Word documents from a hand-made skeleton: A4, real styles, the address in the envelope window.

Ten constant parts and two filled ones (document, footer). Measures are twentieths of a point
(twips, 1 mm = 56.7). The recipient stands where the layout says, 85 mm by 33 mm, by default in
the window of a French DL envelope. Format: ECMA-376 (WordprocessingML).
"""

from dataclasses import replace
from html import escape

from prevenance.documents.skeletons import properties, skeleton
from prevenance.letter.blocks import (
    FOLD_LEFT,
    FOLD_LENGTH,
    FOLDS,
    Block,
    Cell,
    Letter,
    Run,
)
from prevenance.model.company import Layout
from prevenance.template.escapes import wordml
from prevenance.template.segments import Segments, Template, chain, grouped, inline

TWIPS_PER_MM = 1440 / 25.4

STYLES = {
    "sender": "Expediteur",
    "recipient": "Destinataire",
    "dateline": "Date",
    "references": "References",
    "subject": "Heading1",
    "heading": "Heading2",
    "slip": "Heading2",
    "paragraph": "BodyText",
    "list": "ListBullet",
    "checks": "Case",
    "box": "EnBref",
    "signature": "Signature",
    "footer": "Footer",
}

ANCHOR = '<w:p><w:pPr><w:pStyle w:val="Ancre"/></w:pPr></w:p>'
"""A thin line before the date: LibreOffice confuses a merge field that opens the text with those
of the frames above it."""

LINKED = '<w:color w:val="0563C1"/><w:u w:val="single"/>'
"""What shows that a name leads to its file."""

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


def _fold(top: float) -> str:
    """Draw a fold mark: an empty framed line whose upper border shows."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Ancre"/>{_frame(FOLD_LEFT, top, FOLD_LENGTH, 1)}'
        '<w:pBdr><w:top w:val="single" w:sz="4" w:space="0" w:color="777777"/></w:pBdr></w:pPr></w:p>'
    )


def _place(envelope: Layout, kind: str) -> str:
    """Return the frame of a block that stands at a fixed place of a postal letter."""
    recipient = _frame(envelope.left, envelope.top, 85, 33)
    return {"sender": SENDER, "recipient": recipient}.get(kind, "")


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
    style = "DateLettre" if block.kind == "dateline" and envelope else STYLES[block.kind]
    properties = f'<w:pStyle w:val="{style}"/>'
    if envelope:
        properties += "<w:pageBreakBefore/>" if block.kind == "slip" else ""
        properties += _place(envelope, block.kind)
    lines: list[Segments] = []
    if envelope and block.kind == "dateline":
        folds = (_fold(top) for top in FOLDS if envelope.fold_marks)
        lines.append(chain("".join(folds) + ANCHOR))
    for place, line in enumerate(block.lines, start=1):
        box = _box(block.title, number * 100 + place) if block.kind == "checks" else ""
        opening = f"<w:p><w:pPr>{properties}</w:pPr>{box}"
        lines.append(grouped(line.keys, opening, _cell(line.cells[0]), "</w:p>"))
    return chain(*lines)


def _cell(runs: Cell) -> Segments:
    return inline(runs, _literal, _blank)


def _literal(run: Run) -> str:
    if not run.link:
        return _opening(run) + escape(run.text) + "</w:t></w:r>"
    text = f"{_opening(run, LINKED)}{escape(run.text)}</w:t></w:r>"
    return f"<w:fldSimple w:instr='HYPERLINK \"{escape(run.link)}\"'>{text}</w:fldSimple>"


def _blank(run: Run) -> tuple[str, str, str]:
    marked = '<w:highlight w:val="yellow"/>'
    missing = f"{_opening(run, marked)}{escape(run.mark)}</w:t></w:r>"
    return _opening(run), "</w:t></w:r>", missing


def _opening(run: Run, extra: str = "") -> str:
    properties = ("<w:b/>" if run.bold else "") + extra
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">'


def _box(name: str, number: int) -> str:
    """Return a real check box: a content control that Word ticks on a click.

    ``number`` identifies it in the document; ``name`` is what a screen reader says.
    """
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="case{number}"/><w:id w:val="{number}"/>'
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent>'
        '<w:r><w:rPr><w:rFonts w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans" w:eastAsia="MS Gothic" '
        'w:cs="DejaVu Sans"/></w:rPr><w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>'
        "<w:r><w:tab/></w:r>"
    )


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
            cells.append(chain(opening, _cell(bold), "</w:p></w:tc>"))
        rows.append(grouped(line.keys, row, *cells, "</w:tr>"))
    return chain(head, *rows, '</w:tbl><w:p><w:pPr><w:pStyle w:val="Cellule"/></w:pPr></w:p>')
