"""Filling a template: answers between its literals, groups by their keys, and the bytes of the file."""

from collections.abc import Callable, Mapping

from prevenance.template.archives import pack
from prevenance.template.segments import Blank, Group, Segments, Template


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


def unanswered(segments: Segments, active: frozenset[str], answers: Mapping[str, str]) -> set[str]:
    """Return the blanks that would show without an answer, under the active keys."""
    found: set[str] = set()
    for segment in segments:
        if isinstance(segment, Blank) and not answers.get(segment.name):
            found.add(segment.name)
        elif isinstance(segment, Group) and not active.isdisjoint(segment.keys):
            found |= unanswered(segment.segments, active, answers)
    return found


def filled_parts(
    template: Template, active: frozenset[str], answers: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Fill each part of a template: its name and its text."""
    return [
        (name, part if isinstance(part, str) else fill(part, active, answers, template.escape))
        for name, part in template.parts
    ]


def produce(template: Template, active: frozenset[str], answers: Mapping[str, str]) -> bytes:
    """Fill a template and return the bytes of the file (UTF-8 text, or a stored ZIP)."""
    parts = filled_parts(template, active, answers)
    if len(parts) == 1 and not parts[0][0]:
        return parts[0][1].encode()
    return pack([(name, text.encode()) for name, text in parts])
