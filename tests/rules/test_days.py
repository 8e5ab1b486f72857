"""Holidays, working days, delays and months, on each side of every date."""

import calendar as month_lengths
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.rules.days import (
    end_of_delay,
    holidays,
    is_working_day,
    months_before,
    working_day,
)

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

FIXED_HOLIDAYS = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


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
