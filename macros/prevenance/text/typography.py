"""French typography, applied once by code.

Knows characters; knows no file format and no domain word. Authors type plain spaces and straight
apostrophes; :func:`french` sets the rest. What people answer keeps its words: its spaces and
apostrophes alone are set, by its form (:mod:`prevenance.catalog.print_forms`).
"""

import re
import unicodedata
from functools import lru_cache

from prevenance.text.no_break import NBSP, no_break

NARROW = "\u202f"
APOSTROPHE = "\u2019"

HAND_TYPED = {
    NBSP: "espace insécable",
    NARROW: "espace fine insécable",
    APOSTROPHE: "apostrophe courbe",
    "\u2018": "apostrophe courbe",
    "\u201c": "guillemet anglais courbe",
    "\u201d": "guillemet anglais courbe",
}
"""Characters that code sets; an author who types them is told so."""

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'"), APOSTROPHE),
    (re.compile(r"« *(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=\S) *»"), f"{NBSP}»"),
    (re.compile(r" +([:;!?])(?!\w)"), NBSP + r"\1"),
)


_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The marks of Latin letters: taken out at once, where the others are asked one by one."""


@lru_cache(maxsize=50_000)
def french(text: str) -> str:
    """Set French typography: apostrophes, no-break spaces at : ; ! ? « » units and numbers.

    U+00A0 is used everywhere, as documents need; :func:`narrow` refines it for web pages.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return no_break(text)


def english(text: str) -> str:
    """Set the typography of an English text: its apostrophes, what may not be cut."""
    return no_break(text.replace("'", APOSTROPHE), "en")


def narrow(text: str) -> str:
    """Turn the no-break space before ; ! ? into the narrow one that HTML fonts have."""
    return re.sub(NBSP + "([;!?])", NARROW + r"\1", text)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Reduce a text to lower case without accents, for comparison only."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.replace(APOSTROPHE, "'").replace(NBSP, " "))
    bare = _ACCENTS.sub("", split)
    if bare.isascii():
        return bare.lower()
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def join_words(words: list[str], *, word: str = "et") -> str:
    """Enumerate in a sentence: "a, b et c"; an empty list gives an empty string."""
    return (
        words[0]
        if len(words) == 1
        else f"{', '.join(words[:-1])} {word} {words[-1]}"
        if words
        else ""
    )
