"""The command line's own words in French: click's catalogue, and usage errors."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from prevenance.problems import did_you_mean

DOMAIN = "click"
CATALOGUE = Path(__file__).with_name("messages")


@contextmanager
def speaking_french() -> Iterator[None]:
    """Let click find its words in our catalogue, whatever the machine's language."""
    domain, language = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGUE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = "fr"
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if language is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = language


def in_french(error: click.UsageError) -> str:
    """Say what was wrong with the command typed, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    command = error.ctx.command_path if error.ctx else "prevenance"
    return f"{_what(error)}\n    aide : {command} --aide"


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" ; vouliez-vous dire {error.possibilities[0]} ?" if error.possibilities else ""
        return f"option inconnue {error.option_name}{near}"
    if isinstance(error, click.NoSuchCommand):
        group = error.ctx.command if error.ctx else None
        known = group.commands if isinstance(group, click.Group) else {}
        near = did_you_mean(error.command_name, known)
        return f"commande inconnue « {error.command_name} »{f' ; {near}' if near else ''}"
    if isinstance(error, click.MissingParameter):
        return f"il manque {_name(error, 'un argument')}"
    if isinstance(error, click.BadParameter):
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        expected = ", ".join(choices) if choices else "AAAA-MM-JJ"
        return f"valeur refusée pour {_name(error, 'argument')}, attendu : {expected}"
    if isinstance(error, click.BadOptionUsage):
        return f"l'option {error.option_name} attend une valeur"
    return error.message


def _name(error: click.BadParameter, unknown: str) -> str:
    return str(error.param.get_error_hint(error.ctx)) if error.param and error.ctx else unknown
