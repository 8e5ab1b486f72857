"""OpenDocument texts from a hand-made skeleton: the same letter, styles and measures as in DOCX.

Two filled parts (content; styles, which hold the page footer) and three constant ones. Measures
are millimetres. The recipient stands 110 mm from the left and 55 mm from the top, 85 mm by 33 mm:
visible in the window of a French DL envelope. Format: OpenDocument 1.3 (ISO/IEC 26300 revised).
"""

from collections.abc import Iterable
from itertools import groupby

from prevenance.documents.odt_frames import FIRST_PAGE, PARAGRAPH, cut, fold_mark, frame, line_style
from prevenance.documents.odt_tables import table_of, table_styles
from prevenance.documents.odt_text import TAB, cell, symbol
from prevenance.documents.skeletons import properties, skeleton
from prevenance.documents.strips import rules, style_on_strip
from prevenance.letter.blocks import FOLDS, Block, Letter, all_keys
from prevenance.letter.slip import PLACES, REFERENCES, TITLES, Area
from prevenance.model.company import Layout
from prevenance.template.escapes import opendocument
from prevenance.template.segments import Segments, Template, chain, grouped

STYLES = {
    "sender": "Sender",
    "recipient": "Addressee",
    "dateline": "Date",
    "subject": "Heading_20_1",
    "heading": "Heading_20_2",
    "slip": "Heading_20_2",
    "paragraph": "Text_20_body",
    "list": "List_20_1",
    "checks": "Case",
    "box": "EnBref",
    "write-in": "Ecrire",
    "choice": "Text_20_body",
    "strip": "Decoupe",
    "closing": "Text_20_body",
    "signature": "Signature",
    "footer": "Footer",
}
"""Kind of block -> paragraph style; LibreOffice shows the names it knows in the user's language."""

POSTAL_STYLES = {
    "dateline": "DateLettre",
    "closing": "Formule",
    "slip": "Coupon",
    "strip": "DecoupeLettre",
}
"""Styles that differ in a letter sent by post: what stands at a fixed place of the page."""

OUTLINE = {"subject": 1, "heading": 2, "slip": 2}

MIMETYPE = "application/vnd.oasis.opendocument.text"
"""The first part, stored, without extra field, so that the type shows in the file's first bytes
(OpenDocument 1.3 part 2, section 3.3)."""

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


SENDER = Area(20, 15, 68, 38)

