"""What a line of a Word document holds: runs, blanks, check boxes, rules to write on."""

from html import escape

from prevenance.letter.blocks import Cell, Run
from prevenance.template.segments import Segments, inline

TAB = "<w:r><w:tab/></w:r>"
"""After a box, the room before its words; elsewhere, a rule up to the next tab stop."""

LINKED = '<w:color w:val="0563C1"/><w:u w:val="single"/>'
"""What shows that a name leads to its file."""


def cell(runs: Cell) -> Segments:
    """Compile the runs of a line or of a cell; each blank is a run of its own."""
    return inline(runs, _literal, _blank)


def text(words: str) -> str:
    """Write literal words."""
    return _opening(Run()) + escape(words) + "</w:t></w:r>"


def symbol(character: str) -> str:
    """Write a character that the text's own font lacks."""
    return (
        '<w:r><w:rPr><w:rFonts w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans" w:eastAsia="MS Gothic" '
        f'w:cs="DejaVu Sans"/></w:rPr><w:t>{character}</w:t></w:r>'
    )


def check_box(name: str, tag: str, number: int) -> str:
    """Return a real check box: a content control that Word ticks on a click.

    ``number`` identifies it in the document; ``name`` is what a screen reader says.
    """
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(name)}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent>'
        f"{symbol(chr(0x2610))}</w:sdtContent></w:sdt>"
    )


def _literal(run: Run) -> str:
    if run.rule:
        return TAB
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
