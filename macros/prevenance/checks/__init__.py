"""The rules that a kit must respect, beyond the shape of its files: one function each.

A rule takes a kit examined on a day and yields faults. Its name is the rule as a sentence; it stands
in the module of its subject, its passing and failing examples in the test of the same name.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from prevenance.catalog import ATTRIBUTES, Catalog
from prevenance.checks import (
    assembly,
    bans,
    blanks,
    cases,
    contents,
    dates,
    everyday_words,
    examples,
    formatting,
    length,
    lists,
    options,
    prose,
    references,
    safety,
    slips,
    tables,
    translations,
    wording,
)
from prevenance.checks.sentences import Examined, examined
from prevenance.problems import Problem

Check = Callable[[Examined], Iterator[Problem]]

_MODULES = (
    references,
    lists,
    everyday_words,
    tables,
    safety,
    prose,
    formatting,
    bans,
    assembly,
    slips,
    examples,
    dates,
    blanks,
    contents,
    options,
    wording,
    cases,
    translations,
    length,
)
EARLY: tuple[Check, ...] = tuple(rule for module in _MODULES for rule in module.EARLY)
LATE: tuple[Check, ...] = tuple(rule for module in _MODULES for rule in module.LATE)
CHECKS: tuple[Check, ...] = (*EARLY, *LATE)
"""Every rule; those of ``LATE`` lean on sound references, tables and sentences."""


def check(catalog: Catalog, today: dt.date, *, strict: bool = False) -> list[Problem]:
    """Return every fault and warning of a kit on a day, sorted; ``strict`` turns warnings into faults."""
    told = sorted(judged(examined(catalog, today)))
    return [replace(problem, warning=problem.warning and not strict) for problem in told]


def judged(kit: Examined) -> set[Problem]:
    """Return what reading a kit and every rule say of it.

    Rules that lean on sound references (tables, letters) are asked only when there are no faults
    yet, and none is when a whole collection cannot be read: one mistake is reported once.
    """
    problems = set(kit.catalog.problems)
    whole = not any((attribute, "") in kit.catalog.broken for attribute in ATTRIBUTES)
    for rule in EARLY if whole else ():
        problems.update(rule(kit))
    if all(problem.warning for problem in problems):
        for rule in LATE:
            problems.update(rule(kit))
    return problems
