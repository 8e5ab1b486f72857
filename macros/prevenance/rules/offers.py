"""What a sender can offer a profile's customers, before the tables say what suits a case."""

from prevenance.catalog import Catalog
from prevenance.model import Profile
from prevenance.model.company import Company
from prevenance.rules.boxes import facet_values


def offered_channels(catalog: Catalog, profile: Profile, company: Company) -> tuple[str, ...]:
    """List the channels of the sheet (none named = all) that concern a profile, its preferred ones first.

    Outside the circuit of platforms a channel concerns the profiles that name it; a profile merely
    orders those of the circuit.
    """
    named = dict.fromkeys((*profile.channels, *platforms(catalog)))
    return tuple(c for c in named if not company.channels or c in company.channels)


def platforms(catalog: Catalog) -> list[str]:
    """List the channels of the circuit of platforms, in the order of the list ``canal``."""
    every = catalog.lists["canal"].values
    return [c for c in every if c in catalog.channels and catalog.channels[c].platform]


def lacks_platform(catalog: Catalog, company: Company) -> bool:
    """Tell whether a sheet names its channels, and none of the circuit of platforms."""
    return bool(company.channels) and not set(company.channels) & set(platforms(catalog))


def possible_statuses(catalog: Catalog, channel: str, perimeter: str = "") -> tuple[str, ...]:
    """List the statuses that table ``canaux`` can give a channel, in a perimeter or in any, each once."""
    table = catalog.tables["canaux"]
    box = {**facet_values(catalog, table), "canal": (channel,)}
    if perimeter:
        box["perimetre"] = (perimeter,)
    return tuple(dict.fromkeys(row.then["statut"] for row in table.rows_meeting(box)))
