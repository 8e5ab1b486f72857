"""Where the kit is: in the folder where one stands, in a project, or in the installed package."""

from pathlib import Path

from prevenance.catalog import packaged_kit


def kit_at_hand() -> Path:
    """Return the kit at hand: ./kit of a checkout, else the one of the installed package.

    Raises:
        UsageError: there is none.
    """
    here = Path("kit")
    return here if (here / "champs.yml").is_file() else packaged_kit()


def kit_of(project: Path) -> Path:
    """Return the kit of a project, or the one at hand when the project has none."""
    own = project / "kit"
    return own if own.is_dir() else kit_at_hand()
