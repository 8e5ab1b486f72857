"""Plain text: one paragraph a line, blocks separated by an empty line."""

from prevenance.letter.blocks import Block, Letter, Line
from prevenance.template import (
    Segments,
    Template,
    cell,
    chain,
    grouped,
)

SLIP_RULE = "-" * 72


def compile_letter(letter: Letter, version: str) -> Template:
    """Compile a letter to text. E-mails start with their subject; ``version`` is not printed."""
    del version
    parts = [grouped(block.keys, _block(block), "\n") for block in letter.blocks]
    return Template("txt", "plain", (("", chain(*parts)),))


def _block(block: Block) -> Segments:
    marks = {"list": "- ", "checks": "[ ] "}
    lines = []
    for line in block.lines:
        inner = _line(line)
        lines.append(grouped(line.keys, marks.get(block.kind, ""), inner, "\n"))
    return chain(f"{SLIP_RULE}\n" if block.kind == "slip" else "", *lines)


def _line(line: Line) -> Segments:
    cells = [
        cell(runs, lambda run: run.text, lambda run: ("", "", run.mark)) for runs in line.cells
    ]
    joined: list[Segments] = []
    for number, inner in enumerate(cells):
        joined.append(chain(" | " if number else "", inner or ("................",)))
    return chain(*joined)
