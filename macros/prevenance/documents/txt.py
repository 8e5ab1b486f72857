"""Plain text: one paragraph a line, blocks separated by an empty line."""

from prevenance.letter.blocks import Block, Cell, Letter, Line
from prevenance.template.escapes import plain
from prevenance.template.segments import Segments, Template, chain, grouped, inline

SLIP_RULE = "-" * 72
"""What stands above a page of its own, and where the strip is cut."""

WRITE_IN = "." * 30
"""What is written on by hand."""


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to text. E-mails start with their subject; ``stamp`` is not printed."""
    del stamp
    parts = [grouped(block.keys, _block(block), "\n") for block in letter.blocks]
    return Template(plain, (("", chain(*parts)),))


def unmarked(runs: Cell) -> Segments:
    """Compile runs to text alone: the cell of a line, or the subject of an e-mail."""
    return inline(
        runs, lambda run: WRITE_IN if run.rule else run.text, lambda run: ("", "", run.mark)
    )


def _block(block: Block) -> Segments:
    marks = {"list": "- ", "checks": "[ ] ", "box": "- "}
    head = {"slip": SLIP_RULE, "strip": SLIP_RULE, "box": block.title}.get(block.kind, "")
    if block.kind == "choice":
        lead, *boxes = block.lines
        return chain(_line(lead), *(grouped(x.keys, " [ ] ", _line(x)) for x in boxes), "\n")
    lines = []
    for line in block.lines:
        inner = _line(line)
        lines.append(grouped(line.keys, marks.get(block.kind, ""), inner, "\n"))
    return chain(f"{head}\n" if head else "", *lines)


def _line(line: Line) -> Segments:
    cells = [unmarked(runs) for runs in line.cells]
    joined: list[Segments] = []
    for number, inner in enumerate(cells):
        joined.append(chain(" | " if number else "", inner or ("................",)))
    return chain(*joined)
