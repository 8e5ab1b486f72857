"""Decision tables: the proof that each is complete, and the chain that decides one case.

A row is a box: for each facet the values it accepts. Table look-up is the whole rule language:
no expression, no precedence; time acts only through the facet ``emetteur``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from prevenance.catalog import Catalog
from prevenance.model import (
    Box,
    Row,
    Table,
    Text,
)

Facts = Mapping[str, str]
"""Facet name -> value: what is known of one case."""


class Missing(Exception):
    """Facts that a decision needs and that nobody gave."""

    def __init__(self, facets: Sequence[str]) -> None:
        self.facets = tuple(facets)
        super().__init__(", ".join(facets))


@dataclass(frozen=True)
class Decision:
    """What the tables answer for one case: outcomes, and the rows that gave them.

    ``outcomes`` maps each closed list that a table gives (perimetre, circuit, acceptation, papier,
    envoi, intention, mode) to its value; ``rows`` are the rows met, with their table's id.
    """

    facts: Facts
    outcomes: Facts
    rows: tuple[tuple[str, Row], ...]

    @property
    def perimeter(self) -> str:
        """The perimeter of the case."""
        return self.outcomes["perimetre"]

    @property
    def writes(self) -> bool:
        """Whether the answer is a letter."""
        return self.outcomes["envoi"] == "courrier" and self.outcomes["mode"] != "sans-relance"

    @property
    def last(self) -> Row:
        """The row that settles what to send."""
        rows = dict(self.rows)
        if self.outcomes.get("mode") == "sans-relance":
            return rows["mode"]
        return rows.get("suite") or rows["envoi"]

    @property
    def actions(self) -> tuple[str, ...]:
        """What to do instead of a letter or besides it, each action once."""
        found = [a for _, row in self.rows for a in row.actions]
        return tuple(dict.fromkeys([*self.last.actions, *found]))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the rows met, each once."""
        return tuple(dict.fromkeys(s for _, row in self.rows for s in row.sources))

    @property
    def never(self) -> tuple[str, ...]:
        """The bans that a text for this case must respect."""
        return tuple(dict.fromkeys(b for _, row in self.rows for b in row.never))


def space(catalog: Catalog, table: Table) -> dict[str, tuple[str, ...]]:
    """List, for each facet of a table, the values for which it answers."""
    return {
        f: tuple(table.domain.get(f, ())) or tuple(catalog.lists[f].values) for f in table.facets
    }


def accepts(box: Box, facts: Facts) -> bool:
    """Tell whether a case lies in a box; a facet that the case leaves out is never accepted."""
    return all(facts.get(facet) in values for facet, values in box.items())


def volume(box: Box, values: Mapping[str, Sequence[str]]) -> int:
    """Count the combinations of a box inside a space."""
    return prod(sum(v in box.get(f, all_) for v in all_) for f, all_ in values.items())


def meet(one: Box, other: Box, values: Mapping[str, Sequence[str]]) -> dict[str, str] | None:
    """Return a combination that two boxes share, or None when they are disjoint."""
    shared: dict[str, str] = {}
    for facet, every in values.items():
        both = [v for v in every if v in one.get(facet, every) and v in other.get(facet, every)]
        if not both:
            return None
        shared[facet] = both[0]
    return shared


