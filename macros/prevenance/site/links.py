"""Where the pages of the kit's items are, and links to them."""

from collections.abc import Iterable, Mapping

from prevenance.catalog import Catalog
from prevenance.text.html import attribute, href, link, prose

PAGE_FOLDERS: Mapping[str, str] = {
    "profiles": "clients",
    "channels": "methode/canaux",
    "tools": "methode/outils",
    "stages": "regles/calendrier",
    "texts": "courriers",
    "tables": "regles/tables",
}
"""Collection of the catalog -> the folder of docs/ that holds one page for each of its items."""


BENEFITS = "methode/benefices.md"


SOURCES = "regles/sources.md"


GLOSSARY = "regles/glossaire.md"


KEYS = "kit/cles.md"


COVERAGE = "regles/tables/couverture.md"


def address(here: str, collection: str, name: str) -> str:
    """Return the address of an item's page, seen from a page.

    Raises:
        KeyError: the collection has no pages.
    """
    return href(here, f"{PAGE_FOLDERS[collection]}/{name}.md")


def item_link(catalog: Catalog, here: str, collection: str, name: str) -> str:
    """Link to the page of an item by its name or title; only the name for an unknown one."""
    item = getattr(catalog, collection).get(name)
    if item is None:
        return prose(name)
    label = prose(getattr(item, "title", "") or item.name)
    return link(address(here, collection, name), label)


def item_links(catalog: Catalog, here: str, collection: str, names: Iterable[str]) -> str:
    """Link to several items, separated by commas."""
    return ", ".join(item_link(catalog, here, collection, name) for name in names)


def benefit_link(catalog: Catalog, here: str, name: str) -> str:
    """Link to a benefit, which has its place on one common page."""
    known = catalog.benefits.get(name)
    return link(href(here, BENEFITS, name), prose(known.name)) if known else prose(name)


def source_mark(catalog: Catalog, here: str, name: str) -> str:
    """Cite a source in a table, by its short id; its title is read out and shown on hover."""
    known = catalog.sources.get(name)
    if known is None:
        return prose(name)
    title = attribute(known.title)
    return link(href(here, SOURCES, name), name, more=f' title="{title}"')


def source_marks(catalog: Catalog, here: str, names: Iterable[str]) -> str:
    """Cite several sources; nothing when there are none."""
    found = [source_mark(catalog, here, name) for name in names]
    return f'<span class="sources" data-search-exclude>{", ".join(found)}</span>' if found else ""


def trail(here: str, *steps: tuple[str, str]) -> str:
    """Write the way back from a page to its lists: label and path of each, the home page first."""
    links = [
        link(href(here, path), prose(label)) for label, path in (("Accueil", "index.md"), *steps)
    ]
    items = "".join(f"<li>{part}</li>" for part in links)
    return f'<nav class="fil" aria-label="Fil d’Ariane" data-search-exclude><ol>{items}</ol></nav>'
