"""``composer``: the letter for one customer, or the reason to send none."""

import datetime as dt
from pathlib import Path
from typing import cast

import click

from prevenance.catalog import Catalog
from prevenance.cli import loading, one_letter
from prevenance.cli.writing import check_free, deliver
from prevenance.documents.formats import FORMATS
from prevenance.documents.press import Press
from prevenance.model import Category, Support
from prevenance.model.company import Company
from prevenance.problems import (
    Problem,
    Refused,
    Undecided,
    UsageError,
    printable,
    shown,
)


def compose_one(
    *,
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
    """Deliver the text that suits a customer, or say why there is none.

    Raises:
        Undecided: several answers remain possible.
        Refused: an answer of the sender is missing, and no draft was asked for.
        UsageError: an unknown profile or fact, or nowhere to write.
    """
    check_free(sortie)
    catalog = loading.sound_kit(today)
    if profil not in catalog.profiles:
        raise UsageError(one_letter.unknown("profil inconnu", profil, catalog.profiles))
    company = (
        loading.sender(entreprise, catalog)
        if entreprise
        else Company(category=cast(Category, categorie))
    )
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
    press = Press(catalog, today, company.layout)
    if entreprise:
        loading.refuse_or_remark(company, one_letter.clashes(press, request, found[0]))
    data, open_blanks = one_letter.filled_letter(press, request, found[0], FORMATS[format_])
    if open_blanks and entreprise and not brouillon:
        raise Refused(_without_answer(catalog, company, name) for name in sorted(open_blanks))
    deliver(data, sortie)


def _without_answer(catalog: Catalog, company: Company, name: str) -> Problem:
    return Problem(
        company.place("champs", name),
        "sans réponse",
        catalog.fields[name].meaning if name in catalog.fields else name,
        "complétez la fiche, ou demandez un --brouillon",
    )


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
