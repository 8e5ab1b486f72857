"""Each sender's legal date and state, and the days on which they change."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest

from prevenance.catalog import Catalog
from prevenance.model import Category
from prevenance.model.company import Company
from prevenance.rules.coverage import coverage_table, telling_days
from prevenance.rules.situation import (
    early_state,
    issuing_date,
    sender_facts,
    sender_state,
    sender_states,
)

DAY = dt.timedelta(days=1)

D = {
    "ge": dt.date(2026, 9, 1),
    "eti": dt.date(2026, 9, 1),
    "assujetti-unique": dt.date(2026, 9, 1),
    "pme": dt.date(2027, 9, 1),
    "micro": dt.date(2027, 9, 1),
}
"""The legal dates, written here again: moving one in the kit by mistake is seen."""

PREPARATION = {dt.date(2026, 9, 1): dt.date(2026, 3, 1), dt.date(2027, 9, 1): dt.date(2027, 3, 1)}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


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
        # An early start is no state of its own: the preparation goes on beside it.
        ({"early_start": "2027-01-04"}, "2027-01-04", "pas-encore"),
        ({"early_start": "2027-05-03"}, "2027-05-03", "preparation"),
        ({"early_start": "2027-05-03"}, "2027-09-01", "oblige"),
    ],
)
def test_the_sheet_can_move_the_preparation(
    catalog: Catalog, sheet: dict[str, str], date: str, state: str
) -> None:
    company = replace(Company(category="pme"), **{k: day(v) for k, v in sheet.items()})  # type: ignore[arg-type]
    assert sender_state(catalog, company, day(date)) == state


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("2026-11-02", "non"),
        ("2026-11-03", "annonce"),
        ("2027-05-02", "annonce"),
        ("2027-05-03", "en-cours"),
        ("2027-09-01", "en-cours"),
    ],
)
def test_an_early_start_is_announced_six_months_before_it_begins(date: str, state: str) -> None:
    assert early_state(Company(category="pme", early_start=day("2027-05-03")), day(date)) == state
    assert early_state(Company(category="pme"), day(date)) == "non"


def test_the_states_of_senders_are_those_that_a_sheet_and_a_day_can_give(catalog: Catalog) -> None:
    met = {
        tuple(facts[facet] for facet in ("emetteur", "anticipe"))
        for start in ("", "2026-11-02", "2027-02-01", "2027-05-03")
        for first in (dt.date(2026, 1, 1),)
        for n in range(2 * 365)
        for company in (Company(category="pme", early_start=day(start) if start else None),)
        for facts in (sender_facts(catalog, company, first + dt.timedelta(days=n)),)
        if facts["emetteur"] != "oblige" or facts["anticipe"] == "non"
    }
    assert met == {tuple(state.values()) for state in sender_states(catalog)}


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
