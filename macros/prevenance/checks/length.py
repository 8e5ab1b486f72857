"""A postal letter fits on one page: an estimate in lines, made without a renderer."""

import datetime as dt
from collections.abc import Iterator
from math import ceil

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.letter.answers import stage_blank
from prevenance.letter.blocks import Block
from prevenance.letter.compose import compose
from prevenance.model import Text
from prevenance.model.calendar import YEARS
from prevenance.problems import Place, Problem
from prevenance.text.dates import day_in_words

LONGEST_DAY = day_in_words(dt.date(YEARS[1], 9, 30))
"""What stands for any date of the project: no day takes more characters."""

LINE = 98
"""Characters of a line of 170 mm at 10.5 pt, about."""

PAGE = 50
"""Lines under the date that fit on the first page; a letter whose estimate is above is too long."""

GAP = 0.45
"""Space under a block, in lines."""

ELSEWHERE = frozenset({"sender", "recipient", "dateline", "footer"})
"""Blocks that stand above the text or in the margin."""

INSTEAD = frozenset({"options:un", "banque:tue"})
"""Keys of what a letter shows in place of something else, which is longer."""

SHOWN = {"options": 2, "benefices": 2, "calendrier:loi": 1, "calendrier:projet": 2}
"""How many items of a slot a letter shows by default."""


def letters_fit_on_a_page(kit: Examined) -> Iterator[Problem]:
    """A postal letter fits on one page at 10.5 pt with two options, two benefits and three dates."""
    catalog = kit.catalog
    for speaking in (catalog, *catalog.translations.values()):
        for text in speaking.texts.values():
            if "poste" in text.supports and (lines := estimated_lines(speaking, text)) > PAGE:
                suffix = "" if speaking.language == "fr" else ".en"
                yield Problem(
                    Place(catalog.place(text).file.replace(".md", f"{suffix}.md")),
                    f"environ {lines} lignes",
                    f"au plus {PAGE}, pour tenir sur une page",
                    "raccourcissez le texte",
                )


def estimated_lines(catalog: Catalog, text: Text) -> int:
    """Estimate the lines of a postal letter under its date, with the longest examples."""
    answers = {name: f.example for name, f in catalog.fields.items()}
    answers |= {stage_blank(s): LONGEST_DAY for s in catalog.stages.values()}
    blocks = compose(catalog, text, "poste").blocks
    return ceil(sum(_height(block, answers) for block in blocks))


def _height(block: Block, answers: dict[str, str]) -> float:
    past = (
        bool(block.keys) and block.keys[0].startswith("etape:") and block.keys[0].endswith("apres")
    )
    if (
        block.kind in ELSEWHERE
        or block.origin.startswith("coupon:")
        or (past and len(block.lines) == 1)
        or INSTEAD.issuperset(block.keys or ("",))
    ):
        return 0
    lengths = []
    for line in (line for line in block.lines if not INSTEAD.issuperset(line.keys or ("",))):
        runs = (run for cell in line.cells for run in cell)
        filled = "".join(run.text or answers.get(run.blank, "") for run in runs)
        lengths.append(max(1, ceil(len(filled) / LINE)))
    shown = SHOWN.get(block.origin, len(lengths))
    gap = 0 if block.kind in {"references", "signature"} else GAP
    return sum(sorted(lengths, reverse=True)[:shown]) + gap


EARLY = ()
LATE = (letters_fit_on_a_page,)
