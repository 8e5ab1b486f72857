"""The cleaning that guards every entrance: one form for each typed text, and nothing hidden in it.

Knows characters; knows no file format and no domain word. A character that shows nothing goes in
silence when the text reads the same without it, and is refused by its name and place otherwise.
The tables below travel to the page, whose engine has the twin of these functions.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from prevenance.text.glyphs import COVERED_RANGES
from prevenance.text.ranges import character_class

EXCERPT = 12
"""Characters of the text that a message shows before the place of a fault."""

SPACES = "9 a0 1680 2000-200a 202f 205f 3000"
"""What becomes a plain space, in hexadecimal ranges, as below."""

NO_BREAK_HYPHEN = "\u2011"

ALWAYS, PLAINLY, AS_SPACE, LEFTWARDS, RIGHTWARDS, NEVER = range(6)
"""When a character may go: always; between plain characters; there and beside a space or an end;
in a text without anything written from right to left; between letters written from left to right;
never. Each but the last is a case in which the text reads the same without it.
"""

HIDDEN: tuple[tuple[str, int, str], ...] = (
    ("ad", ALWAYS, "trait d'union conditionnel"),
    ("2060", ALWAYS, "gluon de mots"),
    ("feff", ALWAYS, "marque d'ordre des octets"),
    ("200b", PLAINLY, "espace sans chasse"),
    ("200c", PLAINLY, "antiliant sans chasse"),
    ("200d", PLAINLY, "liant sans chasse"),
    ("34f", PLAINLY, "diacritique liant de graphèmes"),
    ("fe00-fe0f e0100-e01ef 180b-180d 180f", PLAINLY, "sélecteur de variante"),
    ("17b4-17b5 180e", PLAINLY, "voyelle ou séparateur de voyelles invisible"),
    ("115f-1160 3164 ffa0", AS_SPACE, "remplissage hangûl"),
    ("2800", AS_SPACE, "motif braille vide"),
    ("200e", LEFTWARDS, "marque de gauche à droite"),
    ("202a", LEFTWARDS, "enchâssement de gauche à droite"),
    ("202c", LEFTWARDS, "fin d'enchâssement ou de forçage"),
    ("202d", LEFTWARDS, "forçage de gauche à droite"),
    ("2066", LEFTWARDS, "isolat de gauche à droite"),
    ("2068", LEFTWARDS, "isolat de sens automatique"),
    ("2069", LEFTWARDS, "fin d'isolat"),
    ("200f", RIGHTWARDS, "marque de droite à gauche"),
    ("61c", RIGHTWARDS, "marque de lettre arabe"),
    ("202b", NEVER, "enchâssement de droite à gauche"),
    ("202e", NEVER, "forçage de droite à gauche"),
    ("2067", NEVER, "isolat de droite à gauche"),
    ("0-8 b-c e-1f 7f-9f", NEVER, "caractère de commande"),
    ("2028-2029", NEVER, "séparateur de lignes ou de paragraphes"),
    ("2061-2064", NEVER, "opérateur invisible"),
    ("206a-206f 13430-1343f 1bca0-1bca3 1d173-1d17a", NEVER, "commande de mise en forme"),
    ("fff9-fffb", NEVER, "annotation interlinéaire"),
    ("fffc-fffd", NEVER, "caractère de remplacement"),
    ("e0000-e00ff e01f0-e0fff", NEVER, "étiquette invisible"),
    ("d800-dfff", NEVER, "moitié de caractère"),
    ("e000-f8ff f0000-10ffff", NEVER, "caractère à usage privé"),
    ("2065 fdd0-fdef fff0-fff8 fffe-ffff", NEVER, "code sans caractère"),
)
"""Characters that show nothing, or nothing that two machines agree on: which, when they may go,
name. Sources: Unicode 15, ``Default_Ignorable_Code_Point``, general categories C, Zl and Zp, blank
letters (U+2800, U+3164), replacement characters.
"""

PLAIN = "a 20-7e a0-52f 1d00-1fff 2010-2027 202f-205e 20a0-20cf 2100-214f"
"""Latin, Greek, Cyrillic, their signs and spaces: none has a form that depends on a joiner."""

AS_THEY_ARE = "21-7e a1-ac ae-17f 2013-2014 2018-201e 2020-2022 2026 20ac"
"""What cleaning never changes, beside more of the same: letters and signs of European languages."""

LEFT_TO_RIGHT = "41-5a 61-7a c0-d6 d8-f6 f8-2b8 388-3f5 400-482 48a-513 1e00-1fbc"
"""Letters of these scripts, strongly written from left to right (UAX 9, type L)."""

RIGHT_TO_LEFT = "590-8ff 200f fb1d-fdff fe70-fefe 10800-10fff 1e800-1efff"
"""The scripts written from right to left, and the marks that stand for a letter of theirs."""


def clean_text(text: str, *, lines: bool = False) -> str:
    """Bring a typed value to the one form that every renderer expects.

    NFC; CRLF and CR become LF; every kind of space becomes a plain one, runs of them one; the
    no-break hyphen becomes a hyphen; what :func:`shed` removes goes; ends are trimmed. Without
    ``lines`` a line feed becomes a space.

    Raises:
        ValueError: a character that shows nothing, and whose removal could change what is read;
            the message says which and where, in French.
    """
    if (_PLAIN_LINES if lines else _PLAIN_LINE).fullmatch(text):
        return text
    shed(_spaced(text, lines=lines))
    return visible(text, lines=lines)


def visible(text: str, *, lines: bool = False) -> str:
    """Return what a text shows, in the form of :func:`clean_text`, whatever it hides."""
    if (_PLAIN_LINES if lines else _PLAIN_LINE).fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", _spaced(text, lines=lines)))
    return "\n".join(re.sub(" +", " ", line).strip(" ") for line in text.split("\n")).strip("\n")


def shed(text: str) -> str:
    """Remove the characters that show nothing, where the text reads the same without them.

    Raises:
        ValueError: one of them has to stay, or may not stand anywhere; names it and its place.
    """
    for run in _HIDDEN.finditer(text):
        around = text[: run.start()][-1:], text[run.end() :][:1]
        for at, character in enumerate(run[0], run.start()):
            if not _may_go(_entry(character)[0], around, text):
                raise ValueError(_refusal(text, at))
    return _HIDDEN.sub("", text)


def hidden_character(text: str) -> str:
    """Say in French which character of a text shows nothing first, and where; else return ""."""
    found = _HIDDEN.search(text)
    return _refusal(text, found.start()) if found else ""


def character_tables() -> Mapping[str, object]:
    """Return what the page needs to clean a text as these functions do."""
    return {
        "spaces": SPACES,
        "hidden": HIDDEN,
        "plain": PLAIN,
        "leftToRight": LEFT_TO_RIGHT,
        "rightToLeft": RIGHT_TO_LEFT,
        "covered": COVERED_RANGES,
    }


def _spaced(text: str, *, lines: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = text.replace("\n", " ")
    return _SPACES.sub(" ", text).replace(NO_BREAK_HYPHEN, "-")


def _may_go(when: int, around: Sequence[str], text: str) -> bool:
    """Tell whether a text reads the same without a character that stands between two others."""
    if when == LEFTWARDS:
        return not _RIGHT_TO_LEFT.search(text)
    if when == RIGHTWARDS:
        return all(not c or _LEFT_TO_RIGHT.match(c) for c in around)
    plain = all(not c or _PLAIN.match(c) for c in around)
    at_edge = any(c in {"", " ", "\n"} for c in around)
    return when == ALWAYS or (when == PLAINLY and plain) or (when == AS_SPACE and plain and at_edge)


def _refusal(text: str, at: int) -> str:
    code, rank = f"U+{ord(text[at]):04X}", f"{at + 1}{'e' if at else 're'}"
    before = _HIDDEN.sub("", text[:at]).replace("\n", " ").strip(" ")
    cut = "…" if len(before) > EXCERPT else ""
    after = f", après « {cut}{before[-EXCERPT:]} »" if before else ""
    return f"caractère interdit {code} ({_entry(text[at])[1]}), en {rank} position{after}"


def _entry(character: str) -> tuple[int, str]:
    """Return when a hidden character may go, and its name."""
    return next((when, name) for each, when, name in _TABLE if each.match(character))


_SPACES = re.compile(character_class(SPACES))
_HIDDEN = re.compile(character_class(" ".join(codes for codes, _, _ in HIDDEN)) + "+")
_TABLE = tuple((re.compile(character_class(codes)), when, name) for codes, when, name in HIDDEN)
_PLAIN = re.compile(character_class(PLAIN))
_LEFT_TO_RIGHT = re.compile(character_class(LEFT_TO_RIGHT))
_RIGHT_TO_LEFT = re.compile(character_class(RIGHT_TO_LEFT))
_WORD = f"{character_class(AS_THEY_ARE)}+"
_PLAIN_LINE = re.compile(f"(?:{_WORD} )*{_WORD}")
_PLAIN_LINES = re.compile(f"(?:{_WORD}[ \n])*{_WORD}")
"""Most texts, which cleaning leaves as they are: plain words, one space or line feed between."""
