"""The macros of the hand-written pages: facts of the kit, so that docs/ never types one.

Thin: each macro is a line over the pure modules. What a macro returns is HTML or plain text, in
which Markdown finds nothing to read but the headings that we wrote.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from prevenance import __version__
from prevenance.catalog import FILES, FOLDERS, Catalog
from prevenance.configurator import form
from prevenance.downloads.situations import archive_name, situations
from prevenance.site import (
    adhesion,
    decisions,
    feeds,
    profiles,
    stages,
    stories,
    words,
)
from prevenance.site.guide import Guide
from prevenance.site.markup import inert, listing, paragraph
from prevenance.site.project import Project
from prevenance.text.html import href, link, prose

ARCHIVES = "telechargements"
COMPLETE = "kit-complet.zip"


def macros(project: Project, here: Callable[[], str]) -> dict[str, Callable[..., str]]:
    """Return the macros by the name that pages use; ``here`` is the path in docs/ of the page that calls."""
    catalog, day, archives = project.catalog, project.today, project.archives
    known: dict[str, Callable[..., str]] = {
        "version": lambda: __version__,
        "date_du_site": lambda: words.day(day),
        "journal": lambda: feeds.journal((project.folder / feeds.CHANGES).read_text("utf-8")),
        "configurateur": lambda: form.macro(project.press),
        "nombre": lambda name: str(len(getattr(catalog, _attribute(name)))),
        "nombre_traduits": lambda: str(len(catalog.speaking("en").texts)),
        "prochaine_echeance": lambda: stages.next_date(catalog, here(), day),
        "cinq_questions": lambda: decisions.questions(catalog, here()),
        "tables_de_decision": lambda: decisions.tables_summary(catalog, here()),
        "profils_par_secteur": lambda: profiles.by_sector(catalog, here()),
        "kit_complet": lambda: _complete(here(), archives),
        "fichier": lambda name: _file(here(), archives, name),
        "arguments": lambda: adhesion.arguments(catalog, here()),
        "rejouer": lambda: stories.replay(project.folder / "docs", here()),
        "recits": lambda: stories.index(project.folder / "docs", here()),
        "cas_racontes": lambda: stories.commands(project.folder / "docs", here()),
        "archives": lambda: _archives(here(), archives, catalog, day),
    }
    known |= Guide(project.press, here).macros()
    return {name: _inert(function) for name, function in known.items()}


def _inert(function: Callable[..., str]) -> Callable[..., str]:
    @wraps(function)
    def called(*arguments: str) -> str:
        return inert(function(*arguments))

    return called


def _attribute(name: str) -> str:
    """Return the catalog's attribute of a folder or file of kit/.

    Raises:
        KeyError: there is no such collection.
    """
    return FILES[name][1] if name in FILES else FOLDERS[name][1]


def _complete(here: str, archives: Any) -> str:
    if COMPLETE not in archives:
        return '<span class="sans-documents">Aperçu sans documents à télécharger.</span>'
    label = prose(f"Télécharger le kit complet (ZIP, {words.size(archives[COMPLETE])})")
    more = ' class="md-button md-button--primary" download'
    return link(href(here, f"{ARCHIVES}/{COMPLETE}"), label, more=more)


def _file(here: str, archives: Any, name: str) -> str:
    known = name in archives
    return link(href(here, f"{ARCHIVES}/{name}"), prose(name)) if known else f"<code>{name}</code>"


def _archives(here: str, archives: Any, catalog: Catalog, day: dt.date) -> str:
    """List the archives: which customers, then who the sender is."""
    if not archives:
        return paragraph("Aperçu sans documents à télécharger.", "sans-documents")
    senders = {"": "Toute entreprise"} | {s.name: s.label for s in situations(catalog, day)}
    items = []
    for profile in catalog.profiles.values():
        names = {f"{archive_name(profile, who)}.zip": label for who, label in senders.items()}
        links = [
            link(
                href(here, f"{ARCHIVES}/{name}"), prose(f"{label} (ZIP, {size})"), more=" download"
            )
            for name, label in names.items()
            if name in archives
            for size in [words.size(archives[name])]
        ]
        items.append(f"<strong>{prose(profile.name)}</strong>{listing(links)}")
    return listing(items, "archives")
