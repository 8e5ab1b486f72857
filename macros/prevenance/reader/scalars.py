"""One value of a file, from YAML text to what the model asks for; knows no key and no domain word."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, get_args, get_origin

import yaml

from prevenance.problems import did_you_mean, one_of, shown
from prevenance.reader.files import Reading
from prevenance.text.cleaning import clean_text, shed

MAX_NUMBER = 999_999
"""The largest number that a file may hold."""


class Spot(NamedTuple):
    """Where a value stands: the file being read, its key path and its 1-based line."""

    reading: Reading
    path: tuple[str, ...]
    line: int

    def fault(self, found: str, expected: str, mend: str) -> None:
        """Note a fault of this value."""
        self.reading.fault(self.path, self.line, found, expected, mend)


def cleaned(node: yaml.ScalarNode, source: Sequence[str], spot: Spot, *, lines: bool) -> str:
    """Return the text of a value without what surrounds it, noting what a text may not be.

    A text shows something, holds nothing hidden and has one line, whatever the way YAML
    wrote it, unless ``lines``. ``source`` is the file, by lines.
    """
    last = node.end_mark.line
    tail = source[last][node.end_mark.column :] if last < len(source) else ""
    if not node.style and re.match(r"\s*#\S", tail):
        spot.fault(
            f"{shown(tail.strip())} est lu comme un commentaire",
            "un texte entier",
            'mettez le texte entre guillemets droits : "…"',
        )
    try:
        text = shed(node.value).strip()
    except ValueError as error:
        spot.fault(str(error), "des caractères qui se voient", "effacez ce caractère")
        return ""
    if not (seen := clean_text(text, lines=True)):
        spot.fault("valeur vide", "un texte", "écrivez la valeur, ou supprimez la ligne")
    elif not any(character.isalnum() for character in seen):
        mend = "écrivez la valeur, ou supprimez la ligne"
        spot.fault(f"{shown(seen)} ne dit rien", "des lettres ou des chiffres", mend)
    if not lines and (count := len(text.splitlines())) > 1:
        spot.fault(f"{count} lignes", "une seule ligne", "réunissez-les en une phrase")
    return text


def typed(kind: Any, text: str, spot: Spot) -> object:
    """Type a text: str, int, bool (oui or non), date or a closed list; a fault gives a stand-in."""
    if get_origin(kind) is Literal:
        choices = get_args(kind)
        if text not in choices:
            mend = did_you_mean(text, choices) or "choisissez dans cette liste"
            spot.fault(shown(text), one_of(choices), mend)
        return text
    if kind is bool:
        if text not in {"oui", "non"}:
            spot.fault(shown(text), "oui ou non", "écrivez oui ou non, sans guillemets")
        return text == "oui"
    if kind is int:
        if re.fullmatch(r"[0-9]{1,6}", text):
            return int(text)
        mend = "écrivez des chiffres seuls, par exemple 30"
        spot.fault(shown(text), "un nombre entier", mend)
        return 0
    return _day(text, spot) if kind is dt.date else text


def _day(text: str, spot: Spot) -> dt.date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    mend = "exemple : 2026-09-01 pour le 1er septembre 2026"
    spot.fault(shown(text), "une date AAAA-MM-JJ qui existe", mend)
    return dt.date(1970, 1, 1)


def within(value: object, low: int, high: int, spot: Spot, unit: str = "") -> None:
    """Note a number out of its range; of a date or a text, each year out of it."""
    if isinstance(value, int):
        if unit and not low <= value <= high:
            mend = "mesurez de nouveau, puis corrigez ce nombre"
            spot.fault(f"{value} {unit}", f"entre {low} et {high} {unit}", mend)
        elif not low <= value <= high:
            spot.fault(shown(value), f"un nombre de {low} à {high}", "corrigez ce nombre")
        return
    for year in re.findall(r"(?<!\d)\d{4}(?!\d)", str(value)):
        if not low <= int(year) <= high:
            spot.fault(f"année {year}", f"une année de {low} à {high}", "corrigez cette date")
