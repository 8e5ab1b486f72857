"""Decision tables: the row of one case, and the chain of tables that decides it.

A row is a box. Table look-up is the whole rule language: no expression, no precedence; time acts
only through the facets ``emetteur`` and ``anticipe``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from prevenance.catalog import Catalog
from prevenance.model import Box, Row
from prevenance.rules.boxes import Facts

STOPS = frozenset({"contradictoire", "a-verifier", "hors-kit", "client-inconnu"})
"""The perimeters in which nothing is to be sent: what is known of the case stops there."""

PAPER = "papier"
"""The channel that is no offer: a letter says in its own words when paper remains possible."""

NO_EVENT = "aucun"
"""The value of ``evenement`` when nothing has happened."""


class MissingFacets(Exception):
    """Facts that a decision needs and that nobody gave."""

    def __init__(self, facets: Sequence[str]) -> None:
        self.facets = tuple(facets)
        super().__init__(", ".join(facets))


@dataclass(frozen=True)
class Decision:
    """What the tables answer for one case: outcomes, and the rows that gave them.

    ``outcomes`` maps each closed list that is derived or given (donnees, perimetre, depart, offre,
    circuit, acceptation, papier, envoi, intention, au_repos, mode) to its value; ``rows`` are the
    rows met, with their table's id. After an event that of ``envoi``, which says what would have
    been done without it, is left out.
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
    def reason(self) -> str:
        """Why, in the sentences of the tables: when the case stops early, first why it does."""
        if self.perimeter not in STOPS:
            return self.last.reason
        rows = dict(self.rows)
        stop = "perimetre" if self.outcomes["donnees"] == "coherentes" else "coherence"
        return f"{rows[stop].reason} {self.last.reason}"

    @property
    def actions(self) -> tuple[str, ...]:
        """What to do instead of a letter or besides it, each action once."""
        found = [a for _, row in self.rows for a in row.actions]
        return tuple(dict.fromkeys([*self.last.actions, *found]))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the rows met, each once."""
        return tuple(dict.fromkeys(s for _, row in self.rows for s in row.sources))


def look_up(catalog: Catalog, name: str, facts: Facts) -> Row:
    """Return the row of a table for a case.

    Raises:
        MissingFacets: a facet of the table has no value.
    """
    table = catalog.tables[name]
    try:
        return table.row_of(facts)
    except KeyError:
        raise MissingFacets([f for f in table.facets if f not in facts]) from None


def decide(catalog: Catalog, facts: Facts, channels: Collection[str] | None = None) -> Decision:
    """Chain the tables for one complete case; ``channels`` as in :func:`decide_box`.

    Raises:
        MissingFacets: naming the facets without a value.
    """
    box = {facet: (value,) for facet, value in facts.items()}
    [(_, decision)] = decide_box(catalog, box, channels)
    return decision


def decide_box(
    catalog: Catalog, box: Box, channels: Collection[str] | None = None
) -> list[tuple[Box, Decision]]:
    """Chain the tables for a box of cases: cut it into boxes that go the same way, each decided.

    Order: coherence, perimetre, depart, then what is offered by table ``canaux``, regime, envoi,
    suite when something has happened (``evenement``), and mode when a letter is to be written.
    ``channels`` are those that sheet and profile offer, by default all of the kit. The decision of
    a box is that of its first case.

    Raises:
        MissingFacets: naming the facets without a value.
    """
    ways = [_Way(box)]
    for name in ("coherence", "perimetre", "depart"):
        ways = [next_ for way in ways for next_ in way.ask(catalog, name)]
    ways = [
        next_
        for way in ways
        for next_ in way.offer(catalog, catalog.channels if channels is None else channels)
    ]
    for name in ("regime", "envoi"):
        ways = [next_ for way in ways for next_ in way.ask(catalog, name)]
    ways = [next_ for way in ways for next_ in way.after_events(catalog)]
    return [
        (last.box, last.decision)
        for way in ways
        for last in (way.ask(catalog, "mode") if way.box["envoi"] == ("courrier",) else [way])
    ]


@dataclass(frozen=True)
class _Way:
    """A box of cases on its way through the tables; what they gave it is narrowed to one value."""

    box: Box
    given: tuple[str, ...] = ()
    rows: tuple[tuple[str, Row], ...] = ()

    def ask(self, catalog: Catalog, name: str) -> list["_Way"]:
        table = catalog.tables[name]
        try:
            met = [*table.rows_meeting(self.box)]
        except KeyError:
            raise MissingFacets([f for f in table.facets if f not in self.box]) from None
        return [self._narrowed(row.when)._learn(row.then, (name, row)) for row in met]

    def _narrowed(self, when: Box) -> "_Way":
        box = dict(self.box)
        for facet, values in when.items():
            if len(box[facet]) > 1:
                box[facet] = tuple(v for v in box[facet] if v in values)
        return _Way(box, self.given, self.rows)

    def _learn(self, found: Facts, *rows: tuple[str, Row]) -> "_Way":
        box = {**self.box, **{name: (value,) for name, value in found.items()}}
        return _Way(box, (*self.given, *found), (*self.rows, *rows))

    def offer(self, catalog: Catalog, channels: Collection[str]) -> list["_Way"]:
        """Derive the facet ``offre``: electronique when a channel other than paper is open to choice."""
        facets = [f for f in catalog.tables["canaux"].facets if len(self.box.get(f, ())) > 1]
        found = []
        for values in product(*(self.box[f] for f in facets)):
            way = self._narrowed({f: (v,) for f, v in zip(facets, values, strict=True)})
            known = {facet: values[0] for facet, values in way.box.items()}
            open_ = any(c != PAPER and _status(catalog, known, c) == "propose" for c in channels)
            found.append(way._learn({"offre": "electronique" if open_ else "papier-seul"}))
        return found

    def after_events(self, catalog: Catalog) -> list["_Way"]:
        """Ask what follows from an event; what was to be sent without it is a facet of that table."""
        if "evenement" not in self.box:
            return [self]
        events = self.box["evenement"]
        happened = tuple(event for event in events if event != NO_EVENT)
        found = [self._narrowed({"evenement": (NO_EVENT,)})] if NO_EVENT in events else []
        if happened:
            way = self._narrowed({"evenement": happened})._learn({"au_repos": self.box["envoi"][0]})
            found += _Way(way.box, way.given, way.rows[:-1]).ask(catalog, "suite")
        return found

    @property
    def decision(self) -> Decision:
        first = {facet: values[0] for facet, values in self.box.items()}
        outcomes = {name: first.pop(name) for name in dict.fromkeys(self.given)}
        return Decision(first, outcomes, self.rows)


def _status(catalog: Catalog, known: Facts, channel: str) -> str:
    return look_up(catalog, "canaux", {**known, "canal": channel}).then["statut"]


def channel_statuses(catalog: Catalog, decision: Decision) -> dict[str, str]:
    """Return the status of each channel in a case: propose, annonce, a-activer, secours, complement, exclu."""
    known = {**decision.facts, **decision.outcomes}
    return {channel: _status(catalog, known, channel) for channel in catalog.channels}
