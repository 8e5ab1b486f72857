"""What each profile gets when what is unknown of a customer varies: letters, or reasons for none.

The same survey serves the coverage table, the decision sheets of the kit, and the command that
says which facts are missing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from prevenance import rules
from prevenance.catalog import Catalog
from prevenance.model import Category, Profile, Text
from prevenance.model.company import Company
from prevenance.rules import calendar

OPEN = ("annuaire", "accord", "relation")
"""What changes from one customer of a profile to the next, besides what happens to them."""

DAYS = tuple(
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
class Outcome:
    """One answer that a profile can get, and what leads to it.

    ``when`` maps each facet that was left open to the values that lead here; facets for which
    every value does are left out. ``texts`` are the letters, or the mention, to send.
    """

    decision: rules.Decision
    texts: tuple[Text, ...]
    when: Mapping[str, tuple[str, ...]]

    @property
    def reason(self) -> str:
        """Why, in a sentence of the tables."""
        return self.decision.last.reason


def survey(
    catalog: Catalog, facets: Mapping[str, Sequence[str]], vary: Sequence[str]
) -> list[Outcome]:
    """Decide every case of a box of facets, and gather the cases that get the same answer.

    Facets named neither in ``facets`` nor in ``vary`` take their default. Order: as the facets
    vary, so that the ordinary cases come first.
    """
    groups: dict[tuple[object, ...], list[tuple[rules.Decision, tuple[Text, ...]]]] = {}
    for facts in rules.cases(catalog, {k: tuple(v) for k, v in facets.items()}, vary):
        decision = rules.decide(catalog, facts)
        texts = texts_for(catalog, decision)
        key = (decision.last.reason, decision.outcomes["envoi"], tuple(t.id for t in texts))
        groups.setdefault(key, []).append((decision, texts))
    return [_outcome(catalog, found, vary, facets) for found in groups.values()]


def texts_for(catalog: Catalog, decision: rules.Decision) -> tuple[Text, ...]:
    """Return the texts that answer a case: the letter, its e-mail version, or the mention."""
    letters = sorted(rules.letters_for(catalog, decision), key=lambda t: "poste" not in t.supports)
    return (*letters, *rules.mentions_for(catalog, decision))


def _outcome(
    catalog: Catalog,
    found: list[tuple[rules.Decision, tuple[Text, ...]]],
    vary: Sequence[str],
    facets: Mapping[str, Sequence[str]],
) -> Outcome:
    when: dict[str, tuple[str, ...]] = {}
    for facet in (f for f in catalog.lists if f in vary or len(facets.get(f, ())) > 1):
        every = tuple(facets.get(facet) or catalog.lists[facet].values)
        seen = tuple(v for v in every if any(d.facts.get(facet) == v for d, _ in found))
        if seen != every:
            when[facet] = seen
    return Outcome(found[0][0], found[0][1], when)


def profile_facets(
    catalog: Catalog,
    profile: Profile,
    company: Company,
    today: dt.date,
    facts: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return the facets known of a profile's customers for a sender on a day, and those given."""
    known = {k: tuple(v) for k, v in profile.facets.items()}
    known["emetteur"] = (calendar.sender_state(catalog, company, today),)
    known["territoire"] = (company.territory,)
    known["mode_accord"] = (company.agreement_mode,)
    return known | {k: (v,) for k, v in (facts or {}).items()}


def in_words(catalog: Catalog, when: Mapping[str, Sequence[str]]) -> str:
    """Say which facets lead to an outcome, in the words of facettes.yml.

    Example: "présence dans l'annuaire : le client n'y figure pas ; relation : ...".
    """
    parts = []
    for facet, values in when.items():
        closed = catalog.lists[facet]
        meanings = [_in_a_sentence(closed.values[value]) for value in values]
        parts.append(f"{_in_a_sentence(closed.name)} : {', ou '.join(meanings)}")
    return " ; ".join(parts)


def _in_a_sentence(text: str) -> str:
    lower = text if text[1:2].isupper() else text[:1].lower() + text[1:]
    return lower.rstrip(".")


@dataclass(frozen=True)
class Result:
    """A line of a cell: the letter to send (its id) or none, the reason, and when it applies."""

    letter: str
    reason: str
    when: str


@dataclass(frozen=True)
class Cell:
    """The answers for one profile, one category of sender and one day."""

    profile: str
    category: str
    day: dt.date
    results: tuple[Result, ...]


def table(catalog: Catalog, days: Sequence[dt.date] = DAYS) -> list[Cell]:
    """Survey every profile for every category of sender on each of the days."""
    cells: list[Cell] = []
    seen: dict[tuple[str, str], tuple[Result, ...]] = {}
    for profile in catalog.profiles.values():
        for category in get_args(Category):
            for day in days:
                company = Company(category=category)
                state = calendar.sender_state(catalog, company, day)
                if (profile.id, state) not in seen:
                    facets = profile_facets(catalog, profile, company, day)
                    outcomes = survey(catalog, facets, [f for f in OPEN if f not in profile.facets])
                    seen[profile.id, state] = tuple(_result(catalog, o) for o in outcomes)
                cells.append(Cell(profile.id, category, day, seen[profile.id, state]))
    return cells


def _result(catalog: Catalog, outcome: Outcome) -> Result:
    return Result(
        outcome.texts[0].id if outcome.texts else "",
        outcome.reason,
        in_words(catalog, outcome.when),
    )
