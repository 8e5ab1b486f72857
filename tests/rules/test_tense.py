"""A legal date moved in one file moves everything; no past stage is announced in the future tense."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from prevenance.documents import txt
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import Choices, active_keys
from prevenance.letter.compose import compose
from prevenance.model import Stage
from prevenance.model.company import Company
from prevenance.rules.cases import each_case
from prevenance.rules.fitting import letters_for
from prevenance.rules.situation import Dates, dates_of, issuing_date, sender_state
from prevenance.rules.stages import is_past, stage_day
from prevenance.rules.survey import profile_facets
from prevenance.rules.tables import Decision, decide
from prevenance.template.filling import produce
from prevenance.template.segments import Template
from prevenance.text.dates import day_in_words
from prevenance.text.no_break import NBSP
from prevenance.text.typography import english, french
from support.samples import Use, longest_answers, uses

DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture(scope="module")
def moved(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The kit, with the date of small and medium senders a year later in one stage file."""
    folder = tmp_path_factory.mktemp("moved") / "kit"
    shutil.copytree(catalog.root, folder)
    file = folder / "etapes" / "emission-pme-micro.yml"
    before = file.read_text("utf-8")
    after = before.replace('quand: "2027-09-01"', 'quand: "2028-09-01"')
    assert after != before
    file.write_text(after, "utf-8")
    found = load(folder)
    assert found.problems == ()
    return found


def letter_of_a_customer_without_address(catalog: Catalog, today_: dt.date) -> tuple[Decision, Use]:
    """Decide and prepare the letter to a regular customer whom the directory lists without an address."""
    profile, company = (
        catalog.profiles["pme"],
        Company(category="pme", switch_over=day("2027-03-01")),
    )
    facets = profile_facets(catalog, profile, company, today_, {"annuaire": "inactive"})
    case = next(each_case(catalog, facets))
    decision = decide(catalog, case)
    (letter,) = letters_for(catalog, decision, "poste")
    typed = longest_answers(catalog)
    return decision, Use(catalog, letter, "poste", "fr", profile, company, today_, decision, typed)


def test_moving_the_legal_date_moves_outcome_tense_and_calendar(
    catalog: Catalog, moved: Catalog
) -> None:
    today_ = day("2027-09-02")
    decision, use = letter_of_a_customer_without_address(catalog, today_)
    assert decision.perimeter == "dedans-oblige"
    assert decision.outcomes["intention"] == "demander-adresse"
    assert "etape:emission-pme-micro:apres" in use.keys
    assert "Depuis le 1er septembre 2027, la loi nous demande" in use.words()

    decision, use = letter_of_a_customer_without_address(moved, today_)
    assert decision.perimeter == "dedans-pas-encore"
    assert decision.outcomes["intention"] == "demander-accord"
    assert "etape:emission-pme-micro:avant" in use.keys
    assert "Au plus tard le 1er septembre 2028" in use.words()
    assert use.answers["date_obligation"].replace(NBSP, " ") == "1er septembre 2028"
    assert "2027-09-01" not in {s.when for s in moved.stages.values() if s.issuing_for}
    assert "1er septembre 2027" not in use.words()


def test_moving_the_legal_date_moves_the_first_sending_and_the_reply(
    catalog: Catalog, moved: Catalog
) -> None:
    preparation = {"perimetre": "dedans-preparation", "depart": "date-legale"}
    company = Company(category="pme")
    for kit, today_, first, reply in (
        (catalog, "2027-08-16", "2027-09-01", "2027-08-31"),
        (moved, "2027-08-16", "2028-09-01", "2027-09-15"),
        (moved, "2028-08-16", "2028-09-01", "2028-08-31"),
    ):
        found = dates_of(kit, company, day(today_), preparation)
        assert (found.first, found.reply) == (day(first), day(reply))


@pytest.mark.parametrize(
    ("date", "state"),
    [("2028-02-29", "pas-encore"), ("2028-03-01", "preparation"), ("2028-09-01", "oblige")],
)
def test_moving_the_legal_date_moves_the_states_of_those_senders_only(
    moved: Catalog, date: str, state: str
) -> None:
    assert sender_state(moved, Company(category="micro"), day(date)) == state
    assert sender_state(moved, Company(category="ge"), day("2026-09-01")) == "oblige"


def watched_days(catalog: Catalog) -> list[dt.date]:
    """List every seventh day of three years, and both sides of every stage that has a date."""
    first, last = day("2026-01-01"), day("2028-12-31")
    found = {first + n * DAY for n in range(0, (last - first).days + 1, 7)} | {last}
    for sheet in SHEETS:
        known = dates_of(catalog, sheet, day("2026-11-24"), OWN)
        for stage_ in catalog.stages.values():
            if (date := stage_day(stage_, known)) and first < date < last:
                found |= {date - DAY, date, date + DAY}
    return sorted(found)


