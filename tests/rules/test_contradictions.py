"""Dates that contradict each other, the day or a letter are refused or remarked upon, in words."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import KIT, Command, Result
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.model.company import Company
from prevenance.rules import contradictions
from prevenance.rules.company import load_company
from prevenance.rules.contradictions import Clash, Saying
from prevenance.rules.situation import dates_of
from prevenance.text.dates import MONTHS_IN_WORDS

SHEET = KIT / SHEET_EXAMPLE
FACTS = ("accord=aucun", "relation=active", "annuaire=absente", "verifie=oui")
ASKS = (*(f"--facette={fact}" for fact in FACTS), "--champ=client_siren=123456789")
LETTER = Saying(reply=True, first=True, announces=False, reminder=False)
SILENT = Saying(reply=False, first=False, announces=False, reminder=False)
OFFER = {"perimetre": "dedans-pas-encore", "depart": "bascule"}
OUTSIDE = {"perimetre": "dehors", "depart": "bascule"}
PREPARATION = {"perimetre": "dedans-preparation", "depart": "date-legale"}
ANNOUNCED = {"perimetre": "dedans-annonce", "depart": "demarrage"}
STARTED = {"perimetre": "dedans-volontaire", "depart": "demarrage"}
OBLIGED = {"perimetre": "dedans-oblige", "depart": "aucun"}
TACIT = {"mode": "tacite"}


@pytest.fixture(autouse=True)
def loaded(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the verbs the real kit, already loaded and checked."""
    monkeypatch.setattr("prevenance.cli.loading.sound_kit", lambda _: catalog)


