"""What no text of the kit may hold, whatever its key and language: nothing that runs or loads.

The pages never read these texts as mark-up; they are refused all the same, where they are written.
"""

import datetime as dt
import re
from collections.abc import Iterator

from prevenance.catalog import (
    ATTRIBUTES,
    ID,
    NAME,
    Catalog,
)
from prevenance.checks.prose import (
    Pattern,
    Sentence,
    of_item,
    problems_of,
)
from prevenance.problems import Problem, shown
from prevenance.text.cleaning import hidden_character

_TEXT = "du texte"
UNSAFE = (
    Pattern(
        re.compile(r"\{\{|\}\}|\{%|%\}|\{#"),
        "code de gabarit",
        _TEXT,
        "écrivez un champ ainsi : ((champ))",
    ),
    Pattern(
        re.compile(r"(?<!\{)\{(?![{%#])|(?<![%}])\}(?!\})"),
        "accolade",
        _TEXT,
        "retirez-la : un texte n'a ni attribut ni code",
    ),
    Pattern(
        re.compile(r"<[/!?a-zA-Z][^>]{0,60}>?"),
        "balise HTML",
        _TEXT,
        "retirez la balise : le gras s'écrit **ainsi**",
    ),
    Pattern(
        re.compile(r"(?i)&(?:#\d|#x[0-9a-f]|[a-z][a-z0-9]{1,30};)"),
        "caractère écrit en code HTML",
        _TEXT,
        "tapez le caractère lui-même",
    ),
    Pattern(
        re.compile(r"!\[|\]\(|\]\[|\]:"),
        "lien ou image Markdown",
        "du texte simple",
        "écrivez le texte seul",
    ),
    Pattern(
        re.compile(r"(?i)\bon[a-z]{3,30} {0,9}="),
        "gestionnaire d'événement",
        _TEXT,
        "retirez-le : rien ne s'exécute dans un texte",
    ),
    Pattern(
        re.compile(r"(?i)\b(?:javascript|data|vbscript|file|blob|filesystem|about|view-source):\S"),
        "adresse dangereuse",
        "une adresse https",
        "retirez-la",
    ),
    Pattern(
        re.compile(r"(?i)\b(?!https:)[a-z][a-z0-9+.-]{0,30}://|(?<![:/\w])//\w"),
        "adresse qui n'est pas en https",
        "une adresse https",
        "vérifiez et écrivez https://",
    ),
)
MAX_TEXT = 2_000
"""Characters of one text or paragraph: far more than anyone reads, little enough for any reader."""

_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+\.[a-z]{2,}(?:[/?#][^\s<>\"'`{}\\^|]*)?")


_ELSEWHERE = frozenset({"url"})
"""Keys that have a stricter rule of their own."""


def every_text(catalog: Catalog) -> Iterator[Sentence]:
    """Yield every text of every file, those of closed words and of every translation included."""
    for item in catalog.items():
        yield from of_item(catalog, item, "", skipped=_ELSEWHERE)
    for language, translation in catalog.translations.items():
        for attribute in ATTRIBUTES:
            original = getattr(catalog, attribute)
            for name, item in getattr(translation, attribute).items():
                if original.get(name) is not item:
                    yield from of_item(catalog, item, f".{language}", skipped=_ELSEWHERE)


def texts_hold_no_code_and_no_unsafe_link(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No template code, HTML, attribute list, image, handler or unsafe address anywhere."""
    for sentence in every_text(catalog):
        yield from problems_of(sentence, UNSAFE)
    for item in catalog.items():
        url = getattr(item, "url", "")
        if url and not _ADDRESS.fullmatch(url):
            yield Problem(
                catalog.place(item, "url"),
                shown(url),
                "une adresse complète en https",
                "copiez l'adresse de la page",
            )


def texts_hold_no_control_character(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No character that shows nothing in the body of a text; the reader looks at the keys."""
    for sentence in every_text(catalog):
        if found := hidden_character(sentence.text):
            yield Problem(sentence.place, found, _TEXT, "effacez ce caractère")


def texts_have_a_readable_length(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No text, and no paragraph of a body, is without end."""
    for sentence in every_text(catalog):
        if len(sentence.text) > MAX_TEXT:
            found, expected = f"texte de {len(sentence.text)} caractères", f"au plus {MAX_TEXT}"
            yield Problem(sentence.place, found, expected, "coupez-le en plusieurs paragraphes")


def values_of_lists_are_ids(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A value of a closed list is a word that addresses, forms and tables can carry."""
    for closed in catalog.lists.values():
        for name in closed.values:
            if not ID.fullmatch(name) and not NAME.fullmatch(name):
                place, found = catalog.place(closed, "valeurs", name), f"valeur {shown(name)}"
                yield Problem(place, found, ID.pattern, "renommez cette valeur")


CHECKS = (
    texts_hold_no_code_and_no_unsafe_link,
    texts_hold_no_control_character,
    texts_have_a_readable_length,
    values_of_lists_are_ids,
)
