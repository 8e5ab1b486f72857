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
    Cell,
    Kind,
    Line,
    Run,
    block,
)
from prevenance.letter.syntax import INLINE
from prevenance.model import Stage, Text
from prevenance.rules.stages import calendar_order
from prevenance.text.dates import day_in_words
from prevenance.text.typography import english, french

STATUSES = {
    "propose": "offered",
    "annonce": "announced",
    "complement": "besides",
    "secours": "fallback",
}
"""Status of a channel -> the field of its offer that holds the sentence."""

FORM_HEAD = {"fr": ("Information demandée", "Votre réponse"), "en": ("Information", "Your answer")}


def typeset(catalog: Catalog, text: str) -> str:
    """Set the typography of the catalog's language."""
    return french(text) if catalog.language == "fr" else english(text)


def runs(catalog: Catalog, text: str) -> Cell:
    """Parse a line into runs: ``**bold**``, blanks, addresses of sources."""
    found: list[Run] = []
    bold, end = False, 0
    text = typeset(catalog, text)
    for mark in INLINE.finditer(text):
        found.append(Run(text[end : mark.start()], bold=bold))
        end = mark.end()
        if mark[1]:
            bold = not bold
        elif mark[2]:
            source = catalog.sources.get(mark[2])
            found.append(Run(source.url if source else "", bold=bold))
        else:
            found.append(Run(blank=mark[3], bold=bold, label=blank_label(catalog, mark[3])))
    found.append(Run(text[end:], bold=bold))
    return tuple(run for run in found if run.text or run.blank)


def blank_label(catalog: Catalog, blank: str) -> str:
    """Return what people read of a blank: the label of its field, typeset."""
    field = catalog.fields.get("date_bascule" if blank.startswith("quand_") else blank)
    return typeset(catalog, field.label if field else blank)


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
                lines.append(Line((runs(catalog, text),), (f"canal:{channel.id}:{status}",)))
    return block(kind, lines, "options", _sources(channels))


def benefits(catalog: Catalog) -> Block:
    """Return one item for each benefit."""
    found = catalog.benefits.values()
    lines = [Line((runs(catalog, b.sentence),), (f"benefice:{b.id}",)) for b in found]
    return block("list", lines, "benefices", _sources(found))


def dates(catalog: Catalog, template: Text) -> list[Block]:
    """Return what the law says, then our dates, each as a list in a fixed order."""
    found: list[Block] = []
    stages = sorted(catalog.stages.values(), key=calendar_order)
    for nature in ("loi", "projet"):
        shown = [s for s in stages if s.nature == nature and s.before]
        shown = [s for s in shown if s.when != "date_reponse" or asks(template)]
        lines = [line for stage in shown for line in tenses(catalog, stage)]
        if lines:
            found.append(block("list", lines, f"calendrier:{nature}", _sources(shown)))
    return found


def asks(template: Text) -> bool:
    """Tell whether a letter itself waits for an answer: then its calendar says until when."""
    return bool(template.slip) or "((date_reponse))" in template.body + template.subject


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
        Line((runs(catalog, text.replace("((quand))", when)),), (f"etape:{found.id}:{tense}",))
        for tense, text in (("avant", found.before), ("apres", found.after))
        if text
    ]


def form(catalog: Catalog, template: Text) -> list[Block]:
    """Return the form of the reply slip: one row for each field asked, to be filled by hand."""
    asked = [catalog.fields[n].label for n in template.collect if n in catalog.fields]
    head, answer = (typeset(catalog, text) for text in FORM_HEAD[catalog.language])
    rows = [Line(((Run(head),), (Run(answer),)))]
    rows += [Line(((Run(typeset(catalog, text)),), ())) for text in asked]
    return [Block("table", tuple(rows), origin="recueillir")] if asked else []


def _sources(items: Iterable[Any]) -> Iterable[str]:
    return (source for item in items for source in item.sources)
