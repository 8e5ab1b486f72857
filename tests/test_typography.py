"""French typography is set once and never twice; cleaning leaves one form of each text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.typography import (
    APOSTROPHE,
    HAND_TYPED,
    NARROW,
    NBSP,
    clean_text,
    english,
    fold,
    french,
    join_words,
    narrow,
)

FORBIDDEN = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *map(chr, range(0x7F, 0xA0)),
    *"\u2028\u2029\u200e\u200f\u202a\u202e\u2066\u2069",
    *"\ud800\udfff\ue000\uf8ff\ufdd0\ufffe\uffff\U000e0001\U000f0000\U0010ffff",
]


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
        ("10 000 euros", f"10{NBSP}000 euros"),
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
        "01 99 00 00 00",
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


def test_english_changes_apostrophes_only() -> None:
    assert english("Don't: it's 10 000 %!") == f"Don{APOSTROPHE}t: it{APOSTROPHE}s 10 000 %!"


def test_what_is_refused_by_hand_is_what_code_sets() -> None:
    assert {NBSP, NARROW, APOSTROPHE} <= set(HAND_TYPED)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  deux   mots  ", "deux mots"),
        ("tabulation\tici", "tabulation ici"),
        ("une\nligne", "une ligne"),
        ("fin\r\nde ligne\rici", "fin de ligne ici"),
        ("e\u0301te\u0301", "été"),
        ("in\u00adsé\u200bca\ufeffble", "insécable"),
        ("prix\u00a0:\u202f10", "prix : 10"),
        ("Dupont & Fils <SARL> « L'Étoile »", "Dupont & Fils <SARL> « L'Étoile »"),
        ("{{7*7}} ((raison_sociale))", "{{7*7}} ((raison_sociale))"),
        ("日本 🙂", "日本 🙂"),
        ("", ""),
    ],
)
def test_a_typed_value_is_brought_to_one_form(typed: str, expected: str) -> None:
    assert clean_text(typed) == expected


def test_lines_are_kept_where_several_make_sense() -> None:
    assert clean_text("\n un \r\n\n deux\r", lines=True) == "un\n\ndeux"


@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda c: f"U+{ord(c):04X}")
def test_a_forbidden_character_is_refused_by_its_name(character: str) -> None:
    with pytest.raises(ValueError, match=rf"caractère interdit U\+{ord(character):04X}"):
        clean_text(f"a{character}b")


@given(st.text(), st.booleans())
def test_cleaning_gives_one_form_or_refuses(text: str, lines: bool) -> None:
    try:
        clean = clean_text(text, lines=lines)
    except ValueError:
        assert any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in text)
        return
    assert clean_text(clean, lines=lines) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set(FORBIDDEN)
    assert lines or "\n" not in clean
    assert not re.search(r"  | \n|\n |^\s|\s$", clean)


@given(st.text(st.sampled_from("aàâäbcçéèêëîïôöùûü ABCÉ'\u2019\u00a0"), max_size=30))
def test_a_folded_text_ignores_case_accents_and_typography(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(french(text)) == fold(fold(text))
    assert fold(text).isascii()


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_words_are_joined_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert join_words(words) == expected
    assert join_words(words, word="and") == expected.replace(" et ", " and ")
