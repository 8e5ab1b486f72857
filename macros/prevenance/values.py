"""What an answer may hold, so that every format and every tool can show it: one rule for all.

A sheet's answers are judged when it is read, whatever is asked of it afterwards: an answer that one
format refuses is refused by all, in the same words.
"""

from collections.abc import Iterator
from typing import NamedTuple

from prevenance import forms
from prevenance.glyphs import MAX_WORD, long_word, not_printable, too_long, uncovered
from prevenance.model import Field
from prevenance.problems import shown
from prevenance.typography import clean_text

MAIL_MARKS = ("{{", "}}", "{%", "{#")
"""What tools that send e-mails take for their own fields, and would execute."""

HEADER_MARK = "=?"
"""What a mail program would decode in the subject of a message (RFC 2047)."""


class Fault(NamedTuple):
    """What is wrong with an answer, in French: what was found, expected, and how to mend it."""

    found: str
    expected: str = ""
    mend: str = ""


def faults(field: Field, typed: str) -> list[Fault]:
    """Return every fault of an answer to a blank; none when every format can show it."""
    try:
        text = clean_text(typed)
    except ValueError as error:
        return [Fault(str(error), "un texte sans caractère de contrôle", "effacez ce caractère")]
    if not text:
        return [Fault("valeur vide", "un texte", "écrivez la valeur, ou supprimez la ligne")]
    written = forms.write(field.type, text)
    return [*_form(field, text, written), *_shape(field, written or text), *_marks(text)]


def _form(field: Field, text: str, written: str) -> Iterator[Fault]:
    """Yield an answer that is not of the form that its field declares."""
    if not written:
        yield Fault(shown(text), forms.expected(field), "corrigez cette réponse")


def _shape(field: Field, text: str) -> Iterator[Fault]:
    """Yield what keeps an answer off the paper: its length, a word too long, its characters."""
    if len(text) > field.max_length:
        found = f"{shown(text)}, {len(text)} caractères"
        yield Fault(found, f"au plus {field.max_length} caractères", "raccourcissez")
    elif word := long_word(text):
        expected = f"des mots d'au plus {MAX_WORD} caractères"
        yield Fault(too_long(word), expected, "coupez ce mot par une espace, ou raccourcissez-le")
    if lacking := uncovered(text):
        expected = "des caractères que tous les documents savent imprimer"
        yield Fault(not_printable(lacking), expected, "remplacez ou effacez ces caractères")


def _marks(text: str) -> Iterator[Fault]:
    """Yield the marks that a tool would not print but execute."""
    for mark in (mark for mark in MAIL_MARKS if mark in text):
        found = f"« {mark} » serait exécuté par un outil d'envoi de courriels"
        yield Fault(found, "un texte sans ce signe", f"effacez « {mark} »")
    if HEADER_MARK in text:
        found = f"« {HEADER_MARK} » est interdit dans un en-tête de courriel"
        yield Fault(found, "un texte sans ce signe", f"effacez « {HEADER_MARK} »")
