"""Template letters: segments, filling, escapes, and the packing of office documents.

A renderer turns a Letter into segments once; filling alternates literals and escaped answers, as
often as there are customers. As JSON, segments are plain strings and arrays, so the browser fills
the very same ones.
"""

import html
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from prevenance.letter.blocks import Letter, Run

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
class Template:
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


def subject_line(letter: Letter, answers: Mapping[str, str]) -> str:
    """Return the subject of a letter as one line, its open blanks as their labels."""
    parts = (r.text or answers.get(r.blank) or r.mark for r in letter.subject)
    return "".join(parts)


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
    subject = cell(
        letter.subject,
        lambda run: html.escape(run.text),
        lambda run: ("", "", html.escape(run.mark)),
    )
    return chain(before, subject, after)


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


def settle(compiled: Template, active: frozenset[str]) -> Template:
    """Return a compiled letter without groups: what the keys show, ready for many customers."""
    parts = ((n, p if isinstance(p, str) else chain(*_shown(p, active))) for n, p in compiled.parts)
    return replace(compiled, parts=tuple(parts))


def _shown(segments: Segments, active: frozenset[str]) -> Iterator[Segment]:
    for segment in segments:
        if not isinstance(segment, Group):
            yield segment
        elif not active.isdisjoint(segment.keys):
            yield from _shown(segment.segments, active)


def plain(text: str) -> str:
    """Leave a text as it is, for text files."""
    return text


def markup(text: str) -> str:
    """Escape a text for HTML."""
    return html.escape(text).replace("\n", "<br>")


def wordml(text: str) -> str:
    """Escape a text for a WordprocessingML text element; a line feed becomes a line break."""
    return html.escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def opendocument(text: str) -> str:
    """Escape a text for an OpenDocument paragraph: line feeds, tabs and spaces become elements.

    Spaces at either end, and runs of two or more, would collapse (part 3, section 6.1.2).
    """
    marked = re.sub(r"(?m)^ +| +$| {2,}", lambda m: _spaces(m[0]), html.escape(text))
    return marked.replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


def _spaces(found: str) -> str:
    return "<text:s/>" if len(found) == 1 else f'<text:s text:c="{len(found)}"/>'


def quoted(text: str) -> str:
    """Escape a text for the inside of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


ESCAPES: Mapping[str, Callable[[str], str]] = {
    "plain": plain,
    "markup": markup,
    "wordml": wordml,
    "odt": opendocument,
    "json": quoted,
}


def produce(compiled: Template, active: frozenset[str], answers: Mapping[str, str]) -> bytes:
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

    Entries are stored: deflated bytes would differ between builds of zlib.
    """
    return _zip((name, data, data, 0) for name, data in members)


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Write a ZIP to download: as :func:`pack`, but deflated where that saves room.

    Its bytes depend on the build of zlib too; those of its members do not.
    """
    return _zip((name, data, *_smaller(data)) for name, data in members)


@lru_cache(maxsize=20_000)
def _smaller(data: bytes) -> tuple[bytes, int]:
    """Return the shorter of a member stored (0) or deflated (8), with the method."""
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(data) + deflater.flush()
    return (packed, 8) if len(packed) < len(data) else (data, 0)


def _zip(members: Iterable[tuple[str, bytes, bytes, int]]) -> bytes:
    """Write members (name, data, packed data, method) as a ZIP (APPNOTE.TXT 4.3).

    Dated 1 January 1980, named in UTF-8, without extra field or data descriptor.
    """
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data, packed, method in members:
        encoded = name.encode()
        sizes = (zlib.crc32(data), len(packed), len(data), len(encoded), 0)
        head = struct.pack("<HHHHHIIIHH", 20, 0x800, method, 0, DOS_DATE, *sizes)
        local = b"PK\x03\x04" + head + encoded
        tail = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + head + tail + encoded)
        files += [local, packed]
        offset += len(local) + len(packed)
    index = b"".join(directory)
    count = len(directory)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(index), offset, 0)
    return b"".join([*files, index, b"PK\x05\x06" + end])
