"""Dates, delays, the sender's state and the tense of letters, on each side of every date."""

import calendar as month_lengths
import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from prevenance.documents import txt
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import Choices, active_keys
from prevenance.letter.compose import compose
from prevenance.model import Category, Stage
from prevenance.model.company import Company
from prevenance.rules.cases import each_case
from prevenance.rules.coverage import coverage_table, telling_days
from prevenance.rules.days import (
    end_of_delay,
    holidays,
    is_working_day,
    months_before,
    working_day,
)
from prevenance.rules.fitting import letters_for
from prevenance.rules.situation import Dates, dates_of, issuing_date, sender_state
from prevenance.rules.stages import calendar_order, is_past, is_visible, stage_day
from prevenance.rules.survey import profile_facets
from prevenance.rules.tables import Decision, decide
from prevenance.template.filling import produce
from prevenance.template.segments import Template
from prevenance.text.dates import day_in_words
from prevenance.text.typography import english, french
from support.samples import Use, longest_answers, uses

DAY = dt.timedelta(days=1)

EASTERS = (
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2027-03-28",
    "2028-04-16",
    "2029-04-01",
    "2030-04-21",
)

HOLIDAYS = {
    2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
    2028: "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",
}

D = {
    "ge": dt.date(2026, 9, 1),
    "eti": dt.date(2026, 9, 1),
    "assujetti-unique": dt.date(2026, 9, 1),
    "pme": dt.date(2027, 9, 1),
    "micro": dt.date(2027, 9, 1),
}
"""The legal dates, as the law of 2022 and domain.md give them."""

FIXED_HOLIDAYS = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]

PREPARATION = {dt.date(2026, 9, 1): dt.date(2026, 3, 1), dt.date(2027, 9, 1): dt.date(2027, 3, 1)}


def day(text_: str) -> dt.date:
    return dt.date.fromisoformat(text_)


# Days


