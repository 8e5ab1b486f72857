"""The coverage table: what each profile gets from each category of sender on each telling day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from prevenance.catalog import Catalog
from prevenance.model import Category
from prevenance.model.company import Company
from prevenance.rules.situation import issuing_date, preparation_date, sender_state
from prevenance.rules.survey import (
    OPEN_FACETS,
    Outcome,
    facets_in_words,
    survey_profile,
)


@dataclass(frozen=True)
class CoverageLine:
    """A line of a cell: the letter to send (its id) or none, the reason, and when it applies."""

    letter: str
    reason: str
    when: str


@dataclass(frozen=True)
class CoverageCell:
    """The answers for one profile, one category of sender and one day."""

    profile: str
    category: str
    day: dt.date
    results: tuple[CoverageLine, ...]


def telling_days(catalog: Catalog) -> tuple[dt.date, ...]:
    """Return both sides of each date on which an outcome changes: that day and the day before.

    An outcome changes with the state of the sender, which the kit's stages date for each category.
    """
    senders = [Company(category=category) for category in get_args(Category)]
    turns = {issuing_date(catalog, sender.category) for sender in senders}
    turns |= {preparation_date(catalog, sender) for sender in senders}
    return tuple(sorted(turns | {day - dt.timedelta(days=1) for day in turns}))


def coverage_table(catalog: Catalog, days: Sequence[dt.date] = ()) -> list[CoverageCell]:
    """Survey every profile for every category of sender on each of the days, or the telling ones."""
    days = days or telling_days(catalog)
    cells: list[CoverageCell] = []
    seen: dict[tuple[str, str], tuple[CoverageLine, ...]] = {}
    for profile in catalog.profiles.values():
        for category in get_args(Category):
            for day in days:
                company = Company(category=category)
                state = sender_state(catalog, company, day)
                if (profile.id, state) not in seen:
                    outcomes = survey_profile(catalog, profile, company, day, OPEN_FACETS)
                    seen[profile.id, state] = tuple(_result(catalog, o) for o in outcomes)
                cells.append(CoverageCell(profile.id, category, day, seen[profile.id, state]))
    return cells


def _result(catalog: Catalog, outcome: Outcome) -> CoverageLine:
    return CoverageLine(
        outcome.texts[0].id if outcome.texts else "",
        outcome.reason,
        facets_in_words(catalog, outcome.when),
    )
