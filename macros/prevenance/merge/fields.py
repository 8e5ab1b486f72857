"""Which blanks a merge fills, what the list calls them, and what must be there for it to fill."""

from prevenance.catalog import Catalog
from prevenance.letter.answers import stage_blank


def list_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks that the customer list always gives, even when the sheet answers them.

    They differ by customer, or are dates that a clerk moves without making the letters again.
    """
    fields = catalog.fields.values()
    customers = [f.id for f in fields if f.filled_by == "client"]
    return (*customers, *(f.id for f in fields if f.type == "date"))


def merge_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks that a merge fills when nobody answered, in the order of the columns.

    What customers answer, then the dates, which the list gives as French text. What the sender
    answers stands in the documents, once for all; other computed blanks are answered before.
    """
    stages = [stage_blank(s) for s in catalog.stages.values() if s.nature == "projet"]
    return tuple(dict.fromkeys([*list_fields(catalog), *stages]))


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
