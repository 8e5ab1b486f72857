"""The commands that pages and help show, typed as they stand, are accepted."""

import re
import shlex

import pytest

from conftest import ROOT, TODAY, Command
from prevenance.cli.verbs import main_group
from prevenance.site import stories

SHOWN = re.compile(r"(?m)^ *(?:Exemple : |Pour commencer : )?(prevenance composer (?:.*\\\n)*.*)$")
"""A command in a block of code, or in a help page; a line that ends with a bar goes on."""


def commands(text: str) -> list[str]:
    """List the letters that a text asks of the command, those of sheets to write left out."""
    found = (command.replace("\\\n", " ") for command in SHOWN.findall(text))
    return sorted({command for command in found if ".yml" not in command})


PAGES = (*(ROOT / "docs").rglob("*.md"), ROOT / "README.md")
TOLD = [stories.command(first) for first, *_ in stories.stories(ROOT / "docs").values()]
"""Those of the stories, which the page on installing lists."""

WRITTEN = TOLD + [command for page in PAGES for command in commands(page.read_text("utf-8"))]
HELP = [c for verb in (main_group, *main_group.commands.values()) for c in commands(verb.help or "")]  # fmt: skip


def test_pages_and_help_show_commands() -> None:
    assert len(WRITTEN) > 10
    assert len(HELP) > 1


@pytest.mark.parametrize("command", sorted({*WRITTEN, *HELP}))
def test_a_command_that_is_shown_is_accepted(run: Command, command: str) -> None:
    result = run(*shlex.split(command)[1:], f"--date={TODAY.isoformat()}")
    assert (result.code, bool(result.out)) == (0, True), result.err
