"""Every generated page of the site: a pure function of a press: the kit on a day.

The same pages serve MkDocs, through the hook, and any other generator, through the command
``prevenance pages``.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator

from prevenance.documents.press import Press
from prevenance.site import (
    benefits,
    channels,
    decisions,
    profiles,
    references,
    stages,
    texts,
    tools,
)
from prevenance.site.markup import Page

__all__ = ["Page", "dangling", "pages"]

_HREF = re.compile(r'href="([^"#:]*)(?:#([^"]*))?"')
_ANCHOR = re.compile(r'(?:id="|\{: #)([^" }]+)')


def pages(press: Press, *, documents: bool = True) -> Iterator[Page]:
    """Yield every generated page, with the documents published beside it.

    Without ``documents`` no letter is made to download, and the pages say so: for previews.
    """
    catalog, today = press.catalog, press.today
    yield from texts.pages(press, documents=documents)
    yield from profiles.pages(catalog, today)
    yield from channels.channel_pages(catalog, today)
    yield benefits.benefit_page(catalog)
    yield from stages.pages(catalog, today)
    yield from decisions.pages(catalog, today)
    yield from tools.tool_pages(catalog, today)
    yield from references.pages(catalog, today)


def dangling(generated: Iterable[Page], others: Iterable[str] = ()) -> list[str]:
    """List the links of generated pages that lead nowhere: "page: address".

    ``others`` are the docs/ paths of hand-written pages. MkDocs looks only at links written in
    Markdown, hence this check of those in HTML; anchors are looked for in generated pages.
    """
    generated = list(generated)
    known = {page.path: set(_ANCHOR.findall(page.text)) for page in generated}
    files = {path for page in generated for path, _ in page.files}
    places = {_place(path): path for path in (*known, *others)}
    lost: list[str] = []
    for page in generated:
        for address, anchor in set(_HREF.findall(page.text)):
            target = posixpath.normpath(posixpath.join(_place(page.path), address))
            found = places.get(target)
            if found is None and target not in files:
                lost.append(f"{page.path}: {address}")
            elif anchor and found in known and anchor not in known[found]:
                lost.append(f"{page.path}: {address}#{anchor}")
    return sorted(lost)


def _place(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.normpath(folder if name == "index.md" else posixpath.join(folder, name[:-3]))
