"""The verbs that read the kit and answer: verifier, composer, couverture."""

import datetime as dt
import sys
from pathlib import Path
from typing import get_args

import click

from prevenance import checks
from prevenance.catalog import (
    FILES,
    FOLDERS,
    LANGUAGES,
)
from prevenance.catalog.loader import load
from prevenance.cli import one_letter
from prevenance.cli.common import (
    DAY,
    check_free,
    clock,
    dated,
    deliver,
    in_the_calendar,
    kit_at_hand,
    located,
    main_group,
    replacing,
    sender,
    settle,
    sound_kit,
)
from prevenance.documents.formats import FORMATS
from prevenance.model import Category, Support
from prevenance.model.company import Company
from prevenance.problems import (
    Problem,
    Refused,
    Undecided,
    UsageError,
    printable,
    report,
    shown,
)
from prevenance.rules.coverage import COVERAGE_DAYS, coverage_table


@main_group.command("verifier")
@click.argument("dossier", required=False, type=click.Path(path_type=Path), metavar="[DOSSIER]")
@dated
@click.option("--strict", is_flag=True, help="Refuse aussi les sources à relire.")
def verifier(dossier: Path | None, today: dt.date, strict: bool) -> None:
    """Vérifie un dossier kit/ : toutes les fautes en une fois, avec le remède de chacune.

    Sans dossier, dans le projet, vérifie aussi les pages de docs/ et les fichiers d'overrides/.
    """
    catalog = load(dossier or kit_at_hand())
    problems = located(checks.check(catalog, today, strict=strict), catalog.root)
    project = catalog.root.parent
    if dossier is None and (project / "mkdocs.yml").is_file():
        from prevenance.site import hand_written  # noqa: PLC0415 - Markdown is needed here only

        problems = sorted([*problems, *located(hand_written.guide_faults(project), project)])
    if problems:
        click.echo(report(problems))
    faults = sum(not p.warning for p in problems)
    for name, (_, attribute) in FILES.items():
        click.echo(f"{len(getattr(catalog, attribute)):5} {name}")
    for folder, (_, attribute, _) in FOLDERS.items():
        extra = len(catalog.translations["en"].texts) if attribute == "texts" else 0
        translated = f", dont {extra} traduits en anglais" if extra else ""
        click.echo(f"{len(getattr(catalog, attribute)):5} {folder}/{translated}")
    click.echo(f"{faults} faute(s), {len(problems) - faults} avertissement(s)")
    if faults:
        sys.exit(1)


@main_group.command("composer")
@click.option("--profil", required=True, metavar="ID", help="Profil du client (kit/profils/).")
@click.option(
    "--entreprise",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Votre fiche entreprise.yml.",
)
@click.option(
    "--categorie",
    type=click.Choice(get_args(Category)),
    metavar="CATEGORIE",
    help="À défaut de fiche : ge, eti, assujetti-unique, pme ou micro.",
)
@click.option(
    "--facette",
    "facettes",
    multiple=True,
    metavar="NOM=VALEUR",
    help="Ce que vous savez du client ; à répéter.",
)
@dated
@click.option(
    "--support",
    type=click.Choice(["poste", "courriel"]),
    default="poste",
    metavar="SUPPORT",
    help="poste (par défaut) ou courriel.",
)
@click.option(
    "--langue",
    type=click.Choice(LANGUAGES),
    default="fr",
    metavar="LANGUE",
    help="fr (par défaut) ou en.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="txt",
    metavar="FORMAT",
    help="txt (par défaut), html, docx, odt, pdf ou eml.",
)
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Fichier à écrire ; sinon, à l'écran.",
)
@replacing
@click.option("--brouillon", is_flag=True, help="Accepte vos champs sans réponse.")
def composer(
    profil: str,
    entreprise: Path | None,
    categorie: Category | None,
    facettes: tuple[str, ...],
    today: dt.date,
    support: Support,
    langue: str,
    format_: str,
    sortie: Path | None,
    brouillon: bool,
) -> None:
    """Écrit le courrier qui convient à un client, ou explique pourquoi aucun n'est nécessaire.

    Avec une fiche entreprise, vos champs doivent tous avoir une réponse (ou --brouillon) ; sans
    fiche, le résultat est un modèle dont les champs restent entre crochets. Les champs du client
    restent toujours à remplir.
    """
    if (entreprise is None) == (categorie is None):
        raise UsageError("donnez --entreprise FICHIER ou --categorie CATEGORIE, l'un des deux")
    check_free(sortie)
    catalog = sound_kit(today)
    if profil not in catalog.profiles:
        raise UsageError(one_letter.unknown("profil inconnu", profil, catalog.profiles))
    company = sender(entreprise, catalog) if entreprise else Company(category=categorie)  # type: ignore[arg-type]
    facts = _facts(facettes)
    request = one_letter.Request(catalog.profiles[profil], company, today, facts, support, langue)
    found = one_letter.outcomes(catalog, request)
    if len(found) > 1:
        raise Undecided(one_letter.which_are_missing(catalog, found))
    if not found[0].texts:
        click.echo(one_letter.explain(catalog, found[0]), nl=False)
        return
    if not FORMATS[format_].readable and sortie is None:
        raise UsageError(f"ce format s'écrit dans un fichier : ajoutez --sortie FICHIER.{format_}")
    if entreprise:
        settle(company, one_letter.clashes(catalog, request, found[0]))
    data, open_blanks = one_letter.write(catalog, request, found[0], FORMATS[format_])
    if open_blanks and entreprise and not brouillon:
        raise Refused(
            [
                Problem(
                    company.place("champs", n),
                    "sans réponse",
                    catalog.fields[n].meaning if n in catalog.fields else n,
                    "complétez la fiche, ou demandez un --brouillon",
                )
                for n in sorted(open_blanks)
            ]
        )
    deliver(data, sortie)


def _facts(texts: tuple[str, ...]) -> dict[str, str]:
    """Read the facts given, each facet once."""
    facts: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise UsageError(f"{shown(text)} : écrivez --facette NOM=VALEUR")
        if facts.setdefault(name, value) != value:
            both = f"{shown(facts[name])} et {shown(value)}"
            raise UsageError(
                f"--facette {printable(name)} : {both}\n    attendu  : une seule valeur"
            )
    return facts


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
    """Liste, pour chaque profil, catégorie d'émetteur et date, le courrier ou la raison de n'en pas envoyer."""
    catalog = sound_kit(clock())
    if strange := [name for name in profils if name not in catalog.profiles]:
        said = (one_letter.unknown("profil inconnu", name, catalog.profiles) for name in strange)
        raise UsageError("\n".join(said))
    cells = coverage_table(catalog, [in_the_calendar(day.date()) for day in days] or COVERAGE_DAYS)
    click.echo("profil;categorie;date;courrier;cas;motif")
    for cell in cells:
        if not profils or cell.profile in profils:
            for result in cell.results:
                answer = result.letter or "aucun courrier"
                click.echo(
                    f"{cell.profile};{cell.category};{cell.day.isoformat()};{answer};{result.when.replace(';', ',')};{result.reason}"
                )
