"""What the benches of letters share: one letter of the kit, fresh answers, ratios of neighbours.

A ratio is between blocks that follow each other in one run, in processor time. Every writer gets the
same answers, as many as the letter has blanks, none of them seen before. Ours cleans them first, as
the command does; the others take them as they come.
"""

import datetime as dt
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from prevenance import __version__
from prevenance.catalog import packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents import eml
from prevenance.documents.formats import BLOCKS, FORMATS
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.downloads.situations import situations
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.model import Support
from prevenance.model.company import Company
from prevenance.rules.situation import dates_of
from prevenance.template.segments import Group, Segments, Template, without_groups
from prevenance.text.cleaning import clean_text

PAIRS = 9
SECONDS = 0.3
"""Processor time that a block lasts at least."""

TODAY = dt.date(2026, 11, 24)
Answers = Mapping[str, str]
Write = Callable[[Sequence[Answers]], Sequence[bytes]]


@dataclass(frozen=True)
class Writer:
    """Who writes letters, a block at a time, and how its processor time is read."""

    name: str
    write: Write
    clock: Callable[[], float] = time.process_time
    least: int = 4
    """Letters of a block, at least."""


class Letter:
    """A letter compiled once in a format, its options settled, and answers to all its blanks."""

    def __init__(self, profile: str, text: str, support: Support, format_: str) -> None:
        catalog, sender = (
            load(packaged_kit()),
            Company(category="ge", switch_over=dt.date(2027, 3, 1)),
        )
        who, what = catalog.profiles[profile], catalog.texts[text]
        [one] = situations(catalog, TODAY, sender)
        decision = Downloads(Press(catalog, TODAY)).answers(who, one)[0].decision
        choices = default_choices(catalog, who, decision, sender, what)
        dates = dates_of(catalog, sender, TODAY, decision.outcomes)
        typed = {n: f.example for n, f in catalog.fields.items() if f.filled_by != "outil"}
        known = answer_blanks(catalog, choices, dates, typed)
        active = active_keys(catalog, choices, dates, known)
        self.catalog, self.format = catalog, {**FORMATS, "blocks": BLOCKS}[format_]
        self.letter = compose(catalog, what, support)
        compiled = self.format.compile_letter(self.letter, __version__)
        self.template: Template = without_groups(compiled, active)
        shown = {n for _, p in self.template.parts if not isinstance(p, str) for n in names(p)}
        self.answers = {name: known[name] for name in sorted(shown)}
        self.numbers = count(1)

    def fresh(self, how_many: int) -> list[dict[str, str]]:
        """Make answers that no other letter has: each holds a number."""
        return [
            {
                k: f"{n}-{v}" if k == eml.RECIPIENT else f"{v[:40]} {n}"
                for k, v in self.answers.items()
            }
            for n in (next(self.numbers) for _ in range(how_many))
        ]

    def ours(self, name: str = "Prévenance") -> Writer:
        """Give our own writer, cleaning included."""

        def write(many: Sequence[Answers]) -> list[bytes]:
            return [
                self.format.produce(self.template, frozenset(), cleaned(answers))
                for answers in many
            ]

        return Writer(name, write)


def cleaned(answers: Answers) -> dict[str, str]:
    """Clean answers as the command does."""
    return {name: clean_text(text) for name, text in answers.items()}


def names(segments: Segments) -> set[str]:
    """Return the blanks of some segments."""
    found: set[str] = set()
    for segment in segments:
        if isinstance(segment, Group):
            found |= names(segment.segments)
        elif not isinstance(segment, str):
            found.add(segment.name)
    return found


def each(write: Callable[[Answers], bytes]) -> Write:
    """Make what writes a block of what writes a letter."""
    return lambda many: [write(answers) for answers in many]


def compare(letter: Letter, ours: Writer, theirs: Writer) -> None:
    """Print the median of the ratios of neighbouring blocks, and both rates."""
    sizes = {writer.name: _size(letter, writer) for writer in (ours, theirs)}
    rates: list[tuple[float, float]] = []
    for pair in range(PAIRS):
        order = (ours, theirs) if pair % 2 else (theirs, ours)
        found = {writer.name: _rate(letter, writer, sizes[writer.name]) for writer in order}
        rates.append((found[ours.name], found[theirs.name]))
    ratios = sorted(one / other for one, other in rates)
    mine, other = (statistics.median(rate) for rate in zip(*rates, strict=True))
    print(
        f"{ours.name} / {theirs.name} : {statistics.median(ratios):.1f} fois"
        f" (de {ratios[0]:.1f} à {ratios[-1]:.1f}), {mine:.0f} et {other:.0f} lettres par seconde"
        f" de processeur, {len(letter.answers)} champs",
        flush=True,
    )


def _size(letter: Letter, writer: Writer) -> int:
    """Return how many letters make a block, once the writer is warm."""
    writer.write(letter.fresh(writer.least))
    return max(writer.least, int(SECONDS * _rate(letter, writer, 4 * writer.least)))


def _rate(letter: Letter, writer: Writer, size: int) -> float:
    """Return letters per second of processor time, over one block."""
    many = letter.fresh(size)
    start = writer.clock()
    writer.write(many)
    return len(many) / max(writer.clock() - start, 1e-6)
