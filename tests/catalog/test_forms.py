"""Each form of answer, in Python and in the page: what it accepts, what it writes, what it refuses."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args, get_type_hints

import idna
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.eu import vat

from conftest import Command
from prevenance.catalog import SHEET_EXAMPLE, forms
from prevenance.model import Field
from prevenance.problems import Refused
from prevenance.rules.company import load_company
from prevenance.text.cleaning import clean_text
from support.quickjs_engine import ROOT, engine, kit

GOOD = {
    "texte": ("compta chez exemple point fr", "0", "Łukasz"),
    "adresse": ("12 ter rue de l'Exemple", "CS 12345"),
    "identifiant": ("CLI-0001", "123456789_COMPTA"),
    "date": ("2027-03-01", "2028-02-29", "0001-01-01", "9999-12-31", "2000-02-29"),
    "courriel": (
        "compta@exemple.fr", "a+b_c@x-y.exemple.fr", "o'neil@exemple.fr", "A@EXEMPLE.FR",
        "a@xn--socit-esab.fr", "x@" + "a" * 63 + ".fr",
    ),
    "telephone": (
        "01 99 00 00 00", "0199000000", "01.99.00.00.00", "01-99-00-00-00", "+33 1 99 00 00 00",
        "+33 (0)1 99 00 00 00", "0033 199000000", "+33(0)199000000", "0 800 00 00 00", "3900",
        "118 000", "+32 2 555 00 00", "+1 (415) 555-0132", "+262 262 00 00 00", "+377 99 00 00 00",
        "+123456789012345", "(01) 99 00 00 00",
    ),
    "adresse-web": (
        "https://exemple.fr", "http://exemple.fr", "HTTPS://Exemple.fr/", "https://www.exemple.fr:8443/a?b=c#d",
        "https://a-b.exemple.fr/é/à%20b", "https://exemple.fr?x", "https://exemple.fr#x", "https://192.0.2.1/",
    ),
    "siren": ("123456789", "123 456 789", "012345674", "356000000", "055 500 003"),
    "siret": (
        "12345678900015", "123 456 789 00015", "01234567400019", "35600000000048", "35600000049837",
    ),
    "tva": (
        "FR32123456789", "FR 32 123 456 789", "fr32123456789", "FR09012345674", "FR0B012345674", "FR4Q012345674",
        "FR21000000003", "FR0E000000003", "DE123456789", "BE 0123.456.789", "ATU12345678", "NL123456789B01", "EL123456789",
        "IE1234567F", "IE1234567WA", "ESA12345678", "LT123456789012", "RO12", "GB123456789", "CHE-123.456.789 IVA",
        "NO123456789MVA", "XI123456789",
    ),
    "code-postal-ville": (
        "00000 VILLE-EXEMPLE", "75001 PARIS", "75001 Paris", "33000 BORDEAUX CEDEX 9", "97400 SAINT-DENIS", "98800 NOUMÉA",
        "20000 AJACCIO", "80190 Y", "L'EXEMPLE 12345", "1000 BRUXELLES", "L-1234 LUXEMBOURG", "SW1A 1AA LONDON",
        "LONDON SW1A 1AA", "1012 AB AMSTERDAM", "D-10115 BERLIN", "NEW YORK, NY 10001", "HONG KONG", "D02 X285 DUBLIN",
        "100-8111 東京", "60000 ÉTOUY (OISE)", "01 BP 1234 ABIDJAN 01", "76260 EU", "13000 L’EXEMPLE",
    ),
}  # fmt: skip
BAD = {
    "date": ("2027/03/01", "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-1", "01/03/2027", "0000-01-01", "1er mars 2027", "20270301", "\u0662\u0660\u0662\u0667-03-01"),
    "courriel": (
        "compta chez exemple point fr", "compta", "@exemple.fr", "a@", "a@b", "a@b.fr.", "a@.fr", "a@-b.fr", "a@b-.fr", "a..b@c.fr", ".a@b.fr",
        "a@b.fr, c@d.fr", "a@b.fr;c@d.fr", "A <a@b.fr>", '"a b"@c.fr', "a b@c.fr", "é@b.fr", "a@b@c.fr", "a" * 250 + "@b.fr", "a@" + "x" * 64 + ".fr",
        "=?utf-8?q?x?=@b.fr", "a@exa\u2024mple.fr", "a@[192.0.2.1]", "mailto:a@b.fr", "a@\uff45xemple.fr", "a@b。fr",
    ),
    "telephone": (
        "voir site", "01 99 00 00", "01 99 00 00 00 00", "1 99 00 00 00", "+33 01 99 00 00 00", "+0 1 99 00 00 00", "+1234",
        "+1234567890123456", "01  99", "01 99 00 00 00 (poste 12)", "01,99,00,00,00", "\u0660\u0661 99 00 00 00", "++33199000000", "+33 (0)0 99 00 00 00", "()", "+",
    ),
    "adresse-web": (
        "javascript:alert(1)", "exemple.fr", "www.exemple.fr", "ftp://exemple.fr", "file:///etc/passwd", "https://", "https:///x", "https:exemple.fr",
        "http://localhost", "https://user@exemple.fr", "https://user:pw@exemple.fr", "https://exemple.fr/a b", "data:text/html,x", "https://exemple.fr\\@x.fr",
        "https://exemple.fr:port", "https://-a.fr", "https://exemple..fr", "//exemple.fr", "https://exemple.fr/<x>", 'https://exemple.fr/"x', "https://[::1]/",
        "https://exemple.fr/{{ x }}", "http\u017f://exemple.fr", " https://exemple.fr",
    ),
    "siren": ("ABCDEFGHI", "000000000", "12345678", "1234567890", "123456780", "055500004", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff14", "FR123456789", "012.345.674"),
    "siret": ("00000000000000", "01234567400018", "0123456740001", "35600000049838", "12345678000015", "00000000000018", "01234567A00019", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff14\uff10\uff10\uff10\uff11\uff19"),
    "tva": (
        "32123456789", "FR33123456789", "FR12000000000", "FR00000000000", "FR09012345675", "FRIB012345674", "FR10 012 345 674", "FR0B123456789", "FR", "FR1",
        "DE12345678", "DE1234567890", "ATX12345678", "néant", "non assujetti", "GB", "GB1", "123", "FR32123456789 x", "\u0131FR123456789", "PL123",
    ),
    "code-postal-ville": ("75001", "Paris", "voir site", "n/a", "75001PARIS", "SW1A 1AA", "compta@exemple.fr 75001", "https://exemple.fr", "75001 PARIS; DROP", "???", "-", "0", "75001 <b>PARIS</b>"),
}  # fmt: skip
CONVERTED = {
    ("courriel", "a@société.fr"): "a@xn--socit-esab.fr",
    ("courriel", "A@SOCIÉTÉ.FR"): "A@xn--socit-esab.FR",
    ("courriel", "a@été.château.fr"): "a@xn--t-9fab.xn--chteau-xta.fr",
    ("courriel", "a@straße.de"): "a@xn--strae-oqa.de",
    ("courriel", "a@œuvre-Exemple.fr"): "a@xn--uvre-exemple-nic.fr",
    ("courriel", "a@παράδειγμα.ευ"): "a@xn--hxajbheg2az3al.xn--qxa6a",
    ("courriel", "a@пример.eu"): "a@xn--e1afmkfd.eu",
    ("adresse-web", "https://Société.fr:8080/é?à#ç"): "https://xn--socit-esab.fr:8080/é?à#ç",
}
CASES = [(form, text) for group in (GOOD, BAD) for form, texts in group.items() for text in texts]
ALPHABETS = {
    "date": "0123456789-",
    "courriel": "aZ9é.-@ß_ +'=?Пα",
    "telephone": "0133+() .-/9",
    "adresse-web": "htps:/.-é@#?a1 ",
    "siren": "0123456789 ",
    "siret": "0123456789 ",
    "tva": "FRDEKATU0123456789 .-+",
    "code-postal-ville": "0129 AÉyœ-',.(@/",
}


def both(asked: Sequence[tuple[str, str]]) -> list[str]:
    """Return what each text becomes, having made sure that the page says the same."""
    here = [forms.written(form, text) for form, text in asked]
    there = engine().ask("forms", asked)
    assert [c for c in zip(asked, here, there, strict=True) if c[1] != c[2]] == []
    return here


def test_every_type_of_the_model_is_a_form() -> None:
    declared = get_args(get_type_hints(Field)["type"])
    assert list(forms.FORMS) == list(declared)
    assert GOOD.keys() == forms.FORMS.keys()


def test_what_is_good_is_written_as_it_is() -> None:
    asked = [(form, text) for form, texts in GOOD.items() for text in texts]
    written = both(asked)
    assert [case for case, text in zip(asked, written, strict=True) if case[1] != text] == []


def test_what_is_bad_is_refused() -> None:
    asked = [(form, text) for form, texts in BAD.items() for text in texts]
    assert [case for case, text in zip(asked, both(asked), strict=True) if text] == []


def test_accented_domains_are_written_in_ascii() -> None:
    asked = list(CONVERTED)
    assert both(asked) == list(CONVERTED.values())


@pytest.mark.parametrize("form", ALPHABETS)
@given(data=st.data())
def test_both_sides_say_the_same_of_anything(form: str, data: st.DataObject) -> None:
    near = st.text(ALPHABETS[form], min_size=1, max_size=24)
    any_ = st.text(st.characters(codec="utf-8"), min_size=1, max_size=24)
    known = st.sampled_from([text for f, text in CASES if f == form])
    mutant = st.tuples(known, st.integers(0, 40), near).map(
        lambda m: m[0][: m[1]] + m[2][:2] + m[0][m[1] + 1 :]
    )
    texts = data.draw(st.lists(st.one_of(near, any_, mutant, known), min_size=1, max_size=12))  # fmt: skip
    both([(form, text) for text in texts])


@given(number=st.integers(0, 10**8 - 1), establishment=st.integers(0, 9999))
def test_numbers_with_a_right_key_are_accepted(number: int, establishment: int) -> None:
    head = f"{number:08}"
    siren = head + luhn.calc_check_digit(head)
    body = siren + f"{establishment:04}"
    siret = body + luhn.calc_check_digit(body)
    key = (int(siren) * 100 + 12) % 97
    asked = [("siren", siren), ("siret", siret), ("tva", f"FR{key:02}{siren}")]
    real = number != 0 and siren != "356000000"
    assert all(both(asked)) or not real


@given(head=st.text("0123456789", min_size=8, max_size=8), digit=st.integers(1, 9))
def test_a_number_with_one_wrong_digit_is_refused(head: str, digit: int) -> None:
    right = luhn.calc_check_digit(head)
    wrong = head + str((int(right) + digit) % 10)
    assert both([("siren", wrong)]) == ["" if wrong != forms.EXAMPLE_SIREN else wrong]


def test_every_key_of_a_french_number_is_judged_alike() -> None:
    keys = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    heads = ("123456789", "012345674", "055500003", "000000003")
    asked = [("tva", f"FR{a}{b}{head}") for head in heads for a in keys for b in keys]
    assert 4 < sum(map(bool, both(asked))) < len(asked) / 5


def test_each_country_of_the_union_has_its_shape() -> None:
    assert set(forms.VAT) == {"EL" if c == "gr" else c.upper() for c in vat.MEMBER_STATES}
    assert {text[:2] for text in GOOD["tva"]} > {"FR", "DE", "BE", "EL", "GB"}


def test_every_letter_of_a_domain_is_judged_alike() -> None:
    asked = [("courriel", f"a@b{chr(c)}c.fr") for c in range(0x80, 0x2000)]
    written = both(asked)
    for (_, text), found in zip(asked, written, strict=True):
        if found:
            label = text[2:-3].lower()
            assert found == f"a@{idna.encode(label).decode()}.fr"
    assert sum(map(bool, written)) > 400


@given(st.text("abé-ßœłΔжы9", min_size=1, max_size=40))
@example("é" * 40)
@example("-é")
@example("ab--é")
def test_a_label_is_the_one_of_idna(label: str) -> None:
    [found] = both([("courriel", f"a@{label}.fr")])
    if not label.isascii():
        try:
            wanted = f"a@{idna.encode(label.lower()).decode()}.fr"
        except idna.IDNAError:
            wanted = ""
        assert found == wanted


@pytest.mark.parametrize("form", forms.FORMS)
def test_what_is_written_is_written_again_as_it_is(form: str) -> None:
    texts = [*GOOD[form], *(text for f, text in CONVERTED if f == form)]
    once = both([(form, clean_text(text)) for text in texts])
    assert both([(form, text) for text in once]) == once


def test_every_example_of_the_kit_has_its_form() -> None:
    fields = kit().fields.values()
    assert both([(f.type, f.example) for f in fields]) == [f.example for f in fields]


def test_the_example_number_is_known_and_no_company_has_it() -> None:
    assert not luhn.is_valid(forms.EXAMPLE_SIREN)
    assert forms.holds_example("SARL, 123 456 789 RCS Ville-Exemple")
    assert not forms.holds_example("012 345 674")


def test_the_accents_of_a_domain_may_be_typed_apart() -> None:
    apart = unicodedata.normalize("NFD", "a@société.fr")
    assert both([("courriel", clean_text(apart))]) == ["a@xn--socit-esab.fr"]


# The sheet


ASKS = ("--facette=accord=aucun", "--facette=relation=active")
WRONG = {
    "code_postal_ville": "75001",
    "telephone": "voir site",
    "contact_courriel": "compta chez exemple point fr",
    "siren": "ABCDEFGHI",
    "portail_adresse": "javascript:alert(1)",
    "page_information": "www.exemple.fr",
}


def spoilt(tmp_path: Path, wrong: Mapping[str, str]) -> Path:
    """Copy the example sheet with other answers."""
    text = (ROOT / "kit" / SHEET_EXAMPLE).read_text("utf-8")
    for name, value in wrong.items():
        text, count = re.subn(rf"^  {name}: .*", f'  {name}: "{value}"', text, flags=re.MULTILINE)
        assert count == 1, name
    path = tmp_path / "entreprise.yml"
    path.write_text(text, "utf-8")
    return path


def test_a_sheet_says_every_answer_that_is_not_of_its_form_at_its_line(tmp_path: Path) -> None:
    path = spoilt(tmp_path, WRONG)
    lines = path.read_text("utf-8").splitlines()
    with pytest.raises(Refused) as refused:
        load_company(path, kit())
    told = {problem.place.key: problem for problem in refused.value.problems}
    assert set(told) == {f"champs.{name}" for name in WRONG}
    for name, value in WRONG.items():
        problem = told[f"champs.{name}"]
        assert lines[problem.place.line - 1].strip().startswith(f"{name}:")
        assert problem.found == f"« {value} »"
        assert problem.expected.endswith(f", par exemple {kit().fields[name].example}")
        assert problem.mend


def test_a_value_that_is_too_long_is_refused_with_its_length_and_the_limit(tmp_path: Path) -> None:
    path = spoilt(tmp_path, {"lieu": "x" * 39})
    with pytest.raises(Refused) as refused:
        load_company(path, kit())
    told = {problem.place.key: problem for problem in refused.value.problems}
    assert "39 caractères" in told["champs.lieu"].found
    assert told["champs.lieu"].expected == "au plus 38 caractères"
    assert set(told) == {"champs.lieu"}


def test_an_accented_domain_is_printed_and_addressed_in_ascii(tmp_path: Path, run: Command) -> None:
    path = spoilt(tmp_path, {"contact_courriel": "compta@société.fr", "siren": "012345674"})
    result = run("composer", "--profil=pme", f"--entreprise={path}", "--date=2026-11-24", "--brouillon", *ASKS)  # fmt: skip
    assert result.code == 0
    assert "compta@xn--socit-esab.fr" in result.out
    assert "société.fr" not in result.out


@pytest.mark.parametrize(("siren", "told"), [("123456789", True), ("012345674", False)])
def test_the_number_of_the_example_is_accepted_and_remarked(
    tmp_path: Path, run: Command, siren: str, told: bool
) -> None:
    path = spoilt(tmp_path, {"siren": siren, "mentions_legales": "Exemple SARL"})
    result = run("composer", "--profil=pme", f"--entreprise={path}", "--date=2026-11-24", "--brouillon", *ASKS)  # fmt: skip
    assert result.code == 0
    line = 1 + path.read_text("utf-8").split("\n").index(f'  siren: "{siren}"')
    remark = f"{path}:{line}:champs.siren: avertissement : le numéro de l'exemple"
    assert (remark in result.err) == told
