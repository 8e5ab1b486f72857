"""``composer``: the letter for one customer, or the reason to send none."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import click

from prevenance.catalog import Catalog
from prevenance.cli import customer, loading, one_letter
from prevenance.cli.one_letter import Made, Request
from prevenance.cli.writing import check_free, deliver
from prevenance.documents.formats import FORMATS
from prevenance.documents.press import Press
from prevenance.letter.saying import FIRST
from prevenance.model import Category, Support
from prevenance.model.company import Company
from prevenance.problems import Place, Problem, Refused, Undecided, UsageError
from prevenance.rules.contradictions import KEYS
from prevenance.rules.situation import departure_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The options of the verb, under their names."""

    profil: str
    entreprise: Path | None
    categorie: Category | None
    facettes: tuple[str, ...]
    client: Path | None
    champs: tuple[str, ...]
    today: dt.date
    support: Support
    langue: str
    format_: str
    sortie: Path | None
    brouillon: bool

    @property
    def may_stay_open(self) -> bool:
        """Whether any blank may: in a draft, and in the model that nobody's answers fill."""
        return self.brouillon or not (self.entreprise or self.client or self.champs)


def compose_one(asked: Asked) -> None:
    """Deliver the text that suits a customer, or say why there is none.

    Raises:
        Undecided: several answers remain possible.
        Refused: an answer of the sender, or one that the text requires, is missing, and no draft
            was asked for; an answer that no document could hold.
        UsageError: an unknown profile or fact, or nowhere to write.
    """
    check_free(asked.sortie)
    catalog = loading.sound_kit(asked.today)
    request = _request(catalog, asked)
    found = one_letter.outcomes(catalog, request)
    if len(found) > 1:
        raise Undecided(one_letter.which_are_missing(catalog, found))
    if not found[0].texts:
        click.echo(one_letter.explain(catalog, found[0]), nl=False)
        return
    format_ = FORMATS[asked.format_]
    if not format_.readable and asked.sortie is None:
        written = f"ajoutez --sortie FICHIER.{asked.format_}"
        raise UsageError(f"ce format s'écrit dans un fichier : {written}")
    press = Press(catalog, asked.today, request.company.layout)
    if asked.entreprise:
        clashes = one_letter.clashes(press, request, found[0])
        loading.refuse_or_remark(request.company, clashes)
    made = one_letter.filled_letter(press, request, found[0], format_)
    first = KEYS.get(departure_of(found[0].decision.outcomes), "")
    refused = (
        [] if asked.may_stay_open else [*_missing(catalog, asked, request.company, made, first)]
    )
    if refused:
        raise Refused(refused)
    deliver(made.data, asked.sortie)
    if made.open_blanks:
        click.echo(customer.left_open(catalog, sorted(made.open_blanks)), err=True)


def _request(catalog: Catalog, asked: Asked) -> Request:
    if asked.profil not in catalog.profiles:
        raise UsageError(one_letter.unknown("profil inconnu", asked.profil, catalog.profiles))
    if asked.entreprise:
        company = loading.sender(asked.entreprise, catalog)
    else:
        company = Company(category=cast(Category, asked.categorie))
    return Request(
        catalog.profiles[asked.profil],
        company,
        asked.today,
        customer.pairs(asked.facettes, "--facette"),
        asked.support,
        asked.langue,
        customer.answers_for(catalog, asked.client, asked.champs),
    )


def _missing(
    catalog: Catalog, asked: Asked, company: Company, made: Made, first: str
) -> Iterator[Problem]:
    """Yield the answers without which a letter does not leave: what it requires, the sender's own.

    ``first`` is the key of the sheet that gives the first sending in this case, if one does.
    """
    named = {lack.key for lack in made.lacking}
    for lack in made.lacking:
        theirs = catalog.fields[lack.key].filled_by == "client"
        file = str(asked.client or "--client")
        place = Place(file, 0, lack.key) if theirs else company.place("champs", lack.key)
        yield Problem(place, lack.found, lack.expected, lack.mend)
    for name in made.open_blanks - named if asked.entreprise else ():
        field = catalog.fields.get(name)
        if field is None or field.filled_by != "client":
            path = (first,) if first and name == FIRST else ("champs", name)
            mend = "complétez la fiche, ou demandez un --brouillon"
            meaning = field.meaning if field else name
            yield Problem(company.place(*path), "sans réponse", meaning, mend)
