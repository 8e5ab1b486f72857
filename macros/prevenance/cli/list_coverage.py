"""``couverture``: the answer for every profile, category of sender and day."""

import datetime as dt
from collections.abc import Collection, Sequence

import click

from prevenance.cli import loading
from prevenance.cli.one_letter import unknown
from prevenance.cli.options import in_the_calendar
from prevenance.problems import UsageError
from prevenance.rules.coverage import coverage_table
from prevenance.site import machine


def list_coverage(days: Sequence[dt.date], profiles: Collection[str]) -> None:
    """Show the coverage as lines of a table; every telling day and profile when none is named.

    Raises:
        UsageError: an unknown profile, or a day out of the calendar.
    """
    catalog = loading.sound_kit(machine.today())
    if strange := [name for name in profiles if name not in catalog.profiles]:
        said = (unknown("profil inconnu", name, catalog.profiles) for name in strange)
        raise UsageError("\n".join(said))
    cells = coverage_table(catalog, [in_the_calendar(day) for day in days])
    click.echo("profil;categorie;date;courrier;cas;motif")
    for cell in cells:
        if not profiles or cell.profile in profiles:
            for result in cell.results:
                answer = result.letter or "aucun courrier"
                case, reason = (said.replace(" ;", ",") for said in (result.when, result.reason))
                click.echo(
                    f"{cell.profile};{cell.category};{cell.day.isoformat()};{answer};{case};{reason}"
                )
