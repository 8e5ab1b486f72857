"""What each slot of a letter stands for: options, benefits, calendar, stages, form.

Every item that could show is here, under its key; filling keeps those of the case at hand.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from prevenance.catalog import Catalog
from prevenance.letter.answers import stage_blank
from prevenance.letter.blocks import (
    Block,
    Kind,
    Line,
    Run,
    block,
)
from prevenance.letter.lines import runs_of, typeset_for
from prevenance.model import Stage, Text
from prevenance.rules.stages import calendar_order
from prevenance.text.dates import day_in_words

STATUSES = {
    "propose": "offered",
    "annonce": "announced",
    "complement": "besides",
    "secours": "fallback",
}
"""Status of a channel -> the field of its offer that holds the sentence."""

FORM_HEAD = {"fr": ("Information demandée", "Votre réponse"), "en": ("Information", "Your answer")}


def options(catalog: Catalog, kind: Kind) -> Block:
    """Return one item for each status and channel; check boxes name the channel only.

    What is offered comes before what is announced, added or kept in reserve; within a status the
    order is that of the closed list ``canal``.
    """
    lines: list[Line] = []
    channels = [catalog.channels[c] for c in catalog.lists["canal"].values if c in catalog.channels]
    for status, field in STATUSES.items():
        for channel in channels:
            if sentence := getattr(channel.phrases, field):
                name = channel.name_in_sentence
                text = sentence if kind == "list" else name[:1].upper() + name[1:]
                lines.append(Line((runs_of(catalog, text),), (f"canal:{channel.id}:{status}",)))
    return block(kind, lines, "options", _sources(channels))


def benefits(catalog: Catalog) -> Block:
    """Return one item for each benefit."""
    found = catalog.benefits.values()
    lines = [Line((runs_of(catalog, b.sentence),), (f"benefice:{b.id}",)) for b in found]
    return block("list", lines, "benefices", _sources(found))


def dates(catalog: Catalog, text: Text) -> list[Block]:
    """Return what the law says, then our dates, each as a list in a fixed order."""
    found: list[Block] = []
    stages = sorted(catalog.stages.values(), key=calendar_order)
    for nature in ("loi", "projet"):
        shown = [s for s in stages if s.nature == nature and s.before]
        shown = [s for s in shown if s.when != "date_reponse" or asks(text)]
        lines = [line for stage in shown for line in tenses(catalog, stage)]
        if lines:
            found.append(block("list", lines, f"calendrier:{nature}", _sources(shown)))
    return found


def asks(text: Text) -> bool:
    """Tell whether a letter itself waits for an answer: then its calendar says until when."""
    return bool(text.slip) or "((date_reponse))" in text.body + text.subject


def stage(catalog: Catalog, name: str) -> list[Block]:
    """Return a stage's sentence as a paragraph, in both tenses, of which filling keeps one."""
    found = catalog.stages.get(name)
    lines = tenses(catalog, found) if found else []
    sources = found.sources if found else ()
    return [block("paragraph", [line], f"etape:{name}", sources) for line in lines]


def tenses(catalog: Catalog, found: Stage) -> list[Line]:
    """Return a stage's two sentences, each under its key; fixed dates are literal text."""
    if found.nature == "projet":
        when = f"(({stage_blank(found)}))"
    else:
        when = day_in_words(dt.date.fromisoformat(found.when), catalog.language)
    return [
        Line((runs_of(catalog, text.replace("((quand))", when)),), (f"etape:{found.id}:{tense}",))
        for tense, text in (("avant", found.before), ("apres", found.after))
        if text
    ]


def form(catalog: Catalog, text: Text) -> list[Block]:
    """Return the form of the reply slip: one row for each field asked, to be filled by hand."""
    asked = [catalog.fields[n].label for n in text.collect if n in catalog.fields]
    head, answer = (typeset_for(catalog, words) for words in FORM_HEAD[catalog.language])
    rows = [Line(((Run(head),), (Run(answer),)))]
    rows += [Line(((Run(typeset_for(catalog, label)),), ())) for label in asked]
    return [Block("table", tuple(rows), origin="recueillir")] if asked else []


def _sources(items: Iterable[Any]) -> Iterable[str]:
    return (source for item in items for source in item.sources)
