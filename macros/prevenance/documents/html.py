"""A self-contained web page: semantic, printable on A4 with the address in the envelope window."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from prevenance.documents.skeletons import SENDER, titled
from prevenance.letter.blocks import FOLD_LEFT, FOLD_LENGTH, FOLDS, Block, Letter, Line, Run
from prevenance.letter.slip import CUT, PLACES, Area
from prevenance.model.company import Layout
from prevenance.template.escapes import markup
from prevenance.template.segments import (
    Blank,
    Segment,
    Segments,
    Template,
    chain,
    grouped,
    inline,
)
from prevenance.text.typography import narrow

STYLE = """
@page{size:A4;margin:15mm 20mm 8mm}
body{font:10.5pt/4.5mm Carlito,Calibri,Arial,sans-serif;orphans:3;widows:3;color:#111;max-width:170mm;margin:8mm auto;padding:0 5mm}
p{margin:0 0 1.7mm}h1{font-size:10.5pt;margin:0 0 3mm}h2{font-size:10.5pt;margin:2.1mm 0 1.4mm;break-after:avoid}
ul{margin:0 0 1.7mm;padding-left:5mm}li{margin:0 0 1mm}
.sender,.recipient,.signature{font-style:normal;margin:0 0 4mm}.sender p,.recipient p,.signature p,.dateline p{margin:0}
.recipient,.signature{margin-left:55%}.dateline{display:flex;justify-content:space-between;gap:1em;margin:0 0 4mm}.dateline p:last-child{margin-left:auto}
.kept,.closing{break-inside:avoid;break-after:avoid}
.checks{list-style:none;padding-left:0}.checks li::before{content:"\\2610\\00a0\\00a0"}
table{border-collapse:collapse;width:100%;margin:2mm 0}th,td{border:.3mm solid #777;padding:1.5mm;text-align:left;vertical-align:top}
.box{border-left:1.2mm solid #333;background:#f2f2f2;margin:0 0 2mm;padding:2mm 3.5mm;break-inside:avoid;print-color-adjust:exact}
.box p:last-child{margin:0}td:empty{height:6mm}.reply{margin-top:8mm}
.cut{font-size:8pt;border-bottom:.3mm dashed #555;margin:6mm 0 3mm}.cut p{margin:0 0 1mm}.cut p::before{content:"\\2702\\00a0"}.band,.lines,.signing{font-size:9.5pt}
.ruled{display:flex;gap:1ex;align-items:end;min-height:8mm;margin:0}.ruled i{flex:1;border-bottom:.2mm solid #555}.band .ruled{min-height:6mm}
.signing .ruled:last-child{min-height:20mm}.choice span{margin-left:3mm}.choice span::before{content:"\\2610\\00a0"}.return{margin:4mm 0}
:is(.band,.lines,.return)>*{margin:0}
footer{font-size:8pt;line-height:1.2;color:#444;border-top:.2mm solid #999;margin-top:6mm;padding-top:2mm}
mark{background:#ffe58f;color:#111}
.courriel{max-width:600px}.courriel .sender{background:#f2f2f2;padding:3mm 4mm}.courriel .signature{margin-left:0}
@media print{body{margin:0;padding:0;max-width:none}main{display:flow-root}
.poste{position:relative}.poste .sender{position:absolute;top:0;left:0;width:68mm}
.poste .dateline{margin:76mm 0 3mm}.poste .closing{margin-bottom:15mm}.poste footer{margin-top:3mm;padding-top:1.5mm}.poste .reply{break-before:page;margin:0}}
"""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""What a letter opened in a browser may do: no script, nothing from elsewhere.

Its style and a logo beside it stay free, since companies change their letters by hand.
"""

MARGIN_LEFT, MARGIN_TOP = 20, 15
"""The margins of a printed page in millimetres, from which the window is measured."""

_WRAP = {
    "sender": ('<address class="sender">', "</address>"),
    "recipient": ('<address class="recipient">', "</address>"),
    "signature": ('<address class="signature">', "</address>"),
    "dateline": ('<div class="dateline">', "</div>"),
    "closing": ('<div class="closing">', "</div>"),
    "footer": ("<footer>", "</footer>"),
    "list": ("<ul>", "</ul>"),
    "checks": ('<ul class="checks">', "</ul>"),
    "choice": ('<p class="choice">', "</p>"),
}
_TAG = {
    "list": "li",
    "checks": "li",
    "heading": "h2",
    "slip": "h2",
    "subject": "h1",
    "choice": "span",
}


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to an HTML file that needs nothing else; it shows no ``stamp``."""
    del stamp
    envelope = _envelope(letter.layout) if letter.support == "poste" else ""
    folds = len(FOLDS) if letter.support == "poste" and letter.layout.fold_marks else 0
    page = chain(
        f'<!DOCTYPE html>\n<html lang="{letter.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width">\n<title>',
        titled(letter, _text),
        '</title>\n<meta name="author" content="',
        Blank(SENDER, "", "", ""),
        f'">\n<style>{STYLE}{envelope}</style>\n</head>\n<body>\n<main class="{letter.support}">\n',
        '<i class="fold" aria-hidden="true"></i>\n' * folds,
        inner(letter),
        "</main>\n</body>\n</html>\n",
    )
    return Template(markup, (("", page),))


def _placed(zone: str, place: Area) -> str:
    box = f"top:{place.top}mm;left:{place.left}mm;width:{place.width}mm;height:{place.height}mm"
    return f".{zone}{{position:absolute;margin:0;{box}}}"


_SLIP = (
    ".poste .reply{page:coupon;position:relative;box-sizing:border-box;width:210mm;height:296mm;"
    f"padding:{MARGIN_TOP}mm {MARGIN_LEFT}mm 0}}"
    + "".join(_placed(zone, place) for zone, place in PLACES.items())
    + f".cut{{left:0;width:{210 - MARGIN_LEFT}mm;top:{CUT - 5}mm;height:5mm;"
    f"padding-left:{MARGIN_LEFT}mm}}"
)
"""The slip on its sheet: a page without margins, so that each part stands where the sheet says."""


def _envelope(layout: Layout) -> str:
    """Write what a page printed for a window envelope needs: the address, the fold marks."""
    top, left = layout.top - MARGIN_TOP, layout.left - MARGIN_LEFT
    place = f"position:absolute;top:{top}mm;left:{left}mm;width:75mm;margin:0"
    printed = f".poste .recipient{{{place}}}{_SLIP}"
    if not layout.fold_marks:
        return f"@page coupon{{margin:0}}@media print{{{printed}}}\n"
    # a browser prints nothing in a page's margin: with fold marks the left one is the text's
    printed += f"main{{margin-left:{MARGIN_LEFT}mm}}.poste .reply{{margin-left:-{MARGIN_LEFT}mm}}"
    for number, fold in enumerate(FOLDS, start=1):
        line = f"top:{fold - MARGIN_TOP}mm;left:{FOLD_LEFT - MARGIN_LEFT}mm;width:{FOLD_LENGTH}mm"
        mark = f"display:block;position:absolute;{line};border-top:.2mm solid #777"
        printed += f".fold:nth-of-type({number}){{{mark}}}"
    pages = "@page{margin-left:0}@page coupon{margin:0}"
    return f".fold{{display:none}}{pages}@media print{{{printed}}}\n"


def inner(letter: Letter) -> Segments:
    """Return the segments of a letter's blocks alone, for a page that shows it."""
    parts = {
        zone: chain(*_grouped(blocks))
        for zone, blocks in groupby(letter.blocks, key=lambda b: b.zone)
    }
    slip = [chain(f'<div class="{zone}">\n', parts[zone], "</div>\n") for zone in parts if zone]
    around = ('<section class="reply">\n', "</section>\n") if slip else ("", "")
    return chain(parts.get("", ()), around[0], *slip, around[1])


def _grouped(blocks: Iterable[Block]) -> Iterable[Segments]:
    for keys, same in groupby(blocks, key=lambda b: b.keys):
        yield grouped(keys, *(_block(b) for b in same))


def _text(text: str) -> str:
    return escape(narrow(text))


def _block(block: Block) -> Segments:
    if block.kind == "table":
        return _table(block)
    kept = ('<div class="kept">', "</div>") if block.kept else ("", "")
    before, after = _WRAP.get(block.kind, kept)
    if block.kind == "box":
        before, after = f'<div class="box" role="group" aria-label="{block.title}">', "</div>"
    tag = _TAG.get(block.kind, "p")
    found = list(block.lines)
    lead = _line(found.pop(0)) if block.kind == "choice" else ()
    lines: list[Segment] = []
    for line in found:
        ruled = any(run.rule for run in line.cells[0])
        opening = f'<{tag} class="ruled">' if ruled else f"<{tag}>"
        words = _ruled(line) if ruled else _line(line)
        lines += grouped(line.keys, opening, words, f"</{tag}>\n")
    return chain(f"{before}\n" if before else "", lead, lines, f"{after}\n" if after else "")


def _ruled(line: Line) -> Segments:
    """Return a line with rules to write on, which share the room that its words leave."""
    parts: list[Segments] = []
    for rule, runs in groupby(line.cells[0], key=lambda run: run.rule):
        parts.append(
            ("<i></i>",) if rule else chain("<span>", _line(Line((tuple(runs),))), "</span>")
        )
    return chain(*parts)


def _line(line: Line) -> Segments:
    return inline(line.cells[0], _literal, _blank)


def _blank(run: Run) -> tuple[str, str, str]:
    before, after = ("<strong>", "</strong>") if run.bold else ("", "")
    return before, after, f"<mark>{_text(run.mark)}</mark>"


def _literal(run: Run) -> str:
    text = f"<strong>{_text(run.text)}</strong>" if run.bold else _text(run.text)
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _table(block: Block) -> Segments:
    rows: list[Segment] = []
    for number, line in enumerate(block.lines):
        tag = "td" if number else "th"
        cells: list[Segment] = []
        for runs in line.cells:
            opening = "<td>" if number else '<th scope="col">'
            cells += chain(opening, _line(Line((runs,))), f"</{tag}>")
        rows += grouped(line.keys, "<tr>", cells, "</tr>\n")
    columns = "".join(f'<col style="width:{width}%">' for width in block.widths)
    return chain(f"<table>\n{columns}", rows, "</table>\n")
