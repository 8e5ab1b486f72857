"""What the verbs share: the group, the day, the kit at hand, writing a result."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from prevenance import __version__, checks, contradictions, forms
from prevenance.calendar import YEARS
from prevenance.catalog import SHEET_EXAMPLE, Catalog, packaged_kit
from prevenance.cli.french import FrenchGroup
from prevenance.company import Company
from prevenance.company_file import load_company
from prevenance.contradictions import Clash
from prevenance.loader import load
from prevenance.problems import Problem, Refused, UsageError, reason, report

DAY = click.DateTime(formats=["%Y-%m-%d"])


def clock() -> dt.date:
    """Return the day of the machine, in its time zone: read here and nowhere else."""
    return dt.datetime.now().astimezone().date()


def day_or_today(_c: click.Context, _p: click.Parameter, value: dt.datetime | None) -> dt.date:
    """Turn the value of ``--date`` into a day, today without one."""
    return in_the_calendar(value.date()) if value else clock()


def in_the_calendar(day: dt.date) -> dt.date:
    """Refuse a day from which the stages of a letter would leave the calendar."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        expected = f"une année de {YEARS[0]} à {YEARS[1]}"
        raise UsageError(
            f"--date {day}\n    attendu  : {expected}\n    corriger : corrigez l'année"
        )
    return day


def dated(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--date``, by default the day of the machine."""
    return click.option(
        "--date",
        "today",
        type=DAY,
        callback=day_or_today,
        metavar="AAAA-MM-JJ",
        help="Jour à prendre pour aujourd'hui.",
    )(function)


def located(problems: list[Problem], root: Path) -> list[Problem]:
    """Show the files of a kit under the folder that holds them."""
    return [
        replace(p, place=replace(p.place, file=(root / p.place.file).as_posix())) for p in problems
    ]


def sound_kit(today: dt.date) -> Catalog:
    """Load the kit at hand, refusing it with every fault."""
    catalog = load(packaged_kit())
    problems = [p for p in checks.check(catalog, today) if not p.warning]
    if problems:
        raise Refused(located(problems, catalog.root))
    return catalog


@click.group(
    cls=FrenchGroup,
    context_settings={"help_option_names": ["--aide", "-h"], "max_content_width": 100},
)
@click.version_option(
    __version__, "--version", message="prevenance %(version)s", help="Affiche la version."
)
def main_group() -> None:
    """Le bon courrier sur la facture électronique pour chaque client, ou « aucun courrier », motivé."""


def deliver(data: bytes, output: Path | None) -> None:
    """Write a result to a file, whole or not at all, or show it on the screen without one."""
    if output is None:
        click.echo(data, nl=False)
        return
    beside = output.with_name(f".{output.name}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"impossible d'écrire {output} : {reason(error)}") from error
    click.echo(f"écrit : {output}", err=True)


def sender(path: Path, catalog: Catalog) -> Company:
    """Load a sender's sheet; remark upon what it says that is possible but unwise."""
    company = load_company(path, catalog)
    settle(company, contradictions.of_sheet(catalog, company))
    if path.name != SHEET_EXAMPLE and (remarks := list(_of_the_example(company))):
        click.echo(report(remarks), err=True)
    return company


def _of_the_example(company: Company) -> Iterator[Problem]:
    """Remark upon each answer that still holds the number of the example."""
    for name, answer in company.answers.items():
        if forms.holds_example(answer):
            found = f"le numéro de l'exemple, {forms.EXAMPLE_SIREN}, que personne ne porte"
            mend = "remplacez-le avant d'envoyer un courrier"
            place = company.place("champs", name)
            yield Problem(place, found, "votre numéro SIREN", mend, warning=True)


def settle(company: Company, clashes: Iterable[Clash]) -> None:
    """Show the remarks upon the dates of a sheet, or refuse them all when one is impossible."""
    problems = contradictions.problems(company, clashes)
    if any(not problem.warning for problem in problems):
        raise Refused(problems)
    if problems:
        click.echo(report(problems), err=True)