OWN = {"perimetre": "dedans-pas-encore", "depart": "bascule"}
"""A case in which the sender itself chose the day of the first sending."""

SHEETS = (
    Company(category="ge", switch_over=day("2026-09-01")),
    Company(category="pme", switch_over=day("2027-03-01")),
    Company(category="micro", switch_over=day("2027-09-01"), early_start=day("2027-05-03")),
    Company(category="eti"),
)


def test_no_past_stage_has_the_key_of_the_future_nor_the_reverse(catalog: Catalog) -> None:
    every = tuple(catalog.stages)
    for sheet in SHEETS:
        for date in watched_days(catalog):
            known = dates_of(catalog, sheet, date, OWN)
            for perimeter in catalog.lists["perimetre"].values:
                choices = Choices(perimeter, sheet.category, stages=every)
                active = active_keys(catalog, choices, known, {})
                for name, stage_ in catalog.stages.items():
                    when = stage_day(stage_, known)
                    past = when is not None and when <= date
                    assert not (past and f"etape:{name}:avant" in active), (name, date)
                    assert past or f"etape:{name}:apres" not in active, (name, date)


def sentences(
    catalog: Catalog, known: Dates, language: str, tense: str
) -> Iterator[tuple[Stage, str]]:
    """Yield each stage's sentence as a letter shows it."""
    typeset = french if language == "fr" else english
    for stage_ in catalog.speaking(language).stages.values():
        sentence = stage_.before if tense == "before" else stage_.after
        if sentence and (when := stage_day(stage_, known)):
            yield stage_, typeset(sentence.replace("((quand))", day_in_words(when, language)))


def templates_of(catalog: Catalog, language: str) -> dict[str, Template]:
    """Compile to text every letter that exists in a language, on each of its supports."""
    speaking = catalog.speaking(language)
    return {
        f"{template.id}, {support}": txt.compile_letter(
            compose(speaking, template, support), "essai"
        )
        for template in speaking.texts.values()
        for support in template.supports
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.category)
def test_no_letter_announces_a_past_stage_in_the_future_tense(
    catalog: Catalog, sheet: Company, language: str
) -> None:
    letters = templates_of(catalog, language)
    every = tuple(catalog.stages)
    for date in watched_days(catalog):
        known = dates_of(catalog, sheet, date, OWN)
        state = sender_state(catalog, sheet, date)
        choices = Choices(f"dedans-{state}", sheet.category, stages=every)
        filled = answer_blanks(catalog, choices, known, {}, language)
        active = active_keys(catalog, choices, known, filled)
        wrong = [
            sentence
            for tense in ("before", "after")
            for stage_, sentence in sentences(catalog, known, language, tense)
            if is_past(stage_, known) is (tense == "before")
        ]
        for name, template in letters.items():
            shown = produce(template, active, filled).decode()
            assert [s for s in wrong if s in shown] == [], (name, date, state)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("switch_over", "tense"), [("2027-03-01", "before"), ("2026-10-01", "after")]
)
def test_the_sentences_of_stages_are_found_in_letters_as_this_file_writes_them(
    catalog: Catalog, today: dt.date, language: str, switch_over: str, tense: str
) -> None:
    # Without this, the search for a sentence in the wrong tense could never fail.
    company = Company(category="pme", switch_over=day(switch_over))
    known = dates_of(catalog, company, today, OWN)
    expected = {
        s for stage_, s in sentences(catalog, known, language, tense) if stage_.id == "bascule"
    }
    texts = [
        replace(use, company=company).txt()
        for use in uses(catalog, today)
        if use.language == language and use.support == "poste"
    ]
    assert len(expected) == 1
    assert any(sentence in text_ for text_ in texts for sentence in expected)


def test_a_letter_of_an_obliged_sender_never_speaks_of_its_date_as_to_come(
    catalog: Catalog, today: dt.date
) -> None:
    for use in uses(catalog, today):
        if use.decision.perimeter == "dedans-oblige" and use.text.role in {"courrier", "relance"}:
            due = day_in_words(issuing_date(catalog, use.company.category))
            shown = use.words()
            for words in (f"Jusqu’au {due}", f"jusqu’au {due}", f"À compter du {due}", f"Au {due}"):
                assert words not in shown, use


def test_a_letter_of_a_sender_not_yet_obliged_never_speaks_of_its_date_as_past(
    catalog: Catalog, today: dt.date
) -> None:
    for use in uses(catalog, today):
        inside = use.decision.perimeter.startswith("dedans-")
        if inside and use.decision.perimeter != "dedans-oblige" and use.text.role != "faq":
            assert (
                f"Depuis le {day_in_words(issuing_date(catalog, use.company.category))}"
                not in use.words()
            ), use
