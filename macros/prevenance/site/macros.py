"""The macros of the hand-written pages: facts of the kit, so that docs/ never types one.

Thin: each macro is a line over the pure modules. What a macro returns is HTML or plain text, in
which Markdown finds nothing to read but the headings that we wrote.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from prevenance import __version__
from prevenance.catalog import FILES, FOLDERS
from prevenance.configurator import form
from prevenance.site import (
    current,
    decisions,
    feeds,
    machine,
    profiles,
    stages,
    words,
)
from prevenance.site.guide import Guide
from prevenance.site.kit_folder import kit_of
from prevenance.site.markup import (
    href,
    inert,
    link,
    listing,
    paragraph,
    prose,
)

ARCHIVES = "telechargements"
COMPLETE = "kit-complet.zip"


def define_env(env: Any) -> None:
    """Register the macros; MkDocs' macros plugin calls this once for each build."""
    project = Path(env.project_dir)
    root = kit_of(project)
    day = machine.day_of_the_site()
    press = current.press(root, day)
    catalog = press.catalog

    def here() -> str:
        page = env.page  # Zensical's page has its path; MkDocs' has a file
        return str(page.file.src_uri if hasattr(page, "file") else page.path)

    macros: dict[str, Callable[..., str]] = {
        "version": lambda: __version__,
        "date_du_site": lambda: words.day(day),
        "journal": lambda: feeds.journal((project / feeds.CHANGES).read_text("utf-8")),
        "configurateur": lambda: form.macro(catalog, day),
        "nombre": lambda name: str(len(getattr(catalog, _attribute(name)))),
        "nombre_traduits": lambda: str(len(catalog.speaking("en").texts)),
        "prochaine_echeance": lambda: stages.next_date(catalog, here(), day),
        "cinq_questions": lambda: decisions.questions(catalog, here()),
        "tables_de_decision": lambda: decisions.tables_summary(catalog, here()),
        "tableau_des_profils": lambda: profiles.comparison(catalog, here()),
        "kit_complet": lambda: _complete(here(), current.archives(root, day)),
        "fichier": lambda name: _file(here(), current.archives(root, day), name),
        "archives": lambda: _archives(here(), current.archives(root, day), dict(catalog.profiles)),
    }
    macros |= Guide(press, here).macros()
    for name, function in macros.items():
        env.macro(_inert(function), name)


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


def _archives(here: str, archives: Any, known: dict[str, Any]) -> str:
    if not archives:
        return paragraph("Aperçu sans documents à télécharger.", "sans-documents")
    items = []
    for name, profile in known.items():
        data = archives[f"{name}.zip"]
        label = prose(f"{profile.name} (ZIP, {words.size(data)})")
        items.append(link(href(here, f"{ARCHIVES}/{name}.zip"), label, more=" download"))
    return listing(items, "archives")
