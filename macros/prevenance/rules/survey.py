"""What a profile's customers get when what is unknown of them varies: letters, or reasons for none.

The same survey serves the coverage table, the decision sheets of the kit, and the command that
says which facts are missing.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from prevenance.catalog import Catalog
from prevenance.model import Box, Profile, Text
from prevenance.model.company import Company
from prevenance.rules.cases import space
from prevenance.rules.fitting import texts_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import sender_facts
from prevenance.rules.tables import Decision, decide_box

OPEN_FACETS = ("annuaire", "verifie", "envoi_actuel", "accord", "relation")
"""What changes from one customer of a profile to the next, besides what happens to them."""

TWO_STATUSES = "deux-statuts"

UNKNOWN = "inconnu"
"""The status of a customer of whom none is known: it contradicts no profile."""


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
        return self.decision.reason


def survey_cases(
    catalog: Catalog,
    facets: Mapping[str, Sequence[str]],
    vary: Sequence[str],
    channels: Collection[str] | None = None,
) -> list[Outcome]:
    """Decide every case of a box of facets, and gather the cases that get the same answer.

    Facets named neither in ``facets`` nor in ``vary`` take their default; ``channels`` are those
    that are offered, by default all. Order: as the facets vary, so that the ordinary cases come
    first. Cases are decided by boxes, never one by one.
    """
    every = space(catalog, {k: tuple(v) for k, v in facets.items()}, vary)
    groups: dict[tuple[object, ...], list[tuple[Box, Decision, tuple[Text, ...]]]] = {}
    for box, decision in each_way(catalog, every, channels):
        texts = texts_for(catalog, decision)
        key = (decision.reason, decision.outcomes["envoi"], tuple(t.id for t in texts))
        groups.setdefault(key, []).append((box, decision, texts))
    told = [f for f in every if f in vary or len(facets.get(f, ())) > 1]
    return [
        Outcome(same[0][1], same[0][2], _when(every, told, [box for box, _, _ in same]))
        for same in groups.values()
    ]


def each_way(
    catalog: Catalog, every: Box, channels: Collection[str] | None = None
) -> list[tuple[Box, Decision]]:
    """Cut a box of complete cases into boxes that get the same answer and the same texts, in order."""
    found = [
        part
        for box, decided in decide_box(catalog, every, channels)
        for part in _as_texts_see(catalog, box, decided)
    ]
    return sorted(found, key=lambda one: [every[f].index(one[0][f][0]) for f in every])


def _as_texts_see(catalog: Catalog, box: Box, decided: Decision) -> Iterator[tuple[Box, Decision]]:
    """Cut a box of cases that are decided alike by the facets at which texts look."""
    texts = catalog.texts.values() if decided.outcomes["envoi"] in {"courrier", "mention"} else ()
    looked_at = dict.fromkeys(f for t in texts for one in t.boxes for f in one)
    open_ = [f for f in looked_at if len(box.get(f, ())) > 1]
    for values in product(*(box[f] for f in open_)):
        chosen = dict(zip(open_, values, strict=True))
        part = {**box, **{f: (v,) for f, v in chosen.items()}}
        yield part, replace(decided, facts={**decided.facts, **chosen})


def _when(every: Box, told: Sequence[str], boxes: Sequence[Box]) -> dict[str, tuple[str, ...]]:
    when: dict[str, tuple[str, ...]] = {}
    for facet in told:
        met = {value for box in boxes for value in box[facet]}
        if not met.issuperset(every[facet]):
            when[facet] = tuple(value for value in every[facet] if value in met)
    return when


def survey_profile(
    catalog: Catalog, profile: Profile, company: Company, today: dt.date, vary: Sequence[str]
) -> list[Outcome]:
    """Survey the customers of a profile for a sender on a day, over what is open in the profile."""
    facets = profile_facets(catalog, profile, company, today)
    free = [f for f in vary if f not in profile.facets]
    return survey_cases(catalog, facets, free, offered_channels(catalog, profile, company))


def profile_facets(
    catalog: Catalog,
    profile: Profile,
    company: Company,
    today: dt.date,
    facts: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return the facets known of a profile's customers for a sender on a day, and those given.

    A customer given who is none of the profile's has two statuses, unless none is known.
    """
    known = {k: tuple(v) for k, v in profile.facets.items()}
    given = sender_facts(catalog, company, today) | dict(facts or {})
    if given.get("client") not in {None, UNKNOWN, *known.get("client", ())}:
        given.setdefault("conflit", TWO_STATUSES)
    return known | {k: (v,) for k, v in given.items()}


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
