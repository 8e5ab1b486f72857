"""The coverage table: what each profile gets from each category of sender on each telling day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from prevenance.catalog import Catalog
from prevenance.model import Category
from prevenance.model.company import Company
from prevenance.rules.situation import sender_state
from prevenance.rules.survey import (
    OPEN_FACETS,
    Outcome,
    facets_in_words,
    profile_facets,
    survey_cases,
)

COVERAGE_DAYS = tuple(
    dt.date.fromisoformat(day)
    for day in (
        "2026-08-31",
        "2026-09-01",
        "2026-11-24",
        "2027-01-01",
        "2027-03-01",
        "2027-08-31",
        "2027-09-01",
        "2028-06-30",
    )
)
"""The days of the coverage table: each side of every date on which something changes."""


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


def coverage_table(catalog: Catalog, days: Sequence[dt.date] = COVERAGE_DAYS) -> list[CoverageCell]:
    """Survey every profile for every category of sender on each of the days."""
    cells: list[CoverageCell] = []
    seen: dict[tuple[str, str], tuple[CoverageLine, ...]] = {}
    for profile in catalog.profiles.values():
        for category in get_args(Category):
            for day in days:
                company = Company(category=category)
                state = sender_state(catalog, company, day)
                if (profile.id, state) not in seen:
                    facets = profile_facets(catalog, profile, company, day)
                    outcomes = survey_cases(
                        catalog, facets, [f for f in OPEN_FACETS if f not in profile.facets]
                    )
                    seen[profile.id, state] = tuple(_result(catalog, o) for o in outcomes)
                cells.append(CoverageCell(profile.id, category, day, seen[profile.id, state]))
    return cells


def _result(catalog: Catalog, outcome: Outcome) -> CoverageLine:
    return CoverageLine(
        outcome.texts[0].id if outcome.texts else "",
        outcome.reason,
        facets_in_words(catalog, outcome.when),
    )
