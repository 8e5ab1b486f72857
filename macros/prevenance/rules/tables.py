"""Decision tables: the row of one case, and the chain of tables that decides it.

A row is a box. Table look-up is the whole rule language: no expression, no precedence; time acts
only through the facet ``emetteur``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from prevenance.catalog import Catalog
from prevenance.model import Row
from prevenance.rules.boxes import Facts


class MissingFacets(Exception):
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


def decide(catalog: Catalog, facts: Facts) -> Decision:
    """Chain the tables for one complete case.

    Order: perimetre, regime, then suite when something has happened (``evenement``) or else envoi,
    and mode when a letter is to be written.

    Raises:
        MissingFacets: naming the facets without a value.
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


def channel_statuses(catalog: Catalog, perimeter: str) -> dict[str, str]:
    """Return the status of each channel in a perimeter: propose, annonce, secours, complement, exclu."""
    return {
        channel: look_up(catalog, "canaux", {"canal": channel, "perimetre": perimeter}).then[
            "statut"
        ]
        for channel in catalog.channels
    }
