"""Segments: what a compiled letter is made of, and how renderers build them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from prevenance.letter.blocks import Run


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
    """A letter compiled to one format.

    ``escape`` writes an answer inside that format. ``parts`` gives each member of the document, in
    order: its name and its segments, or its constant text. A format that is a single text has one
    part named ``""``.
    """

    escape: Callable[[str], str]
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


def inline(
    runs: Iterable[Run], literal: Callable[[Run], str], blank: Callable[[Run], tuple[str, str, str]]
) -> Segments:
    """Turn the runs of a line or a cell into segments, with a format's mark-up for text and for blanks.

    ``blank`` returns what stands before and after an answer, and what stands when it is missing.
    """
    return chain(*(Blank(run.blank, *blank(run)) if run.blank else literal(run) for run in runs))


def blanks_in(segments: Segments) -> set[str]:
    """Return the names of the blanks of some segments."""
    found: set[str] = set()
    for segment in segments:
        if isinstance(segment, Blank):
            found.add(segment.name)
        elif isinstance(segment, Group):
            found |= blanks_in(segment.segments)
    return found


def without_groups(template: Template, active: frozenset[str]) -> Template:
    """Return a template without groups: what the keys show, ready for many customers."""
    parts = ((n, p if isinstance(p, str) else chain(*_shown(p, active))) for n, p in template.parts)
    return replace(template, parts=tuple(parts))


def _shown(segments: Segments, active: frozenset[str]) -> Iterator[Segment]:
    for segment in segments:
        if not isinstance(segment, Group):
            yield segment
        elif not active.isdisjoint(segment.keys):
            yield from _shown(segment.segments, active)
