"""Cases: one value for each facet, completed with the defaults or enumerated from a box."""

from collections.abc import Iterator, Sequence
from itertools import product

from prevenance.catalog import Catalog
from prevenance.model import Box
from prevenance.rules.boxes import Facts


def with_defaults(catalog: Catalog, facts: Facts) -> dict[str, str]:
    """Complete a case with the default value of each facet that has one."""
    defaults = {
        name: facet.default
        for name, facet in catalog.lists.items()
        if facet.kind == "fait" and facet.default
    }
    return {**defaults, **facts}


def each_case(catalog: Catalog, boxes: Box, vary: Sequence[str] = ()) -> Iterator[dict[str, str]]:
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
