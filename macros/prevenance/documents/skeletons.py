"""The constant parts of office documents, and the properties that they all have."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from prevenance.letter.blocks import Letter
from prevenance.template.segments import Blank, Segments, chain, inline
from prevenance.text.no_break import NBSP


@lru_cache
def skeleton(folder: str) -> Mapping[str, str]:
    """Read the constant parts of an office format, shipped beside its renderer, by their stem."""
    found = (files("prevenance.documents") / folder).iterdir()
    parts = sorted((p.name, p.read_text("utf-8")) for p in found if p.name.endswith(".xml"))
    return {name.removesuffix(".xml"): text for name, text in parts}


SENDER = "raison_sociale"
"""The blank that opens the title of a document, and is its author."""


def properties(model: str, letter: Letter, lang: str, version: str) -> Segments:
    """Fill the properties of an office document: its title, its author, the version of the kit."""
    kept = model.replace("{lang}", lang).replace("{version}", html.escape(version))
    before, between, after = re.split("{title}|{author}", kept)
    named = titled(letter, html.escape)
    return chain(before, named, between, Blank(SENDER, "", "", ""), after)


def titled(letter: Letter, escape: Callable[[str], str]) -> Segments:
    """Compile the title of a document: the sender's name, then the subject.

    Nobody reads a bracket there: a blank without an answer leaves nothing.
    """
    colon = f"{NBSP}: " if letter.language == "fr" else ": "
    runs = list(letter.subject)
    if runs and runs[0].blank == SENDER:
        runs[:2] = [replace(run, text=run.text.removeprefix(colon)) for run in runs[1:2]]
    subject = inline(runs, lambda run: escape(run.text), lambda _: ("", "", ""))
    return chain(Blank(SENDER, "", escape(colon), ""), subject)
