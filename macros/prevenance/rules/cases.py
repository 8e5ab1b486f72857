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
        if facet.known and facet.default
    }
    return {**defaults, **facts}


def space(catalog: Catalog, boxes: Box, vary: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Complete a box of facets: the values of every facet that is known before the tables are asked.

    Facets that ``boxes`` leaves out take their default, or all their values when they have none or
    are named in ``vary``. What the tables derive is no fact of a case and is left out.
    """
    found = {}
    for facet in (f for f in catalog.lists.values() if f.known):
        free = facet.id in vary or not facet.default
        fallback = tuple(facet.values) if free else (facet.default,)
        found[facet.id] = tuple(boxes.get(facet.id, fallback))
    return found


def each_case(catalog: Catalog, boxes: Box, vary: Sequence[str] = ()) -> Iterator[dict[str, str]]:
    """Yield every complete case of a box of facets, completed by ``space``."""
    choices = space(catalog, boxes, vary)
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))
