"""Letters compiled for the page, and cut so that they are mostly made of the same pieces.

A letter holds six formats of the same sentences, and many letters hold the same paragraphs: cut
between mark-up and text, each piece needs to be written once (:mod:`.letter_pool`).
"""

import re
from functools import lru_cache

from prevenance.catalog import LANGUAGES
from prevenance.configurator.letter_pool import Node
from prevenance.documents.formats import BLOCKS, Format, offered
from prevenance.documents.press import Press
from prevenance.model import Support
from prevenance.template.escapes import name_of
from prevenance.template.segments import Blank, Group, Segments, Template


def in_page(support: Support, *, documents: bool = True) -> tuple[Format, ...]:
    """Return the formats that the page fills on a support; the last, or only one, is what it shows."""
    return (*(each for each in offered(support) if each.in_page and documents), BLOCKS)


_EDGES = re.compile(
    r"(?<=>)(?=[^<\n])|(?<=[^>\n])(?=<)"  # between tags and text
    r"|(?=\n\n|\n\Z)|(?<=\n\n)|(?<=\A- )"  # in text files: between paragraphs, after a bullet
    r'|(?<="text":")|(?=","(?:blank|bold|missing)|"\}[,\]])'  # in blocks: around a run's text
)


def compiled_letters(
    press: Press, name: str, language: str, *, documents: bool = True
) -> dict[str, Node]:
    """Cut a text in a language for the page, in each support and format.

    Returns the escape and the parts of each, under the name that the engine gives it.
    """
    found: dict[str, Node] = {}
    for support in press.catalog.texts[name].supports:
        for format_ in in_page(support, documents=documents):
            template = press.template(name, support, language, format_)
            parts = tuple(
                (part, (content,) if isinstance(content, str) else _cut(content))
                for part, content in template.parts
            )
            found[f"{name}/{language}/{support}/{format_.name}"] = (name_of(template.escape), parts)
    return found


def _cut(segments: Segments) -> Node:
    """Cut literals between mark-up and text, so that formats and letters share the same pieces."""
    pieces: list[Node] = []
    for segment in segments:
        if isinstance(segment, Group):
            pieces.append((segment.keys, _cut(segment.segments)))
        elif isinstance(segment, Blank):
            pieces.append(tuple(segment))
        else:
            pieces += _edges(segment)
    return tuple(pieces)


@lru_cache(maxsize=100_000)
def _edges(literal: str) -> tuple[str, ...]:
    return tuple(filter(None, _EDGES.split(literal)))


def uncut(compiled: Template) -> Node:
    """Return the escape and the parts of a compiled letter, its literals whole."""
    parts = ((n, (p,) if isinstance(p, str) else p) for n, p in compiled.parts)
    return (name_of(compiled.escape), tuple(parts))


def every_letter(press: Press, *, documents: bool = True) -> dict[str, dict[str, Node]]:
    """Cut every text for the page; a translation's name ends with its language: ``ID.en``.

    Without ``documents``, only as it shows.
    """
    found: dict[str, dict[str, Node]] = {}
    for language in LANGUAGES:
        suffix = "" if language == press.catalog.language else f".{language}"
        for name in press.catalog.speaking(language).texts:
            found[name + suffix] = compiled_letters(press, name, language, documents=documents)
    return found
