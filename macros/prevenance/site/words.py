"""The vocabulary of the pages: closed values, boxes, sources and dates, in words and as HTML."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prevenance.catalog import Catalog, file_of
from prevenance.model import Source, Stage
from prevenance.rules import calendar
from prevenance.site.markup import (
    attribute,
    box,
    heading,
    href,
    link,
    listing,
    paragraph,
    prose,
    rich,
    slug,
)
from prevenance.text.typography import NBSP

FOLDERS: Mapping[str, str] = {
    "profiles": "profils",
    "channels": "canaux",
    "tools": "outils",
    "stages": "calendrier",
    "texts": "courriers",
    "tables": "decider",
}
"""Collection of the catalog -> the folder of docs/ that holds one page for each of its items."""

MILLION = 1_000_000
BENEFITS = "benefices/index.md"
SOURCES = "references/sources.md"
GLOSSARY = "references/glossaire.md"
KEYS = "contribuer/cles.md"
COVERAGE = "decider/couverture.md"

CATEGORIES: Mapping[str, str] = {
    "ge": "grande entreprise",
    "eti": "entreprise de taille intermédiaire (ETI)",
    "assujetti-unique": "membre d'un assujetti unique",
    "pme": "petite ou moyenne entreprise (PME)",
    "micro": "microentreprise",
}
SHORT_CATEGORIES: Mapping[str, str] = {
    "ge": "Grande entreprise",
    "eti": "ETI",
    "assujetti-unique": "Membre d'un assujetti unique",
    "pme": "PME",
    "micro": "Microentreprise",
}
SUPPORTS: Mapping[str, str] = {
    "poste": "lettre",
    "courriel": "message électronique",
    "facture": "ligne de facture",
    "document": "document",
}
LANGUAGES: Mapping[str, str] = {"fr": "français", "en": "anglais"}
ROLES: Mapping[str, str] = {
    "courrier": "courrier",
    "relance": "relance",
    "mention": "mention sur la facture",
    "script": "trame d'appel",
    "faq": "questions fréquentes",
    "annexe": "annexe",
}
READINGS: Mapping[str, str] = {
    "directe": "lu en entier à la source",
    "directe-partielle": "lu en partie à la source",
    "citee": "connu par les documents qui le citent",
    "secondaire": "connu par une source secondaire",
    "non-verifiee": "non vérifié",
}
USEFUL: Mapping[str, str] = {
    "utile": "Oui",
    "inutile": "Non",
    "selon-le-cas": "Selon le cas",
}
NEEDS: Mapping[str, str] = {
    "requis": "Accord requis",
    "sans-objet": "Aucun accord à demander",
    "acquis": "Accord déjà acquis",
    "a-preciser": "Point non tranché",
}


def address(here: str, collection: str, name: str) -> str:
    """Return the address of an item's page, seen from a page.

    Raises:
        KeyError: the collection has no pages.
    """
    return href(here, f"{FOLDERS[collection]}/{name}.md")


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


def in_a_sentence(text: str) -> str:
    """Fit a sentence of a closed list inside another: small first letter, no full stop."""
    small = text if text[1:2].isupper() else text[:1].lower() + text[1:]
    return small.rstrip(".")


def value(catalog: Catalog, name: str, chosen: str) -> str:
    """Say a value of a closed list, as text."""
    return catalog.lists[name].values.get(chosen, chosen)


def conditions(catalog: Catalog, when: Mapping[str, Sequence[str]]) -> str:
    """Say a box in words: one line for each facet, with the values it accepts."""
    lines = []
    for facet, accepted in when.items():
        closed = catalog.lists[facet]
        refused = [v for v in closed.values if v not in accepted]
        few = len(refused) == 1 and len(accepted) > 2  # noqa: PLR2004 - "all but" is shorter
        said = [in_a_sentence(value(catalog, facet, v)) for v in (refused if few else accepted)]
        text = "tout sauf : " * few + " ; ou ".join(said)
        lines.append(f"<strong>{prose(closed.name + ' :')}</strong> {prose(text)}")
    return listing(lines, "conditions") or "Dans tous les cas"


def day(date: dt.date, sources: Sequence[str] = ()) -> str:
    """Write a day for people, marked up for machines; ``sources`` are those that it comes from."""
    shown = prose(calendar.in_words(date))
    return f'<time datetime="{date.isoformat()}"{resting_on(sources)}>{shown}</time>'


def resting_on(sources: Iterable[str]) -> str:
    """Name the sources of an element without showing them, so that the page's banner knows them."""
    named = " ".join(dict.fromkeys(sources))
    return f' data-sources="{named}"' if named else ""


