"""``verifier``: every fault of a kit, and of the project's own pages, at once."""

import datetime as dt
import sys
from pathlib import Path

import click

from prevenance import checks
from prevenance.catalog import FILES, FOLDERS
from prevenance.catalog.loader import load
from prevenance.cli.loading import located
from prevenance.problems import report
from prevenance.site import machine
from prevenance.site.kit_folder import kit_at_hand


def verify(folder: Path | None, today: dt.date, *, strict: bool) -> None:
    """Show the faults of a kit, the one at hand without a folder, and what it holds; exit 1 on a fault."""
    catalog = load(folder or kit_at_hand())
    problems = located(checks.check(catalog, today, strict=strict), catalog.root)
    project = catalog.root.parent
    if folder is None and (project / "mkdocs.yml").is_file():
        from prevenance.site import hand_written  # Markdown is needed here only

        problems = sorted([*problems, *located(hand_written.guide_faults(project), project)])
    if problems:
        click.echo(report(problems, annotated=machine.shows_annotations()))
    faults = sum(not p.warning for p in problems)
    for name, (_, attribute) in FILES.items():
        click.echo(f"{len(getattr(catalog, attribute)):5} {name}")
    for name, (_, attribute, _) in FOLDERS.items():
        extra = len(catalog.translations["en"].texts) if attribute == "texts" else 0
        translated = f", dont {extra} traduits en anglais" if extra else ""
        click.echo(f"{len(getattr(catalog, attribute)):5} {name}/{translated}")
    click.echo(f"{faults} faute(s), {len(problems) - faults} avertissement(s)")
    if faults:
        sys.exit(1)
