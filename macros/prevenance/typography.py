"""French typography, applied once by code, and the cleaning that guards every entrance.

Knows characters; knows no file format and no domain word. Authors type plain spaces and straight
apostrophes; :func:`french` sets the rest. Values typed by users are cleaned, never retouched.
"""

import re
import unicodedata
from functools import lru_cache

NBSP = "\u00a0"
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

_SPACES = dict.fromkeys(
    map(
        ord,
        "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_REFUSED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'"), APOSTROPHE),
    (re.compile(r"« *(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=\S) *»"), f"{NBSP}»"),
    (re.compile(r" +([:;!?])(?!\w)"), NBSP + r"\1"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:€|%|mm|jours?|heures?|ans?|mois)\b|[€%])"), NBSP),
    (re.compile(r"\b([nN]°|[Aa]rt\.|M\.|MM\.|Mme|p\.) (?=\S)"), r"\1" + NBSP),
)


def clean_text(text: str, *, lines: bool = False) -> str:
    """Bring a typed value to the one form that every renderer expects.

    NFC; CRLF and CR become LF; every kind of space becomes a plain one, runs of them one;
    zero-width characters go; ends are trimmed. Without ``lines`` a line feed becomes a space.

    Raises:
        ValueError: a control, bidirectional, private-use or surrogate character is left; the
            message names it, in French.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = text.replace("\n", " ")
    text = unicodedata.normalize("NFC", text.translate(_SPACES).translate(_DROPPED))
    if bad := _REFUSED.search(text):
        raise ValueError(f"caractère interdit U+{ord(bad.group()):04X}")
    return "\n".join(re.sub(" +", " ", line).strip(" ") for line in text.split("\n")).strip("\n")


@lru_cache(maxsize=50_000)
def french(text: str) -> str:
    """Set French typography: apostrophes, no-break spaces at : ; ! ? « » units and numbers.

    U+00A0 is used everywhere, as documents need; :func:`narrow` refines it for web pages.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def english(text: str) -> str:
    """Set the typographic apostrophe of an English text; nothing else is changed."""
    return text.replace("'", APOSTROPHE)


def narrow(text: str) -> str:
    """Turn the no-break space before ; ! ? into the narrow one that HTML fonts have."""
    return re.sub(NBSP + "([;!?])", NARROW + r"\1", text)


def fold(text: str) -> str:
    """Reduce a text to lower case without accents, for comparison only."""
    split = unicodedata.normalize("NFKD", text.replace(APOSTROPHE, "'").replace(NBSP, " "))
    return "".join(c for c in split if not unicodedata.combining(c)).casefold()


def join_words(words: list[str], *, word: str = "et") -> str:
    """Enumerate in a sentence: "a, b et c"; an empty list gives an empty string."""
    return (
        words[0]
        if len(words) == 1
        else f"{', '.join(words[:-1])} {word} {words[-1]}"
        if words
        else ""
    )