def sentence(catalog: Catalog, text: str, when: str = "") -> str:
    """Show a sentence of a letter: bold kept, blanks as their marked labels.

    ``when`` is what stands for ``((quand))``, the date of a stage.
    """
    labels = {name: known.label for name, known in catalog.fields.items()}
    dated = text.replace("((quand))", when) if when else text
    return rich(dated, {**labels, "quand": "date de l'étape"})


def calendar_day(stage: Stage) -> str:
    """Write the date of a stage that has one of its own, as text; else nothing."""
    if calendar.offset(stage) is not None or stage.when == "date_reponse":
        return ""
    return calendar.in_words(dt.date.fromisoformat(stage.when))


def stage_when(stage: Stage) -> str:
    """Say when a stage is: its date, or its distance to the switch-over."""
    days = calendar.offset(stage)
    if days is not None:
        return stage_offset(days)
    if stage.when == "date_reponse":
        return prose("à la fin du délai de réponse")
    return day(dt.date.fromisoformat(stage.when), stage.sources)


def stage_offset(days: int) -> str:
    """Say a distance to the switch-over in days."""
    if days == 0:
        return "le jour de la bascule"
    return f"{abs(days)} jours {'avant' if days < 0 else 'après'} la bascule"


def actions(catalog: Catalog, names: Iterable[str]) -> str:
    """List what to do instead of a letter, or besides it."""
    return listing(prose(value(catalog, "action", name)) for name in names)


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
    return f'<span class="sources">{", ".join(found)}</span>' if found else ""


def overdue(source: Source, today: dt.date) -> str:
    """Mark a source whose review date has come."""
    if today < source.review_by:
        return ""
    return f' <strong class="alerte">à relire depuis le {day(source.review_by)}</strong>'


def foot(catalog: Catalog, here: str, item: Any, today: dt.date) -> str:
    """Write the end of a page: its sources, its last review, and the file of the kit it shows."""
    known = [catalog.sources[name] for name in item.sources if name in catalog.sources]
    parts = []
    if known:
        lines = [
            f"{link(href(here, SOURCES, s.id), prose(s.title))}, {prose(s.publisher)}"
            f" ({prose(READINGS[s.reading])}){overdue(s, today)}"
            for s in known
        ]
        parts += [
            heading(2, "Sources"),
            box(listing(lines), "references", more=" data-search-exclude"),
        ]
    file, _ = file_of(item)
    parts.append(review(item.reviewed_on, file))
    return "\n\n".join(parts)


def review(reviewed_on: dt.date, file: str) -> str:
    """Say when a page was last reviewed, and which file of the kit it shows."""
    where = f"{prose('Fiche :')} <code>kit/{file}</code>"
    return paragraph(f"Relu le {day(reviewed_on)}. {where}", "relecture")


def trail(here: str, *steps: tuple[str, str]) -> str:
    """Write the way back from a page to its lists: label and path of each, the home page first."""
    links = [
        link(href(here, path), prose(label)) for label, path in (("Accueil", "index.md"), *steps)
    ]
    items = "".join(f"<li>{part}</li>" for part in links)
    return f'<nav class="fil" aria-label="Fil d’Ariane" data-search-exclude><ol>{items}</ol></nav>'


def size(data: bytes) -> str:
    """Say how big a file is, in thousands or millions of bytes."""
    if len(data) >= MILLION:
        return f"{len(data) / MILLION:.1f}{NBSP}Mo".replace(".", ",")
    return f"{max(1, round(len(data) / 1000))}{NBSP}ko"


def badges(*labels: str) -> str:
    """Show a few short facts as labels; each is text."""
    spans = "".join(f'<li class="pastille {slug(label)}">{prose(label)}</li>' for label in labels)
    return f'<ul class="pastilles">{spans}</ul>'
