"""The picture of where invoices go: what it says of the law comes from the kit, with its sources."""

import datetime as dt
import textwrap
from collections.abc import Sequence

from prevenance.catalog import Catalog
from prevenance.model import Profile
from prevenance.rules.cases import space
from prevenance.rules.tables import decide_box
from prevenance.site.drawing import (
    LEGEND,
    LINE,
    WIDTH,
    Figure,
    arrow,
    lettering,
    rectangle,
)

SENDERS = ("emetteur", "anticipe")
"""The facets of the sender, whatever they are."""

WAYS = "trois-chemins"
FREE = "acceptation-regle"
FACTS = (
    "perimetre-circuit",
    "plateforme-immatriculee",
    "annuaire-consultation",
    "ereporting-vendeur",
    "public-sans-acceptation",
    FREE,
)
"""The facts that the picture shows, in the order of its text."""

PARTIES = (
    ("Vous émettez la facture", "fig-box"),
    ("Votre plateforme agréée", "fig-box-strong"),
    ("La plateforme du client", "fig-box-strong"),
    ("Votre client", "fig-box"),
)
"""Who has the invoice in hand, from the top down."""


def circuit(catalog: Catalog, _: dt.date) -> Figure:
    """Draw where invoices go: through platforms, to Chorus Pro, or by a freely agreed channel."""
    facts = [catalog.facts[name] for name in (WAYS, *FACTS)]
    chorus = catalog.channels["chorus-pro"]
    free = catalog.facts[FREE].value
    outside = [profile.name for profile in _outside(catalog)]
    others = ((chorus.name, [chorus.suits]), (free[:1].upper() + free[1:], outside))
    boxes, height = _boxes(others)
    sources = tuple(source for fact in facts for source in fact.sources)
    return Figure(
        "Le circuit d'une facture",
        facts[0].sentence,
        height,
        _platforms() + boxes,
        (
            *(fact.sentence for fact in facts[1:]),
            *(f"{title} : {' ; '.join(who)}" for title, who in others),
        ),
        sources,
    )


def _outside(catalog: Catalog) -> list[Profile]:
    """List the profiles whose invoices stay outside the platforms whoever sends them, and whenever."""
    return [
        profile
        for profile in catalog.profiles.values()
        if all(
            decision.perimeter.startswith("dehors")
            for _, decision in decide_box(catalog, space(catalog, profile.facets, SENDERS))
        )
    ]


def _platforms() -> str:
    """Draw the way through two platforms, the directory on one side, the administration on the other."""
    parts = []
    for number, (text, css) in enumerate(PARTIES):
        y = 10 + number * 66
        parts.append(rectangle(90, y, 220, 40, css) + lettering(200, y + 25, [text], "", "middle"))
        if number:
            parts.append(arrow(200, y - 26, 200, y))
    parts += [
        rectangle(4, 76, 76, 106, "fig-box-soft"),
        lettering(42, 112, ["Annuaire :", "où livrer ?"], "fig-s", "middle"),
        arrow(80, 129, 90, 129),
        rectangle(320, 76, 76, 106, "fig-box-soft"),
        lettering(358, 106, ["Admi-", "nistration :", "données"], "fig-s", "middle"),
        arrow(310, 96, 320, 96),
    ]
    return "".join(parts)


def _boxes(others: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, int]:
    """Draw the other ways, each with those whom it is for; return the drawing and where it ends."""
    y, parts = 292, []
    for title, who in others:
        lines = [line for one in who for line in textwrap.wrap(one, LEGEND)]
        height = 30 + LINE * len(lines)
        parts += [
            rectangle(4, y, WIDTH - 8, height, "fig-box"),
            lettering(16, y + 20, [title], "fig-b"),
            lettering(16, y + 20 + LINE, lines),
        ]
        y += height + 12
    return "".join(parts), y
