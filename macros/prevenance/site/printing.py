"""The whole guide as one page to print: the hand-written pages end to end, in their order.

It works on finished HTML: headings go down, anchors get the name of their page in front, and a
link to a page that is printed too leads to its place.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prevenance.site.markup import Page, front_matter, page_text, paragraph, slug
from prevenance.text.html import href, prose

PATH = "kit/imprimer.md"
DEMOTED = 2
"""Levels by which headings go down: the guide and its parts come above a page."""

_TAG = re.compile(r"<[a-z][^<>]*>")
_ANCHOR = re.compile(
    r'(?<= )(id|for|headers|data-source|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"'
)
_LINK = re.compile(r'(?<= )(href|src)="([^":#]*)(?:#([^"]*))?"')
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>')
_HEADING = re.compile(r"<(/?)h([1-6])\b")


@dataclass(frozen=True)
class Part:
    """A page to print: its path in docs/, its title as HTML, its content as HTML."""

    path: str
    title: str
    html: str


def page() -> Page:
    """Return the page that will hold the guide; its content comes once all pages are ready."""
    head = front_matter(
        "Le guide en une page",
        "Tout le guide sur une seule page, à imprimer ou à lire hors ligne.",
        hide=["navigation", "toc"],
        search={"exclude": True},
    )
    return Page(PATH, page_text(head, "…"))


def outline(nav: Sequence[Any], printed: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a navigation that hold printed pages: title, paths in order."""
    for entry in nav:
        for title, pages in entry.items() if isinstance(entry, dict) else ():
            paths = [path for path in _paths(pages) if path in printed]
            if paths:
                yield title, paths


def whole(chapters: Sequence[tuple[str, Sequence[Part]]]) -> str:
    """Return the guide as HTML: a table of contents, then the chapters and their pages."""
    known = {_place(part.path): part.path for _, parts in chapters for part in parts}
    contents = "".join(
        f'<li><a href="#{_chapter(title)}">{prose(title)}</a><ol>'
        + "".join(f'<li><a href="#{_name(p.path)}">{p.title}</a></li>' for p in parts)
        + "</ol></li>"
        for title, parts in chapters
    )
    blocks = [
        paragraph(
            prose(
                "Cette page réunit les pages rédigées du guide. Les courriers, les profils et les "
                "canaux sont dans le kit à télécharger."
            ),
            "chapeau",
        ),
        f'<nav class="sommaire" aria-label="Sommaire du guide"><ol>{contents}</ol></nav>',
    ]
    for title, parts in chapters:
        blocks.append(f'<h2 class="chapitre" id="{_chapter(title)}">{prose(title)}</h2>')
        blocks += [_section(part, known) for part in parts]
    return f'<div class="guide-entier no-copy">{"".join(blocks)}</div>'


def _section(part: Part, known: Mapping[str, str]) -> str:
    html = _PERMALINK.sub("", part.html)
    if "<h1" not in html:
        html = f"<h1>{part.title}</h1>{html}"
    html = _TAG.sub(lambda tag: _moved(tag[0], part.path, known), html)
    html = _HEADING.sub(lambda h: f"<{h[1]}h{min(6, int(h[2]) + DEMOTED)}", html)
    return f'<section id="{_name(part.path)}">{html}</section>'


def _moved(tag: str, path: str, known: Mapping[str, str]) -> str:
    """Name the anchors of a tag after their page, and lead its link from the new page."""
    name = _name(path)

    def anchors(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{name}--{one}" for one in found[2].split())}"'

    def address(found: re.Match[str]) -> str:
        attribute, there, anchor = found[1], found[2], found[3]
        if not there:
            return f'{attribute}="#{name}{f"--{anchor}" if anchor else ""}"'
        target = posixpath.normpath(posixpath.join(_place(path), there))
        if target in known:
            inside = _name(known[target])
            return f'{attribute}="#{inside}{f"--{anchor}" if anchor else ""}"'
        moved = posixpath.relpath(target, _place(PATH)) + "/" * there.endswith(("/", ".", ".."))
        return f'{attribute}="{moved}{f"#{anchor}" if anchor else ""}"'

    tag = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}--\1)", tag)
    return _LINK.sub(address, _ANCHOR.sub(anchors, tag))


def _paths(pages: Any) -> Iterator[str]:
    if isinstance(pages, str):
        yield pages
    for one in pages if isinstance(pages, list) else ():
        yield from _paths(next(iter(one.values())) if isinstance(one, dict) else one)


def _place(path: str) -> str:
    """Return the folder under which a page is published."""
    return posixpath.normpath(href("index.md", path) if path != "index.md" else ".")


def _name(path: str) -> str:
    return path.removesuffix(".md").replace("/", "-")


def _chapter(title: str) -> str:
    return f"chapitre-{slug(title)}"