def written(folder: Path, **changes: str) -> Path:
    """Write the example sheet with other dates; the law asks this sender for 1 September 2027."""
    text = SHEET.read_text("utf-8")
    for key, value in changes.items():
        text, count = re.subn(rf"(?m)^(?:# )?{key}:.*$", f"{key}: {value}", text)
        text += f"{key}: {value}\n" * (not count)
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
        "premier envoi le 1er septembre 2027, cette offre finit le 1er septembre 2027",
    ),
    (
        "date_bascule",
        {"date_bascule": "2027-10-04"},
        "2026-11-24",
        "premier envoi le 4 octobre 2027, cette offre finit le 1er septembre 2027",
    ),
    (
        "date_courrier",
        {"date_courrier": "2027-01-04"},
        "2026-11-24",
        "une seule date : utilisez --date",
    ),
    (
        "date_bascule",
        {"date_bascule": "2026-11-30"},
        "2026-11-24",
        "réponse demandée jusqu'au 27 novembre 2026, premier envoi le 30 novembre 2026",
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
            {"date_bascule": "2026-12-04"},
            "2026-11-24",
            "réponse demandée jusqu'au 3 décembre 2026, premier envoi le 4 décembre 2026",
        ),
        (
            {"date_bascule": "2027-07-05"},
            "2026-11-24",
            "premier envoi le 5 juillet 2027, cette offre finit le 1er septembre 2027",
        ),
        (
            {"date_bascule": "2027-05-01"},
            "2026-11-24",
            "premier envoi le 1er mai 2027, qui n'est pas un jour ouvré",
        ),
        (
            {"demarrage_anticipe": "2027-05-01"},
            "2026-11-24",
            "démarrage anticipé le 1er mai 2027, qui n'est pas un jour ouvré",
        ),
        (
            {"date_bascule": "2027-03-01"},
            "2027-08-20",
            "réponse demandée jusqu'au 31 août 2027, votre date légale est le 1er septembre 2027",
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
    assert "premier envoi le 1er mars 2027, courrier du 15 mars 2027" in result.err
    made = Downloads(Press(catalog, day), load_company(sheet, catalog))
    (remark,) = {clash for clash in made.clashes() if clash.key == "date_bascule"}
    assert remark.warning
    [folder] = made.folders(catalog.profiles["particulier"])
    letter = next(
        f.data.decode()
        for f in folder.files
        if re.fullmatch(r"courriels/\d-demander-accord.*\.txt", f.path)
    )
    assert "[Date du premier envoi]" in letter
    assert "1er mars 2027" not in letter.replace("\u00a0", " ")


def test_a_sheet_without_the_day_of_an_offer_is_asked_for_its_key(
    run: Command, tmp_path: Path
) -> None:
    sheet = written(tmp_path, date_bascule="2027-03-01")
    sheet.write_text(sheet.read_text("utf-8").replace("date_bascule: 2027-03-01\n", ""), "utf-8")
    result = compose(run, sheet, "2026-11-24", "particulier")
    assert (result.code, result.out) == (1, "")
    assert f"{sheet}:date_bascule: sans réponse" in result.err


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
        ("2027-01-28", []),
        ("2027-02-11", []),
        ("2027-02-12", ["au moins 15 jours pour répondre"]),
        ("2027-02-19", ["au moins 15 jours pour répondre"]),
        ("2027-02-20", ["au moins 7 jours pour répondre"]),
        ("2027-02-28", ["au moins 7 jours pour répondre"]),
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
    assert all(clash.warning is ("7 jours" not in clash.expected) for clash in found)


def clashes(
    catalog: Catalog,
    today: str,
    outcomes: Mapping[str, str] = OFFER,
    said: Saying = LETTER,
    delay: int = 30,
    **dates: str,
) -> list[Clash]:
    given: dict[str, Any] = {key: dt.date.fromisoformat(value) for key, value in dates.items()}
    company = Company(category="pme", reply_delay=delay, **given)
    found = contradictions.of_letter(catalog, company, dt.date.fromisoformat(today), outcomes, said)
    return list(found)


def test_a_date_that_the_letter_does_not_print_contradicts_nothing(catalog: Catalog) -> None:
    for outcomes in (OFFER, OUTSIDE, OFFER | TACIT):
        assert clashes(catalog, "2026-11-24", outcomes, SILENT, switch_over="2028-01-03") == []
        assert clashes(catalog, "2026-11-24", outcomes, SILENT, switch_over="2026-11-30") == []


@pytest.mark.parametrize(
    ("outcomes", "today", "dates", "reply"),
    [
        (OFFER, "2026-11-24", {"switch_over": "2027-03-01"}, "2026-12-24"),
        (OFFER, "2027-02-08", {"switch_over": "2027-03-01"}, "2027-02-26"),
        (OFFER | TACIT, "2027-02-08", {"switch_over": "2027-03-01"}, "2027-03-10"),
        (OFFER, "2027-02-08", {"switch_over": "2027-02-08"}, "2027-03-10"),
        (OFFER, "2027-02-08", {}, "2027-03-10"),
        (OFFER, "2027-08-20", {"switch_over": "2027-12-01"}, "2027-08-31"),
        (OUTSIDE, "2027-08-20", {"switch_over": "2027-12-01"}, "2027-09-20"),
        (OUTSIDE, "2027-11-12", {"switch_over": "2027-12-01"}, "2027-11-30"),
        (PREPARATION, "2027-08-16", {"switch_over": "2027-03-01"}, "2027-08-31"),
        (ANNOUNCED, "2026-11-24", {"early_start": "2026-12-14"}, "2026-12-11"),
        (STARTED, "2027-08-16", {"early_start": "2026-12-14"}, "2027-08-31"),
        (OBLIGED, "2027-09-01", {"switch_over": "2027-09-10"}, "2027-10-01"),
    ],
)
def test_an_explicit_answer_is_asked_before_the_first_turn_that_is_ahead(
    catalog: Catalog, outcomes: Mapping[str, str], today: str, dates: dict[str, Any], reply: str
) -> None:
    given = {key: dt.date.fromisoformat(value) for key, value in dates.items()}
    company = Company(category="pme", **given)  # type: ignore[arg-type]
    found = dates_of(catalog, company, dt.date.fromisoformat(today), outcomes)
    assert found.reply == dt.date.fromisoformat(reply)


@pytest.mark.parametrize(
    ("outcomes", "day"),
    [
        (OFFER, "2027-03-01"),
        (OUTSIDE, "2027-03-01"),
        (PREPARATION, "2027-09-01"),
        (ANNOUNCED, "2027-02-01"),
        (STARTED, "2027-02-01"),
        (OBLIGED, None),
    ],
)
def test_each_case_has_one_day_of_first_sending(
    catalog: Catalog, outcomes: Mapping[str, str], day: str | None
) -> None:
    company = Company(
        category="pme", switch_over=dt.date(2027, 3, 1), early_start=dt.date(2027, 2, 1)
    )
    found = dates_of(catalog, company, dt.date(2026, 11, 24), outcomes)
    assert found.first == (day and dt.date.fromisoformat(day))


NEAR = [
    # who waits for what; the remedy; refused or remarked upon
    (OFFER, "2026-11-24", {"switch_over": "2026-12-01"}, "repoussez date_bascule au moins au 2 décembre 2026", False),
    (OFFER, "2026-11-24", {"switch_over": "2026-12-02"}, "repoussez date_bascule au moins au 10 décembre 2026", True),
    (OUTSIDE, "2027-08-30", {"switch_over": "2027-09-06"}, "repoussez date_bascule au moins au 7 septembre 2027", False),
    (ANNOUNCED, "2026-11-24", {"early_start": "2026-12-01"}, "repoussez demarrage_anticipe, ou attendez ce jour pour écrire", False),
    (STARTED, "2027-08-26", {"early_start": "2026-12-01"}, "datez ce courrier du 2027-09-01", False),
    (PREPARATION, "2027-08-26", {}, "datez ce courrier du 2027-09-01", False),
    (PREPARATION, "2027-08-20", {}, "datez ce courrier du 2027-09-01", True),
    (OFFER, "2027-08-24", {"switch_over": "2027-08-31"}, "datez ce courrier du 2027-09-01", False),
    (OFFER | TACIT, "2026-11-24", {"switch_over": "2026-12-24"}, "repoussez date_bascule au 28 décembre 2026 ou plus tard", False),
    (OFFER | TACIT, "2027-08-10", {}, "datez ce courrier du 2027-09-01", False),
    (OFFER | TACIT, "2027-07-28", {"switch_over": "2027-08-20"}, "repoussez date_bascule au 30 août 2027 ou plus tard", False),
    (OFFER | TACIT, "2027-08-01", {"switch_over": "2027-08-20"}, "datez ce courrier du 2027-09-01", False),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "today", "dates", "mend", "warning"), NEAR)
