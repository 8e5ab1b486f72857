"""French typography is set once and never twice; cleaning leaves one form of each text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.text.no_break import NBSP
from prevenance.text.typography import (
    APOSTROPHE,
    HAND_TYPED,
    NARROW,
    english,
    fold,
    french,
    join_words,
    narrow,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l'adresse", f"l{APOSTROPHE}adresse"),
        ("Une question ?", f"Une question{NBSP}?"),
        ("Attention !", f"Attention{NBSP}!"),
        ("un ; deux", f"un{NBSP}; deux"),
        ("Objet : facture", f"Objet{NBSP}: facture"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("«oui»", f"«{NBSP}oui{NBSP}»"),
        ("« oui », « non »", f"«{NBSP}oui{NBSP}», «{NBSP}non{NBSP}»"),
        ("10 000 euros", f"10{NBSP}000{NBSP}euros"),
        ("1 234 567", f"1{NBSP}234{NBSP}567"),
        ("15 €", f"15{NBSP}€"),
        ("20 %", f"20{NBSP}%"),
        ("30 jours", f"30{NBSP}jours"),
        ("6 mois", f"6{NBSP}mois"),
        ("10 ans", f"10{NBSP}ans"),
        ("n° 12", f"n°{NBSP}12"),
        ("art. 289", f"art.{NBSP}289"),
        ("M. Exemple", f"M.{NBSP}Exemple"),
        ("Mme Exemple", f"Mme{NBSP}Exemple"),
    ],
)
def test_a_rule_of_french_typography_is_applied(typed: str, expected: str) -> None:
    assert french(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://www.exemple.fr/a?b=c",
        "12:30",
        "Dupont & Fils <SARL>",
        "en 2026 et 2027",
        "2 options",
        "jusqu'au bout".replace("'", APOSTROPHE),
        "3 moisissures",
    ],
)
def test_what_needs_nothing_is_left_alone(text: str) -> None:
    assert french(text) == text


def test_a_french_text_holds_no_breakable_space_before_its_signs() -> None:
    text = french("« Qui ? » : lui ; « quoi ! » : 12 000 € pour l'an n° 3 !")
    assert not re.search(r" [:;!?»]|« |\d \d{3}|\d €|'", text)


@given(st.text(st.sampled_from("aé1290 '«»:;!?%€,.()n°M\u00a0\u202f")))
def test_typography_set_twice_is_typography_set_once(text: str) -> None:
    assert french(french(text)) == french(text)
    assert english(english(text)) == english(text)
    assert narrow(narrow(text)) == narrow(text)


@given(st.text())
def test_typography_changes_no_letter(text: str) -> None:
    def letters(value: str) -> str:
        return re.sub(r"\s", "", value.replace("'", APOSTROPHE))

    assert letters(narrow(french(text))) == letters(text)


def test_pages_get_narrow_spaces_where_fonts_have_them() -> None:
    assert narrow(french("Qui ? Lui : oui !")) == f"Qui{NARROW}? Lui{NBSP}: oui{NARROW}!"


def test_english_has_no_french_spacing() -> None:
    assert english(
        "Don't : it's 10 000 %!"
    ) == f"Don{APOSTROPHE}t : it{APOSTROPHE}s 10~000~%!".replace("~", NBSP)


def test_what_is_refused_by_hand_is_what_code_sets() -> None:
    assert {NBSP, NARROW, APOSTROPHE} <= set(HAND_TYPED)


@given(st.text(st.sampled_from("aàâäbcçéèêëîïôöùûü ABCÉ'\u2019\u00a0"), max_size=30))
def test_a_folded_text_ignores_case_accents_and_typography(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(french(text)) == fold(fold(text))
    assert fold(text).isascii()


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_a_text_is_folded_alike_with_or_without_the_short_way(text: str) -> None:
    assert fold(text) == fold(text + APOSTROPHE)[:-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_words_are_joined_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert join_words(words) == expected
    assert join_words(words, word="and") == expected.replace(" et ", " and ")
