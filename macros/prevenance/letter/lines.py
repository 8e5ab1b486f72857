"""A line of a text as runs: its typography, its bold, its blanks and their labels."""

import re

from prevenance.catalog import Catalog
from prevenance.letter.answers import stage_blank
from prevenance.letter.blocks import Cell, Run
from prevenance.letter.syntax import INLINE
from prevenance.model import Stage
from prevenance.text.typography import english, french


def typeset_for(catalog: Catalog, text: str) -> str:
    """Set the typography of the catalog's language."""
    return french(text) if catalog.language == "fr" else english(text)


def runs_of(catalog: Catalog, text: str) -> Cell:
    """Parse a line into runs: ``**bold**``, blanks, rules to write on, addresses of sources."""
    found: list[Run] = []
    bold, end = False, 0
    text = typeset_for(catalog, text)
    for mark in INLINE.finditer(text):
        found.append(Run(text[end : mark.start()], bold=bold))
        end = mark.end()
        if mark[1]:
            bold = not bold
        elif mark[2]:
            source = catalog.sources.get(mark[2])
            found.append(Run(bare_address(source.url) if source else "", bold=bold))
        elif mark[4]:
            found.append(Run(rule=True))
        else:
            found.append(Run(blank=mark[3], bold=bold, label=blank_label(catalog, mark[3])))
    found.append(Run(text[end:], bold=bold))
    return tuple(run for run in found if run.text or run.blank or run.rule)


def bare_address(url: str) -> str:
    """Write the address of a page as people read and type it: without scheme nor final slash."""
    return re.sub("^https?://|/$", "", url)


def blank_label(catalog: Catalog, blank: str) -> str:
    """Return what people read of a blank: the label of its field, or of its stage, typeset."""
    field = catalog.fields.get(blank)
    if field is None:
        stage = next((s for s in catalog.stages.values() if stage_blank(s) == blank), None)
        return typeset_for(catalog, stage_label(stage) if stage else blank)
    return typeset_for(catalog, field.label)


def stage_label(stage: Stage) -> str:
    """Return what people read of the blank that holds the date of a stage."""
    return f"{stage.name} (date)"
