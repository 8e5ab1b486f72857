"""The picture of where invoices go."""

import datetime as dt
import textwrap

from prevenance.catalog import Catalog
from prevenance.site.drawing import (
    LINE,
    TEXT,
    WIDTH,
    Figure,
    arrow,
    lettering,
    rectangle,
)


def circuit(catalog: Catalog, _: dt.date) -> Figure:
    """Draw where invoices go: through platforms, to Chorus Pro, or by a freely agreed channel."""
    chorus = catalog.channels["chorus-pro"].name
    steps = (
        ("Vous émettez la facture", "fig-box"),
        ("Votre plateforme agréée", "fig-box-strong"),
        ("La plateforme du client", "fig-box-strong"),
        ("Votre client", "fig-box"),
    )
    parts = []
    for number, (text, css) in enumerate(steps):
        y = 10 + number * 66
        parts.append(rectangle(90, y, 220, 40, css) + lettering(200, y + 25, [text], "", "middle"))
        if number:
            parts.append(arrow(200, y - 26, 200, y))
    parts.append(
        rectangle(4, 76, 76, 106, "fig-box-soft")
        + lettering(42, 112, ["Annuaire :", "où livrer ?"], "fig-s", "middle")
    )
    parts.append(arrow(80, 129, 90, 129))
    parts.append(
        rectangle(320, 76, 76, 106, "fig-box-soft")
        + lettering(358, 106, ["Admi-", "nistration :", "données"], "fig-s", "middle")
    )
    parts.append(arrow(310, 96, 320, 96))
    others = (
        (chorus, "les organismes publics"),
        (
            "Canal libre, avec accord",
            "particuliers, organismes non assujettis, clients étrangers, Guyane, Mayotte et COM, opérations exonérées",
        ),
    )
    y = 292
    for title, who in others:
        lines = textwrap.wrap(who, TEXT)
        height = 30 + LINE * len(lines)
        parts.append(
            rectangle(4, y, WIDTH - 8, height, "fig-box")
            + lettering(16, y + 20, [title], "fig-b")
            + lettering(16, y + 20 + LINE, lines)
        )
        y += height + 12
    items = [f"{text}." for text, _ in steps] + [
        "Le client est assujetti à la TVA et établi en France ; chacun choisit sa plateforme.",
        "L'annuaire dit à quelle adresse livrer.",
        "Les données utiles partent en parallèle vers l'administration.",
    ]
    items += [f"{title} : {who}." for title, who in others]
    summary = "Trois chemins : les plateformes agréées entre assujettis établis en France, Chorus Pro pour le secteur public, un canal libre pour tous les autres."
    return Figure("Le circuit d'une facture", summary, y, "".join(parts), tuple(items))
