"""What stays on one line: numbers, dates, units, postcodes, forms of address. Plain strings.

A pattern finds what may not be cut, and its spaces become no-break spaces: no other character moves.
The page receives the patterns and the groups as data, so that they are written once; hence they say
``[0-9]`` and name letters, which Python and JavaScript read alike.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from prevenance.text.dates import MONTHS_IN_WORDS

NBSP = "\u00a0"

_WORD = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f"
_START, _END = f"(?<![{_WORD}])", f"(?![{_WORD}])"
_UNITS = (
    "euros?|EUR|RCS|RM|mm|cm|km|kg|kVA|kWh|minutes?|heures?|jours?|semaines?|mois|ans?|hours?|days?"
    "|weeks?|months?|years?"
)
_EVERYWHERE = (
    "(?<![0-9])[0-9]{3}(?: [0-9]{3}){2} [0-9]{5}(?![0-9])",  # a SIRET
    "(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])",  # 10 000, 123 456 789
    r"(?<![0-9])(?:\+33 [0-9]|0[0-9])(?: [0-9]{2}){4}(?![0-9])",  # a telephone
    f"[0-9] (?:[€%]|(?:{_UNITS}){_END})",
    f"[0-9] (?:bis|ter|quater){_END}",
    "(?<![0-9])[0-9]{5} (?=[A-Z\u00c0-\u00d6\u00d8-\u00de])",  # a postcode and its town
    f"{_START}(?:CS|BP|TSA|CEDEX|Cedex|cedex) (?=[0-9])",
    rf"{_START}(?:[nN]°|[Aa]rt\.|p\.|MM?\.|Mmes?|Mlle|Mrs?|Ms|Dr|Me) (?=[^ \u00a0])",
)
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "fr": (f" [:;!?]{_END}", "« ", " »"),
    "en": (),
}


def patterns(language: str) -> tuple[str, ...]:
    """Return what may not be cut in a language, as regular expressions."""
    months = "|".join(MONTHS_IN_WORDS[language])
    day = f"(?<![0-9])(?:1er|[0-9]{{1,2}}) (?:{months})(?: [0-9]{{4}})?{_END}"
    return (*_EVERYWHERE, day, *_SIGNS[language])


@lru_cache(maxsize=2)
def _compiled(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns(language)))


def no_break(text: str, language: str = "fr") -> str:
    """Set no-break spaces inside what may not be cut."""
    for pattern in _compiled(language):
        text = pattern.sub(lambda found: together(found[0]), text)
    return text


def together(text: str) -> str:
    """Keep a whole text on one line."""
    return text.replace(" ", NBSP)


TELEPHONES = (
    ("0[1-79][0-9]{8}", (2, 2, 2, 2, 2)),
    ("08[0-9]{8}", (1, 3, 3, 3)),
    (r"\+33[1-79][0-9]{8}", (3, 1, 2, 2, 2, 2)),
    (r"\+338[0-9]{8}", (3, 3, 3, 3)),
    ("0033[1-9][0-9]{8}", (4, 1, 2, 2, 2, 2)),
    (r"\+33\(0\)[1-9][0-9]{8}", (3, 4, 2, 2, 2, 2)),
)
"""The groups in which numbers are written, by the shape that they have without spaces."""

NATIONAL = "0[1-9](?:[./-]?[0-9]{2}){4}|0[./-]?8[0-9]{2}(?:[./-]?[0-9]{3}){2}"
"""A number that only France can dial as it is written, without its spaces."""


def telephone(text: str, language: str = "fr") -> str:
    """Group the digits of a telephone number; abroad, French ones start with their country."""
    bare = without_spaces(text)
    if language == "en" and re.fullmatch(NATIONAL, bare):
        bare = "+33" + re.sub("[./-]", "", bare)[1:]
    for shape, sizes in TELEPHONES:
        if re.fullmatch(shape, bare):
            return digit_groups(bare, sizes)
    return together(text)


def digit_groups(text: str, sizes: tuple[int, ...]) -> str:
    """Cut a number into groups, held together by no-break spaces; what is no number stays whole."""
    digits, parts = without_spaces(text), []
    if not re.fullmatch(r"[0-9+()]+", digits):
        return together(text)
    for size in sizes:
        parts.append(digits[:size])
        digits = digits[size:]
    return NBSP.join(filter(None, [*parts, digits]))


def without_spaces(text: str) -> str:
    """Take the spaces out of a number."""
    return re.sub(f"[ {NBSP}]", "", text)
