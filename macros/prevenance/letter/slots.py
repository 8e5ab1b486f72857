"""What each slot of a letter stands for: options, benefits, table of dates, stages, form.

Every item that could show is here, under its key; filling keeps those of the case at hand.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from prevenance.catalog import Catalog
from prevenance.letter.answers import stage_blank
from prevenance.letter.blocks import Block, Line, all_keys, block
from prevenance.letter.choices import in_order, lists
from prevenance.letter.lines import runs_of
from prevenance.letter.shared import reachable
from prevenance.letter.syntax import BLANK, SLOT
from prevenance.model import Channel, Stage, Text
from prevenance.rules.stages import days_from_first
from prevenance.rules.tables import PAPER
from prevenance.text.dates import day_in_words

STATUSES = {
    "propose": "offered",
    "annonce": "announced",
    "a-activer": "dormant",
    "complement": "besides",
    "secours": "fallback",
}
"""Status of a channel -> the field of its offer that holds the sentence."""

CALENDAR = {
    "fr": ("Les dates à retenir :", "Date", "Ce qui se passe"),
    "en": ("The dates to remember:", "Date", "What happens"),
}
"""What announces a table of dates, and its two titles."""

OFFERED = "propose"
"""The status of a channel that the customer may choose: the only one that has a box to tick."""

TO_WRITE = " : ____"
"""What a line to be completed by hand ends with."""


def options(catalog: Catalog, text: Text) -> list[Block]:
    """Return a list of the channels that a text may list, and the sentence of each when it is alone.

    What is offered comes before what is announced, added or kept in reserve, and paper last.
    """
    ranked = [(c, status) for status in STATUSES for c in in_order(catalog)]
    shown = [(c, s) for c, s in sorted(ranked, key=_is_paper) if lists(text, c, s)]
    lines = [
        Line((runs_of(catalog, sentence),), (f"canal:{channel.id}:{status}",))
        for channel, status in shown
        if (sentence := getattr(channel.phrases, STATUSES[status]))
    ]
    channels = dict.fromkeys(c for c, _ in shown)
    several = block("list", lines, "options", _sources(channels))
    alone = replace(several, kind="paragraph", keys=("options:un",))
    return [replace(several, keys=("options:plusieurs",)), alone] if lines else []


def cases(catalog: Catalog, text: Text) -> list[Block]:
    """Return a box to tick for each channel that a text offers."""
    channels = _to_tick(catalog, text)
    lines = [
        Line((runs_of(catalog, c.case),), (f"canal:{c.id}:{OFFERED}",)) for c in channels if c.case
    ]
    return [block("checks", lines, "cases", _sources(channels))] if lines else []


def benefits(catalog: Catalog) -> Block:
    """Return one item for each benefit."""
    found = catalog.benefits.values()
    lines = [Line((runs_of(catalog, b.sentence),), (f"benefice:{b.id}",)) for b in found]
    return block("list", lines, "benefices", _sources(found))


def calendar(catalog: Catalog, text: Text) -> list[Block]:
    """Return a table of the dates that a text does not print, under a line that vanishes with it.

    Reply, first sending, legal date, what follows: the order is that of the letters' own dates, so
    that nothing is sorted when filling.
    """
    bodies = [text.subject, text.body, *(bloc.body for bloc in reachable(catalog, text))]
    printed = {blank for body in bodies for blank in BLANK.findall(body)}
    printed |= {slot[2] for body in bodies for slot in SLOT.finditer(body) if slot[1] == "etape"}
    stages = sorted((s for s in catalog.stages.values() if s.on_the_day), key=_in_calendar)
    shown = [s for s in stages if printed.isdisjoint({s.id, _blank_of(s)})]
    rows = [
        Line(
            (runs_of(catalog, _when(catalog, s)), runs_of(catalog, s.on_the_day)),
            (f"etape:{s.id}:avant", f"etape:{s.id}:apres"),
        )
        for s in shown
    ]
    if not rows:
        return []
    lead, *head = CALENDAR[catalog.language]
    header = Line(tuple(runs_of(catalog, words) for words in head))
    keys, sources = all_keys(rows), tuple(dict.fromkeys(_sources(shown)))
    return [
        Block("paragraph", (Line((runs_of(catalog, lead),)),), keys, "calendrier"),
        Block("table", (header, *rows), keys, "calendrier", sources),
    ]


def _blank_of(found: Stage) -> str:
    """Name the blank by which a sentence says the day of a stage; the sender's legal date has one."""
    return stage_blank(found) if found.nature == "projet" else "date_obligation"


def _in_calendar(found: Stage) -> tuple[int, int, str]:
    """Rank a stage in a table of dates."""
    if found.nature == "loi":
        return (2, 0, found.when)
    days = days_from_first(found)
    return (0 if days is None else 1 if days <= 0 else 3, days or 0, found.id)


def stage(catalog: Catalog, name: str) -> list[Block]:
    """Return a stage's sentence as a paragraph, in both tenses, of which filling keeps one."""
    found = catalog.stages.get(name)
    lines = tenses(catalog, found) if found else []
    sources = found.sources if found else ()
    return [block("paragraph", [line], f"etape:{name}", sources) for line in lines]


def tenses(catalog: Catalog, found: Stage) -> list[Line]:
    """Return a stage's two sentences, each under its key; fixed dates are literal text."""
    when = _when(catalog, found)
    return [
        Line((runs_of(catalog, text.replace("((quand))", when)),), (f"etape:{found.id}:{tense}",))
        for tense, text in (("avant", found.before), ("apres", found.after))
        if text
    ]


def _when(catalog: Catalog, found: Stage) -> str:
    """Write the day of a stage: a blank, or the day itself when the law says it."""
    if found.nature == "projet":
        return f"(({stage_blank(found)}))"
    return day_in_words(dt.date.fromisoformat(found.when), catalog.language)


def form(catalog: Catalog, text: Text) -> list[Block]:
    """Return the lines of the reply slip that the customer writes: one for each field asked.

    A field that some channels with a box ask for shows with one of these; the others always show.
    """
    channels = _to_tick(catalog, text)
    lines = [
        Line(
            (runs_of(catalog, catalog.fields[name].label + TO_WRITE),),
            tuple(f"canal:{c.id}:{OFFERED}" for c in channels if name in c.collect),
        )
        for name in text.collect
        if name in catalog.fields
    ]
    return [block("paragraph", [line], "recueillir") for line in lines]


def _sources(items: Iterable[Any]) -> Iterable[str]:
    return (source for item in items for source in item.sources)


def _to_tick(catalog: Catalog, text: Text) -> list[Channel]:
    """Return the channels that have a box; paper is never one of the yeses."""
    free = (c for c in in_order(catalog) if not c.platform and c.id != PAPER)
    return [c for c in free if lists(text, c, OFFERED)]


def _is_paper(ranked: tuple[Channel, str]) -> bool:
    return ranked[0].id == PAPER
