"""Which blanks a merge fills, and what must be there for it to fill."""

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

    What customers and the sender answer, then the dates, which the list gives as French text.
    Other computed blanks depend on the letter's own choices and are answered before.
    """
    customers = [name for name in catalog.fields if catalog.fields[name].filled_by == "client"]
    sender = [name for name in catalog.fields if catalog.fields[name].filled_by == "vous"]
    stages = [stage_blank(s) for s in catalog.stages.values() if s.nature == "projet"]
    return tuple(dict.fromkeys([*customers, *sender, *list_fields(catalog), *stages]))


def merge_keys(catalog: Catalog) -> frozenset[str]:
    """Return the keys to activate in a merge document: optional customer lines must be there.

    A line that holds nothing but an empty field is then left out by the merge itself.
    """
    optional = (f.id for f in catalog.fields.values() if f.optional and f.filled_by == "client")
    return frozenset(f"champ:{name}" for name in optional)
