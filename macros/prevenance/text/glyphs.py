"""What a printed page can show: the characters of the shipped fonts, and words that a line breaks.

Knows which characters the fonts have, from a list drawn from them; knows no PDF and no domain word.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from prevenance.problems import shown
from prevenance.text.ranges import characters_of

COVERED_RANGES = " ".join(Path(__file__).with_name("covered.txt").read_text("ascii").split())
"""What the text font has in both weights, the line feed and the no-break space, as ranges.

Written by tests/support/covered_characters.py, which says what is left out, and why.
"""

COVERED = characters_of(COVERED_RANGES)
"""The same, as characters."""

MAX_WORD = 60
"""Characters that an answer may hold without a place to break the line, else it leaves the page."""

MAX_LISTED = 5
"""Characters that one message names; the others are counted."""

_BREAKS = re.compile(r"[\s/-]")


def long_word(text: str) -> str:
    """Return the first word of a text that no line of a page can hold, or an empty string."""
    words = _BREAKS.split(text) if len(text) > MAX_WORD else []
    return next((word for word in words if len(word) > MAX_WORD), "")


def too_long(word: str) -> str:
    """Say in French that a word is too long for a line."""
    return (
        f"mot de {len(word)} caractères, au plus {MAX_WORD} sans espace, tiret ni barre : "
        f"{shown(word)}"
    )


def not_printable(characters: Sequence[str]) -> str:
    """Say in French which characters the fonts lack."""
    listed = ", ".join(f"{shown(c)} (U+{ord(c):04X})" for c in characters[:MAX_LISTED])
    more = len(characters) - MAX_LISTED
    others = f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
    return f"caractères absents de la police des PDF : {listed}{others}"


def uncovered(text: str) -> list[str]:
    """Return the characters of a text that a PDF cannot show, in order, each once.

    Line feeds break lines; the no-break space, absent from the fonts, is set as a space.
    """
    return [] if COVERED.issuperset(text) else [c for c in dict.fromkeys(text) if c not in COVERED]
