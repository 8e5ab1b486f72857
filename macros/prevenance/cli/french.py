"""The command line's own words in French: help pages and usage errors."""

import re

import click

from prevenance.problems import did_you_mean

WORDS = {
    "Usage:": "Emploi :",
    "Options:": "Options :",
    "Commands:": "Commandes :",
    "[OPTIONS]": "[OPTIONS]",
    "COMMAND [ARGS]...": "COMMANDE [ARGUMENTS]...",
    "Show this message and exit.": "Affiche cette aide.",
    "[required]": "(obligatoire)",
}


def _french_help(text: str) -> str:
    for english, french in WORDS.items():
        text = text.replace(english, french)
    return text


class FrenchCommand(click.Command):
    """A command whose help page is in French."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page, in French."""
        return _french_help(super().get_help(ctx))


class FrenchGroup(click.Group):
    """A group of commands whose help pages are in French."""

    command_class = FrenchCommand

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page, in French."""
        return _french_help(super().get_help(ctx))


def in_french(error: click.UsageError) -> str:
    """Say what was wrong with the command typed, and where its help is."""
    command = error.ctx.command_path if error.ctx else "prevenance"
    hint = f"\n    aide : {command} --aide"
    if isinstance(error, click.NoSuchOption):
        near = f" ; vouliez-vous dire {error.possibilities[0]} ?" if error.possibilities else ""
        return f"option inconnue {error.option_name}{near}{hint}"
    if isinstance(error, click.MissingParameter):
        return f"il manque {error.param.get_error_hint(error.ctx) if error.param and error.ctx else 'un argument'}{hint}"
    if isinstance(error, click.BadParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else "argument"
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        return f"valeur refusée pour {name}, attendu : {', '.join(choices) if choices else 'AAAA-MM-JJ'}{hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"l'option {error.option_name} attend une valeur{hint}"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.ctx.get_help() if error.ctx else hint
    if found := re.match("No such command '(.*?)'", error.message):
        known = (
            error.ctx.command.commands
            if error.ctx and isinstance(error.ctx.command, click.Group)
            else {}
        )
        near = did_you_mean(found[1], known)
        return f"commande inconnue « {found[1]} »{f' ; {near}' if near else ''}{hint}"
    if "Missing command" in error.message:
        return f"il manque une commande{hint}"
    return f"arguments en trop{hint}"