_WIDTH = 170
"""Width of the text in millimetres."""


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to ODT; the title, language, subject and stamp go in its properties."""
    parts = skeleton("skeleton_odt")
    blocks = list(enumerate(letter.blocks, start=1))
    used = {name for b in letter.blocks for name in _styles_of(b, letter.envelope)}
    footer = [b for b in letter.blocks if b.kind == "footer"]
    framed = _strip(letter) if letter.envelope else ()
    body = [
        grouped(block.keys, _block(block, letter.envelope, number, framed))
        for number, block in blocks
        if block.kind != "footer" and not (letter.envelope and block.zone in PLACES)
    ]
    content = chain(
        f'{_XML}<office:document-content {_NS} office:version="1.3"><office:automatic-styles>',
        line_style("Pli") if letter.layout.fold_marks else "",
        line_style("Trait", "Tirets") if framed else "",
        *(_ruled(name) for name in sorted(used) if "." in name),
        *(grouped(b.keys, table_styles(b, n)) for n, b in blocks if b.kind == "table"),
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
    first = (
        f"<style:footer>{_ANCHOR}</style:footer><style:footer-first>",
        *lines,
        "</style:footer-first>",
    )
    foot = first if footer else ()
    return chain(head, *foot, "</style:master-page>" + end)


def _block(block: Block, envelope: Layout | None, number: int, framed: Segments = ()) -> Segments:
    if block.kind == "table":
        return table_of(block, number)
    if envelope and block.kind == "dateline":
        return _dateline(block, number)
    lines = _lines(block, envelope, framed)
    if block.kind == "list":
        return chain('<text:list text:style-name="Puces">', lines, "</text:list>")
    if envelope and block.kind == "recipient":
        place = Area(envelope.left, envelope.top, 85, 33)
        return frame(block.title, place, FIRST_PAGE, number, lines)
    if envelope and block.kind == "sender":
        folds = (fold_mark(top) for top in FOLDS if envelope.fold_marks)
        return chain(*folds, frame(block.title, SENDER, FIRST_PAGE, number, lines))
    return lines


def _dateline(block: Block, number: int) -> Segments:
    """Return references on the left and the date on the right, on the line under the address.

    Each is a paragraph: a merge hides the whole paragraph of a field that is empty.
    """
    *references, date = block.lines
    opening = f'<text:p text:style-name="{STYLES["sender"]}">'
    left = chain(*(grouped(x.keys, opening, cell(x.cells[0]), "</text:p>") for x in references))
    framed = frame(block.title, REFERENCES, FIRST_PAGE, number, left) if left else ()
    dated = f'{_ANCHOR}<text:p text:style-name="{POSTAL_STYLES["dateline"]}">'
    return chain(grouped(all_keys(references), framed), dated, cell(date.cells[0]), "</text:p>")


def _styles_of(block: Block, envelope: Layout | None) -> Iterable[str]:
    """Name the style of each line: by kind, by part of the sheet, by the rules to write on.

    Those are made for one letter: ``parent.width.count``.
    """
    postal = POSTAL_STYLES.get(block.kind) if envelope else None
    usual = "Solidaire" if block.kept else postal or STYLES.get(block.kind, "")
    usual = STYLES["recipient"] if block.zone == "return" else usual
    width = PLACES[block.zone].width if block.zone in PLACES else _WIDTH
    for line in block.lines:
        name, count = style_on_strip(block, line) or usual, rules(line)
        yield f"{name}.{width}.{count}" if count else name


def _strip(letter: Letter) -> Segments:
    """Return the frames of the strip, for the title of its page to hold."""
    parts = groupby((b for b in letter.blocks if b.zone in PLACES), key=lambda b: b.zone)
    frames = [
        frame(
            TITLES[zone][letter.language],
            PLACES[zone],
            PARAGRAPH,
            number,
            chain(*(grouped(b.keys, _block(b, letter.envelope, 0)) for b in blocks)),
        )
        for number, (zone, blocks) in enumerate(parts, start=len(letter.blocks))
    ]
    return chain(cut(), *frames) if frames else ()


def _lines(block: Block, envelope: Layout | None, framed: Segments) -> Segments:
    """Return a paragraph, a heading or a list item for each line; ``framed`` stands in a heading."""
    styles = list(_styles_of(block, envelope))
    if block.kind == "choice":
        return _choice(block, styles[0])
    found: list[Segments] = []
    for line, style in zip(block.lines, styles, strict=True):
        opening, closing = _tags(block, style)
        inside = framed if block.kind == "slip" else ()
        found.append(
            grouped(line.keys, opening, inside, _mark(block), cell(line.cells[0]), closing)
        )
    return chain(*found)


def _tags(block: Block, style: str) -> tuple[str, str]:
    if block.kind in OUTLINE:
        level = OUTLINE[block.kind]
        return f'<text:h text:style-name="{style}" text:outline-level="{level}">', "</text:h>"
    opening, closing = f'<text:p text:style-name="{style}">', "</text:p>"
    if block.kind == "list":
        return f"<text:list-item>{opening}", f"{closing}</text:list-item>"
    return opening, closing


def _mark(block: Block) -> str:
    """Return what stands before the words of a line."""
    room = "\u00a0" if block.zone else TAB
    marks = {"checks": symbol("\u2610") + room, "strip": symbol("\u2702") + "\u00a0"}
    return marks.get(block.kind, "")


def _choice(block: Block, style: str) -> Segments:
    """Return boxes after the words that lead to them, on one line."""
    lead, *answers = block.lines
    box = "\u2003" + symbol("\u2610") + "\u00a0"
    boxes = (grouped(line.keys, box, cell(line.cells[0])) for line in answers)
    return chain(f'<text:p text:style-name="{style}">', cell(lead.cells[0]), *boxes, "</text:p>")


def _ruled(name: str) -> str:
    """Return a style on whose tab stops rules end: over its width, two in halves."""
    parent, width, count = name.split(".")
    stops = (
        f'<style:tab-stop style:position="{int(width) * place / int(count):g}mm" style:type="right" '
        'style:leader-style="solid" style:leader-text="_"/>'
        for place in range(1, int(count) + 1)
    )
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties><style:tab-stops>{''.join(stops)}</style:tab-stops>"
        "</style:paragraph-properties></style:style>"
    )
