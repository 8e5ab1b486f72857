"""What contributed sentences may hold: plain text that does not age, in the words of its file.

Rules about characters and words apply to every sentence of the kit, whatever file it is in.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, NamedTuple

from prevenance.catalog import Catalog, file_of
from prevenance.catalog.skeletons import PLACEHOLDER
from prevenance.model import (
    Benefit,
    Channel,
    Fact,
    Frame,
    Paragraph,
    Source,
    Stage,
    Text,
)
from prevenance.problems import Place, Problem, shown
from prevenance.reader.keys import keys
from prevenance.text.glyphs import not_printable, uncovered
from prevenance.text.typography import HAND_TYPED

NOT_PROSE = frozenset(
    {
        "url",
        "quand",
        "sources",
        "canaux",
        "benefices",
        "facettes",
        "si",
        "alors",
        "donne",
        "domaine",
        "actions",
        "jamais",
        "perimetres",
        "emetteurs",
        "emission_pour",
        "intention",
        "action",
        "coupon",
        "recueillir",
        "a_recueillir",
        "colonnes",
        "defaut",
        "expressions",
        "etat_au",
        "support",
        "role",
        "nature",
        "lecture",
        "type",
        "rempli_par",
        "famille",
        "courrier",
    }
)
"""Keys whose values are ids, addresses or closed words: checked elsewhere."""

ENGLISH_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
MONTHS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"


PRINTED = (Channel, Benefit, Stage, Paragraph, Frame, Text)
PRINTED_KEYS = frozenset({"phrases", "phrase", "avant", "apres", "objet", "nom_phrase"})
"""The items and the keys whose sentences letters print."""


class Sentence(NamedTuple):
    """A text that people wrote, with the item it belongs to and its place."""

    item: Any
    place: Place
    text: str
    letter: bool
    """Whether a letter prints it."""


def sentences(catalog: Catalog) -> Iterator[Sentence]:
    """Yield every sentence of the kit, translations included, with its place in the files."""
    for item in catalog.items():
        yield from of_item(catalog, item, "")
    for language, translation in catalog.translations.items():
        for attribute in (
            "fields",
            "channels",
            "benefits",
            "stages",
            "blocs",
            "frames",
            "texts",
        ):
            original = getattr(catalog, attribute)
            for name, item in getattr(translation, attribute).items():
                if original.get(name) is not item:
                    yield from of_item(catalog, item, f".{language}")


def of_item(
    catalog: Catalog, item: Any, suffix: str, skipped: frozenset[str] = NOT_PROSE
) -> Iterator[Sentence]:
    """Yield the texts of an item, but for the ``skipped`` keys; ``suffix`` is a translation's."""
    file, prefix = file_of(item)
    stem, _, extension = file.rpartition(".")
    marks = catalog.marks.get(f"{stem}{suffix}.{extension}")
    if marks is None:
        return
    letter = isinstance(item, PRINTED)
    for path, text in _texts(item, prefix, skipped):
        yield Sentence(item, marks.at(*path), text, letter and path[len(prefix)] in PRINTED_KEYS)
    for number, line in enumerate(getattr(item, "body", "").split("\n")):
        if line.strip():
            yield Sentence(item, Place(marks.file, marks.body_line + number), line, True)


