"""What the verbs that fill a folder put in it: ``kit``, ``site``, ``pages``, ``schema``."""

import datetime as dt
import sys
from pathlib import Path

import click

from prevenance.catalog import schema
from prevenance.cli import loading
from prevenance.configurator.files import Configurator
from prevenance.documents.press import Press
from prevenance.downloads.archives import write_downloads
from prevenance.downloads.profile_files import Downloads
from prevenance.model.company import STANDARD
from prevenance.output import write_all
from prevenance.problems import Refused, UsageError
from prevenance.site import build, hand_written


def make_kit(folder: Path, sheet: Path | None, today: dt.date) -> int:
    """Write the kit, with the answers of the sender's file if there is one; return how many files."""
    catalog = loading.sound_kit(today)
    company = loading.sender(sheet, catalog) if sheet else None
    press = Press(catalog, today, company.layout if company else STANDARD)
    made = Downloads(press, company)
    if company:
        loading.refuse_or_remark(company, made.clashes())
    page = Configurator(Press(catalog, today) if company else press)
    steps = len(catalog.profiles) + 1
    with click.progressbar(length=steps, label="Kit", file=sys.stderr) as bar:
        return write_downloads(made, folder, lambda: bar.update(1), page.extras())


def make_site(folder: Path, settings: Path, today: dt.date) -> None:
    """Build the site; a refusal of MkDocs is told as everywhere else when it comes from the texts."""
    try:
        build.build_site(folder, today, settings)
    except UsageError:
        loading.sound_kit(today)
        project = settings.absolute().parent
        guide = settings.is_file() and (project / "docs").is_dir()
        if guide and (faults := hand_written.guide_faults(project)):
            raise Refused(loading.located(faults, project)) from None
        raise


def make_pages(folder: Path, today: dt.date) -> None:
    """Write the generated pages of the guide, as Markdown."""
    build.write_pages(folder, Press(loading.sound_kit(today), today))


def make_schemas(folder: Path) -> int:
    """Write the JSON Schemas of the kit's files; return how many."""
    files = {name: text.encode() for name, text in schema.schemas().items()}
    return write_all(folder, files.items())
