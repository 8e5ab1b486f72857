"""How office documents write the strip of a reply slip: the styles that DOCX and ODT share."""

from prevenance.letter.blocks import Block, Line
from prevenance.letter.slip import PLACES

TEXT, TIGHT, WIDE, SIGNED = "Bande", "BandeEcrire", "Ecrire", "Signer"
"""Styles of a line of text, of a line to write on that is 6 mm high, 8 mm, or room to sign."""


def rules(line: Line) -> int:
    """Count the rules of a line."""
    return sum(run.rule for cell in line.cells for run in cell)


def style_on_strip(block: Block, line: Line) -> str:
    """Name the style of a line by what is written on it; an empty string elsewhere than on a strip."""
    if block.zone not in PLACES or block.zone in {"cut", "return"}:
        return ""
    if block.zone == "signing" and block.kind == "write-in" and line is block.lines[-1]:
        return SIGNED
    if block.kind == "checks" and not rules(line):
        return TIGHT
    if block.kind not in {"checks", "write-in"}:
        return TEXT
    return TIGHT if block.zone == "band" else WIDE
