"""The pages of the tools and platforms that are met at customers'."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from prevenance.catalog import Catalog, file_of
from prevenance.model import Tool, labels
from prevenance.site import links, page_foot
from prevenance.site.markup import (
    Page,
    definitions,
    front_matter,
    heading,
    listing,
    page_text,
    paragraph,
    table,
)
from prevenance.text.html import link, prose

TOOLS = "methode/outils/index.md"


def tool_pages(catalog: Catalog, today: dt.date) -> Iterator[Page]:
    """Yield the list of the tools by family, then the page of each."""
    blocks: list[str] = []
    order = list(labels.TOOL_FAMILIES)
    tools = sorted(catalog.tools.values(), key=lambda t: order.index(t.family))
    for family, group in groupby(tools, key=lambda t: t.family):
        rows = [
            (
                links.item_link(catalog, TOOLS, "tools", t.id),
                prose(t.summary),
                prose(t.recognise[0]),
                links.item_links(catalog, TOOLS, "channels", t.channels),
            )
            for t in group
        ]
        head = ("Outil", "Ce que c'est", "À quoi on le voit", "Canaux")
        blocks += [
            heading(2, labels.TOOL_FAMILIES[family]),
            table(labels.TOOL_FAMILIES[family], head, rows, search=False),
        ]
    text = page_text(
        front_matter(
            "Outils",
            "Les outils et plateformes que vous rencontrez chez vos clients : les reconnaître, "
            "et ce qu'il faut faire alors.",
            search={"boost": 2},
        ),
        heading(1, "Outils"),
        paragraph(
            prose("Voir un client se servir d'un outil ne vaut pas accord de sa part."), "chapeau"
        ),
        *blocks,
    )
    yield Page(TOOLS, text)
    for tool in catalog.tools.values():
        yield _tool(catalog, tool, today)


def _tool(catalog: Catalog, tool: Tool, today: dt.date) -> Page:
    here = f"methode/outils/{tool.id}.md"
    text = page_text(
        front_matter(tool.name, tool.summary, search={"boost": 1.5}),
        links.trail(here, ("Outils", TOOLS)),
        heading(1, tool.name),
        paragraph(prose(tool.summary), "chapeau"),
        heading(2, "Reconnaître un client qui s'en sert"),
        listing(prose(sign) for sign in tool.recognise),
        heading(2, "Que faire"),
        listing(prose(step) for step in tool.do),
        definitions(
            [
                ("Canaux servis", links.item_links(catalog, here, "channels", tool.channels)),
                ("Page officielle", link(tool.url, prose(tool.url)) if tool.url else ""),
                ("À savoir", prose(tool.note)),
            ],
            "faits",
        ),
        page_foot.foot(catalog, here, tool, today),
    )
    return Page(here, text, file_of(tool)[0])
