"""The verbs as people type them: names, options, help. What each does is imported when it is called.

So a help page or a wrong option costs no more than this module.
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, get_args

import click

from prevenance import __version__
from prevenance.cli.options import (
    DAY,
    Closed,
    company_file,
    replacing,
    to_folder,
    with_day,
)
from prevenance.problems import UsageError


@click.group(
    subcommand_metavar="COMMANDE [ARGUMENTS]...",
    context_settings={"help_option_names": ["--aide", "-h"], "max_content_width": 100},
)
@click.version_option(
    __version__, "--version", message="prevenance %(version)s", help="Affiche la version."
)
def main_group() -> None:
    """Le bon courrier sur la facture électronique pour chaque client, ou la raison de n'en pas envoyer.

    Pour commencer : prevenance composer --profil particulier --categorie pme
    """


def _categories() -> Iterable[str]:
    from prevenance.model import Category

    return get_args(Category)


def _languages() -> Iterable[str]:
    from prevenance.catalog import LANGUAGES

    return LANGUAGES


def _formats() -> Iterable[str]:
    from prevenance.documents.formats import FORMATS

    return FORMATS


def _kinds() -> Iterable[str]:
    from prevenance.catalog.skeletons import KINDS

    return KINDS


@main_group.command("verifier")
@click.argument("dossier", required=False, type=click.Path(path_type=Path), metavar="[DOSSIER]")
@with_day
@click.option("--strict", is_flag=True, help="Refuse aussi les sources à relire.")
def verifier(dossier: Path | None, today: dt.date, strict: bool) -> None:
    """Relit les fiches et dit quoi corriger.

    Toutes les fautes sont montrées en une fois, chacune avec son remède. Sans dossier, dans le
    projet, les pages de docs/ et les fichiers d'overrides/ sont relus aussi.
    """
    from prevenance.cli.verify import verify

    verify(dossier, today, strict=strict)


@main_group.command("composer")
@click.option("--profil", required=True, metavar="ID", help="Type de client (kit/profils/).")
@company_file("Votre fiche entreprise.yml.")
@click.option(
    "--categorie",
    type=Closed(_categories),
    help="Catégorie de votre entreprise, à défaut de fiche.",
)
@click.option(
    "--facette",
    "facettes",
    multiple=True,
    metavar="NOM=VALEUR",
    help="Ce que vous savez du client ; à répéter.",
)
@click.option(
    "--client",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Les réponses d'un client (kit/client.exemple.yml).",
)
@click.option(
    "--champ",
    "champs",
    multiple=True,
    metavar="NOM=VALEUR",
    help="Une réponse pour ce courrier, qui l'emporte sur les fichiers ; à répéter.",
)
@with_day
@click.option(
    "--support",
    type=click.Choice(["poste", "courriel"]),
    default="poste",
    help="poste par défaut.",
)
@click.option(
    "--langue",
    type=Closed(_languages),
    default="fr",
    help="fr par défaut.",
)
@click.option(
    "--format",
    "format_",
    type=Closed(_formats),
    default="txt",
    help="txt par défaut.",
)
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Fichier à écrire ; sinon, à l'écran.",
)
@replacing
@click.option("--brouillon", is_flag=True, help="Accepte vos champs sans réponse.")
def composer(**asked: Any) -> None:
    """Donne le courrier d'un client, ou dit pourquoi aucun.

    Sans fiche, c'est un modèle, ses champs entre crochets. Avec --entreprise, chacun de vos champs
    doit avoir sa réponse, sauf avec --brouillon. Avec --client ou --champ, il est rempli pour ce
    client ; un champ sans réponse reste entre crochets, et la commande le nomme.

    Exemple : prevenance composer --profil client-ue --categorie pme --langue en
    """
    if (asked["entreprise"] is None) == (asked["categorie"] is None):
        raise UsageError("donnez --entreprise FICHIER ou --categorie CATEGORIE, l'un des deux")
    from prevenance.cli.compose import Asked, compose_one

    compose_one(Asked(**asked))


@main_group.command("couverture")
@click.option(
    "--date",
    "days",
    multiple=True,
    type=DAY,
    metavar="AAAA-MM-JJ",
    help="Jours à examiner ; à répéter.",
)
@click.option(
    "--profil", "profils", multiple=True, metavar="ID", help="Profils à examiner ; tous par défaut."
)
def couverture(days: tuple[dt.datetime, ...], profils: tuple[str, ...]) -> None:
    """Montre toutes les réponses, par profil, taille et date."""
    from prevenance.cli.list_coverage import list_coverage

    list_coverage([day.date() for day in days], profils)


@main_group.command("kit")
@to_folder(required=True)
@company_file("Votre fiche, copiée de kit/entreprise.exemple.yml.")
@with_day
def kit(sortie: Path, entreprise: Path | None, today: dt.date) -> None:
    """Écrit le kit, à votre nom si vous donnez votre fiche.

    Exemple : prevenance kit --entreprise entreprise.yml --sortie mon-kit
    """
    with _fresh(sortie, entreprise) as folder:
        from prevenance.cli.make import make_kit

        count = make_kit(folder, entreprise, today)
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
@with_day
def site(sortie: Path, configuration: Path, today: dt.date) -> None:
    """Construit le guide et le kit, prêts à publier."""
    from prevenance.cli.writing import fresh

    with fresh(sortie, configuration.parent / "kit") as folder:
        from prevenance.cli.make import make_site

        make_site(folder, configuration, today)
    click.echo(f"site construit dans {sortie}")


@main_group.command("pages")
@to_folder(required=True)
@with_day
def pages_(sortie: Path, today: dt.date) -> None:
    """Écrit les pages pour un autre générateur de site."""
    with _fresh(sortie) as folder:
        from prevenance.cli.make import make_pages

        make_pages(folder, today)
    click.echo(f"pages écrites dans {sortie}")


@main_group.command("schema")
@to_folder(required=True)
def schema(sortie: Path) -> None:
    """Écrit les schémas JSON qui aident à saisir les fiches."""
    with _fresh(sortie) as folder:
        from prevenance.cli.make import make_schemas

        count = make_schemas(folder)
    click.echo(f"{count} schémas dans {sortie}")


@main_group.command("nouveau")
@click.argument("genre", type=Closed(_kinds), metavar="GENRE")
@click.argument("identifiant", metavar="ID")
@click.option(
    "--comme", metavar="VOISIN", help="Fiche à copier, au lieu d'une fiche vide commentée."
)
@with_day
def nouveau(genre: str, identifiant: str, comme: str | None, today: dt.date) -> None:
    """Commence une fiche : profil, canal, benefice, etape, courrier ou outil."""
    from prevenance.cli.new_file import start_file

    start_file(genre, identifiant, comme, today)


def _fresh(output: Path, sheet: Path | None = None) -> AbstractContextManager[Path]:
    from prevenance.cli.writing import fresh
    from prevenance.site.kit_folder import kit_at_hand

    return fresh(output, kit_at_hand(), sheet)
