"""The verbs that make something: kit, site, pages, nouveau, schema."""

import datetime as dt
import sys
from pathlib import Path

import click

from prevenance import kit, schema
from prevenance.catalog import FOLDERS, is_id, packaged_kit
from prevenance.cli.common import dated, deliver, located, main_group, sender, settle, sound_kit
from prevenance.loader import load
from prevenance.output import swapped, write_all
from prevenance.problems import Refused, UsageError, did_you_mean, one_of
from prevenance.site.one_page import kit_extras


@main_group.command("kit")
@click.option(
    "--sortie",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    help="Dossier à créer ou à remplacer.",
)
@click.option(
    "--entreprise",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Votre fiche : vos champs sont remplis.",
)
@dated
def kit_(sortie: Path, entreprise: Path | None, today: dt.date) -> None:
    """Écrit le kit à télécharger : un dossier par profil, et les archives."""
    catalog = sound_kit(today)
    company = sender(entreprise, catalog) if entreprise else None
    if company:
        settle(company, kit.Kit(catalog, today, company).clashes())
    extras = kit_extras(catalog, today)
    with click.progressbar(length=len(catalog.profiles) + 1, label="Kit", file=sys.stderr) as bar:
        count = kit.build(catalog, sortie, today, company, lambda: bar.update(1), extras)
    click.echo(f"{count} fichiers dans {sortie}")


@main_group.command("site")
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    default=Path("site"),
    metavar="DOSSIER",
    help="Dossier à créer ou à remplacer.",
)
@click.option(
    "--configuration",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    metavar="FICHIER",
    help="Réglages du site.",
)
@dated
def site(sortie: Path, configuration: Path, today: dt.date) -> None:
    """Construit le guide et le kit dans un dossier prêt à publier (dans une copie du projet)."""
    from prevenance.site import hand_written  # noqa: PLC0415 - MkDocs is needed here only
    from prevenance.site.build import build  # noqa: PLC0415

    try:
        build(sortie, today, configuration)
    except UsageError:  # MkDocs checks the texts too; its refusal is told as everywhere else
        sound_kit(today)
        project = configuration.absolute().parent
        if configuration.is_file() and (faults := hand_written.faults(project)):
            raise Refused(located(faults, project)) from None
        raise
    click.echo(f"site construit dans {sortie}")


@main_group.command("pages")
@click.option(
    "--sortie",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    help="Dossier à créer ou à remplacer.",
)
@dated
def pages(sortie: Path, today: dt.date) -> None:
    """Écrit les pages du guide en Markdown, pour un autre générateur de site."""
    from prevenance.site.build import write_pages  # noqa: PLC0415 - MkDocs is needed here only

    write_pages(sortie, sound_kit(today), today)
    click.echo(f"pages écrites dans {sortie}")


@main_group.command("nouveau")
@click.argument("genre", type=click.Choice([*schema.KINDS]), metavar="GENRE")
@click.argument("identifiant", metavar="ID")
@click.option(
    "--comme", metavar="VOISIN", help="Fiche à copier, au lieu d'une fiche vide commentée."
)
@dated
def nouveau(genre: str, identifiant: str, comme: str | None, today: dt.date) -> None:
    """Commence une fiche : profil, canal, benefice, etape, courrier ou outil."""
    catalog = load(packaged_kit())
    folder = schema.KINDS[genre]
    path = catalog.root / folder / f"{identifiant}{FOLDERS[folder][2]}"
    if not is_id(identifiant):
        raise UsageError(f"identifiant « {identifiant} » : a-z, 0-9 et des tirets, sans accent")
    if path.exists():
        raise UsageError(f"{path} existe déjà")
    text = schema.copied(catalog, genre, comme) if comme else schema.skeleton(genre, today)
    if text is None:
        known = [p.stem for p in sorted(path.parent.iterdir())]
        raise UsageError(
            f"« {comme} » n'existe pas dans {folder}/ ; {did_you_mean(comme or '', known) or one_of(known)}"
        )
    deliver(text.encode(), path)


@main_group.command("schema")
@click.option(
    "--sortie",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    help="Dossier à créer ou à remplacer.",
)
def schema_(sortie: Path) -> None:
    """Écrit les schémas JSON des fiches, pour les éditeurs de texte qui aident à la saisie."""
    with swapped(sortie) as folder:
        count = write_all(
            folder, ((name, text.encode()) for name, text in schema.schemas().items())
        )
    click.echo(f"{count} schémas dans {sortie}")
