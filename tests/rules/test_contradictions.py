"""Dates that contradict each other, the day or a letter are refused or remarked upon, in words."""

import datetime as dt
import re
from pathlib import Path

import pytest

from conftest import KIT, Command, Result
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.model.company import Company
from prevenance.rules import contradictions
from prevenance.rules.company import load_company
from prevenance.rules.contradictions import Clash, Saying

SHEET = KIT / SHEET_EXAMPLE
ASKS = ("--facette=accord=aucun", "--facette=relation=active", "--facette=annuaire=absente")
LETTER = Saying("dedans-pas-encore", tacit=False, reply=True, switch_over=True, announces=False)


@pytest.fixture(autouse=True)
def loaded(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the verbs the real kit, already loaded and checked."""
    monkeypatch.setattr("prevenance.cli.loading.sound_kit", lambda _: catalog)


def written(folder: Path, **changes: str) -> Path:
    """Write the example sheet with other dates; the law asks this sender for 1 September 2027."""
    text = SHEET.read_text("utf-8")
    for key, value in changes.items():
        text, count = re.subn(rf"(?m)^(?:# )?{key}:.*$", f"{key}: {value}", text)
        assert count == 1, key
    path = folder / "entreprise.yml"
    path.write_text(text, "utf-8")
    return path


def compose(run: Command, sheet: Path, day: str, profile: str = "pme") -> Result:
    return run("composer", f"--profil={profile}", f"--entreprise={sheet}", f"--date={day}", *ASKS)


IMPOSSIBLE = [
    ("delai_reponse", {"delai_reponse": "0"}, "2026-11-24", "0 jour pour répondre"),
    ("delai_reponse", {"delai_reponse": "6"}, "2026-11-24", "de 7 à 90 jours"),
    ("delai_reponse", {"delai_reponse": "91"}, "2026-11-24", "de 7 à 90 jours"),
    ("delai_reponse", {"delai_reponse": "1000"}, "2026-11-24", "1000 jours pour répondre"),
    (
        "delai_reponse",
        {"delai_reponse": "14", "mode_accord": "tacite"},
        "2026-11-24",
        "14 jours pour répondre, alors que le silence vaut accord",
    ),
    (
        "demarrage_anticipe",
        {"demarrage_anticipe": "2027-09-01"},
        "2026-11-24",
        "démarrage anticipé le 1er septembre 2027, votre date légale est le 1er septembre 2027",
    ),
    (
        "debut_preparation",
        {"debut_preparation": "2028-01-15"},
        "2026-11-24",
        "début de la préparation le 15 janvier 2028, votre date légale est le 1er septembre 2027",
    ),
    (
        "date_bascule",
        {"date_bascule": "2027-09-01"},
        "2026-11-24",
        "première facture électronique le 1er septembre 2027, votre date légale est le 1er septembre 2027",
    ),
    (
        "date_bascule",
        {"date_bascule": "2027-10-04"},
        "2026-11-24",
        "première facture électronique le 4 octobre 2027, votre date légale est le 1er septembre 2027",
    ),
    (
        "date_courrier",
        {"date_courrier": "2027-09-02", "date_bascule": "2027-12-01"},
        "2026-11-24",
        "courrier daté du 2 septembre 2027, jour examiné le 24 novembre 2026 : votre date légale, "
        "le 1er septembre 2027, est entre les deux",
    ),
    (
        "date_courrier",
        {"date_courrier": "2027-03-02"},
        "2027-02-01",
        "le début de la préparation, le 1er mars 2027, est entre les deux",
    ),
    (
        "date_bascule",
        {"mode_accord": "tacite", "date_bascule": "2026-12-15"},
        "2026-11-24",
        "réponse demandée jusqu'au 24 décembre 2026, premier envoi le 15 décembre 2026",
    ),
    ("date_bascule", {"date_bascule": "0001-01-01"}, "2026-11-24", "une année de 2000 à 2099"),
    ("date_bascule", {"date_bascule": "9999-12-31"}, "2026-11-24", "une année de 2000 à 2099"),
]


@pytest.mark.parametrize(("key", "changes", "day", "said"), IMPOSSIBLE)
def test_impossible_dates_are_refused_at_their_line_by_every_verb(
    run: Command, tmp_path: Path, key: str, changes: dict[str, str], day: str, said: str
) -> None:
    sheet = written(tmp_path, **changes)
    line = 1 + sheet.read_text("utf-8").split("\n").index(f"{key}: {changes[key]}")
    kit = run("kit", f"--sortie={tmp_path / 'kit'}", f"--entreprise={sheet}", f"--date={day}")
    for result in (compose(run, sheet, day), kit):
        assert (result.code, result.out) == (1, "")
        assert f"{sheet}:{line}:{key}: " in result.err
        assert said in result.err
        assert "    corriger : " in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["entreprise.yml"]


@pytest.mark.parametrize(
    ("changes", "day", "said"),
    [
        ({"delai_reponse": "14"}, "2026-11-24", "14 jours pour répondre"),
        (
            {"date_bascule": "2026-12-15"},
            "2026-11-24",
            "réponse demandée jusqu'au 24 décembre 2026, premier envoi le 15 décembre 2026",
        ),
        (
            {"date_bascule": "2027-03-01"},
            "2027-08-20",
            "réponse demandée jusqu'au 20 septembre 2027, votre date légale est le 1er septembre 2027",
        ),
    ],
)
def test_unwise_dates_are_remarked_upon_and_accepted(
    run: Command, tmp_path: Path, changes: dict[str, str], day: str, said: str
) -> None:
    result = compose(run, written(tmp_path, **changes), day)
    assert result.code == 0
    assert result.out
    assert "avertissement : " in result.err
    assert said in result.err


def test_a_letter_that_announces_the_past_is_refused_and_left_open_in_the_kit(
    run: Command, catalog: Catalog, tmp_path: Path
) -> None:
    day = dt.date(2027, 3, 15)
    sheet = written(tmp_path)
    result = compose(run, sheet, day.isoformat(), "particulier")
    assert (result.code, result.out) == (1, "")
    assert "date passée, le 1er mars 2027, au jour examiné, le 15 mars 2027" in result.err
    made = Downloads(Press(catalog, day), load_company(sheet, catalog))
    (remark,) = {clash for clash in made.clashes() if clash.key == "date_bascule"}
    assert remark.warning
    files = {f.path: f.data.decode() for f in made.profile_files(catalog.profiles["particulier"]) if f.path.endswith("-lettre.txt")}  # fmt: skip
    letter = next(text for name, text in files.items() if "demander-accord" in name)
    assert "[Date de votre bascule]" in letter
    assert "1er mars 2027" not in letter


def test_customers_outside_the_reform_may_be_asked_after_the_legal_date(
    run: Command, tmp_path: Path
) -> None:
    result = compose(run, written(tmp_path, date_bascule="2027-12-01"), "2027-09-15", "particulier")
    assert result.code == 0
    assert "date_bascule" not in result.err
    assert result.code == 0
    assert "date_bascule" not in result.err


@pytest.mark.parametrize(
    ("day", "remarks"),
    [
        ("2026-08-31", []),
        ("2027-01-27", []),
        ("2027-01-28", ["un premier envoi après la réponse"]),
        ("2027-02-28", ["un premier envoi après la réponse"]),
        ("2027-03-01", ["une date à venir dans les courriers qui l'annoncent : elle y reste à remplir"]),
        ("2028-07-01", ["une date à venir dans les courriers qui l'annoncent : elle y reste à remplir"]),
    ],
)  # fmt: skip
def test_the_example_sheet_is_remarked_upon_when_it_is_true(
    catalog: Catalog, day: str, remarks: list[str]
) -> None:
    made = Downloads(Press(catalog, dt.date.fromisoformat(day)), load_company(SHEET, catalog))
    found = {clash for clash in made.clashes() if clash.key == "date_bascule"}
    assert [clash.expected for clash in found] == remarks
    assert all(clash.warning for clash in found)


def clashes(catalog: Catalog, day: str, said: Saying = LETTER, **dates: str) -> list[Clash]:
    given = {key: dt.date.fromisoformat(value) for key, value in dates.items()}
    company = Company(category="pme", **given)  # type: ignore[arg-type]
    return list(contradictions.of_letter(catalog, company, dt.date.fromisoformat(day), said))


def test_a_date_that_the_letter_does_not_print_contradicts_nothing(catalog: Catalog) -> None:
    silent = Saying(
        "dedans-pas-encore", tacit=False, reply=False, switch_over=False, announces=False
    )
    assert clashes(catalog, "2026-11-24", silent, switch_over="2028-01-03") == []
    assert clashes(catalog, "2026-11-24", silent, switch_over="2026-11-30") == []


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
@pytest.mark.parametrize("verb", ["composer", "kit", "couverture", "verifier", "pages", "site"])
def test_a_day_out_of_the_calendar_is_refused(
    run: Command, tmp_path: Path, verb: str, day: str
) -> None:
    output = [f"--sortie={tmp_path / 'x'}"] if verb in {"kit", "pages", "site"} else []
    asked = ["--profil=pme", "--categorie=pme"] if verb == "composer" else []
    result = run(verb, *output, *asked, f"--date={day}")
    assert (result.code, result.out) == (2, "")
    assert "une année de 2000 à 2099" in result.err
    assert list(tmp_path.iterdir()) == []
