"""How an answer is set in a letter, by the form of its blank: its spaces and apostrophes alone move.

An answer accepted by ``values`` has plain spaces; set twice, it is the same. The script of the page
has its twin, engine/typography.js. In English a French telephone starts with its country besides.
"""

import re
from collections.abc import Callable, Mapping

from prevenance.model import Field
from prevenance.text.no_break import NBSP, digit_groups, no_break, telephone, together
from prevenance.text.typography import APOSTROPHE

IDENTIFIERS: Mapping[str, tuple[int, ...]] = {"siren": (3, 3, 3), "siret": (3, 3, 3, 5)}
"""The groups in which the digits of a number are written."""

ADDRESS = "@|//|www\\."
"""What tells a word that is an address: it has to stay as it is typed."""


def set_value(field: Field, text: str, language: str = "fr") -> str:
    """Set an answer as a letter of a language prints it."""
    return _SETTERS[field.type](text.replace(NBSP, " "), language)


def set_text(text: str, language: str) -> str:
    """Set words: what may not be cut, and curly apostrophes but in addresses."""
    return no_break(re.sub("[^ \n]+", lambda word: _curly(word[0]), text), language)


def _curly(word: str) -> str:
    return word if re.search(ADDRESS, word) else word.replace("'", APOSTROPHE)


def _number(form: str) -> Callable[[str, str], str]:
    return lambda text, _: digit_groups(text, IDENTIFIERS[form])


def _as_typed(text: str, _: str) -> str:
    return text


_SETTERS: Mapping[str, Callable[[str, str], str]] = {
    "texte": set_text,
    "adresse": no_break,
    "identifiant": _as_typed,
    "date": _as_typed,
    "courriel": _as_typed,
    "telephone": telephone,
    "adresse-web": _as_typed,
    "siren": _number("siren"),
    "siret": _number("siret"),
    "tva": lambda text, _: together(text),
    "code-postal-ville": no_break,
}
