"""What MkDocs calls: the pages, the documents and the macros that the kit gives.

Nothing of value lives here: the lists come from ``prevenance.site``.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from prevenance.problems import Problem, Refused, report
from prevenance.site import (
    file_addresses,
    hand_written,
    machine,
    printing,
    redirects,
    reviews,
    search_index,
)
from prevenance.site.feeds import data_files
from prevenance.site.macros import macros
from prevenance.site.markup import put_back, set_aside
from prevenance.site.nav import expanded
from prevenance.site.pages import dangling, pages
from prevenance.site.project import Project, opened
from prevenance.text import policy
from prevenance.text.html import attribute

log = logging.getLogger("mkdocs.prevenance")

SAID = ("title", "description")
"""What a hand-written page says of itself in its head."""


class Held:
    """What is kept from one event to the next: MkDocs passes nothing of ours along.

    ``command`` is what MkDocs was asked to do, build or serve; ``blocks`` the HTML of each page that
    Markdown has in hand; ``words`` the everyday words that each hand-written page gives, by its address.
    """

    command: str
    project: Project
    blocks: dict[str, list[str]]
    words: dict[str, tuple[str, ...]]

    def __init__(self) -> None:
        self.command, self.blocks, self.words = "", {}, {}


HELD = Held()


def on_startup(command: str, dirty: bool) -> None:
    """Remember what MkDocs does."""
    del dirty
    HELD.command = command


@event_priority(-100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a guide or a kit with faults, before a page is opened; give our macros to their plugin.

    This works last, once the plugin is ready for what others register.
    """
    folder = Path(config.config_file_path).absolute().parent
    _refuse("le guide", hand_written.guide_faults(folder))
    day, documents = machine.day_of_the_site(), machine.asks_for_documents()
    before = getattr(HELD, "project", None)
    try:
        HELD.project = opened(folder, day, documents=documents, before=before)
    except Refused as refused:
        _refuse("le kit", refused.problems)
    plugin: Any = config.plugins["macros"]
    plugin.register_macros(macros(HELD.project, lambda: str(plugin.page.file.src_uri)))
    if depot := config.extra.get("depot"):
        config.edit_uri = f"{depot.rstrip('/')}/edit/main/docs/"
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, their documents and the archives."""
    project = HELD.project
    generated = list(pages(project.press, documents=project.documents))
    generated.append(printing.page())
    hand_written = [file.src_uri for file in files.documentation_pages()]
    for page in generated:
        file = File.generated(config, page.path, content=page.text)
        file.edit_uri = page.source
        files.append(file)
        for path, data in page.files:
            files.append(File.generated(config, path, content=data))
    for name, data in project.archives.items():
        files.append(File.generated(config, f"telechargements/{name}", content=data))
    site = str(config.site_url)
    if not config.extra.get("hors_ligne"):  # nothing outside a folder leads into it
        for path, data in redirects.redirects(project.folder / "docs"):
            files.append(File.generated(config, path, content=data))
    beside = data_files(project.catalog, project.folder, project.today, site)
    for path, data in (*beside, *project.configurator.items()):
        files.append(File.generated(config, path, content=data))
    for address in dangling(generated, hand_written):
        log.warning("lien sans cible dans une page produite : %s", address)
    config.nav = expanded(config.nav, [page.path for page in generated])
    _fold_accents(files, config)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Set the typography of a hand-written title, which menus and the head of the page repeat.

    Templates print it, and the description, as they stand: both are escaped.

    A generated page has its own already, and its blocks need nothing of Markdown.
    """
    del config, files
    if page.file.generated_by:
        markdown, HELD.blocks[page.file.src_uri] = set_aside(markdown)
    else:
        page.meta.update({key: attribute(str(page.meta[key])) for key in SAID if key in page.meta})
        if words := page.meta.get(search_index.WORDS):
            HELD.words[page.url] = tuple(map(str, words))
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put back the blocks of a generated page."""
    del config, files
    return put_back(html, HELD.blocks.pop(page.file.src_uri, ()))


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Lead the edit link of a generated page to the file of the kit that it shows."""
    del files
    if page.file.generated_by:
        depot, source = config.extra.get("depot"), page.file.edit_uri
        page.edit_url = f"{depot.rstrip('/')}/edit/main/kit/{source}" if depot and source else None
    return page


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Say of each page when it was read again and what is overdue; fill the page to print.

    Every page has its content by now, and the kit is looked at once for all of them. A page that
    is served while it is written has no policy: MkDocs puts a script of its own in it.
    """
    if HELD.command != "serve":
        env.globals["politique"] = policy.for_guide
    catalog, day = HELD.project.catalog, HELD.project.today
    found = {f.src_uri: f.page for f in files.documentation_pages() if f.page}
    for path, page in found.items():
        reviewed = page.meta.get(reviews.REVIEWED)
        page.content = reviews.dated(catalog, path, page.content or "", day, reviewed)
    written = {path for path, page in found.items() if "/" in path and not page.file.generated_by}
    chapters = [
        (title, [printing.Part(p, str(found[p].title), found[p].content or "") for p in paths])
        for title, paths in printing.outline(config.nav or [], written)
    ]
    found[printing.PATH].content = printing.whole(chapters)
    return env


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Make of the search's index, once it is written, what people look for."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    if path.is_file():
        catalog = HELD.project.catalog
        words = {**search_index.words_of_the_kit(catalog), **HELD.words}
        path.write_text(search_index.reworked(path.read_text("utf-8"), catalog, words), "utf-8")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Make the addresses name files in the guide that is opened from a folder."""
    del page
    return file_addresses.named(output) if config.extra.get("hors_ligne") else output


def _fold_accents(files: Files, config: MkDocsConfig) -> None:
    """Add to the search's French part what finds « agréée » when "agreee" is typed."""
    known = files.get_file_from_path("assets/javascripts/lunr/min/lunr.fr.min.js")
    ours = files.get_file_from_path("assets/javascripts/search.js")
    if known and ours:
        text = f"{known.content_string}\n{ours.content_string}"
        files.remove(known)
        files.append(File.generated(config, known.src_uri, content=text))


def _refuse(what: str, faults: Iterable[Problem]) -> None:
    if problems := list(faults):
        raise PluginError(
            f"{what} est refusé :\n{report(problems, annotated=machine.shows_annotations())}"
        )
