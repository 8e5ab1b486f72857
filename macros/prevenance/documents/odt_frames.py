"""What stands at a fixed place of an OpenDocument page: addresses, fold marks, the strip to cut off."""

from prevenance.letter.blocks import FOLD_LEFT, FOLD_LENGTH
from prevenance.letter.slip import CUT, Area
from prevenance.template.segments import Segments, chain

FIRST_PAGE = 'text:anchor-type="page" text:anchor-page-number="1"'
"""Anchors a frame to page 1, whatever the text does; such frames come before any paragraph."""

PARAGRAPH = 'text:anchor-type="paragraph"'
"""Anchors a frame to the page of the paragraph that holds it."""


def frame(title: str, place: Area, anchor: str, number: int, lines: Segments) -> Segments:
    """Area lines on a page; ``title`` is what a screen reader says of them."""
    return chain(
        f'<draw:frame draw:style-name="Fenetre" draw:name="{title}" {anchor} draw:z-index="{number}" '
        f'svg:x="{place.left:g}mm" svg:y="{place.top:g}mm" svg:width="{place.width:g}mm" '
        f'svg:height="{place.height:g}mm"><draw:text-box fo:min-height="{place.height:g}mm">',
        lines,
        f"</draw:text-box><svg:title>{title}</svg:title></draw:frame>",
    )


def line_style(name: str, dash: str = "") -> str:
    """Return the style of a line drawn on a page, plain or with the dash of that name."""
    stroke = f'draw:stroke="dash" draw:stroke-dash="{dash}"' if dash else 'draw:stroke="solid"'
    return (
        f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties '
        f'{stroke} svg:stroke-width="0.2mm" svg:stroke-color="#777777" '
        'style:vertical-pos="from-top" style:vertical-rel="page" style:horizontal-pos="from-left" '
        'style:horizontal-rel="page" style:wrap="run-through"/></style:style>'
    )


def fold_mark(top: int) -> str:
    """Draw a fold mark on page 1."""
    return _line("Pli", FIRST_PAGE, FOLD_LEFT, FOLD_LEFT + FOLD_LENGTH, top)


def cut() -> str:
    """Draw the line along which the strip is cut, from edge to edge."""
    return _line("Trait", PARAGRAPH, 0, 210, CUT)


def _line(style: str, anchor: str, left: int, right: int, top: int) -> str:
    return (
        f'<draw:line draw:style-name="{style}" {anchor} '
        f'svg:x1="{left}mm" svg:y1="{top}mm" svg:x2="{right}mm" svg:y2="{top}mm"/>'
    )
