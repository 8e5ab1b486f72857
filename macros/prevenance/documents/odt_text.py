"""What a line of an OpenDocument text holds: runs, blanks, check boxes, rules to write on."""

import re
from html import escape

from prevenance.letter.blocks import Cell, Run
from prevenance.template.segments import Segments, inline

TAB = "<text:tab/>"
"""After a box, the room before its words; elsewhere, a rule up to the next tab stop."""


def cell(runs: Cell) -> Segments:
    """Compile the runs of a line or of a cell; each blank is a span of its own."""
    return inline(runs, _literal, _blank)


def symbol(character: str) -> str:
    """Write a character that the text's own font lacks."""
    return f"{_span('Boite')}{character}</text:span>"


def _literal(run: Run) -> str:
    if run.rule:
        return TAB
    text = re.sub(" {2,}", lambda m: f'<text:s text:c="{len(m[0])}"/>', escape(run.text))
    return _span("Strong_20_Emphasis") + text + "</text:span>" if run.bold else text


def _blank(run: Run) -> tuple[str, str, str]:
    """A blank is a span of its own; its label is marked by a style inside it."""
    opening = _span("Strong_20_Emphasis" if run.bold else "")
    shown = f"{_span('Champ')}{escape(run.mark)}</text:span>"
    return opening, "</text:span>", f"{opening}{shown}</text:span>" if run.bold else shown


def _span(style: str) -> str:
    return f'<text:span text:style-name="{style}">' if style else "<text:span>"
