"""What wins over the customers who have to be won over: a table of the kit's profiles."""

from prevenance.catalog import Catalog
from prevenance.model import Profile
from prevenance.site import links
from prevenance.site.markup import table

SHOWN = 2
"""Benefits and channels named for a profile: a letter offers no more."""


def arguments(catalog: Catalog, here: str) -> str:
    """Write, for each profile of the curve to whom one may write, what speaks to it and its channels."""
    rows = [
        (
            links.item_link(catalog, here, "profiles", profile.id),
            ", ".join(links.benefit_link(catalog, here, b) for b in profile.benefits[:SHOWN]),
            links.item_links(catalog, here, "channels", profile.channels[:SHOWN]),
        )
        for profile in catalog.profiles.values()
        if _is_to_be_won(profile)
    ]
    heads = ("Profil", "Ce qui lui parle", "Premiers canaux")
    return table("Ce qui parle à chaque profil", heads, rows)


def _is_to_be_won(profile: Profile) -> bool:
    return "assujetti-france" in profile.facets["client"] and profile.letter != "inutile"
