"""Compiled letters: segments, filling, escapes, and the packing of office documents.

A renderer turns a Letter into segments once; filling alternates literals and escaped answers, as
often as there are customers. As JSON, segments are plain strings and arrays, so the browser fills
the very same ones.
"""

import html
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from prevenance.blocks import Letter, Run

DOS_DATE = 33
"""1 January 1980, the fixed day of every archive entry (APPNOTE.TXT 4.4.6)."""


class Blank(NamedTuple):
    """A blank: ``before`` + escaped answer + ``after``, or ``missing`` without an answer."""

    name: str
    before: str
    after: str
    missing: str


class Group(NamedTuple):
    """Segments shown when any of the keys is active; nesting gives *and*, there is no *not*."""

    keys: tuple[str, ...]
    segments: "tuple[Segment, ...]"


Segment = str | Blank | Group
Segments = tuple[Segment, ...]


@dataclass(frozen=True)
class Compiled:
    """A letter compiled to one format (docx, html, txt).

    ``parts`` gives each member of the document, in order: its name and its segments, or its
    constant text. A format that is a single text has one part named ``""``. ``escape`` is the key
    of ``ESCAPES`` for the answers.
    """

    format: str
    escape: str
    parts: tuple[tuple[str, Segments | str], ...]


def chain(*parts: Segment | Iterable[Segment]) -> Segments:
    """Chain segments and sequences of segments, gluing neighbouring literals together."""
    flat: list[Segment] = []
    for part in parts:
        for item in [part] if isinstance(part, str | Blank | Group) else part:
            if isinstance(item, str) and flat and isinstance(flat[-1], str):
                flat[-1] += item
            elif item != "":
                flat.append(item)
    return tuple(flat)


def grouped(keys: tuple[str, ...], *parts: Segment | Iterable[Segment]) -> Segments:
    """Put segments under keys; without keys they are always there."""
    return (Group(keys, chain(*parts)),) if keys else chain(*parts)


def cell(
    runs: Iterable[Run], literal: Callable[[Run], str], blank: Callable[[Run], tuple[str, str, str]]
) -> Segments:
    """Turn the runs of a line into segments, with a format's mark-up for text and for blanks.

    ``blank`` returns what stands before and after an answer, and what stands when it is missing.
    """
    return chain(*(Blank(run.blank, *blank(run)) if run.blank else literal(run) for run in runs))


def label(letter: Letter, blank: str) -> str:
    """Return the bracketed label that marks a blank without an answer."""
    return f"[{dict(letter.labels).get(blank, blank)}]"


def blanks(segments: Segments) -> set[str]:
    """Return the names of the blanks of some segments."""
    found: set[str] = set()
    for segment in segments:
        if isinstance(segment, Blank):
            found.add(segment.name)
        elif isinstance(segment, Group):
            found |= blanks(segment.segments)
    return found


def missing(segments: Segments, active: frozenset[str], answers: Mapping[str, str]) -> set[str]:
    """Return the blanks that would show without an answer, under the active keys."""
    found: set[str] = set()
    for segment in segments:
        if isinstance(segment, Blank) and not answers.get(segment.name):
            found.add(segment.name)
        elif isinstance(segment, Group) and not active.isdisjoint(segment.keys):
            found |= missing(segment.segments, active, answers)
    return found


def fill(
    segments: Segments,
    active: frozenset[str],
    answers: Mapping[str, str],
    escape: Callable[[str], str],
) -> str:
    """Fill segments: groups under the active keys, answers escaped, in one pass.

    An answer is never looked at again: whatever it holds, it is text.
    """
    out: list[str] = []
    _fill(segments, active, answers, escape, out)
    return "".join(out)


def _fill(
    segments: Segments,
    active: frozenset[str],
    answers: Mapping[str, str],
    escape: Callable[[str], str],
    out: list[str],
) -> None:
    for segment in segments:
        if isinstance(segment, str):
            out.append(segment)
        elif isinstance(segment, Blank):
            answer = answers.get(segment.name)
            out.append(
                segment.before + escape(answer) + segment.after if answer else segment.missing
            )
        elif not active.isdisjoint(segment.keys):
            _fill(segment.segments, active, answers, escape, out)


def plain(text: str) -> str:
    """Leave a text as it is, for text files."""
    return text


def markup(text: str) -> str:
    """Escape a text for HTML."""
    return html.escape(text).replace("\n", "<br>")


def wordml(text: str) -> str:
    """Escape a text for a WordprocessingML text element; a line feed becomes a line break."""
    return html.escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


ESCAPES: Mapping[str, Callable[[str], str]] = {"plain": plain, "markup": markup, "wordml": wordml}


def produce(compiled: Compiled, active: frozenset[str], answers: Mapping[str, str]) -> bytes:
    """Fill a compiled letter and return the bytes of the file (UTF-8 text, or a stored ZIP)."""
    escape = ESCAPES[compiled.escape]
    texts = [
        (name, part if isinstance(part, str) else fill(part, active, answers, escape))
        for name, part in compiled.parts
    ]
    if len(texts) == 1 and not texts[0][0]:
        return texts[0][1].encode()
    return pack([(name, text.encode()) for name, text in texts])


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Write a ZIP whose bytes depend on nothing but its members, in the order given.

    Entries are stored, dated 1 January 1980, named in UTF-8, without extra field or data
    descriptor: deflated bytes would differ between builds of zlib (APPNOTE.TXT 4.3).
    """
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in members:
        encoded = name.encode()
        head = struct.pack(
            "<HHHHHIIIHH",
            20,
            0x800,
            0,
            0,
            DOS_DATE,
            zlib.crc32(data),
            len(data),
            len(data),
            len(encoded),
            0,
        )
        local = b"PK\x03\x04" + head + encoded
        directory.append(
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + head
            + struct.pack("<HHHII", 0, 0, 0, 0, offset)
            + encoded
        )
        files += [local, data]
        offset += len(local) + len(data)
    index = b"".join(directory)
    count = len(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(index), offset, 0)
    return b"".join([*files, index, end])
