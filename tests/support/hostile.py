"""A kit whose every sentence carries an attack, as if no check had seen it, and its pages as HTML."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

from markdown import markdown

from prevenance.catalog import ATTRIBUTES, Catalog
from prevenance.documents.press import Press
from prevenance.reader.keys import keys
from prevenance.site.hand_written import EXTENSIONS
from prevenance.site.markup import put_back, set_aside
from prevenance.site.pages import pages

ELSEWHERE = "ailleurs.example"
BAIT = (
    ' A"><x-piege onclick="ran=1"></x-piege><img src=x onerror="ran=1">\n\n{: onclick="ran=1" }\n\n'
    f"mot\n{{: onclick=ran=1 }}\n\n**gras**{{: onclick=ran=1 }} ![i](https://{ELSEWHERE}/i.png)\n\n# Titre {{: onclick=ran=1 }}\n\n"
    "<script>ran=1</script>\n\n[x](javascript:ran=1) [y][z]\n\n[z]: javascript:ran=1\n\n"
    f"```{{ .py onclick=ran=1 }}\nx\n```\n\n| a |\n|---|\n| ![j](//{ELSEWHERE}/j.png) |\n"
)
"""Every way from a text to a script or to another host that Markdown and HTML have."""


def spoilt(catalog: Catalog) -> Catalog:
    """Return a kit in which every sentence, in every language, ends with the bait."""
    english = _spoilt(catalog.translations["en"])
    return replace(_spoilt(catalog), translations={"en": english})


def _spoilt(catalog: Catalog) -> Catalog:
    changed: dict[str, Any] = {
        name: {key: _baited(item) for key, item in getattr(catalog, name).items()}
        for name in ATTRIBUTES
    }
    return replace(catalog, **changed)


def _baited(value: Any) -> Any:
    if isinstance(value, str):
        return value + BAIT
    if isinstance(value, tuple):
        return tuple(map(_baited, value))
    if isinstance(value, Mapping):
        return {key: _baited(item) for key, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    sentences = [key.field for key in keys(type(value)) if key.holds in {"prose", "group"}]
    return replace(value, **{name: _baited(getattr(value, name)) for name in sentences})


def published(catalog: Catalog, today: dt.date, *paths: str) -> Iterator[tuple[str, str]]:
    """Yield pages of a kit as HTML: all, or those of some folders of docs/."""
    for page in pages(Press(catalog, today), documents=False):
        if not paths or page.path.startswith(paths):
            blocks, ready = set_aside(page.text.split("\n---\n", 1)[1])
            yield page.path, put_back(rendered(blocks), ready)


def rendered(text: str) -> str:
    """Read a page as the guide does."""
    return markdown(text, extensions=[*EXTENSIONS, "prevenance.site.typesetting"])


def caught(html: str) -> list[str]:
    """Return what of the bait became mark-up."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            address = name in {"href", "src"} and any(
                s in (value or "") for s in (ELSEWHERE, "ran=")
            )
            if tag == "x-piege" or name.startswith("on") or address:
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and data == "ran=1":
            self.found.append(data)
