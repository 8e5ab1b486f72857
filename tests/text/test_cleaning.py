"""Cleaning leaves one form of each text, and nothing in it that does not show."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.catalog import Catalog
from prevenance.catalog.values import accepted, answer_faults
from prevenance.problems import UnfitAnswer
from prevenance.text import cleaning, glyphs
from prevenance.text.cleaning import HIDDEN, NEVER, clean_text, hidden_character, shed, visible
from prevenance.text.glyphs import COVERED, COVERED_RANGES
from prevenance.text.ranges import character_class
from support import covered_characters

REFUSED = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *map(chr, range(0x7F, 0xA0)),
    *"\u2028\u2029\u202b\u202e\u2061\u2064\u2067\u206a\u3164\uffa0\u2800\u1160",
    *"\ud800\udfff\ue000\uf8ff\ufdd0\ufffc\ufffd\ufffe\uffff",
    *"\U000e0001\U000e007f\U000f0000\U0010ffff\U0001d173",
]
"""Characters that nothing may hide between two letters."""

SHED = [
    *"\u00ad\u034f\u061c\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d",
    *"\u2060\u2066\u2068\u2069\ufe00\ufe0e\ufe0f\ufeff\U000e0100\U000e01ef",
]
"""Characters that change nothing of what is read between two letters of a European alphabet."""

MIXED = st.text(
    st.one_of(
        st.sampled_from([*SHED, *REFUSED, *" \n\t\r\u00a0\u2011\u202f\u0301\u0338<e1-"]),
        st.sampled_from("aéŁễΔЖ 12,.(שع日🙂👩❤1\u20e3\u1100\u0e01"),
        st.characters(),
    ),
    max_size=12,
)
"""Texts that mix what shows, what does not, and scripts of both directions."""


def codes(ranges: str) -> Iterator[int]:
    for first, _, last in (each.partition("-") for each in ranges.split()):
        yield from range(int(first, 16), int(last or first, 16) + 1)


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
        ("Saint\u2011Exemple", "Saint-Exemple"),
        ("\u202a+33 1 99 00 00 00\u202c", "+33 1 99 00 00 00"),
        ("\u200e24/\u200e11", "24/11"),
        ("Exemple\u200f", "Exemple"),
        ("\u2068Exemple\u2069 SARL", "Exemple SARL"),
        ("Exemple \u3164SARL\u2800", "Exemple SARL"),
        ("\u3164", ""),
        ("\u200b\ufeff\u200e", ""),
        ("©\ufe0f 2 \u200d", "© 2"),
        ("a\u034f\u0308", "ä"),
        ("", ""),
    ],
)
def test_a_typed_value_is_brought_to_one_form(typed: str, expected: str) -> None:
    assert clean_text(typed) == expected


def test_lines_are_kept_where_several_make_sense() -> None:
    assert clean_text("\n un \r\n\n deux\r", lines=True) == "un\n\ndeux"


@pytest.mark.parametrize("character", REFUSED, ids=lambda c: f"U+{ord(c):04X}")
def test_a_forbidden_character_is_refused_by_its_name_and_place(character: str) -> None:
    expected = rf"caractère interdit U\+{ord(character):04X} \(\w.+\), en 3e position, après « ab »"
    with pytest.raises(ValueError, match=expected):
        clean_text(f"ab{character}c")


@pytest.mark.parametrize("character", SHED, ids=lambda c: f"U+{ord(c):04X}")
def test_a_character_that_changes_nothing_of_what_is_read_goes_in_silence(character: str) -> None:
    for name in ("Łukasz", "Ångström", "Nguyễn", "Δέλτα", "Жанна"):
        for at in range(len(name) + 1):
            assert clean_text(name[:at] + character + name[at:]) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("نامه\u200cید", "antiliant sans chasse"),
        ("क्\u200dष", "liant sans chasse"),
        ("👩\u200d👧", "liant sans chasse"),
        ("❤\ufe0f", "sélecteur de variante"),
        ("1\ufe0f\u20e3", "sélecteur de variante"),
        ("葛\U000e0100", "sélecteur de variante"),
        ("ไทย\u200bไทย", "espace sans chasse"),
        ("\u115f\u1161", "remplissage hangûl"),
        ("Jean\u3164Exemple", "remplissage hangûl"),
        ("Exemple\u2800SARL", "motif braille vide"),
        ("Exemple \u200eשלם", "marque de gauche à droite"),
        ("\u202aשלם\u202c", "enchâssement de gauche à droite"),
        ("\u200f01 99", "marque de droite à gauche"),
        ("Exemple, \u200f12", "marque de droite à gauche"),
        ("Ex\u200femple\u2066", "isolat de gauche à droite"),
        ("Exemple\u202e LRAS", "forçage de droite à gauche"),
    ],
)
def test_a_character_that_changes_what_is_read_is_refused(typed: str, name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"({name})")):
        clean_text(typed)


def test_a_place_is_told_by_what_comes_before() -> None:
    with pytest.raises(ValueError, match=r"en 28e position, après « …ans ce texte »$"):
        clean_text("\u200bUn\u200d peu\u00a0loin dans ce texte\x07.")
    with pytest.raises(ValueError, match=r"en 1re position$"):
        clean_text("\x07.")


def test_every_character_without_a_glyph_of_its_own_is_in_the_table() -> None:
    listed = [code for each, _, _ in HIDDEN for code in codes(each)]
    known = set(listed)
    assert len(known) == len(listed)
    for code in range(0x110000):
        nameless = unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        if nameless and code not in {0x9, 0xA, 0xD} and code not in glyphs_of_arabic_and_indic():
            assert code in known, f"U+{code:04X}"
        if unicodedata.category(chr(code)) == "Zs" or chr(code) == "\t":
            assert clean_text(f"a{chr(code)}b") == "a b"


def glyphs_of_arabic_and_indic() -> set[int]:
    """Return the signs that Unicode counts as formats and that show a number or a reference."""
    return set(codes("600-605 6dd 70f 890-891 8e2 110bd 110cd"))


def test_letters_said_to_go_from_left_to_right_do() -> None:
    for code in codes(cleaning.LEFT_TO_RIGHT):
        assert unicodedata.bidirectional(chr(code)) in {"L", ""}, f"U+{code:04X}"


def test_scripts_said_to_go_from_right_to_left_hold_every_such_letter() -> None:
    right = set(codes(cleaning.RIGHT_TO_LEFT))
    for code in range(0x110000):
        if unicodedata.bidirectional(chr(code)) in {"R", "AL", "AN"}:
            assert code in right, f"U+{code:04X}"


@pytest.mark.parametrize("ranges", [cleaning.SPACES, cleaning.PLAIN, COVERED_RANGES])
def test_ranges_are_the_characters_that_they_write(ranges: str) -> None:
    found = re.compile(character_class(ranges))
    assert {c for c in map(chr, range(0x110000)) if found.match(c)} == set(map(chr, codes(ranges)))


def test_the_list_of_printable_characters_is_what_the_shipped_fonts_hold() -> None:
    written = covered_characters.LIST.read_text("ascii")
    assert written == covered_characters.drawn()
    assert set(map(chr, codes(written))) == COVERED


@given(st.one_of(MIXED, st.text()), st.booleans())
def test_cleaning_gives_one_form_or_refuses(text: str, lines: bool) -> None:
    try:
        clean = clean_text(text, lines=lines)
    except ValueError:
        assert hidden_character(text)
        return
    assert clean_text(clean, lines=lines) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not hidden_character(clean)
    assert clean == visible(text, lines=lines)
    assert lines or "\n" not in clean
    assert not re.search(r"  | \n|\n |^\s|\s$", clean)


@given(MIXED)
def test_what_goes_alone_may_go_with_others(text: str) -> None:
    """Removing one hidden character after the other gives what removing all at once gives."""
    try:
        expected = shed(text)
    except ValueError:
        return
    assert hidden_character(expected) == ""
    assert [c for c in text if not hidden_character(c)] == list(expected)


def test_cleaning_never_changes_the_characters_of_its_short_way() -> None:
    changed = set(codes(" ".join([cleaning.SPACES, *(each for each, _, _ in HIDDEN)])))
    plain = list(codes(cleaning.AS_THEY_ARE))
    assert changed.isdisjoint(plain)
    assert cleaning.NO_BREAK_HYPHEN not in map(chr, plain)
    every = "".join(chr(one) + chr(other) for one in plain for other in plain)
    assert unicodedata.is_normalized("NFC", every)


@given(st.text(st.sampled_from("aÉœ’—€ \n\u00a0\u00ad\u0301"), max_size=12), st.booleans())
def test_the_short_way_gives_what_the_long_way_gives(text: str, lines: bool) -> None:
    long_way = unicodedata.normalize("NFC", text.replace("\u00ad", "")).replace("\u00a0", " ")
    parts = long_way.split("\n") if lines else [long_way.replace("\n", " ")]
    expected = "\n".join(re.sub(" +", " ", part).strip(" ") for part in parts).strip("\n")
    assert clean_text(text, lines=lines) == visible(text, lines=lines) == expected


# What every format can show

NAMES = ("Łukasz Żółć", "Ångström", "Nguyễn Thị Hương", "Δ Δέλτα", "İstanbul ẞ", "Жанна", "Ștefan")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_european_and_vietnamese_alphabets_are_accepted(
    catalog: Catalog, name: str
) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, name)
        assert accepted(catalog.fields["client_nom"], typed) == name


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("中文", "caractères absents de la police des PDF : « 中 » (U+4E2D), « 文 » (U+6587)"),
        (
            "👩\u200d👧",
            "caractères absents de la police des PDF : « 👩 » (U+1F469), « 👧 » (U+1F467)",
        ),
        ("一二三四五六七", "« 五 » (U+4E94) et 2 autres"),
        ("一二三四五六", "« 五 » (U+4E94) et 1 autre"),
        ("≮", "« ≮ » (U+226E)"),
        ("<\u200d\u0338", "« ≮ » (U+226E)"),
        ("ab\u202ec", "caractère interdit U+202E (forçage de droite à gauche), en 3e position"),
        ("x" * 301, "301 caractères au lieu de"),
        ("{{ x", "« {{ » serait exécuté"),
        ("=?", "« =? » est interdit"),
    ],
)
def test_an_answer_that_some_format_cannot_show_is_refused(
    catalog: Catalog, typed: str, found: str
) -> None:
    field = catalog.fields["client_nom"]
    with pytest.raises(UnfitAnswer, match=f"^client_nom : .*{re.escape(found)}"):
        accepted(field, typed)
    assert any(found in fault.found for fault in answer_faults(field, typed))


@given(MIXED)
def test_an_accepted_answer_can_be_printed(catalog: Catalog, typed: str) -> None:
    field = catalog.fields["client_nom"]
    try:
        text = accepted(field, typed)
    except UnfitAnswer as refused:
        assert answer_faults(field, typed)[0].found in str(refused)
        return
    assert not glyphs.uncovered(text)
    assert not hidden_character(text)
    assert accepted(field, text) == text
    assert not text or not answer_faults(field, typed)


def test_what_may_never_stand_is_refused_wherever_it_is() -> None:
    for each, when, name in HIDDEN:
        if when == NEVER:
            for character in map(chr, list(codes(each))[:40]):
                for text in (character, f" {character} ", f"a{character}"):
                    with pytest.raises(ValueError, match=re.escape(f"({name})")):
                        clean_text(text)
