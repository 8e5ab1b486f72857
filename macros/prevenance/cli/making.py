"""The verbs that make something: kit, site, pages, nouveau, schema."""

import datetime as dt
import sys
from pathlib import Path

import click

from prevenance import downloads
from prevenance.catalog import FOLDERS, is_id, schema, skeletons
from prevenance.catalog.loader import load
from prevenance.cli.common import (
    check_free,
    dated,
    deliver,
    fresh,
    kit_at_hand,
    located,
    main_group,
    sender,
    settle,
    sound_kit,
    to_folder,
)
from prevenance.configurator.offline import kit_extras
from prevenance.output import write_all
from prevenance.problems import (
    Refused,
    UsageError,
    did_you_mean,
    one_of,
)


@main_group.command("kit")
@to_folder(required=True)
@click.option(
    "--entreprise",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Votre fiche : vos champs sont remplis.",
)
@dated
def kit_(sortie: Path, entreprise: Path | None, today: dt.date) -> None:
    """Écrit le kit à télécharger : un dossier par profil, et les archives."""
    with fresh(sortie, kit_at_hand(), entreprise) as folder:
        catalog = sound_kit(today)
        company = sender(entreprise, catalog) if entreprise else None
        if company:
            settle(company, downloads.Kit(catalog, today, company).clashes())
        extras = kit_extras(catalog, today)
        steps = len(catalog.profiles) + 1
        with click.progressbar(length=steps, label="Kit", file=sys.stderr) as bar:
            count = downloads.build(catalog, folder, today, company, lambda: bar.update(1), extras)
    click.echo(f"{count} fichiers dans {sortie}")


@main_group.command("site")
@to_folder(default="site")
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
    from prevenance.site.build import build_site  # noqa: PLC0415

    with fresh(sortie, configuration.parent / "kit") as folder:
        try:
            build_site(folder, today, configuration)
        except UsageError:  # MkDocs checks the texts too; its refusal is told as everywhere else
            sound_kit(today)
            project = configuration.absolute().parent
            guide = configuration.is_file() and (project / "docs").is_dir()
            if guide and (faults := hand_written.guide_faults(project)):
                raise Refused(located(faults, project)) from None
            raise
    click.echo(f"site construit dans {sortie}")


@main_group.command("pages")
@to_folder(required=True)
@dated
def pages(sortie: Path, today: dt.date) -> None:
    """Écrit les pages du guide en Markdown, pour un autre générateur de site."""
    from prevenance.site.build import write_pages  # noqa: PLC0415 - MkDocs is needed here only

    with fresh(sortie, kit_at_hand()) as folder:
        write_pages(folder, sound_kit(today), today)
    click.echo(f"pages écrites dans {sortie}")


@main_group.command("nouveau")
@click.argument("genre", type=click.Choice([*skeletons.KINDS]), metavar="GENRE")
@click.argument("identifiant", metavar="ID")
@click.option(
    "--comme", metavar="VOISIN", help="Fiche à copier, au lieu d'une fiche vide commentée."
)
@dated
def nouveau(genre: str, identifiant: str, comme: str | None, today: dt.date) -> None:
    """Commence une fiche : profil, canal, benefice, etape, courrier ou outil."""
    catalog = load(kit_at_hand())
    folder = skeletons.KINDS[genre]
    path = catalog.root / folder / f"{identifiant}{FOLDERS[folder][2]}"
    if not is_id(identifiant):
        raise UsageError(f"identifiant « {identifiant} » : a-z, 0-9 et des tirets, sans accent")
    if path.exists():
        raise UsageError(f"{path} existe déjà")
    files = dict(skeletons.copies(catalog, genre, comme, identifiant) if comme else ())
    if not comme:
        files[path] = skeletons.commented_file(genre, today)
    if path not in files:
        known = [p.stem for p in sorted(path.parent.iterdir())]
        raise UsageError(
            f"« {comme} » n'existe pas dans {folder}/ ; {did_you_mean(comme or '', known) or one_of(known)}"
        )
    for place in files:
        check_free(place)
    for place, text in files.items():
        deliver(text.encode(), place)


@main_group.command("schema")
@to_folder(required=True)
def schema_(sortie: Path) -> None:
    """Écrit les schémas JSON des fiches, pour les éditeurs de texte qui aident à la saisie."""
    with fresh(sortie, kit_at_hand()) as folder:
        files = {name: text.encode() for name, text in schema.schemas().items()}
        count = write_all(folder, files.items())
    click.echo(f"{count} schémas dans {sortie}")