def _texts(
    value: Any, path: tuple[str, ...], skipped: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
        return
    parts: Iterable[tuple[str, Any]] = ()
    if isinstance(value, tuple):
        parts = ((str(number), item) for number, item in enumerate(value, start=1))
    elif isinstance(value, Mapping):
        parts = value.items()
    elif is_dataclass(value):
        written = (key for key in keys(type(value)) if key.name not in skipped)
        parts = ((key.name, getattr(value, key.field)) for key in written)
    for name, item in parts:
        yield from _texts(item, (*path, name), skipped)


class Pattern(NamedTuple):
    """Something a sentence may not hold: what to look for, and the words of the fault."""

    regex: re.Pattern[str]
    found: str
    expected: str
    mend: str


IN_LETTERS = (
    Pattern(
        re.compile(r"https?://"),
        "adresse de page",
        "((source:ID)), l'adresse tenue dans sources.yml",
        "ajoutez la page à sources.yml, puis citez-la",
    ),
    Pattern(
        re.compile(r"^\s*(?:#{1}|#{3,}) |^\s*>|^\s*\d+\. |`|(?<![\w*])_\w|~~"),
        "mise en forme inconnue",
        "paragraphes, ## titre, - liste, - [ ] case, | tableau |, **gras**",
        "retirez-la",
    ),
    Pattern(
        re.compile(
            r"(?i)\b(?:art\.|article) ?[A-Z]?\.? ?\d|\b\d{3,4} (?:bis|ter|nonies|septies)\b"
        ),
        "numéro d'article",
        "« la réglementation » ou « l'administration fiscale »",
        "l'article vit dans sources.yml",
    ),
    Pattern(
        re.compile(r"\(e\)|\(s\)|·e"),
        "accord par parenthèses",
        "une phrase sans accord à choisir",
        "tournez-la autrement",
    ),
)
DATED = Pattern(
    re.compile(
        rf"(?i)\b(?:1er|\d{{1,2}}) (?:{MONTHS})\b|\b(?:{MONTHS}) \d{{4}}\b|\b20[1-4]\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    ),
    "date dans une phrase",
    "((quand)) dans une étape, ou un champ date",
    "déplacez la date dans kit/etapes/",
)


DATED_IN_ENGLISH = DATED._replace(
    regex=re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{ENGLISH_MONTHS})\b"
        rf"|\b(?:{ENGLISH_MONTHS}) \d{{1,4}}(?:st|nd|rd|th)?\b"
    )
)


def problems_of(sentence: Sentence, patterns: tuple[Pattern, ...]) -> Iterator[Problem]:
    """Yield a fault for each pattern that a sentence holds."""
    for pattern in patterns:
        if match := pattern.regex.search(sentence.text):
            yield Problem(
                sentence.place,
                f"{pattern.found} : {shown(match.group())}",
                pattern.expected,
                pattern.mend,
            )


def letters_hold_only_what_their_fonts_have(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No character in what letters print that a PDF could not."""
    for sentence in sentences(catalog):
        if sentence.letter and (lacking := uncovered(sentence.text)):
            found, mend = not_printable(lacking), "écrivez-le autrement"
            yield Problem(sentence.place, found, "des caractères courants", mend)


def skeletons_are_filled_in(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No file keeps the placeholder of ``prevenance nouveau``."""
    for sentence in sentences(catalog):
        if sentence.text == PLACEHOLDER.strip('"'):
            found = f"{shown(sentence.text)} n'a pas été remplacé"
            yield Problem(
                sentence.place, found, "votre texte", "écrivez la phrase, ou retirez la ligne"
            )


def letters_use_only_their_language(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """What letters print keeps to the letter language: no link, image, article number or address."""
    for sentence in sentences(catalog):
        if sentence.letter:
            yield from problems_of(sentence, IN_LETTERS)


def typography_is_left_to_the_code(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No-break spaces and curly quotes are not typed by hand."""
    for sentence in sentences(catalog):
        for character, name in HAND_TYPED.items():
            if character in sentence.text:
                yield Problem(
                    sentence.place,
                    f"{name} tapée à la main",
                    "une espace ou une apostrophe ordinaire",
                    "remplacez-la : le programme pose la bonne",
                )


def prose_holds_no_date(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Dates live in keys made for them; sources, facts and examples of fields may hold one."""
    for sentence in sentences(catalog):
        if not isinstance(sentence.item, Source | Fact) and not sentence.place.key.endswith(
            (".exemple", "relu_le")
        ):
            translated = ".en." in sentence.place.file
            yield from problems_of(sentence, (DATED, DATED_IN_ENGLISH) if translated else (DATED,))


CHECKS = (
    letters_hold_only_what_their_fonts_have,
    skeletons_are_filled_in,
    letters_use_only_their_language,
    typography_is_left_to_the_code,
    prose_holds_no_date,
)
