"""Compiled letters as the pieces they share, written once each, small enough to travel to a browser.

Each script of letters calls ``Prevenance.receive`` with::

    {"shared": ["3f2a..."], "pool": [...], "texts": {"demander-accord/fr/poste/docx": [ESCAPE, PARTS]}}

PARTS lists ``[name, segments]``; a segment is a text, a blank ``[name, before, after, missing]`` or
a group ``[[keys], [segments]]``, as in :mod:`prevenance.template`. A number n stands for the nth
piece of what is shared, then pooled. What many letters share is in ``Prevenance.parts`` under the
hash of its content, so that a letter never meets the pieces of another version.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import Any

LONG = 200
"""Characters from which a piece that many letters hold is worth sharing between scripts."""

MANY = 20
"""How many letters must hold a piece for it to be shared; otherwise each script has its own."""

SHORT = 12
"""Characters under which a piece is written again instead of being pooled."""

Node = str | tuple[Any, ...]
"""A piece of a compiled letter: a text, or a sequence of pieces."""


def compact(value: object) -> str:
    """Write JSON without spaces, accents left as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class LetterPool:
    """Compiled letters of which every piece is kept once, under a number.

    Each is written to JSON once, however many scripts hold it: one for each letter, or all in one.
    """

    def __init__(self, letters: Mapping[str, Mapping[str, Node]]) -> None:
        self._numbers: dict[str | tuple[int, ...], int] = {}
        self._content: list[str | tuple[int, ...]] = []
        self._sizes: list[int] = []
        self._texts = {
            letter: {name: self._number(text) for name, text in texts.items()}
            for letter, texts in letters.items()
        }
        self._shared = self._found_shared()

    def _number(self, node: Node) -> int:
        whole = isinstance(node, str)
        content = compact(node) if whole else tuple(self._number(piece) for piece in node)
        number = self._numbers.setdefault(content, len(self._content))
        if number == len(self._content):
            inside = 0 if isinstance(content, str) else sum(self._sizes[n] + 1 for n in content)
            self._content.append(content)
            self._sizes.append(len(content) if isinstance(content, str) else max(2, inside + 1))
        return number

    def _found_shared(self) -> dict[str, int]:
        """Find the long pieces that many letters hold, by the hash of their content.

        They are the constant parts of DOCX and ODT, the style of web pages, the lists of options.
        """
        holders: Counter[int] = Counter()
        for texts in self._texts.values():
            holders.update(list(self._pieces(texts.values())))
        many = {n for n, count in holders.items() if count >= MANY and self._sizes[n] >= LONG}
        every = [number for texts in self._texts.values() for number in texts.values()]
        found = [number for number in self._pieces(every, many) if number in many]
        return {self._hash(number): number for number in found}

    def _pieces(self, numbers: Iterable[int], kept: Container[int] = ()) -> dict[int, None]:
        """Return the pieces of some, each once and in order; those ``kept`` are not looked into."""
        met: dict[int, None] = {}

        def look(number: int) -> None:
            if number in met:
                return
            met[number] = None
            content = self._content[number]
            if number not in kept and not isinstance(content, str):
                for piece in content:
                    look(piece)

        for number in numbers:
            look(number)
        return met

    def _hash(self, number: int) -> str:
        return hashlib.sha256(self._whole(number).encode()).hexdigest()[:12]

    def _whole(self, number: int) -> str:
        content = self._content[number]
        if isinstance(content, str):
            return content
        return f"[{','.join(map(self._whole, content))}]"

    def shared_written(self) -> str:
        """Write what is shared between the scripts of letters."""
        parts = (f'"{name}":{self._whole(number)}' for name, number in self._shared.items())
        return f"{{{','.join(parts)}}}"

    def written(self, names: Iterable[str], *, shared: bool = True) -> str:
        """Write letters, what is met again replaced by its number (module docstring)."""
        texts = {key: number for name in names for key, number in self._texts[name].items()}
        seen = set(self._shared.values()) if shared else set()
        met: Counter[int] = Counter()

        def count(number: int) -> None:
            met[number] += 1
            content = self._content[number]
            if number not in seen and not isinstance(content, str):
                for piece in content:
                    count(piece)
            seen.add(number)  # what is inside counts once: only the whole piece is met again

        for number in texts.values():
            count(number)
        hashes = [name for name, n in self._shared.items() if n in met] if shared else []
        places = {self._shared[name]: str(place) for place, name in enumerate(hashes)}
        pool: list[str] = []

        def encoded(number: int) -> str:
            if number in places:
                return places[number]
            content = self._content[number]
            text = (
                content
                if isinstance(content, str)
                else f"[{','.join([encoded(piece) for piece in content])}]"
            )
            if met[number] == 1 or self._sizes[number] < SHORT:
                return text
            places[number] = str(len(hashes) + len(pool))
            pool.append(text)
            return places[number]

        inside = ",".join([f'"{key}":{encoded(number)}' for key, number in texts.items()])
        return f'{{"shared":{compact(hashes)},"pool":[{",".join(pool)}],"texts":{{{inside}}}}}'
