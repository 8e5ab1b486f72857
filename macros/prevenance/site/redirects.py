"""Old addresses of pages, each a small page that leads to the new one."""

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from prevenance.text import policy
from prevenance.text.html import attribute

FILE = "adresses.yml"
"""The file of docs/ that lists them: old address, new address, both from the root of the site."""

_PAGE = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
{policy}
<title>Page déplacée</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={there}">
<link rel="canonical" href="{there}">
</head>
<body>
<p>Cette page a changé d’adresse : <a href="{there}">la voici</a>.</p>
</body>
</html>
"""


def moved(docs: Path) -> Mapping[str, str]:
    """Return the old addresses with the new ones; none when no page has moved."""
    path = docs / FILE
    return dict(yaml.safe_load(path.read_text("utf-8")) or {}) if path.is_file() else {}


def redirects(docs: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each page that leads elsewhere, and its HTML."""
    for old, new in moved(docs).items():
        page, _, anchor = new.partition("#")
        there = posixpath.relpath(page or ".", old) + "/"
        target = attribute(there + (f"#{anchor}" if anchor else ""))
        yield f"{old}index.html", _PAGE.format(policy=policy.for_nothing(), there=target).encode()
