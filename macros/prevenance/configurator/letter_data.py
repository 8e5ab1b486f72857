"""Template letters as the pieces they share, small enough to travel to a browser.

A letter holds six formats of the same sentences, and many letters hold the same paragraphs. Cut
between mark-up and text, they are mostly made of the same pieces, of which each is written once.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import Any

from prevenance.catalog import LANGUAGES
from prevenance.documents.formats import BLOCKS, Format, offered
from prevenance.documents.press import Press
from prevenance.model import Support
from prevenance.template.escapes import name_of
from prevenance.template.segments import Blank, Group, Segments


def in_page(support: Support) -> tuple[Format, ...]:
    """Return the formats that the page fills on a support; the last is its preview."""
    return (*(each for each in offered(support) if each.in_page), BLOCKS)


LONG = 200
"""Characters from which a piece that many letters hold is worth sharing between scripts."""

MANY = 20
"""How many letters must hold a piece for it to be shared; otherwise each script has its own."""

SHORT = 12
"""Characters under which a piece is written again instead of being pooled."""

_EDGES = re.compile(
    r"(?<=>)(?=[^<\n])|(?<=[^>\n])(?=<)"  # between tags and text
    r"|(?=\n\n|\n\Z)|(?<=\n\n)|(?<=\A- )"  # in text files: between paragraphs, after a bullet
    r'|(?<="text":")|(?=","(?:blank|bold|missing)|"\}[,\]])'  # in blocks: around a run's text
)

Node = str | tuple[Any, ...]
"""A piece of a compiled letter: a text, or a sequence of pieces."""


def compiled_letters(press: Press, name: str, language: str) -> dict[str, Node]:
    """Cut a text in a language for the page, in each support and format.

    Returns the escape and the parts of each, under the name that the engine gives it.
    """
    found: dict[str, Node] = {}
    for support in press.catalog.texts[name].supports:
        for format_ in in_page(support):
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


@lru_cache(maxsize=1)
def every_letter(press: Press) -> dict[str, dict[str, Node]]:
    """Cut every text for the page; a translation's name ends with its language: ``ID.en``."""
    found: dict[str, dict[str, Node]] = {}
    for language in LANGUAGES:
        suffix = "" if language == press.catalog.language else f".{language}"
        for name in press.catalog.speaking(language).texts:
            found[name + suffix] = compiled_letters(press, name, language)
    return found


def shared_parts(letters: Mapping[str, Mapping[str, Node]]) -> dict[str, Node]:
    """Return the long pieces that many letters hold, by the hash of their content.

    They are the constant parts of DOCX and ODT, the style of web pages, the lists of options.
    """
    trees = [tuple(letter.values()) for letter in letters.values()]
    holders = Counter(piece for tree in trees for piece in set(_pieces(tree)))
    many = {p for p, count in holders.items() if count >= MANY and len(compact(p)) >= LONG}
    found = (piece for tree in trees for piece in _pieces(tree, many) if piece in many)
    return {_hash(piece): piece for piece in dict.fromkeys(found)}


def letters_data(texts: Mapping[str, Node], shared: Mapping[str, Node]) -> dict[str, Any]:
    """Return compiled letters, what is met again replaced by its number (module docstring)."""
    met: Counter[Node] = Counter()
    seen = set(shared.values())
    for piece in _pieces(tuple(texts.values()), seen):
        met[piece] += 1
        seen.add(piece)  # what is inside counts once: only the whole piece is met again
    hashes = {name: piece for name, piece in shared.items() if piece in met}
    numbers = {piece: number for number, piece in enumerate(hashes.values())}
    pool: list[object] = []

    def encoded(node: Node) -> object:
        if node in numbers:
            return numbers[node]
        content = node if isinstance(node, str) else [encoded(piece) for piece in node]
        if met[node] == 1 or len(compact(node)) < SHORT:
            return content
        numbers[node] = len(hashes) + len(pool)
        pool.append(content)
        return numbers[node]

    encoded_texts = {name: encoded(text) for name, text in texts.items()}
    return {"shared": list(hashes), "pool": pool, "texts": encoded_texts}


def _pieces(node: Node, kept: Container[Node] = ()) -> Iterator[Node]:
    """Yield the pieces of a node, itself first; what is inside those ``kept`` whole is left out."""
    whole = isinstance(node, str) or node in kept
    yield node
    if not whole:
        for piece in node:
            yield from _pieces(piece, kept)


def _hash(piece: Node) -> str:
    return hashlib.sha256(compact(piece).encode()).hexdigest()[:12]


def compact(value: object) -> str:
    """Write JSON without spaces, accents left as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
