"""Closed lists, the decision tables over them, and what no text may say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from prevenance.model.sources import ReviewedOn, Sources
from prevenance.reader.keys import Key

Box = Mapping[str, tuple[str, ...]]
"""The accepted values of each facet it names; a facet that it does not name may take any value."""

Nature = Literal["demandee", "fiche", "calculee", "lignes", "resultat", "action"]
"""How a list is known: asked about a customer, said by the sheet, derived, of rows alone, given."""

BY_DAY = ("emetteur", "anticipe")
"""The derived facets that the sheet and the day give; the tables give the others."""


@dataclass(frozen=True, kw_only=True)
class ClosedList:
    """A facet, an outcome or the list of actions: the only values that tables may use."""

    id: str
    name: Annotated[str, Key("nom", "Nom lisible.")]
    kind: Annotated[Nature, Key("nature", "demandee (d'un client), fiche (votre fiche le dit), calculee (du jour, de la fiche ou d'une table), lignes (une table en parle ligne par ligne), resultat ou action.")]
    meaning: Annotated[str, Key("sens", "Question à laquelle cette liste répond.")]
    values: Annotated[Mapping[str, str], Key("valeurs", "Chaque valeur, suivie de ce qu'elle veut dire.")]
    default: Annotated[str, Key("defaut", "Valeur retenue quand rien n'est dit ; sans elle, on demande.", holds="value")] = ""
    short: Annotated[Mapping[str, str], Key("court", "Chaque valeur en quelques mots, pour la première page du kit.")] = field(default_factory=dict)

    def in_short(self, value: str) -> str:
        """Say a value in a few words, or as the list does when it has none."""
        return self.short.get(value) or self.values[value].rstrip(".")

    @property
    def known(self) -> bool:
        """Whether it is a facet that is known before any table is asked: of the customer, or of the sender."""
        return self.kind in {"demandee", "fiche"} or self.id in BY_DAY


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a decision table: a box of facets and the outcome it gives."""

    when: Annotated[Box, Key("si", "Valeurs de facettes ; une facette absente accepte tout.", holds="box")]
    then: Annotated[Mapping[str, str], Key("alors", "Le résultat, une valeur par colonne.", holds="outcome")]
    reason: Annotated[str, Key("motif", "Une phrase qui explique ce résultat au lecteur.")]
    actions: Annotated[tuple[str, ...], Key("actions", "Ce que fait l'expéditeur, à la place ou à côté.", holds="value", of="action")] = ()
    never: Annotated[tuple[str, ...], Key("jamais", "Affirmations de kit/interdits.yml exclues ici.", holds="id", of="bans")] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A decision table: exactly one row for every combination of its facets."""

    id: str
    name: Annotated[str, Key("nom", "Nom lisible.")]
    question: Annotated[str, Key("question", "La question à laquelle la table répond.")]
    facets: Annotated[tuple[str, ...], Key("facettes", "Facettes lues, dans l'ordre.", holds="id", of="lists")]
    gives: Annotated[Mapping[str, tuple[str, ...]], Key("donne", "Listes fermées données, avec les valeurs qu'au moins une ligne donne.", holds="outcome")]
    rows: Annotated[tuple[Row, ...], Key("lignes", "Les lignes, sans ordre.")]
    reviewed_on: ReviewedOn
    domain: Annotated[Box, Key("domaine", "Valeurs pour lesquelles la table répond, si ce n'est pas toutes.", holds="box")] = field(default_factory=dict)
    note: Annotated[str, Key("note", "Choix du projet, points de droit ouverts.")] = ""
    accepting: tuple[tuple[str, int, Mapping[str, int]], ...] = field(init=False, compare=False, repr=False)
    """For each facet, the rows that accept any value, and those that accept each: bits, one a row."""

    def __post_init__(self) -> None:
        numbered = [(1 << number, row.when) for number, row in enumerate(self.rows)]
        found = []
        for facet in self.facets:
            free = sum(bit for bit, box in numbered if facet not in box)
            values = dict.fromkeys((v for row in self.rows for v in row.when.get(facet, ())), free)
            for value in values:
                values[value] |= sum(bit for bit, box in numbered if value in box.get(facet, ()))
            found.append((facet, free, values))
        object.__setattr__(self, "accepting", tuple(found))

    def row_of(self, facts: Mapping[str, str]) -> Row:
        """Return the row whose box holds a case.

        Raises:
            KeyError: the case leaves out a facet of the table.
            LookupError: no row does; the tables of a sound kit hold every case.
        """
        left = (1 << len(self.rows)) - 1
        for facet, free, values in self.accepting:
            left &= values.get(facts[facet], free)
        if not left:
            raise LookupError(f"{self.id} : {dict(facts)}")
        return self.rows[(left & -left).bit_length() - 1]

    def rows_meeting(self, box: Box) -> Iterator[Row]:
        """Yield the rows that some case of a box meets.

        Raises:
            KeyError: the box leaves out a facet of the table.
        """
        left = (1 << len(self.rows)) - 1
        for facet, free, values in self.accepting:
            met = 0
            for value in box[facet]:
                met |= values.get(value, free)
            left &= met
        while left:
            lowest = left & -left
            yield self.rows[lowest.bit_length() - 1]
            left ^= lowest


@dataclass(frozen=True, kw_only=True)
class Ban:
    """Expressions that no text, or no text of some perimeters, may use."""

    id: str
    expressions: Annotated[tuple[str, ...], Key("expressions", "Suites de mots, sans casse ni accents.", holds="word")]
    why: Annotated[str, Key("pourquoi", "Pourquoi elles sont exclues.")]
    instead: Annotated[str, Key("plutot", "Ce qu'on écrit à la place.")]
    everywhere: Annotated[bool, Key("partout", "oui si aucun texte ne peut les contenir.", "oui")] = False
    letters: Annotated[Literal["corps", "entieres"] | None, Key("lettres", "Si les lettres en français ne peuvent pas les contenir : dans leur corps, ou entieres, coupon compris.", "entieres")] = None
    but: Annotated[tuple[str, ...], Key("sauf", "Suites de mots qui en contiennent une et restent permises.", holds="word")] = ()
    sources: Sources = ()
