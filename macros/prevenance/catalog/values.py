"""What an answer may hold, so that every format and every tool can show it: one rule for all.

A sheet's answers are judged when it is read, whatever is asked of it afterwards: an answer that one
format refuses is refused by all, in the same words.
"""

from collections.abc import Iterator
from typing import NamedTuple

from prevenance.catalog import forms
from prevenance.model import Field
from prevenance.problems import UnfitAnswer, shown
from prevenance.text.cleaning import clean_text, visible
from prevenance.text.glyphs import (
    MAX_WORD,
    long_word,
    not_printable,
    too_long,
    uncovered,
)

MAIL_MARKS = ("{{", "}}", "{%", "{#")
"""What tools that send e-mails take for their own fields, and would execute."""

HEADER_MARK = "=?"
"""What a mail program would decode in the subject of a message (RFC 2047)."""


class Fault(NamedTuple):
    """What is wrong with an answer, in French: what was found, expected, and how to mend it."""

    found: str
    expected: str = ""
    mend: str = ""


def accepted(field: Field, typed: str) -> str:
    """Return an answer as its form writes it, fit for every format; "" without an answer.

    Raises:
        UnfitAnswer: naming the blank and its first fault.
    """
    text = visible(typed)
    written = forms.written(field.type, text) if text else ""
    said = [fault.found for fault in _characters(typed)]
    said += [f"attendu : {forms.expected(field)}"] if text and not written else []
    said += [fault.found for fault in (*_shape(field, written), *_marks(text))]
    if said:
        raise UnfitAnswer(f"{field.id} : {said[0]}")
    return written


def answer_faults(field: Field, typed: str) -> list[Fault]:
    """Return every fault of an answer to a blank; none when every format can show it."""
    text = visible(typed)
    if not text:
        empty = Fault("valeur vide", "un texte", "écrivez la valeur, ou supprimez la ligne")
        return [*_characters(typed)] or [empty]
    written = forms.written(field.type, text)
    return [
        *_characters(typed),
        *_form(field, text, written),
        *_shape(field, written or text),
        *_marks(text),
    ]


def _form(field: Field, text: str, written: str) -> Iterator[Fault]:
    """Yield an answer that is not of the form that its field declares."""
    if not written:
        yield Fault(shown(text), forms.expected(field), "corrigez cette réponse")


def _characters(typed: str) -> Iterator[Fault]:
    """Yield the characters that the fonts lack, else the one that shows nothing and has to stay."""
    if lacking := uncovered(visible(typed)):
        expected = "des caractères que tous les documents savent imprimer"
        yield Fault(not_printable(lacking), expected, "remplacez ou effacez ces caractères")
        return
    try:
        clean_text(typed)
    except ValueError as error:
        yield Fault(str(error), "des caractères qui se voient", "effacez ce caractère")


def _shape(field: Field, text: str) -> Iterator[Fault]:
    """Yield what keeps an answer off the paper: its length, a word too long."""
    if len(text) > field.max_length:
        found = f"{shown(text)}, {len(text)} caractères au lieu de {field.max_length} au plus"
        yield Fault(found, f"au plus {field.max_length} caractères", "raccourcissez")
    elif word := long_word(text):
        expected = f"des mots d'au plus {MAX_WORD} caractères"
        yield Fault(too_long(word), expected, "coupez ce mot par une espace, ou raccourcissez-le")


def _marks(text: str) -> Iterator[Fault]:
    """Yield the marks that a tool would not print but execute."""
    for mark in (mark for mark in MAIL_MARKS if mark in text):
        found = f"« {mark} » serait exécuté par un outil d'envoi de courriels"
        yield Fault(found, "un texte sans ce signe", f"effacez « {mark} »")
    if HEADER_MARK in text:
        found = f"« {HEADER_MARK} » est interdit dans un en-tête de courriel"
        yield Fault(found, "un texte sans ce signe", f"effacez « {HEADER_MARK} »")
