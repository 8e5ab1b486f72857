"""Options that several verbs have, and values that only the kit's model knows."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from prevenance.problems import UsageError
from prevenance.site import machine

REPLACE = "prevenance.remplacer"
DAY = click.DateTime(formats=["%Y-%m-%d"])


class Closed(click.ParamType[str]):
    """One of a closed list, which is looked up only when a value is typed or the help is shown."""

    name = "choice"

    def __init__(self, values: Callable[[], Iterable[str]]) -> None:
        self._values = values

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of the list, in its order."""
        return tuple(self._values())

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the values in the help, as click shows those of its own choices."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Accept a value of the list."""
        if value not in self.choices:
            self.fail(value, param, ctx)
        return value


def with_day(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--date``, by default the day of the machine."""
    return click.option(
        "--date",
        "today",
        type=DAY,
        callback=_day_or_today,
        metavar="AAAA-MM-JJ",
        help="Jour à prendre pour aujourd'hui.",
    )(function)


def _day_or_today(_c: click.Context, _p: click.Parameter, value: dt.datetime | None) -> dt.date:
    return in_the_calendar(value.date()) if value else machine.today()


def in_the_calendar(day: dt.date) -> dt.date:
    """Refuse a day from which the stages of a letter would leave the calendar."""
    from prevenance.model import YEARS

    if not YEARS[0] <= day.year <= YEARS[1]:
        expected = f"une année de {YEARS[0]} à {YEARS[1]}"
        raise UsageError(
            f"--date {day}\n    attendu  : {expected}\n    corriger : corrigez l'année"
        )
    return day


def replacing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--remplacer``, which :func:`insists` tells."""
    return click.option(
        "--remplacer",
        is_flag=True,
        expose_value=False,
        callback=lambda context, _, value: context.meta.update({REPLACE: value}),
        help="Remplace aussi ce que vous avez modifié depuis.",
    )(function)


def insists() -> bool:
    """Tell whether ``--remplacer`` was given."""
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


def company_file(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--entreprise``, with its help."""
    return click.option(
        "--entreprise", type=click.Path(path_type=Path), metavar="FICHIER", help=text
    )
