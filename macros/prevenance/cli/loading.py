"""The kit and the sender's file that a verb works on, sound or refused."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from prevenance import checks
from prevenance.catalog import SHEET_EXAMPLE, Catalog, forms
from prevenance.catalog.loader import load
from prevenance.model.company import Company
from prevenance.problems import Problem, Refused, report
from prevenance.rules import contradictions
from prevenance.rules.company import load_company
from prevenance.rules.contradictions import Clash
from prevenance.site import machine
from prevenance.site.kit_folder import kit_at_hand


def located(problems: list[Problem], root: Path) -> list[Problem]:
    """Show the files of a kit under the folder that holds them."""
    return [
        replace(p, place=replace(p.place, file=(root / p.place.file).as_posix())) for p in problems
    ]


def sound_kit(today: dt.date) -> Catalog:
    """Load the kit at hand, refusing it with every fault."""
    catalog = load(kit_at_hand())
    problems = [p for p in checks.check(catalog, today) if not p.warning]
    if problems:
        raise Refused(located(problems, catalog.root))
    return catalog


def sender(path: Path, catalog: Catalog) -> Company:
    """Load the sender's file; remark upon what it says that is possible but unwise."""
    company = load_company(path, catalog)
    refuse_or_remark(company, contradictions.of_sheet(catalog, company))
    if path.name != SHEET_EXAMPLE and (remarks := list(_of_the_example(company))):
        _remark(remarks)
    return company


def _of_the_example(company: Company) -> Iterator[Problem]:
    """Remark upon each answer that still holds the number of the example."""
    for name, answer in company.answers.items():
        if forms.holds_example(answer):
            found = f"le numéro de l'exemple, {forms.EXAMPLE_SIREN}, que personne ne porte"
            mend = "remplacez-le avant d'envoyer un courrier"
            place = company.place("champs", name)
            yield Problem(place, found, "votre numéro SIREN", mend, warning=True)


def refuse_or_remark(company: Company, clashes: Iterable[Clash]) -> None:
    """Show the remarks upon the dates of a sender, or refuse them all when one is impossible."""
    problems = contradictions.problems(company, clashes)
    if any(not problem.warning for problem in problems):
        raise Refused(problems)
    if problems:
        _remark(problems)


def _remark(problems: list[Problem]) -> None:
    click.echo(report(problems, annotated=machine.shows_annotations()), err=True)
