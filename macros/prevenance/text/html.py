"""Texts as HTML: everything escaped, typography set for a screen; links, and relative addresses.

Every text of the kit passes through :func:`prose` or :func:`attribute`, so nothing that people write
there reaches a page as mark-up.
"""

import posixpath
from html import escape

from prevenance.text.typography import english, french, narrow


def for_the_web(text: str, language: str = "fr") -> str:
    """Set the typography of a text for the web."""
    return narrow(french(text)) if language == "fr" else english(text)


def prose(text: str, language: str = "fr") -> str:
    """Turn a text of the kit into HTML: typography set, everything escaped, on one line."""
    return escape(for_the_web(on_one_line(text), language), quote=False)


def attribute(text: str) -> str:
    """Turn a text into the value of an HTML attribute."""
    return escape(for_the_web(on_one_line(text)))


def on_one_line(text: str) -> str:
    """Put a text on one line: in a generated page, a blank line would end a block of HTML."""
    return " ".join(text.splitlines())


def href(here: str, there: str, anchor: str = "") -> str:
    """Return the relative address of a page or file, seen from a page; both are docs/ paths.

    Pages are published as folders: ``href("profils/pme.md", "canaux/papier.md")`` gives
    "../../canaux/papier/". MkDocs leaves the addresses in HTML as they are.
    """
    end = f"#{anchor}" if anchor else ""
    if here == there:
        return end or "./"
    address = posixpath.relpath(_published(there) or ".", _published(here) or ".")
    slash = "/" if there.endswith(".md") else ""
    return f"{address}{slash}{end}"


def _published(path: str) -> str:
    folder, name = posixpath.split(path)
    if not name.endswith(".md"):
        return path
    return folder if name == "index.md" else posixpath.join(folder, name.removesuffix(".md"))


def link(address: str, label: str, *, more: str = "") -> str:
    """Write a link; ``label`` is HTML, ``more`` further attributes ready to print."""
    return f'<a href="{escape(address)}"{more}>{label}</a>'
