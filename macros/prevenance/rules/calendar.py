"""Dates: the sender's situation, stages of the calendar, notice periods, tense, dates in words.

Every function takes the day as an argument; nothing here reads the clock.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from prevenance.catalog import Catalog
from prevenance.model import Category, Stage
from prevenance.model.company import Company

YEARS = (2000, 2099)
"""The years that sheets and commands may name, both included: stages stay within the calendar."""

PREPARATION_MONTHS = 6
"""Calendar months before the sender's date in which preparation starts, unless the sheet says so."""

LEGAL_STAGE_SHOWN = 12
"""Calendar months for which a letter still mentions a legal stage, unless the stage says so."""

MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def in_words(day: dt.date, language: str = "fr") -> str:
    """Write a day as a letter does: "1er septembre 2026", "1 September 2026"."""
    number = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{number} {MONTHS[language][day.month - 1]} {day.year}"


@cache
def easter(year: int) -> dt.date:
    """Return Easter Sunday of a Gregorian year (anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """Return the eleven national public holidays of France, local ones left out."""
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    moving = [1, 39, 50]  # Easter Monday, Ascension, Whit Monday
    return frozenset(
        [dt.date(year, m, d) for m, d in fixed]
        + [easter(year) + dt.timedelta(days=n) for n in moving]
    )


def is_working_day(day: dt.date) -> bool:
    """Tell whether a day is neither a weekend day nor a national public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)  # noqa: PLR2004 - Saturday


def working_day(day: dt.date, step: int) -> dt.date:
    """Move a day to the next (``step`` 1) or previous (``step`` -1) working day, if it is not one."""
    while not is_working_day(day):
        day += dt.timedelta(days=step)
    return day


def end_of_delay(start: dt.date, days: int) -> dt.date:
    """Return the day a delay in calendar days ends: the next working day if it falls on none."""
    return working_day(start + dt.timedelta(days=days), 1)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day ``months`` calendar months earlier, or the last day of that shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day  # noqa: PLR2004
    return dt.date(year, month + 1, min(day.day, last))


def issuing_stage(catalog: Catalog, category: Category) -> Stage:
    """Return the legal stage from which senders of a category must issue electronically."""
    return next(s for s in catalog.stages.values() if category in s.issuing_for)


def issuing_date(catalog: Catalog, category: Category) -> dt.date:
    """Return D, the day from which senders of a category must issue electronically."""
    return dt.date.fromisoformat(issuing_stage(catalog, category).when)


def sender_state(catalog: Catalog, company: Company, today: dt.date) -> str:
    """Return the facet ``emetteur`` of a sender on a day; the first that applies.

    ``oblige`` from D; ``volontaire`` once the sheet's early start is reached; ``preparation`` from
    the sheet's date, by default six calendar months before D; else ``pas-encore``.
    """
    due = issuing_date(catalog, company.category)
    if today >= due:
        return "oblige"
    if company.early_start and today >= company.early_start:
        return "volontaire"
    if today >= (company.preparation or months_before(due, PREPARATION_MONTHS)):
        return "preparation"
    return "pas-encore"


@dataclass(frozen=True)
class Dates:
    """The days from which a letter's stages and blanks are computed.

    ``switch_over`` (J) is None when the sender has not set it; ``reply`` is the last day to answer.
    """

    today: dt.date
    letter: dt.date
    reply: dt.date
    due: dt.date | None
    switch_over: dt.date | None


def dates_of(catalog: Catalog, company: Company, today: dt.date) -> Dates:
    """Compute a sender's dates on a day."""
    letter = company.letter_date or today
    return Dates(
        today=today,
        letter=letter,
        reply=end_of_delay(letter, company.reply_delay),
        due=issuing_date(catalog, company.category),
        switch_over=company.switch_over,
    )


def offset(stage: Stage) -> int | None:
    """Return a project stage's distance to the switch-over in days (J-30 gives -30), else None."""
    found = re.fullmatch(r"J([+-][0-9]{1,3})?", stage.when)
    return None if found is None else int(found[1] or 0)


def stage_day(stage: Stage, dates: Dates) -> dt.date | None:
    """Return the day of a stage, or None while the switch-over that it depends on is unknown.

    A stage J-n falls on the previous working day, J+n on the next; J itself is the sender's own.
    """
    if stage.when == "date_reponse":
        return dates.reply
    days = offset(stage)
    if days is None:
        return dt.date.fromisoformat(stage.when)
    if dates.switch_over is None:
        return None
    day = dates.switch_over + dt.timedelta(days=days)
    return day if days == 0 else working_day(day, -1 if days < 0 else 1)


def is_past(stage: Stage, dates: Dates) -> bool:
    """Tell whether a stage counts as past: from its own day on. An unknown day is still to come."""
    day = stage_day(stage, dates)
    return day is not None and day <= dates.today


def shown_until(stage: Stage) -> dt.date | None:
    """Return the last day a letter mentions a stage; only legal ones, a year after, have one."""
    if stage.nature != "loi":
        return None
    return stage.visible_until or months_before(
        dt.date.fromisoformat(stage.when), -LEGAL_STAGE_SHOWN
    )


def is_visible(stage: Stage, today: dt.date) -> bool:
    """Tell whether a letter still mentions a stage: legal ones fade after a while."""
    until = shown_until(stage)
    return until is None or today <= until


def order(stage: Stage) -> tuple[int, str, int, str]:
    """Sort key of the calendar: what the law says by date, then our dates by offset from J."""
    days = offset(stage)
    if stage.nature == "projet":
        return (1, "", -1 if days is None else days, stage.id)
    return (0, stage.when, 0, stage.id)
