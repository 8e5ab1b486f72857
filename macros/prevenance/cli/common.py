"""What the verbs share: the group, the day, the kit at hand, writing a result."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from prevenance import __version__, checks
from prevenance.catalog import SHEET_EXAMPLE, Catalog, forms, packaged_kit
from prevenance.catalog.loader import load
from prevenance.cli.french import FrenchGroup
from prevenance.model import YEARS
from prevenance.model.company import Company
from prevenance.output import swapped
from prevenance.problems import (
    Problem,
    Refused,
    UsageError,
    report,
    unwritable,
)
from prevenance.rules import contradictions
from prevenance.rules.company import load_company
from prevenance.rules.contradictions import Clash

REPLACE = "prevenance.remplacer"
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


def replacing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--remplacer``, which :func:`fresh` and :func:`deliver` obey."""
    return click.option(
        "--remplacer",
        is_flag=True,
        expose_value=False,
        callback=lambda context, _, value: context.meta.update({REPLACE: value}),
        help="Remplace aussi ce que vous avez modifié depuis.",
    )(function)


def _insists() -> bool:
    return bool(click.get_current_context().meta.get(REPLACE))


def to_folder(**given: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--sortie``, ``required`` or with a ``default``, and ``--remplacer``."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        return click.option(
            "--sortie",
            type=click.Path(path_type=Path),
            metavar="DOSSIER",
            help="Dossier à créer, ou à remplacer si Prévenance l'a écrit.",
            **given,
        )(replacing(function))

    return add


def fresh(output: Path, kit: Path, sheet: Path | None = None) -> AbstractContextManager[Path]:
    """Give the new folder that a verb fills, in a place where nobody's files are at stake."""
    keep = {"le dossier courant": Path.cwd()}
    with suppress(RuntimeError):  # a user without a home
        keep["votre dossier personnel"] = Path.home()
    if sheet:
        keep["votre fiche"] = sheet
    verb = str(click.get_current_context().info_name)
    return swapped(output, verb, replace=_insists(), keep=keep, kit=kit)


def located(problems: list[Problem], root: Path) -> list[Problem]:
    """Show the files of a kit under the folder that holds them."""
    return [
        replace(p, place=replace(p.place, file=(root / p.place.file).as_posix())) for p in problems
    ]


def kit_at_hand() -> Path:
    """Return the kit that a command works on: ./kit, else the one that comes with the program."""
    here = Path("kit")
    return here if (here / "champs.yml").is_file() else packaged_kit()


def sound_kit(today: dt.date) -> Catalog:
    """Load the kit at hand, refusing it with every fault."""
    catalog = load(kit_at_hand())
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


def check_free(output: Path | None) -> None:
    """Refuse a file to write that would take the place of another, or of what is no file."""
    if output is None:
        return
    try:
        there = output.exists()
        if output.is_symlink() or (there and not output.is_file()):
            raise UsageError(f"impossible d'écrire {output} : ce n'est pas un fichier ordinaire")
    except OSError as error:
        raise unwritable(output, error) from error
    if there and not _insists():
        mend = "choisissez un autre nom avec --sortie, ou ajoutez --remplacer"
        raise UsageError(f"{output} existe déjà\n    corriger : {mend}")


def deliver(data: bytes, output: Path | None) -> None:
    """Write a result to a file, whole or not at all, or show it on the screen without one."""
    if output is None:
        click.echo(data, nl=False)
        return
    check_free(output)
    beside = output.with_name(f".prevenance-{os.getpid()}.tmp")
    try:
        try:
            beside.write_bytes(data)
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(output, error) from error
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
