"""What MkDocs calls: the pages and documents that the kit gives, and a safe template engine.

Nothing of value lives here: the lists come from ``prevenance.site``.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from prevenance.problems import Problem, report
from prevenance.site import (
    current,
    file_addresses,
    hand_written,
    machine,
    printing,
    reviews,
)
from prevenance.site.calls import engine
from prevenance.site.feeds import data_files
from prevenance.site.kit_folder import kit_of
from prevenance.site.markup import attribute, put_back, set_aside
from prevenance.site.nav import expanded
from prevenance.site.pages import dangling, pages
from prevenance.text import policy

log = logging.getLogger("mkdocs.prevenance")

SAID = ("title", "description")
"""What a hand-written page says of itself in its head."""

READY: dict[str, list[str]] = {}
"""The HTML blocks of each page that Markdown has in hand."""

COMMANDS: set[str] = set()
"""What MkDocs was asked to do: build, or serve."""


def on_startup(command: str, dirty: bool) -> None:
    """Remember what MkDocs does."""
    del dirty
    COMMANDS.add(command)


@event_priority(-100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a guide with faults, before a file of it is opened; put our engine in the macros' place.

    The plugin's own gives a page the powers of a program: a Markdown page could run a command on the
    machine of whoever builds it. It also hands MkDocs' own objects to pages, which need none, and
    macros that read the clock. This works last, once the plugin has registered every macro.
    """
    _refuse("le guide", hand_written.guide_faults(_project(config)))
    plugin: Any = config.plugins["macros"]
    ours = {n: f for n, f in plugin.macros.items() if f.__module__.startswith("prevenance.")}
    plugin._env = engine(ours)
    for name in [name for name in plugin.variables if name not in ours]:
        del plugin.variables[name]
    if depot := config.extra.get("depot"):
        config.edit_uri = f"{depot.rstrip('/')}/edit/main/docs/"
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, their documents and the archives; refuse a kit with faults."""
    root = kit_of(_project(config))
    day = machine.day_of_the_site()
    faults = current.faults(root, day)
    _refuse(
        "le kit", (replace(p, place=replace(p.place, file=f"kit/{p.place.file}")) for p in faults)
    )
    generated = list(pages(current.press(root, day), documents=machine.asks_for_documents()))
    generated.append(printing.page())
    hand_written = [file.src_uri for file in files.documentation_pages()]
    for page in generated:
        file = File.generated(config, page.path, content=page.text)
        file.edit_uri = page.source
        files.append(file)
        for path, data in page.files:
            files.append(File.generated(config, path, content=data))
    for name, data in current.archives(root, day).items():
        files.append(File.generated(config, f"telechargements/{name}", content=data))
    for path, data in data_files(current.load(root), _project(config), day, str(config.site_url)):
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
        markdown, READY[page.file.src_uri] = set_aside(markdown)
    else:
        page.meta.update({key: attribute(str(page.meta[key])) for key in SAID if key in page.meta})
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put back the blocks of a generated page."""
    del config, files
    return put_back(html, READY.pop(page.file.src_uri, ()))


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
    if "serve" not in COMMANDS:
        env.globals["politique"] = policy.for_guide
    catalog, day = current.load(kit_of(_project(config))), machine.day_of_the_site()
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


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Make the addresses name files in the guide that is opened from a folder."""
    del page
    return file_addresses.named(output) if config.extra.get("hors_ligne") else output


def _fold_accents(files: Files, config: MkDocsConfig) -> None:
    """Add to the search's French part what finds « agréée » when "agreee" is typed."""
    known = files.get_file_from_path("assets/javascripts/lunr/min/lunr.fr.min.js")
    ours = files.get_file_from_path("assets/javascripts/recherche.js")
    if known and ours:
        text = f"{known.content_string}\n{ours.content_string}"
        files.remove(known)
        files.append(File.generated(config, known.src_uri, content=text))


def _refuse(what: str, faults: Iterable[Problem]) -> None:
    if problems := list(faults):
        raise PluginError(
            f"{what} est refusé :\n{report(problems, annotated=machine.shows_annotations())}"
        )


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
