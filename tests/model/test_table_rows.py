"""A table finds the row of a case by its index as by reading its rows one after the other."""

import random
from dataclasses import replace

import pytest

from prevenance.catalog import Catalog
from prevenance.rules.boxes import accepts, facet_values


def test_the_index_of_a_table_finds_what_its_rows_say(catalog: Catalog) -> None:
    rng = random.Random(1)
    for table in catalog.tables.values():
        values = facet_values(catalog, table)
        for _ in range(300):
            case = {facet: rng.choice(known) for facet, known in values.items()}
            assert table.row_of(case) == next(r for r in table.rows if accepts(r.when, case))


def test_a_case_that_no_row_holds_is_an_error(catalog: Catalog) -> None:
    table = catalog.tables["perimetre"]
    case = {facet: known[0] for facet, known in facet_values(catalog, table).items()}
    one = replace(table, rows=tuple(row for row in table.rows if row != table.row_of(case)))
    with pytest.raises(LookupError):
        one.row_of(case)
    with pytest.raises(KeyError):
        table.row_of({})
