"""A sensible case for a text of the kit, so that its page shows it with options and dates.

Pure: from a catalog and a day. Nobody's choices are known here; the case only illustrates.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import get_args

from prevenance.catalog import Catalog
from prevenance.letter.choices import Choices, default_choices
from prevenance.model import (
    Box,
    Category,
    Profile,
    Text,
)
from prevenance.model.company import Company
from prevenance.rules.boxes import Facts, accepts
from prevenance.rules.cases import space
from prevenance.rules.fitting import letter_facts, letters_for, mentions_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import (
    issuing_date,
    preparation_date,
    sender_facts,
    sender_states,
)
from prevenance.rules.survey import each_way
from prevenance.rules.tables import Decision

VARIED = ("relation", "mode_accord", "accord", "annuaire", "verifie", "envoi_actuel", "evenement")
"""Facets, beside those of the profile and the sender's state, by which cases differ."""

SENDERS: tuple[Category, ...] = ("pme", "micro", "eti", "ge", "assujetti-unique")
"""Which category of sender illustrates a case when several can: the most numerous first."""

SOON = 60
"""Days after which an early start illustrates one that is announced."""

PROFILES = ("pme", "partenaire-edi", "client-ue", "association-non-assujettie", "particulier")
"""Which profiles illustrate a case when several can; the others follow, in the kit's order."""


@dataclass(frozen=True)
class Example:
    """A case in which a text is the right one.

    ``day`` is the day for which it is shown: today or, when no sender can be in that case today,
    a day on which some could (``current`` is then false).
    """

    profile: Profile
    company: Company
    choices: Choices
    outcomes: Mapping[str, str]
    day: dt.date
    current: bool


def example(catalog: Catalog, text: Text, today: dt.date) -> Example:
    """Find a case for a text: a sender of today if there is one, and a profile that fits.

    A letter takes the first of its boxes that can be met. An annex has no box of its own: it
    takes a case in which the tables name its action.
    """
    for state, box, profile in _candidates(catalog, text, today):
        decision = _decision(catalog, text, box, profile, state)
        if decision is not None:
            company, day, current = _sender(catalog, state, today)
            choices = default_choices(catalog, profile, decision, company, text)
            return Example(profile, company, choices, decision.outcomes, day, current)
    nobody = Choices(perimeter="", category=SENDERS[0])
    sender = Company(category=SENDERS[0])
    return Example(_profiles(catalog)[0], sender, nobody, {}, today, current=True)


def _candidates(
    catalog: Catalog, text: Text, today: dt.date
) -> Iterator[tuple[Facts, Box, Profile]]:
    states = [*sender_states(catalog)]
    by_date = sorted(states, key=lambda state: not _sender(catalog, state, today)[2])
    profiles = _profiles(catalog)
    if text.boxes:
        for box, state, profile in product(text.boxes, by_date, profiles):
            yield state, box, profile
        return
    rows = [row for name in ("envoi", "suite") for row in catalog.tables[name].rows]
    called = [row.when for row in rows if text.action and text.action in row.actions]
    for state, profile, box in product(by_date, profiles, called or [{}]):
        yield state, box, profile


def _sender(catalog: Catalog, state: Facts, today: dt.date) -> tuple[Company, dt.date, bool]:
    """Return a sender in a state, the day on which it is in it, and whether that day is today."""
    dues = {c: issuing_date(catalog, c) for c in get_args(Category)}
    for category in SENDERS:
        company = _company(category, state, today, dues[category])
        if state.items() <= sender_facts(catalog, company, today).items():
            return company, today, True
    obliged = state["emetteur"] == "oblige"
    category = min(SENDERS, key=lambda c: dues[c]) if obliged else SENDERS[0]
    day = dues[category]
    if not obliged:
        day = preparation_date(catalog, Company(category=category))
    return _company(category, state, day, dues[category]), day, False


def _company(category: Category, state: Facts, day: dt.date, due: dt.date) -> Company:
    starts = {"en-cours": day, "annonce": day + dt.timedelta(days=SOON)}
    early = starts.get(state["anticipe"])
    preparation = due if state["emetteur"] == "pas-encore" else day
    return Company(category=category, early_start=early, preparation=preparation)


def _profiles(catalog: Catalog) -> Sequence[Profile]:
    named = [catalog.profiles[name] for name in PROFILES if name in catalog.profiles]
    return [*named, *(p for p in catalog.profiles.values() if p not in named)]


def _decision(
    catalog: Catalog, text: Text, box: Box, profile: Profile, state: Facts
) -> Decision | None:
    """Return the first case of a profile for a sender's state in which a text answers a box."""
    known = {**profile.facets, **{facet: (value,) for facet, value in state.items()}}
    for facet, accepted in box.items():
        if catalog.lists[facet].known:
            every = known.get(facet, tuple(catalog.lists[facet].values))
            known[facet] = tuple(v for v in every if v in accepted)
    if not all(known.values()):
        return None
    free = [f for f in VARIED if f not in known]
    channels = offered_channels(catalog, profile, Company(category=SENDERS[0]))
    ways = each_way(catalog, space(catalog, known, free), channels)
    return next((d for _, d in ways if _answers(catalog, text, box, d)), None)


def _answers(catalog: Catalog, text: Text, box: Box, decision: Decision) -> bool:
    if text.role == "mention":
        return text in mentions_for(catalog, decision)
    if text.intention:
        found = (letters_for(catalog, decision, support) for support in text.supports)
        return any(text in letters for letters in found)
    return accepts(box, letter_facts(decision))
