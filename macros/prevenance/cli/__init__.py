"""The command ``prevenance``: French verbs, the door that prints.

Exit codes: 0 done, 1 refused, 2 usage, 3 partial, 130 interrupted.
"""

import io
import sys
from contextlib import suppress

import click

from prevenance.cli.french import in_french, speaking_french
from prevenance.cli.verbs import main_group
from prevenance.problems import (
    Refused,
    Undecided,
    UnfitAnswer,
    UsageError,
    printable,
    reason,
    report,
)
from prevenance.site import machine


def main(arguments: list[str] | None = None) -> None:
    """Run the command; every failure is a French message and an exit code, never a traceback."""
    speak_utf8()
    try:
        with speaking_french():
            main_group.main(arguments, prog_name="prevenance", standalone_mode=False)
    except (Refused, UnfitAnswer) as refused:
        click.echo(report(refused.problems, annotated=machine.shows_annotations()), err=True)
        sys.exit(1)
    except Undecided as undecided:
        click.echo(str(undecided), err=True)
        sys.exit(1)
    except UsageError as error:
        lines = (printable(line) for line in str(error).rstrip().split("\n"))
        click.echo("prevenance : " + "\n".join(lines), err=True)
        sys.exit(2)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.UsageError as error:
        click.echo(f"prevenance : {in_french(error)}", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrompu", err=True)
        sys.exit(130)
    except OSError as error:
        sys.exit(_refused_by_the_system(error))


def _refused_by_the_system(error: OSError) -> int:
    """Say in one line what the system refused and return the exit code; a reader may stop reading."""
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 0
    with suppress(OSError):
        sys.stdout.close()  # what a full disk left in it would be tried again at the end
    where = printable(str(error.filename or "écriture impossible"))
    click.echo(f"prevenance : {where} : {reason(error)}", err=True)
    return 2


def speak_utf8() -> None:
    """Write UTF-8 whatever the code page of the console, so that no name is lost in a redirection.

    What is no character, such as a stray byte of a file name, is shown as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
