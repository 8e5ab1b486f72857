"""Decision tables are complete: exactly one row for every combination, proved by boxes."""

from collections import Counter
from collections.abc import Iterator, Mapping

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.model import Box, Table
from prevenance.problems import Place, Problem, did_you_mean, one_of, shown
from prevenance.rules.boxes import facet_values, gap, overlaps, volume

EXPECTED = ("coherence", "perimetre", "depart", "canaux", "regime", "envoi", "suite", "mode")
"""The tables that the engine chains."""


def _in_words(case: Mapping[str, str]) -> str:
    return ", ".join(f"{facet}: {value}" for facet, value in case.items())


def _sound(catalog: Catalog, table: Table) -> bool:
    boxes = (table.domain, *(row.when for row in table.rows))
    return all(f in catalog.lists for f in table.facets) and all(
        f in table.facets and all(v in catalog.lists[f].values for v in values)
        for box in boxes
        for f, values in box.items()
    )


def the_engine_finds_its_tables(kit: Examined) -> Iterator[Problem]:
    """The tables that are chained exist."""
    catalog = kit.catalog
    for name in EXPECTED:
        if not catalog.knows("tables", name):
            yield Problem(
                Place("regles/"),
                f"la table {name} manque",
                one_of(EXPECTED),
                f"rétablissez regles/{name}.yml",
            )


def rows_read_the_facets_of_their_table(kit: Examined) -> Iterator[Problem]:
    """The rows of a table name only the facets that it reads."""
    catalog = kit.catalog
    for table in catalog.tables.values():
        for number, row in enumerate(table.rows, start=1):
            for facet in row.when:
                if facet not in table.facets and facet in catalog.lists:
                    yield Problem(
                        catalog.place(table, "lignes", number, "si", facet),
                        f"la table ne lit pas {shown(facet)}",
                        one_of(table.facets),
                        "retirez cette facette, ou ajoutez-la à « facettes »",
                    )


def announced_values_are_given(kit: Examined) -> Iterator[Problem]:
    """Each value that a table announces exists, and at least one row gives it."""
    catalog = kit.catalog
    for table in catalog.tables.values():
        for name, values in table.gives.items():
            known = catalog.lists[name].values if name in catalog.lists else {}
            for value in values:
                place = catalog.place(table, "donne", name)
                if value not in known:
                    found = f"{shown(value)} n'existe pas dans facettes.yml, {name}"
                    mend = did_you_mean(value, known) or "choisissez dans cette liste"
                    yield Problem(place, found, one_of(known), mend)
                elif all(row.then.get(name) != value for row in table.rows):
                    found, mend = (
                        f"aucune ligne ne donne {name}: {value}",
                        "retirez cette valeur, ou ajoutez la ligne",
                    )
                    yield Problem(place, found, "au moins une ligne", mend)


def rows_give_what_the_table_announces(kit: Examined) -> Iterator[Problem]:
    """Each row gives one announced value for each announced list, and nothing else."""
    catalog = kit.catalog
    for table in catalog.tables.values():
        for number, row in enumerate(table.rows, start=1):
            for name in sorted({*table.gives, *row.then}):
                value = row.then.get(name, "")
                if value not in table.gives.get(name, ()):
                    place = catalog.place(table, "lignes", number, "alors", name)
                    expected = one_of(table.gives.get(name, table.gives))
                    mend = "corrigez « alors », ou complétez « donne »"
                    yield Problem(place, f"{name}: {shown(value)}", expected, mend)


def rows_do_not_overlap(kit: Examined) -> Iterator[Problem]:
    """No combination meets two rows."""
    catalog = kit.catalog
    for table in catalog.tables.values():
        if _sound(catalog, table):
            values = facet_values(catalog, table)
            boxes = [row.when for row in table.rows]
            pairs = list(overlaps(boxes, values))
            met = Counter(number for one, other, _case in pairs for number in (one, other))
            for one, other, case in pairs:
                wide = max((one, other), key=lambda n: (met[n], volume(boxes[n], values), n))
                narrow = other if wide == one else one
                theirs = catalog.place(table, "lignes", narrow + 1).line
                facets = _loose(boxes[wide], boxes[narrow])
                yield Problem(
                    catalog.place(table, "lignes", wide + 1, "si", *facets[:1]),
                    f"cette ligne et celle de la ligne {theirs} se recouvrent",
                    f"une seule pour : {_in_words(case)}",
                    "restreignez l'une des deux",
                )


def _loose(wide: Box, narrow: Box) -> list[str]:
    """Return the facets by which a row was widened into another: those of which it keeps values."""
    return [f for f, values in wide.items() if f in narrow and not set(values) <= set(narrow[f])]


def rows_leave_no_gap(kit: Examined) -> Iterator[Problem]:
    """Every combination meets a row."""
    catalog = kit.catalog
    for table in catalog.tables.values():
        if _sound(catalog, table):
            case = gap([row.when for row in table.rows], facet_values(catalog, table))
            if case is not None:
                yield Problem(
                    catalog.place(table, "lignes"),
                    f"aucune ligne pour : {_in_words(case)}",
                    "exactement une ligne par combinaison",
                    "ajoutez une ligne, ou élargissez-en une",
                )


EARLY = (
    the_engine_finds_its_tables,
    rows_read_the_facets_of_their_table,
    announced_values_are_given,
    rows_give_what_the_table_announces,
    rows_do_not_overlap,
    rows_leave_no_gap,
)
LATE = ()