def overlaps(
    boxes: Sequence[Box], values: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield the pairs of boxes that meet, by 0-based index, with a combination they share."""
    for (i, one), (j, other) in combinations(enumerate(boxes), 2):
        if (shared := meet(one, other, values)) is not None:
            yield i, j, shared


def gap(boxes: Sequence[Box], values: Mapping[str, Sequence[str]]) -> dict[str, str] | None:
    """Return a combination that no box covers, or None when the boxes cover the whole space.

    Disjoint boxes whose volumes add up to the space leave no gap; only otherwise is one searched,
    facet by facet.
    """
    if not any(True for _ in overlaps(boxes, values)) and sum(
        volume(b, values) for b in boxes
    ) == prod(len(v) for v in values.values()):
        return None
    return _gap(list(boxes), list(values.items()))


def _gap(boxes: list[Box], facets: list[tuple[str, Sequence[str]]]) -> dict[str, str] | None:
    if not boxes:
        return {facet: values[0] for facet, values in facets}
    if not facets:
        return None
    (facet, values), rest = facets[0], facets[1:]
    for value in values:
        found = _gap([b for b in boxes if value in b.get(facet, values)], rest)
        if found is not None:
            return {facet: value, **found}
    return None


def look_up(catalog: Catalog, name: str, facts: Facts) -> Row:
    """Return the row of a table for a case.

    Raises:
        Missing: a facet of the table has no value.
    """
    table = catalog.tables[name]
    try:
        case = (name, *map(facts.__getitem__, table.facets))
    except KeyError:
        raise Missing([f for f in table.facets if f not in facts]) from None
    row = catalog.met.get(case)
    if row is None:
        row = next(row for row in table.rows if accepts(row.when, facts))
        catalog.met[case] = row
    return row


def decide(catalog: Catalog, facts: Facts) -> Decision:
    """Chain the tables for one complete case.

    Order: perimetre, regime, then suite when something has happened (``evenement``) or else envoi,
    and mode when a letter is to be written.

    Raises:
        Missing: naming the facets without a value.
    """
    known: dict[str, str] = dict(facts)
    outcomes: dict[str, str] = {}
    rows: list[tuple[str, Row]] = []

    def ask(name: str) -> None:
        row = look_up(catalog, name, known)
        rows.append((name, row))
        known.update(row.then)
        outcomes.update(row.then)

    ask("perimetre")
    ask("regime")
    ask("envoi" if known.get("evenement", "aucun") == "aucun" else "suite")
    if outcomes["envoi"] == "courrier":
        ask("mode")
    return Decision(dict(facts), outcomes, tuple(rows))


def statuses(catalog: Catalog, perimeter: str) -> dict[str, str]:
    """Return the status of each channel in a perimeter: propose, annonce, secours, complement, exclu."""
    return {
        channel: look_up(catalog, "canaux", {"canal": channel, "perimetre": perimeter}).then[
            "statut"
        ]
        for channel in catalog.channels
    }


def with_defaults(catalog: Catalog, facts: Facts) -> dict[str, str]:
    """Complete a case with the default value of each facet that has one."""
    defaults = {
        name: facet.default
        for name, facet in catalog.lists.items()
        if facet.kind == "fait" and facet.default
    }
    return {**defaults, **facts}


def cases(catalog: Catalog, boxes: Box, vary: Sequence[str] = ()) -> Iterator[dict[str, str]]:
    """Yield every complete case of a box of facets.

    Facets that ``boxes`` leaves out take their default, or all their values when they have none or
    are named in ``vary``. The facet ``canal`` is no fact of a case and is left out.
    """
    facets = [f for f in catalog.lists.values() if f.kind == "fait" and f.id != "canal"]
    choices = []
    for facet in facets:
        free = facet.id in vary or not facet.default
        fallback = tuple(facet.values) if free else (facet.default,)
        choices.append(tuple(boxes.get(facet.id, fallback)))
    names = [facet.id for facet in facets]
    for values in product(*choices):
        yield dict(zip(names, values, strict=True))


def letter_facts(decision: Decision) -> dict[str, str]:
    """Return the facts by which letters say in which cases they are the right ones."""
    return {"evenement": "aucun", **decision.facts, **decision.outcomes}


def letters_for(catalog: Catalog, decision: Decision, support: str = "") -> list[Text]:
    """List the letters (roles courrier and relance) that answer a case: one a support, if the kit is sound.

    Without ``support``, those of every support.
    """
    if not decision.writes:
        return []
    facts = letter_facts(decision)
    return [
        t
        for t in catalog.by_intention.get(facts["intention"], ())
        if (not support or support in t.supports) and any(accepts(box, facts) for box in t.boxes)
    ]


def mentions_for(catalog: Catalog, decision: Decision) -> list[Text]:
    """List the mentions (a line on the invoice) that answer a case: one when the outcome is mention."""
    if decision.outcomes["envoi"] != "mention":
        return []
    facts = letter_facts(decision)
    return [
        t
        for t in catalog.texts.values()
        if t.role == "mention" and any(accepts(b, facts) for b in t.boxes)
    ]
