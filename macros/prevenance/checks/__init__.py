"""The rules that a kit must respect, beyond the shape of its files: one function each.

A check takes the catalog and the day, and yields faults. Its name is the rule as a sentence.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from prevenance.catalog import ATTRIBUTES, Catalog
from prevenance.checks import (
    bans,
    blanks,
    cases,
    examples,
    freshness,
    length,
    letters,
    prose,
    references,
    safety,
    structure,
    tables,
    translations,
    whole,
    writing,
)
from prevenance.problems import Problem

Check = Callable[[Catalog, dt.date], Iterator[Problem]]

EARLY: tuple[Check, ...] = (
    *references.CHECKS,
    *tables.CHECKS,
    *safety.CHECKS,
    *prose.CHECKS,
    *writing.CHECKS,
    *bans.CHECKS,
    *structure.CHECKS,
    *examples.CHECKS,
    *whole.CHECKS,
    *freshness.CHECKS,
)
LATE: tuple[Check, ...] = (
    *blanks.CHECKS,
    *letters.CHECKS,
    *bans.LATE,
    *cases.CHECKS,
    *translations.LATE,
    *length.CHECKS,
    *whole.LATE,
)
CHECKS: tuple[Check, ...] = (*EARLY, *LATE)
"""Every rule; those of ``LATE`` lean on sound references, tables and sentences."""


def check(catalog: Catalog, today: dt.date, *, strict: bool = False) -> list[Problem]:
    """Return every fault and warning of a kit on a day, sorted; ``strict`` turns warnings into faults.

    Checks that lean on sound references (tables, letters) run only when there are no faults yet,
    and none runs when a whole collection cannot be read: one mistake is reported once.
    """
    problems = list(catalog.problems)
    whole = not any((attribute, "") in catalog.broken for attribute in ATTRIBUTES)
    for rule in EARLY if whole else ():
        problems += rule(catalog, today)
    if not any(not p.warning for p in problems):
        for rule in LATE:
            problems += rule(catalog, today)
    if strict:
        problems = [replace(p, warning=False) for p in problems]
    return sorted(set(problems))
