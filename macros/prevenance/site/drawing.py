"""What the guide's pictures are drawn with: boxes, arrows, words, as SVG; and a picture itself.

Tall and narrow, so that the words stay readable on a phone; colours come from the page's style
sheet (classes ``fig-*``), so they follow the light and dark schemes and print in black.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from prevenance.site.words import resting_on
from prevenance.text.typography import french, narrow

WIDTH = 400
"""Width of every picture, in the units of its view box; a line of text is 16 units high."""


LINE = 16
"""Height of a line of text."""


TEXT = 46
"""Characters of a line of 320 units."""

LEGEND = 52
"""Characters of a line of the whole width."""


@dataclass(frozen=True)
class Figure:
    """A picture: its title, what it shows in a sentence, its drawing, and the same as a list."""

    title: str
    summary: str
    height: int
    drawing: str
    items: tuple[str, ...]
    sources: tuple[str, ...] = ()

    def html(self, name: str) -> str:
        """Return the figure as HTML: the SVG, then its content as a list that opens on demand."""
        entries = "".join(f"<li>{set_in_svg(item)}</li>" for item in self.items)
        return (
            f'<figure class="figure" markdown="0"{resting_on(self.sources)}><svg class="fig" role="img" viewBox="0 0 {WIDTH} {self.height}" '
            f'aria-labelledby="fig-{name}-titre fig-{name}-sens"><title id="fig-{name}-titre">{set_in_svg(self.title)}</title>'
            f'<desc id="fig-{name}-sens">{set_in_svg(self.summary)}</desc>{self.drawing}</svg>'
            f"<figcaption>{set_in_svg(self.summary)}</figcaption>"
            f'<details class="figure-texte"><summary>{set_in_svg(self.title)} : en texte</summary><ul>{entries}</ul></details></figure>'
        )


def set_in_svg(text: str) -> str:
    """Set the typography of a text and escape it, for SVG and HTML."""
    return escape(narrow(french(text)))


def lettering(
    x: float, y: float, lines: Iterable[str], css: str = "", anchor: str = "start"
) -> str:
    """Write lines of text from a point down."""
    return "".join(
        f'<text x="{x:g}" y="{y + number * LINE:g}" class="fig-t {css}" text-anchor="{anchor}">{set_in_svg(line)}</text>'
        for number, line in enumerate(lines)
    )


def rectangle(x: float, y: float, width: float, height: float, css: str) -> str:
    """Draw a box with round corners."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6" class="{css}"/>'


def arrow(x1: float, y1: float, x2: float, y2: float, css: str = "fig-l") -> str:
    """Draw a straight arrow whose head is two strokes: no marker, so no shared identifier."""
    if y1 == y2:
        side = 6 if x2 < x1 else -6
        head = f"M{x2 + side:g} {y2 - 4:g}L{x2:g} {y2:g}L{x2 + side:g} {y2 + 4:g}"
    else:
        side = 6 if y2 < y1 else -6
        head = f"M{x2 - 4:g} {y2 + side:g}L{x2:g} {y2:g}L{x2 + 4:g} {y2 + side:g}"
    return f'<path class="{css}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}{head}"/>'


def ladder(steps: Sequence[tuple[str, str, bool]], today: str = "") -> tuple[str, int]:
    """Draw dated steps down an axis: (date, name, past); ``today`` marks where the past ends."""
    y, parts, marked = 24, [], not today
    for date, name, past in steps:
        if not past and not marked:
            parts.append(
                f'<path class="fig-now" d="M8 {y - 6}H{WIDTH - 8}"/>'
                + lettering(30, y + 12, [today], "fig-b")
            )
            y, marked = y + 38, True
        lines = textwrap.wrap(name, TEXT)
        dot = "fig-dot-past" if past else "fig-dot"
        parts.append(
            f'<circle cx="14" cy="{y - 5}" r="5" class="{dot}"/>'
            + lettering(30, y, [date], "fig-b")
            + lettering(30, y + LINE, lines)
        )
        y += LINE * (len(lines) + 1) + 14
    if not marked:
        parts.append(lettering(30, y + 4, [today], "fig-b"))
        y += 24
    return f'<path class="fig-l" d="M14 12V{y - 12}"/>' + "".join(parts), y
