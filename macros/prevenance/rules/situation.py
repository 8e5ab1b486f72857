"""Where the sender stands on a day: its legal date, its state, and the dates that its letters name.

Every function takes the day as an argument; nothing here reads the clock.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prevenance.catalog import Catalog
from prevenance.model import Category, Stage
from prevenance.model.company import Company
from prevenance.rules.days import end_of_delay, months_before, working_day

PREPARATION_MONTHS = 6
"""Calendar months before the sender's date in which preparation starts, unless the sheet says so.

A choice of the guide, not of the law.
"""

ANNOUNCEMENT_MONTHS = 6
"""Calendar months before an early start in which it can be announced: a choice of the guide too."""


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
    """Return the facet ``emetteur`` of a sender on a day: ``oblige`` from D, then the first that applies."""
    if today >= issuing_date(catalog, company.category):
        return "oblige"
    return "preparation" if today >= preparation_date(catalog, company) else "pas-encore"


def early_state(company: Company, today: dt.date) -> str:
    """Return the facet ``anticipe`` of a sender on a day.

    ``en-cours`` from the sheet's early start, ``annonce`` in the months before it, else ``non``.
    """
    start = company.early_start
    if start is None or today < months_before(start, ANNOUNCEMENT_MONTHS):
        return "non"
    return "en-cours" if today >= start else "annonce"


def sender_facts(catalog: Catalog, company: Company, today: dt.date) -> dict[str, str]:
    """Return the facets that a sender's sheet and the day give."""
    return {
        "emetteur": sender_state(catalog, company, today),
        "anticipe": early_state(company, today),
        "territoire": company.territory,
        "mode_accord": company.agreement_mode,
    }


def sender_states(catalog: Catalog) -> Iterator[dict[str, str]]:
    """Yield each state that senders can be in; from the legal date on no start is early any more."""
    early = catalog.lists["anticipe"]
    for state in catalog.lists["emetteur"].values:
        for start in (early.default,) if state == "oblige" else early.values:
            yield {"emetteur": state, "anticipe": start}


@dataclass(frozen=True)
class Dates:
    """The days of one letter: one day at once decides, sets the tenses and is written on it.

    ``reply`` is the last day to answer, ``due`` the sender's legal date (D), ``first`` the only day
    of first sending that the letter can name (J): None when it has none, or the sheet is silent.
    ``departure`` says where J comes from (table ``depart``).
    """

    today: dt.date
    reply: dt.date
    due: dt.date
    departure: str = "aucun"
    first: dt.date | None = None


def departure_of(outcomes: Mapping[str, str]) -> str:
    """Return where the day of first sending comes from in a case."""
    return outcomes.get("depart", "aucun")


def is_inside(outcomes: Mapping[str, str]) -> bool:
    """Tell whether the legal date of the sender concerns the customer of a case."""
    return outcomes.get("perimetre", "").startswith("dedans-")


def dates_of(
    catalog: Catalog, company: Company, today: dt.date, outcomes: Mapping[str, str]
) -> Dates:
    """Compute the dates of a letter: a sender's, on a day, in a case that the tables decided.

    An explicit answer is asked before what it is about: on the last working day, at the latest,
    before the first of J and (inside the reform) D that is still ahead. A delay after which silence
    means yes is never cut short.
    """
    due = issuing_date(catalog, company.category)
    departure = departure_of(outcomes)
    sources = {
        "date-legale": due,
        "demarrage": company.early_start,
        "bascule": company.switch_over,
    }
    first = sources.get(departure)
    reply = end_of_delay(today, company.reply_delay)
    turn = next_turn(today, first, due if is_inside(outcomes) else None)
    if turn and outcomes.get("mode") != "tacite":
        reply = min(reply, working_day(turn - dt.timedelta(days=1), -1))
    return Dates(today, reply, due, departure, first)


def next_turn(today: dt.date, *days: dt.date | None) -> dt.date | None:
    """Return the first of some days that is still ahead, if one is."""
    return min((day for day in days if day and day > today), default=None)
