"""Where the sender stands on a day: its legal date, its state, and the dates that its letters name.

Every function takes the day as an argument; nothing here reads the clock.
"""

import datetime as dt
from dataclasses import dataclass

from prevenance.catalog import Catalog
from prevenance.model import Category, Stage
from prevenance.model.company import Company
from prevenance.rules.days import end_of_delay, months_before

PREPARATION_MONTHS = 6
"""Calendar months before the sender's date in which preparation starts, unless the sheet says so.

A choice of the guide, not of the law.
"""


def issuing_stage(catalog: Catalog, category: Category) -> Stage:
    """Return the legal stage from which senders of a category must issue electronically."""
    return next(s for s in catalog.stages.values() if category in s.issuing_for)


def issuing_date(catalog: Catalog, category: Category) -> dt.date:
    """Return D, the day from which senders of a category must issue electronically."""
    return dt.date.fromisoformat(issuing_stage(catalog, category).when)


def preparation_date(catalog: Catalog, company: Company) -> dt.date:
    """Return the day from which a sender prepares: its own, else six calendar months before D."""
    return company.preparation or months_before(
        issuing_date(catalog, company.category), PREPARATION_MONTHS
    )


def sender_state(catalog: Catalog, company: Company, today: dt.date) -> str:
    """Return the facet ``emetteur`` of a sender on a day; the first that applies.

    ``oblige`` from D; ``volontaire`` once the sheet's early start is reached; ``preparation`` from
    its own day; else ``pas-encore``.
    """
    due = issuing_date(catalog, company.category)
    if today >= due:
        return "oblige"
    if company.early_start and today >= company.early_start:
        return "volontaire"
    if today >= preparation_date(catalog, company):
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
