"""What a profile's customers get when what is unknown of them varies: letters, or reasons for none.

The same survey serves the coverage table, the decision sheets of the kit, and the command that
says which facts are missing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prevenance.catalog import Catalog
from prevenance.model import Profile, Text
from prevenance.model.company import Company
from prevenance.rules.cases import each_case
from prevenance.rules.fitting import texts_for
from prevenance.rules.situation import sender_state
from prevenance.rules.tables import Decision, decide

OPEN_FACETS = ("annuaire", "accord", "relation")
"""What changes from one customer of a profile to the next, besides what happens to them."""


@dataclass(frozen=True)
class Outcome:
    """One answer that a profile can get, and what leads to it.

    ``when`` maps each facet that was left open to the values that lead here; facets for which
    every value does are left out. ``texts`` are the letters, or the mention, to send.
    """

    decision: Decision
    texts: tuple[Text, ...]
    when: Mapping[str, tuple[str, ...]]

    @property
    def reason(self) -> str:
        """Why, in a sentence of the tables."""
        return self.decision.last.reason


def survey_cases(
    catalog: Catalog, facets: Mapping[str, Sequence[str]], vary: Sequence[str]
) -> list[Outcome]:
    """Decide every case of a box of facets, and gather the cases that get the same answer.

    Facets named neither in ``facets`` nor in ``vary`` take their default. Order: as the facets
    vary, so that the ordinary cases come first.
    """
    groups: dict[tuple[object, ...], list[tuple[Decision, tuple[Text, ...]]]] = {}
    boxed = dict.fromkeys(f for t in catalog.texts.values() for box in t.boxes for f in box)
    fitting: dict[tuple[object, ...], tuple[Text, ...]] = {}
    for facts in each_case(catalog, {k: tuple(v) for k, v in facets.items()}, vary):
        decision = decide(catalog, facts)
        met = (*decision.outcomes.items(), *map(facts.get, boxed))
        if (texts := fitting.get(met)) is None:
            texts = fitting[met] = texts_for(catalog, decision)
        key = (decision.last.reason, decision.outcomes["envoi"], tuple(t.id for t in texts))
        groups.setdefault(key, []).append((decision, texts))
    return [_outcome(catalog, found, vary, facets) for found in groups.values()]


def _outcome(
    catalog: Catalog,
    found: list[tuple[Decision, tuple[Text, ...]]],
    vary: Sequence[str],
    facets: Mapping[str, Sequence[str]],
) -> Outcome:
    when: dict[str, tuple[str, ...]] = {}
    for facet in (f for f in catalog.lists if f in vary or len(facets.get(f, ())) > 1):
        every = tuple(facets.get(facet) or catalog.lists[facet].values)
        met = {decision.facts.get(facet) for decision, _ in found}
        if not met.issuperset(every):
            when[facet] = tuple(value for value in every if value in met)
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
    known["emetteur"] = (sender_state(catalog, company, today),)
    known["territoire"] = (company.territory,)
    known["mode_accord"] = (company.agreement_mode,)
    return known | {k: (v,) for k, v in (facts or {}).items()}


def facets_in_words(catalog: Catalog, when: Mapping[str, Sequence[str]]) -> str:
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
