"""Which blanks a merge fills, what the list calls them, and what must be there for it to fill."""

from prevenance.catalog import Catalog
from prevenance.letter.answers import stage_blank


def list_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks that the customer list always gives: they differ by customer."""
    return tuple(f.id for f in catalog.fields.values() if f.filled_by == "client")


def merge_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks that a merge fills when nobody answered, in the order of the columns.

    What customers answer, then the dates that nobody gave, as French text. Those of a sheet stand
    in the documents, like all that the sender answers: each letter has its own reply and first
    sending. Other computed blanks are answered before.
    """
    dates = (f.id for f in catalog.fields.values() if f.type == "date")
    stages = [stage_blank(s) for s in catalog.stages.values() if s.nature == "projet"]
    return tuple(dict.fromkeys([*list_fields(catalog), *dates, *stages]))


def column_title(catalog: Catalog, name: str) -> str:
    """Return the title of a blank's column: the first name by which such a column is known."""
    if field := catalog.fields.get(name):
        return field.columns[0] if field.columns else field.label
    stages = {stage_blank(stage): stage for stage in catalog.stages.values()}
    return stages[name].name


def merge_keys(catalog: Catalog) -> frozenset[str]:
    """Return the keys to activate in a merge document: optional customer lines must be there.

    A line that holds nothing but an empty field is then left out by the merge itself.
    """
    optional = (f.id for f in catalog.fields.values() if f.optional and f.filled_by == "client")
    return frozenset(f"champ:{name}" for name in optional)
