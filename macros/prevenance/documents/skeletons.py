"""The constant parts of office documents, and the properties that they all have."""

import html
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from prevenance.letter.blocks import Letter
from prevenance.template.segments import Segments, chain, inline


@lru_cache
def skeleton(folder: str) -> Mapping[str, str]:
    """Read the constant parts of an office format, shipped beside its renderer, by their stem."""
    found = (files("prevenance.documents") / folder).iterdir()
    parts = sorted((p.name, p.read_text("utf-8")) for p in found if p.name.endswith(".xml"))
    return {name.removesuffix(".xml"): text for name, text in parts}


def properties(model: str, letter: Letter, lang: str, version: str) -> Segments:
    """Fill the properties of an office document; its subject keeps the blanks of the letter's."""
    before, after = (
        part.format(title=html.escape(letter.title), lang=lang, version=html.escape(version))
        for part in model.split("{subject}")
    )
    subject = inline(
        letter.subject,
        lambda run: html.escape(run.text),
        lambda run: ("", "", html.escape(run.mark)),
    )
    return chain(before, subject, after)
