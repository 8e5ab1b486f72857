"""Answers as letters print them, in Python and in the page: spaces and apostrophes alone move."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.catalog import setting
from prevenance.model import Field
from prevenance.text.cleaning import visible
from prevenance.text.no_break import NBSP
from support.quickjs_engine import engine, kit

TYPES = get_args(get_type_hints(Field)["type"])
AS_TYPED = ("identifiant", "date", "courriel", "adresse-web")

FRENCH = {
    "texte": {
        "SARL au capital de 10 000 euros": "SARL au capital de 10~000~euros",
        "1 234 567 €": "1~234~567~€",
        "123 456 789 RCS Ville-Exemple": "123~456~789~RCS Ville-Exemple",
        "123 456 789 RM 00": "123~456~789~RM 00",
        "123 456 789 00015": "123~456~789~00015",
        "00000 Sainte-Exemple": "00000~Sainte-Exemple",
        "00000 ÉTOUY": "00000~ÉTOUY",
        "12345 exemplaires": "12345 exemplaires",
        "112 bis boulevard": "112~bis boulevard",
        "112 ter, n° 4": "112~ter, n°~4",
        "2 bistrots": "2 bistrots",
        "M. Exemple, Mme Exemple": "M.~Exemple, Mme~Exemple",
        "CS 12345, VILLE CEDEX 2": "CS~12345, VILLE CEDEX~2",
        "BP 12, TSA 30001": "BP~12, TSA~30001",
        "trois ans": "trois ans",
        "3 ans, 18 mois, 45 jours": "3~ans, 18~mois, 45~jours",
        "20 % des factures": "20~% des factures",
        "les factures d'exemple": "les factures d’exemple",
        "o'neil@exemple.fr": "o'neil@exemple.fr",
        "https://exemple.fr/l'espace d'Exemple": "https://exemple.fr/l'espace d’Exemple",
        "à partir du 1er mars 2027": "à partir du 1er~mars~2027",
        "le 12 mai": "le 12~mai",
        "Tél. 01 99 00 00 00": "Tél. 01~99~00~00~00",
        "Exemple : « oui » ; non !": "Exemple~: «~oui~»~; non~!",
        "Exemple 3 : 10": "Exemple 3~: 10",
    },
    "adresse": {
        "112 bis boulevard de l'Exemple": "112~bis boulevard de l'Exemple",
        "CS 12345": "CS~12345",
    },
    "identifiant": {"CLI 10 000 d'ici": "CLI 10 000 d'ici"},
    "date": {"2027-03-01": "2027-03-01"},
    "courriel": {"o'neil@exemple.fr": "o'neil@exemple.fr"},
    "adresse-web": {"https://exemple.fr/l'espace": "https://exemple.fr/l'espace"},
    "telephone": {
        "01 99 00 00 00": "01~99~00~00~00",
        "0199000000": "01~99~00~00~00",
        "019 900 00 00": "01~99~00~00~00",
        "0 806 807 807": "0~806~807~807",
        "0806807807": "0~806~807~807",
        "+33199000000": "+33~1~99~00~00~00",
        "+33 (0)1 99 00 00 00": "+33~(0)1~99~00~00~00",
        "0033 199000000": "0033~1~99~00~00~00",
        "01.99.00.00.00": "01.99.00.00.00",
        "+32 2 555 00 00": "+32~2~555~00~00",
        "3900": "3900",
        "118 000": "118~000",
    },
    "siren": {"123456789": "123~456~789", "12 345 6789": "123~456~789"},
    "siret": {"12345678900015": "123~456~789~00015", "123 456 789 00015": "123~456~789~00015"},
    "tva": {"FR 32 123456789": "FR~32~123456789"},
    "code-postal-ville": {
        "00000 VILLE-EXEMPLE CEDEX 2": "00000~VILLE-EXEMPLE CEDEX~2",
        "L'EXEMPLE 12345": "L'EXEMPLE 12345",
    },
}
ENGLISH = {
    "texte": {
        "from 1 March 2027: it's 3 days; 10 000 euros!": "from 1~March~2027: it’s 3~days; 10~000~euros!",
        "Exemple : oui !": "Exemple : oui !",
        "le 1 mars 2027": "le 1 mars 2027",
    },
    "telephone": {
        "01 99 00 00 01": "+33~1~99~00~00~01",
        "01.99.00.00.01": "+33~1~99~00~00~01",
        "0 806 807 807": "+33~806~807~807",
        "+33 1 99 00 00 01": "+33~1~99~00~00~01",
        "+32 2 555 00 00": "+32~2~555~00~00",
        "3900": "3900",
    },
}
Asked = Sequence[tuple[str, str, str]]


def both(asked: Asked) -> list[str]:
    """Set each text for its form and its language, having made sure that the page says the same."""
    model = next(iter(kit().fields.values()))
    here = [setting.set_value(replace(model, type=t), text, lang) for t, text, lang in asked]  # type: ignore[arg-type]
    there = engine().ask("set", asked)
    assert [c for c in zip(asked, here, there, strict=True) if c[1] != c[2]] == []
    return here


def test_every_form_has_its_examples() -> None:
    assert tuple(FRENCH) == TYPES or set(FRENCH) == set(TYPES)


@pytest.mark.parametrize(("language", "examples"), [("fr", FRENCH), ("en", ENGLISH)])
def test_an_answer_is_set_by_its_form(language: str, examples: dict[str, dict[str, str]]) -> None:
    asked = [(form, text, language) for form, texts in examples.items() for text in texts]
    expected = [text.replace("~", NBSP) for texts in examples.values() for text in texts.values()]
    assert both(asked) == expected


def test_every_example_of_the_kit_is_set_alike() -> None:
    both([(f.type, f.example, lang) for f in kit().fields.values() for lang in ("fr", "en")])


PIECES = st.sampled_from(
    ["10", "000", " ", " ", "0", "12", "12345", "00", "99", "1er", "mars", "2027", "March", "bis", "euros",
     "€", "%", "n°", "M.", "Mme", "CS", "CEDEX", "RCS", "'", "l'", "@", "//", "www.", "«", "»", ":", ";",
     "!", "?", "É", "Ville", "+33", "(0)", ".", "-", "a", "é", "\u2019"]
)  # fmt: skip
TYPED = st.one_of(
    st.lists(PIECES, max_size=16).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=20),
).map(visible)


def bare(text: str) -> str:
    """Leave out what may move: spaces, and the shape of an apostrophe."""
    return re.sub(f"[ {NBSP}]", "", text).replace("\u2019", "'")


@given(
    st.lists(st.tuples(st.sampled_from(TYPES), TYPED, st.sampled_from(["fr", "en"])), max_size=12)
)
def test_nothing_but_spaces_and_apostrophes_moves(asked: Asked) -> None:
    for (form, text, language), written in zip(asked, both(asked), strict=True):
        if (form, language) != ("telephone", "en"):
            assert bare(written) == bare(text)
        if form in AS_TYPED:
            assert written == text


@given(
    st.lists(st.tuples(st.sampled_from(TYPES), TYPED, st.sampled_from(["fr", "en"])), max_size=12)
)
def test_a_set_answer_is_set_once(asked: Asked) -> None:
    once = both(asked)
    again = [(form, text, lang) for (form, _, lang), text in zip(asked, once, strict=True)]
    assert both(again) == once
    cleaned = [(form, visible(text), lang) for form, text, lang in again]
    assert both(cleaned) == once
