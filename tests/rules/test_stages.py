"""The day of a stage, its order, and until when letters mention it."""

import datetime as dt
import re
from dataclasses import replace
from typing import get_args

import pytest

from prevenance.catalog import Catalog
from prevenance.letter.choices import Choices, active_keys
from prevenance.model import Category, Stage
from prevenance.model.company import Company
from prevenance.rules.days import (
    end_of_delay,
)
from prevenance.rules.situation import Dates, dates_of, issuing_date
from prevenance.rules.stages import calendar_order, is_past, is_visible, stage_day

DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


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


def dates(today: str, first: str | None = "2027-03-01") -> Dates:
    company = Company(category="pme")
    reply = end_of_delay(day(today), company.reply_delay)
    chosen = day(first) if first else None
    return Dates(day(today), reply, dt.date(2027, 9, 1), "bascule", chosen)


@pytest.mark.parametrize(
    ("when", "first", "expected"),
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
def test_a_stage_falls_before_or_after_the_first_sending_on_a_working_day(
    when: str, first: str | None, expected: str
) -> None:
    assert stage_day(stage(when), dates("2026-11-24", first)) == day(expected)


def test_a_stage_counted_from_an_unknown_first_sending_has_no_day_and_is_to_come() -> None:
    unknown = dates("2026-11-24", None)
    assert stage_day(stage("J-30"), unknown) is None
    assert not is_past(stage("J-30"), unknown)


def test_what_counts_from_an_unknown_first_sending_vanishes_and_the_day_itself_stays_open() -> None:
    unknown, known = dates("2026-11-24", None), dates("2026-11-24")
    assert [is_visible(stage(when), unknown) for when in ("J-30", "J", "J+30")] == [
        False,
        True,
        False,
    ]
    assert [is_visible(stage(when), known) for when in ("J-30", "J", "J+30")] == [True] * 3


@pytest.mark.parametrize(
    ("departure", "shown"),
    [("aucun", False), ("date-legale", False), ("demarrage", True), ("bascule", True)],
)
def test_the_first_sending_is_a_stage_of_its_own_unless_the_law_sets_it(
    departure: str, *, shown: bool
) -> None:
    assert is_visible(stage("J"), replace(dates("2026-11-24"), departure=departure)) is shown


def test_the_reply_date_is_the_end_of_the_delay_from_the_day_of_the_letter(
    catalog: Catalog,
) -> None:
    company = Company(category="pme", reply_delay=9)
    found = dates_of(catalog, company, day("2026-11-02"), {"perimetre": "dehors"})
    assert (found.today, found.reply) == (day("2026-11-02"), day("2026-11-12"))
    assert not is_past(stage("date_reponse"), found)


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
    assert is_visible(stage_, dates(last))
    assert not is_visible(stage_, dates((day(last) + DAY).isoformat()))


def test_a_stage_of_the_project_never_fades() -> None:
    assert is_visible(stage("J-60"), dates("2030-01-01"))


def test_a_faded_legal_stage_leaves_the_letters(catalog: Catalog) -> None:
    reception = catalog.stages["reception"]
    assert reception.visible_until is not None
    for date, shown in ((reception.visible_until, True), (reception.visible_until + DAY, False)):
        choices = Choices("dedans-oblige", "pme", stages=("reception",))
        found = dates_of(catalog, Company(category="pme"), date, {"perimetre": "dedans-oblige"})
        active = active_keys(catalog, choices, found, {})
        assert ("etape:reception:apres" in active) is shown


@pytest.mark.parametrize("perimeter", ["dehors", "dehors-energie", "public"])
def test_the_legal_calendar_is_not_told_to_customers_whom_it_does_not_concern(
    catalog: Catalog, perimeter: str
) -> None:
    every = tuple(catalog.stages)
    found = dates_of(catalog, Company(category="pme"), day("2027-09-02"), {"perimetre": perimeter})
    active = active_keys(catalog, Choices(perimeter, "pme", stages=every), found, {})
    told = {key.split(":")[1] for key in active if key.startswith("etape:")}
    assert {
        s for s in told if catalog.stages[s].nature == "loi" and catalog.stages[s].before
    } == set()


def test_a_sender_is_told_of_its_own_legal_date_only(catalog: Catalog) -> None:
    every = tuple(catalog.stages)
    for category in get_args(Category):
        company = Company(category=category)
        due = issuing_date(catalog, category)
        choices = Choices("dedans-oblige", company.category, stages=every)
        found = dates_of(catalog, company, due, {"perimetre": "dedans-oblige"})
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
