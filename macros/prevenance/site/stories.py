"""The cases that the stories of clients/cas/ tell: links that open them, commands that replay them."""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from prevenance.model import BY_DAY
from prevenance.site.markup import listing, table
from prevenance.text.html import href, link, prose

FILE = "cas.yml"
"""The file of docs/ that lists them, by story."""

FOLDER = "clients/cas"
FLOW = "trouver.md"

Case = Mapping[str, Any]
"""Keys: ``profil``, ``categorie``, ``langue`` and ``facettes`` if any, ``reponse``."""


def stories(docs: Path) -> Mapping[str, list[Case]]:
    """Return the cases of each story, the one that it is about first."""
    found: Mapping[str, list[Case]] = yaml.safe_load((docs / FILE).read_text("utf-8"))
    return found


def replay(docs: Path, here: str) -> str:
    """Link a story to the flow, its case already answered.

    What the day decides of the sender is left out: the flow works it out of size and day.
    """
    case = stories(docs)[PurePosixPath(here).stem][0]
    facts = {k: v for k, v in case.get("facettes", {}).items() if k not in BY_DAY}
    asked = {"profil": case["profil"], "categorie": case["categorie"]} | facts
    there = href(here, FLOW, "&".join(f"{name}={value}" for name, value in asked.items()))
    return link(there, "Rejouer ce cas", more=' class="md-button"')


def index(docs: Path, here: str) -> str:
    """List the stories."""
    return listing(_story(docs, here, name) for name in stories(docs))


def commands(docs: Path, here: str) -> str:
    """List the command that replays each story."""
    rows = [
        (_story(docs, here, name), f"<code>{escape(command(case))}</code>")
        for name, (case, *_) in stories(docs).items()
    ]
    return table("Les cas racontés, à rejouer", ("Cas", "Commande"), rows)


def _story(docs: Path, here: str, name: str) -> str:
    path = f"{FOLDER}/{name}.md"
    head = (docs / path).read_text("utf-8").split("---\n")[1]
    return link(href(here, path), prose(yaml.safe_load(head)["title"]))


def command(case: Case) -> str:
    """Write the command that replays a case."""
    return " ".join(("prevenance composer", *_options(case)))


def _options(case: Case) -> Iterator[str]:
    for name in ("profil", "categorie", "langue"):
        if name in case:
            yield f"--{name} {case[name]}"
    for name, value in case.get("facettes", {}).items():
        yield f"--facette {name}={value}"
