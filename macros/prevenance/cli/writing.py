"""Where a verb may write: a folder of its own, a file that takes nobody's place, the screen."""

import os
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import click

from prevenance.cli.options import insists
from prevenance.output import swapped
from prevenance.problems import UsageError, unwritable


def fresh(output: Path, kit: Path, sheet: Path | None = None) -> AbstractContextManager[Path]:
    """Give the new folder that a verb fills, in a place where nobody's files are at stake."""
    keep = {"le dossier courant": Path.cwd()}
    with suppress(RuntimeError):  # a user without a home
        keep["votre dossier personnel"] = Path.home()
    if sheet:
        keep["votre fiche"] = sheet
    verb = str(click.get_current_context().info_name)
    return swapped(output, verb, replace=insists(), keep=keep, kit=kit)


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
    if there and not insists():
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