def test_a_day_to_answer_that_is_too_near_is_said_with_its_remedy(
    catalog: Catalog,
    outcomes: Mapping[str, str],
    today: str,
    dates: dict[str, Any],
    mend: str,
    *,
    warning: bool,
) -> None:
    said = replace(LETTER, first=False)
    (found,) = clashes(catalog, today, outcomes, said, **dates)
    assert mend in found.mend
    assert found.warning is warning
    if "repoussez date_bascule" in mend:
        moved = replace_day(found.mend)
        left = clashes(catalog, today, outcomes, said, switch_over=moved)
        assert [clash for clash in left if warning or not clash.warning] == []


def replace_day(mend: str) -> str:
    """Return the day that a remedy names, as a sheet writes it."""
    number, month, year = re.search(r"(\d+)(?:er)? (\w+) (\d{4})", mend).groups()  # type: ignore[union-attr]
    return dt.date(int(year), 1 + MONTHS_IN_WORDS["fr"].index(month), int(number)).isoformat()


def test_a_reminder_may_leave_few_days_but_not_too_few(catalog: Catalog) -> None:
    reminder = replace(LETTER, reminder=True)
    assert clashes(catalog, "2026-11-24", OFFER, reminder, switch_over="2026-12-02") == []
    (found,) = clashes(catalog, "2026-11-24", OFFER, reminder, switch_over="2026-12-01")
    assert not found.warning


def test_a_short_delay_of_the_sheet_is_not_said_again(catalog: Catalog) -> None:
    assert clashes(catalog, "2026-11-24", delay=10, switch_over="2027-03-01") == []


@pytest.mark.parametrize("outcomes", [OFFER, OUTSIDE, STARTED])
def test_what_is_announced_is_to_come(catalog: Catalog, outcomes: Mapping[str, str]) -> None:
    dates: dict[str, Any] = {"switch_over": "2026-11-24", "early_start": "2026-11-24"}
    announced = replace(SILENT, announces=True)
    (found,) = clashes(catalog, "2026-11-24", outcomes, announced, **dates)
    assert found.found == "premier envoi le 24 novembre 2026, courrier du 24 novembre 2026"
    assert not found.warning
    assert clashes(catalog, "2026-11-24", outcomes, replace(SILENT, first=True), **dates) == []


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


WITHOUT = ("courriel", "espace-client")


@pytest.mark.parametrize(
    ("outcomes", "warning"),
    [(OBLIGED, False), (PREPARATION, True), (OFFER, None), (OUTSIDE, None), (STARTED, None)],
)
def test_a_sheet_that_offers_no_platform_is_refused_where_one_is_needed(
    catalog: Catalog, outcomes: dict[str, str], warning: bool | None
) -> None:
    day = dt.date(2027, 3, 2)
    for channels in ((), WITHOUT, (*WITHOUT, "pa-edi")):
        company = Company(category="pme", channels=channels)
        found = contradictions.of_letter(catalog, company, day, outcomes, SILENT)
        met = [clash.warning for clash in found if clash.key == "canaux"]
        assert met == ([warning] if channels == WITHOUT and warning is not None else [])


def test_an_early_start_without_a_platform_is_refused(catalog: Catalog) -> None:
    start = dt.date(2027, 5, 3)
    sheet = Company(category="pme", channels=WITHOUT, early_start=start)
    (clash,) = contradictions.of_sheet(catalog, sheet)
    assert (clash.key, clash.warning) == ("canaux", False)
    assert not list(contradictions.of_sheet(catalog, replace(sheet, early_start=None)))
    assert not list(contradictions.of_sheet(catalog, replace(sheet, channels=("pa-xml",))))


def test_a_delay_for_paper_without_e_mail_is_refused(catalog: Catalog) -> None:
    sheet = Company(category="pme", agreement_mode="tacite", channels=("espace-client", "pa-xml"))
    (clash,) = contradictions.of_sheet(catalog, sheet)
    assert (clash.key, clash.expected, clash.warning) == ("canaux", "courriel", False)
    assert not list(contradictions.of_sheet(catalog, replace(sheet, agreement_mode="explicite")))
    for channels in ((), ("courriel",)):
        assert not list(contradictions.of_sheet(catalog, replace(sheet, channels=channels)))