def easter(year: int) -> dt.date:
    """Return Easter Sunday by the anonymous Gregorian algorithm, worked out here step by step."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day_ = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day_ + 1)


@pytest.mark.parametrize("sunday", EASTERS)
def test_easter_falls_on_its_known_sunday(sunday: str) -> None:
    known = day(sunday)
    assert easter(known.year) == known
    assert known + dt.timedelta(days=1) in holidays(known.year)


def test_three_centuries_of_holidays_follow_easter() -> None:
    for year in range(1900, 2200):
        moving = {easter(year) + dt.timedelta(days=n) for n in (1, 39, 50)}
        fixed = {dt.date(year, m, d) for m, d in FIXED_HOLIDAYS}
        assert holidays(year) == moving | fixed


def test_three_centuries_of_months_are_counted_on_the_calendar() -> None:
    def by_hand(start: dt.date, months: int) -> dt.date:
        year, month = divmod(start.year * 12 + start.month - 1 - months, 12)
        last = month_lengths.monthrange(year, month + 1)[1]
        return dt.date(year, month + 1, min(start.day, last))

    for number in range(dt.date(1900, 1, 1).toordinal(), dt.date(2200, 1, 1).toordinal()):
        start = dt.date.fromordinal(number)
        for months in (-12, 6) if start.day in {1, 28, 29, 30, 31} else ():
            assert months_before(start, months) == by_hand(start, months)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_eleven_holidays_of_a_year_are_those_of_the_calendar(year: int) -> None:
    assert holidays(year) == {day(f"{year}-{text_}") for text_ in HOLIDAYS[year].split()}


@pytest.mark.parametrize(
    ("start", "following", "preceding"),
    [
        ("2026-11-24", "2026-11-24", "2026-11-24"),  # a Tuesday
        ("2026-11-28", "2026-11-30", "2026-11-27"),  # a Saturday
        ("2026-11-11", "2026-11-12", "2026-11-10"),  # a holiday in the week
        ("2027-03-28", "2027-03-30", "2027-03-26"),  # Easter: Monday is a holiday too
        ("2026-05-14", "2026-05-15", "2026-05-13"),  # Ascension, a Thursday
        ("2027-01-01", "2027-01-04", "2026-12-31"),  # across the year
        ("2026-12-26", "2026-12-28", "2026-12-24"),  # Christmas is the Friday before
    ],
)
def test_a_day_moves_to_the_next_or_previous_working_day(
    start: str, following: str, preceding: str
) -> None:
    assert working_day(day(start), 1) == day(following)
    assert working_day(day(start), -1) == day(preceding)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-24", 30, "2026-12-24"),
        ("2026-11-25", 30, "2026-12-28"),  # the thirtieth day is Christmas, a Friday
        ("2027-02-26", 30, "2027-03-30"),  # Easter Sunday, then Easter Monday
        ("2026-11-24", 0, "2026-11-24"),
        ("2024-02-15", 15, "2024-03-01"),  # a leap year
    ],
)
def test_a_delay_counts_calendar_days_and_ends_on_a_working_day(
    start: str, days: int, end: str
) -> None:
    assert end_of_delay(day(start), days) == day(end)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)), st.integers(0, 120))
def test_a_delay_never_ends_early_nor_on_a_day_off(start: dt.date, days: int) -> None:
    end = end_of_delay(start, days)
    assert is_working_day(end)
    assert start + days * DAY <= end <= start + (days + 5) * DAY


@pytest.mark.parametrize(
    ("start", "months", "earlier"),
    [
        ("2027-09-01", 6, "2027-03-01"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-08-31", 6, "2024-02-29"),
        ("2027-01-15", 1, "2026-12-15"),
        ("2027-12-31", 1, "2027-11-30"),
        ("2027-03-31", 13, "2026-02-28"),
        ("2027-06-30", 0, "2027-06-30"),
    ],
)
def test_months_before_keeps_the_day_or_takes_the_last_of_the_month(
    start: str, months: int, earlier: str
) -> None:
    assert months_before(day(start), months) == day(earlier)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.integers(0, 40))
def test_months_before_lands_in_the_right_month(start: dt.date, months: int) -> None:
    found = months_before(start, months)
    count = (start.year * 12 + start.month) - (found.year * 12 + found.month)
    last = month_lengths.monthrange(found.year, found.month)[1]
    assert (count, found.day) == (months, min(start.day, last))


# Days of the coverage


def test_the_coverage_has_the_two_sides_of_each_day_on_which_an_outcome_changes(
    catalog: Catalog,
) -> None:
    senders = [Company(category=category) for category in get_args(Category)]
    first = dt.date(2024, 1, 1)
    days = [first + dt.timedelta(days=n) for n in range(6 * 365)]
    states = {day: [sender_state(catalog, sender, day) for sender in senders] for day in days}
    turns = [(eve, day) for eve, day in pairwise(days) if states[eve] != states[day]]
    assert telling_days(catalog) == tuple(sorted({day for pair in turns for day in pair}))
    answers: dict[dt.date, list[object]] = {}
    for cell in coverage_table(catalog):
        answers.setdefault(cell.day, []).append((cell.profile, cell.category, cell.results))
    assert set(answers) >= set(D.values())
    assert all(answers[eve] != answers[day] for eve, day in turns)


# Words


@pytest.mark.parametrize(
    ("date", "in_french", "in_english"),
    [
        ("2026-09-01", "1er septembre 2026", "1 September 2026"),
        ("2027-02-11", "11 février 2027", "11 February 2027"),
        ("2028-08-31", "31 août 2028", "31 August 2028"),
        ("2026-12-21", "21 décembre 2026", "21 December 2026"),
    ],
)
def test_a_date_is_written_in_words_in_each_language(
    date: str, in_french: str, in_english: str
) -> None:
    assert day_in_words(day(date)) == in_french
    assert day_in_words(day(date), "en") == in_english


# The sender's state


@pytest.mark.parametrize("category", get_args(Category))
def test_each_category_has_its_legal_date(catalog: Catalog, category: Category) -> None:
    assert issuing_date(catalog, category) == D[category]


@pytest.mark.parametrize("category", get_args(Category))
def test_the_state_of_a_sender_changes_on_each_date_and_not_the_day_before(
    catalog: Catalog, category: Category
) -> None:
    company = Company(category=category)
    due = D[category]
    starts = PREPARATION[due]
    for date, state in (
        (starts - DAY, "pas-encore"),
        (starts, "preparation"),
        (due - DAY, "preparation"),
        (due, "oblige"),
        (due + 400 * DAY, "oblige"),
    ):
        assert sender_state(catalog, company, date) == state, date


@pytest.mark.parametrize(
    ("sheet", "date", "state"),
    [
        # The sheet moves the start of the preparation, earlier or later.
        ({"preparation": "2026-10-01"}, "2026-09-30", "pas-encore"),
        ({"preparation": "2026-10-01"}, "2026-10-01", "preparation"),
        ({"preparation": "2027-06-01"}, "2027-05-31", "pas-encore"),
        ({"preparation": "2027-06-01"}, "2027-06-01", "preparation"),
        ({"preparation": "2027-06-01"}, "2027-09-01", "oblige"),
        # An early start counts once it is reached, and until the legal date only.
        ({"early_start": "2027-01-04"}, "2027-01-03", "pas-encore"),
        ({"early_start": "2027-01-04"}, "2027-01-04", "volontaire"),
        ({"early_start": "2027-05-03"}, "2027-05-02", "preparation"),
        ({"early_start": "2027-05-03"}, "2027-05-03", "volontaire"),
        ({"early_start": "2027-05-03"}, "2027-09-01", "oblige"),
        ({"early_start": "2027-05-03", "preparation": "2027-05-03"}, "2027-05-03", "volontaire"),
    ],
)
def test_the_sheet_can_move_the_preparation_and_start_early(
    catalog: Catalog, sheet: dict[str, str], date: str, state: str
) -> None:
    company = replace(Company(category="pme"), **{k: day(v) for k, v in sheet.items()})  # type: ignore[arg-type]
    assert sender_state(catalog, company, day(date)) == state


# Stages


def stage(when: str, **more: object) -> Stage:
    nature = "loi" if re.match("[0-9]", when) else "projet"
    given_: dict[str, object] = {"nature": nature, **more}
    return Stage(
        id="essai",
        name="Essai",
        when=when,
        summary="",
        reviewed_on=day("2026-11-24"),
        **given_,  # type: ignore[arg-type]
    )


def dates(today: str, switch_over: str | None = "2027-03-01") -> Dates:
    company = Company(category="pme")
    over = day(switch_over) if switch_over else None
    reply = end_of_delay(day(today), company.reply_delay)
    return Dates(day(today), day(today), reply, D["pme"], over)


@pytest.mark.parametrize(
    ("when", "switch_over", "expected"),
    [
        ("J", "2027-03-01", "2027-03-01"),
        ("J", "2027-02-28", "2027-02-28"),  # a Sunday: J itself is the sender's own choice
        ("J-60", "2027-03-01", "2026-12-31"),
        ("J-59", "2027-03-01", "2026-12-31"),  # 1 January: back to the day before
        ("J-57", "2027-03-01", "2026-12-31"),  # Sunday 3 January: back to Thursday
        ("J+30", "2027-03-01", "2027-03-31"),
        ("J+28", "2027-03-01", "2027-03-30"),  # Easter Monday: on to Tuesday
        ("J+27", "2027-03-01", "2027-03-30"),
        ("2026-09-01", "2027-03-01", "2026-09-01"),
        ("2027-08-15", None, "2027-08-15"),  # a legal date stays where the law put it
    ],
)
def test_a_stage_falls_before_or_after_the_switch_over_on_a_working_day(
    when: str, switch_over: str | None, expected: str
) -> None:
    assert stage_day(stage(when), dates("2026-11-24", switch_over)) == day(expected)


def test_a_stage_counted_from_an_unknown_switch_over_has_no_day_and_is_to_come() -> None:
    unknown = dates("2026-11-24", None)
    assert stage_day(stage("J-30"), unknown) is None
    assert not is_past(stage("J-30"), unknown)


def test_the_reply_date_is_the_end_of_the_delay_from_the_letter_and_not_from_today(
    catalog: Catalog,
) -> None:
    company = Company(category="pme", letter_date=day("2026-11-02"), reply_delay=9)
    found = dates_of(catalog, company, day("2026-11-24"))
    assert (found.letter, found.reply) == (day("2026-11-02"), day("2026-11-12"))
    assert is_past(stage("date_reponse"), found)


@pytest.mark.parametrize(("today_", "past"), [("2027-08-31", False), ("2027-09-01", True)])
def test_a_stage_is_past_from_its_own_day_on(today_: str, *, past: bool) -> None:
    assert is_past(stage("2027-09-01"), dates(today_)) is past


@pytest.mark.parametrize(
    ("stage_", "last"),
    [
        (stage("2026-09-01"), "2027-09-01"),
        (stage("2026-09-01", visible_until=day("2028-08-31")), "2028-08-31"),
    ],
)
def test_a_legal_stage_is_shown_until_its_day_then_fades(stage_: Stage, last: str) -> None:
    assert is_visible(stage_, day(last))
    assert not is_visible(stage_, day(last) + DAY)


def test_a_stage_of_the_project_never_fades() -> None:
    assert is_visible(stage("J-60"), day("2030-01-01"))


def test_a_faded_legal_stage_leaves_the_letters(catalog: Catalog) -> None:
    reception = catalog.stages["reception"]
    assert reception.visible_until is not None
    for date, shown in ((reception.visible_until, True), (reception.visible_until + DAY, False)):
        choices = Choices("dedans-oblige", "pme", stages=("reception",))
        active = active_keys(catalog, choices, dates_of(catalog, Company(category="pme"), date), {})
        assert ("etape:reception:apres" in active) is shown


@pytest.mark.parametrize("perimeter", ["dehors", "dehors-energie", "public"])
def test_the_legal_calendar_is_not_told_to_customers_whom_it_does_not_concern(
    catalog: Catalog, perimeter: str
) -> None:
    every = tuple(catalog.stages)
    found = dates_of(catalog, Company(category="pme"), day("2027-09-02"))
    active = active_keys(catalog, Choices(perimeter, "pme", stages=every), found, {})
    told = {key.split(":")[1] for key in active if key.startswith("etape:")}
    assert {
        s for s in told if catalog.stages[s].nature == "loi" and catalog.stages[s].before
    } == set()


def test_a_sender_is_told_of_its_own_legal_date_only(catalog: Catalog) -> None:
    every = tuple(catalog.stages)
    for category, due in D.items():
        company = Company(category=category)  # type: ignore[arg-type]
        choices = Choices("dedans-oblige", company.category, stages=every)
        found = dates_of(catalog, company, due)
        active = active_keys(catalog, choices, found, {})
        issuing = {
            name: day(s.when)
            for name, s in catalog.stages.items()
            if s.issuing_for and f"etape:{name}:apres" in active
        }
        assert list(issuing.values()) == [due]
        assert found.due == due


def test_the_calendar_is_ordered_by_law_then_by_distance_to_the_switch_over() -> None:
    mixed = [
        stage("J+30"),
        stage("2027-09-01"),
        stage("J"),
        stage("J-60"),
        stage("2026-09-01"),
        stage("J-100"),
    ]
    found = [s.when for s in sorted(mixed, key=calendar_order)]
    assert found == ["2026-09-01", "2027-09-01", "J-100", "J-60", "J", "J+30"]


# One legal date moved in one file moves everything


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


def letter_of_an_absent_customer(catalog: Catalog, today_: dt.date) -> tuple[Decision, Use]:
    """Decide and prepare the letter to a regular customer whom the directory does not list."""
    profile, company = (
        catalog.profiles["pme"],
        Company(category="pme", switch_over=day("2027-03-01")),
    )
    facets = profile_facets(catalog, profile, company, today_, {"annuaire": "absente"})
    case = next(each_case(catalog, facets))
    decision = decide(catalog, case)
    (letter,) = letters_for(catalog, decision, "poste")
    typed = longest_answers(catalog)
    return decision, Use(catalog, letter, "poste", "fr", profile, company, today_, decision, typed)


def test_moving_the_legal_date_moves_outcome_tense_and_calendar(
    catalog: Catalog, moved: Catalog
) -> None:
    today_ = day("2027-09-02")
    decision, use = letter_of_an_absent_customer(catalog, today_)
    assert decision.perimeter == "dedans-oblige"
    assert decision.outcomes["intention"] == "demander-adresse"
    assert "etape:emission-pme-micro:apres" in use.keys
    assert "Depuis le 1er septembre 2027, nous devons" in use.txt()

    decision, use = letter_of_an_absent_customer(moved, today_)
    assert decision.perimeter == "dedans-pas-encore"
    assert decision.outcomes["intention"] == "demander-accord"
    assert "etape:emission-pme-micro:avant" in use.keys
    assert "Au 1er septembre 2028 au plus tard, nous devrons" in use.txt()
    assert use.answers["date_obligation"] == "1er septembre 2028"
    assert "2027-09-01" not in {s.when for s in moved.stages.values() if s.issuing_for}
    assert "1er septembre 2027" not in use.txt()


@pytest.mark.parametrize(
    ("date", "state"),
    [("2028-02-29", "pas-encore"), ("2028-03-01", "preparation"), ("2028-09-01", "oblige")],
)
def test_moving_the_legal_date_moves_the_states_of_those_senders_only(
    moved: Catalog, date: str, state: str
) -> None:
    assert sender_state(moved, Company(category="micro"), day(date)) == state
    assert sender_state(moved, Company(category="ge"), day("2026-09-01")) == "oblige"


# No stage of the past is announced in the future tense


def watched_days(catalog: Catalog) -> list[dt.date]:
    """List every seventh day of three years, and both sides of every stage that has a date."""
    first, last = day("2026-01-01"), day("2028-12-31")
    found = {first + n * DAY for n in range(0, (last - first).days + 1, 7)} | {last}
    for sheet in SHEETS:
        known = dates_of(catalog, sheet, day("2026-11-24"))
        for stage_ in catalog.stages.values():
            if (date := stage_day(stage_, known)) and first < date < last:
                found |= {date - DAY, date, date + DAY}
    return sorted(found)


SHEETS = (
    Company(category="ge", switch_over=day("2026-09-01")),
    Company(category="pme", switch_over=day("2027-03-01"), letter_date=day("2026-12-01")),
    Company(category="micro", switch_over=day("2027-09-01"), early_start=day("2027-05-03")),
    Company(category="eti"),
)


def test_no_past_stage_has_the_key_of_the_future_nor_the_reverse(catalog: Catalog) -> None:
    every = tuple(catalog.stages)
    for sheet in SHEETS:
        for date in watched_days(catalog):
            known = dates_of(catalog, sheet, date)
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


def compiled_texts(catalog: Catalog, language: str) -> dict[str, Template]:
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
    letters = compiled_texts(catalog, language)
    every = tuple(catalog.stages)
    for date in watched_days(catalog):
        known = dates_of(catalog, sheet, date)
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
        for name, compiled in letters.items():
            shown = produce(compiled, active, filled).decode()
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
    known = dates_of(catalog, company, today)
    expected = {
        s for stage_, s in sentences(catalog, known, language, tense) if stage_.id == "bascule"
    }
    texts = [
        replace(use, company=company).txt()
        for use in uses(catalog, today)
        if use.language == language and use.support == "poste"
    ]
    assert len(expected) == 1
    assert sum(sentence in text_ for text_ in texts for sentence in expected) >= 2


def test_a_letter_of_an_obliged_sender_never_speaks_of_its_date_as_to_come(
    catalog: Catalog, today: dt.date
) -> None:
    for use in uses(catalog, today):
        if use.decision.perimeter == "dedans-oblige" and use.text.role in {"courrier", "relance"}:
            due = day_in_words(D[use.company.category])
            shown = use.txt()
            for words in (f"Jusqu’au {due}", f"jusqu’au {due}", f"À compter du {due}", f"Au {due}"):
                assert words not in shown, use


def test_a_letter_of_a_sender_not_yet_obliged_never_speaks_of_its_date_as_past(
    catalog: Catalog, today: dt.date
) -> None:
    for use in uses(catalog, today):
        inside = use.decision.perimeter.startswith("dedans-")
        if inside and use.decision.perimeter != "dedans-oblige" and use.text.role != "faq":
            assert f"Depuis le {day_in_words(D[use.company.category])}" not in use.txt(), use
