"""Draws from the shipped fonts the list of characters that a page can show: macros/prevenance/text/covered.txt.

Run it after a change of fonts: python tests/support/covered_characters.py
"""

import textwrap
import unicodedata
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).parents[2] / "macros/prevenance"
LIST = PACKAGE / "text/covered.txt"
WIDTH = 96
"""Characters of a line of the list."""


def drawn() -> str:
    """Return the characters that the text font has in both weights, as ranges, several lines of them.

    Invisible and private characters are left out: PDF/A forbids the private ones (ISO 19005-2,
    6.2.11.7.3). Line feeds break lines; the no-break space, absent from the fonts, is set as a
    space.
    """
    fonts = (PACKAGE / f"documents/fonts/Carlito-{weight}.ttf" for weight in ("Regular", "Bold"))
    codes = set.intersection(
        *(set(TTFont(BytesIO(font.read_bytes())).getBestCmap()) for font in fonts)
    )
    seen = {code for code in codes if unicodedata.category(chr(code))[0] != "C"} | {0xA, 0xA0}
    starts = sorted(code for code in seen if code - 1 not in seen)
    ends = sorted(code for code in seen if code + 1 not in seen)
    ranges = (f"{a:x}-{b:x}" if a < b else f"{a:x}" for a, b in zip(starts, ends, strict=True))
    return textwrap.fill(" ".join(ranges), WIDTH, break_on_hyphens=False) + "\n"


if __name__ == "__main__":
    LIST.write_text(drawn(), "ascii")
