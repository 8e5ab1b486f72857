"""Blanks and slots are written between double brackets, where something fills them."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from prevenance.catalog import Catalog
from prevenance.checks.prose import Sentence, sentences
from prevenance.letter import syntax
from prevenance.letter.answers import stage_blank
from prevenance.model import Frame, Paragraph, Text
from prevenance.problems import Problem, one_of, shown
from prevenance.reader.keys import keys

FRAME_KEYS = frozenset(key.name for key in keys(Frame)) - {"titre", "sources", "relu_le"}
"""What letters print of a frame, beside its body."""

PLACED: Mapping[type, frozenset[str]] = {
    Text: syntax.SLOTS - {"texte"},
    Paragraph: syntax.SLOTS - {"texte", "accord", "coupon"},
    Frame: frozenset({"texte", "bloc"}),
}
"""The slots that each kind of text may hold: the others would be filled with nothing, or for ever."""

ARGUMENTS = frozenset({"bloc", "etape"})
"""The slots that name an item after a colon."""


def printed(catalog: Catalog) -> Iterator[Sentence]:
    """Yield what letters print: bodies, sentences, and the lines of frames."""
    for sentence in sentences(catalog):
        frame = isinstance(sentence.item, Frame)
        if sentence.letter or (frame and sentence.place.key.split(".")[0] in FRAME_KEYS):
            yield sentence


def _slot(sentence: Sentence) -> re.Match[str] | None:
    """Return the slot that a line of a body is; a key holds none."""
    slot = None if sentence.place.key else syntax.SLOT.fullmatch(sentence.text.strip())
    return slot if slot and slot[1] in syntax.SLOTS else None


def _names(catalog: Catalog) -> frozenset[str]:
    """Return all that may stand between double brackets, arguments apart."""
    dates = {stage_blank(stage) for stage in catalog.stages.values()}
    return syntax.SLOTS | catalog.fields.keys() | dates | {"quand", "source"}


def blanks_are_well_formed(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Double brackets hold one blank name, ((source:ID)), or a slot alone on its line."""
    for sentence in printed(catalog):
        rest = re.sub(r"\(\(source:[a-z][a-z0-9-]*\)\)", "", syntax.BLANK.sub("", sentence.text))
        if _slot(sentence):
            continue
        if "((" in rest or "))" in rest:
            yield Problem(
                sentence.place,
                f"doubles parenthèses mal formées : {shown(rest.strip())}",
                "((champ)), ou un emplacement seul sur sa ligne",
                "corrigez-les, ou isolez la ligne",
            )
        for name in syntax.BLANK.findall(sentence.text):
            if name in syntax.SLOTS and name not in catalog.fields:
                yield Problem(
                    sentence.place,
                    f"emplacement (({name})) dans une phrase",
                    "seul sur sa ligne, dans le texte",
                    "mettez-le seul, entre deux lignes vides",
                )


def blanks_wear_double_brackets(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No name of a blank or of a slot stands in other brackets, or in none when it is no word."""
    names = _names(catalog)
    for sentence in printed(catalog):
        rest = syntax.SLOT.sub("", syntax.BLANK.sub("", sentence.text))
        bracketed = [
            m[0] for m in re.finditer(r"[\[({<]+\s*(\w+)[^\])}>]*[\])}>]+", rest) if m[1] in names
        ]
        doubled = re.findall(r"\[\[.*|\{\{.*|.*\]\]|.*\}\}", rest)
        bare = [word for word in re.findall(r"\w+", rest) if "_" in word and word in names]
        for found in (*bracketed, *doubled, *bare)[:1]:
            yield Problem(
                sentence.place,
                f"champ mal écrit : {shown(found)}",
                "((champ)), entre doubles parenthèses",
                "écrivez le nom du champ entre deux parenthèses de chaque côté",
            )


def blanks_are_only_in_letters(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A sentence that no letter prints holds no blank: nothing would fill it."""
    inside = {sentence.place for sentence in printed(catalog)}
    for sentence in sentences(catalog):
        if "((" in sentence.text and sentence.place not in inside:
            yield Problem(
                sentence.place,
                f"champ hors d'un courrier : {shown(sentence.text)}",
                "une phrase sans ((champ))",
                "retirez le champ : rien ne le remplirait ici",
            )


def slots_stand_where_they_are_filled(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A slot stands in a text of its kind, with an argument only if it takes one."""
    for sentence in printed(catalog):
        slot = _slot(sentence)
        if slot is None:
            continue
        known = PLACED[type(sentence.item)]
        if slot[1] not in known:
            yield Problem(
                sentence.place,
                f"l'emplacement {slot[0]} n'est pas rempli ici",
                one_of(sorted(known)),
                "déplacez-le, ou retirez-le",
            )
        if slot[2] and slot[1] not in ARGUMENTS:
            yield Problem(
                sentence.place,
                f"{slot[0]} : cet emplacement n'a pas de nom à préciser",
                f"(({slot[1]}))",
                "retirez ce qui suit le deux-points",
            )


CHECKS = (
    blanks_are_well_formed,
    blanks_wear_double_brackets,
    blanks_are_only_in_letters,
    slots_stand_where_they_are_filled,
)
