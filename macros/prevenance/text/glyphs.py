"""What a printed page can show: the characters of the shipped fonts, and words that a line breaks.

Knows the font files; knows no PDF and no domain word.
"""

import re
import struct
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from prevenance.problems import shown

FONTS = Path(__file__).parents[1] / "documents/fonts"

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
    known = covered()
    return [] if known.issuperset(text) else [c for c in dict.fromkeys(text) if c not in known]


@cache
def covered() -> frozenset[str]:
    """Return the characters that the text font has in both weights, but invisible and private ones.

    PDF/A forbids the private ones (ISO 19005-2, 6.2.11.7.3).
    """
    faces = (_characters((FONTS / f"Carlito-{w}.ttf").read_bytes()) for w in ("Regular", "Bold"))
    shown_ones = (c for c in frozenset.intersection(*faces) if unicodedata.category(c)[0] != "C")
    return frozenset(shown_ones) | {"\n", "\u00a0"}


@cache
def covered_ranges() -> str:
    """Write the covered characters as hexadecimal ranges, "20-7e a0-ac": what the page reads."""
    codes = sorted(map(ord, covered()))
    starts = [code for code in codes if chr(code - 1) not in covered()]
    ends = [code for code in codes if chr(code + 1) not in covered()]
    return " ".join(
        f"{a:x}-{b:x}" if a < b else f"{a:x}" for a, b in zip(starts, ends, strict=True)
    )


def _characters(font: bytes) -> frozenset[str]:
    """Return the characters of a TrueType font, from its Windows table of format 4.

    Source: OpenType 1.9, ``cmap``. A character whose glyph is 0 is not there.
    """
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    cmap = tables[b"cmap"]
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    records = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * n) for n in range(count))
    start = cmap + next(offset for platform, kind, offset in records if (platform, kind) == (3, 1))
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", font, start + 14 + skip + 2 * segments * n)
        for n, skip in enumerate((0, 2, 2, 2))
    )
    found: set[str] = set()
    for n, (low, high, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        here = start + 16 + 6 * segments + 2 * n + offset  # idRangeOffset counts from itself
        for code in range(max(low, 0x20), high + 1):
            glyph = struct.unpack_from(">H", font, here + 2 * (code - low))[0] if offset else code
            if glyph and (glyph + delta) % 0x10000:
                found.add(chr(code))
    return frozenset(found)
