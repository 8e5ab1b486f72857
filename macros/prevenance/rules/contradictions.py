"""Dates of a sheet that contradict each other, the day, or what a letter says of them.

What is impossible is refused; what is merely unwise is remarked upon. docs/assets/
javascripts/engine/contradictions.js has the same rules for the page.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from prevenance.catalog import Catalog
from prevenance.model import Text
from prevenance.model.company import Company
from prevenance.problems import Problem
from prevenance.rules.situation import dates_of, issuing_date, preparation_date, sender_state
from prevenance.rules.tables import Decision
from prevenance.text.dates import day_in_words

DELAYS = (7, 90)
"""Days to answer that a sheet may leave, both included: a choice of the guide, not of the law."""

SHORT_DELAY = 15
"""Days under which a delay is remarked upon, and refused where silence means yes: a choice too."""

MEND = "avancez cette date, ou ôtez cette ligne"


class Clash(NamedTuple):
    """A contradiction: the key of the sheet to mend, what was found, expected, and the remedy."""

    key: str
    found: str
    expected: str
    mend: str
    warning: bool = False


@dataclass(frozen=True)
class Saying:
    """What a letter says of dates: to whom, whether silence means yes, which dates it prints.

    ``announces`` tells that it speaks of the first sending as to come, whatever the day.
    """

    perimeter: str
    tacit: bool
    reply: bool
    switch_over: bool
    announces: bool


def saying(text: Text, blanks: frozenset[str], decision: Decision) -> Saying:
    """Return what a text with those blanks says of dates in a case."""
    return Saying(
        perimeter=decision.perimeter,
        tacit=decision.outcomes.get("mode") == "tacite",
        reply="date_reponse" in blanks,
        switch_over="date_bascule" in blanks,
        announces=announces(text),
    )


def announces(text: Text) -> bool:
    """Tell whether a text speaks of the first sending as to come: its own sentences do not change.

    Stages know the tense; a sentence of the text that holds the date itself speaks of the future.
    """
    return "((date_bascule))" in text.subject + text.body


def problems(company: Company, clashes: Iterable[Clash]) -> list[Problem]:
    """Return contradictions as faults and remarks, at the lines of the sheet."""
    return [
        Problem(company.place(c.key), c.found, c.expected, c.mend, warning=c.warning)
        for c in dict.fromkeys(clashes)
    ]


def of_sheet(catalog: Catalog, company: Company) -> Iterator[Clash]:
    """Yield what contradicts itself in a sheet, whatever the day and the letter."""
    days, tacit = company.reply_delay, company.agreement_mode == "tacite"
    left = f"{days} jour{'s' if days > 1 else ''} pour répondre"
    advice = f"le guide en conseille {Company.reply_delay}"
    if not DELAYS[0] <= days <= DELAYS[1]:
        expected = f"de {DELAYS[0]} à {DELAYS[1]} jours ; {advice}"
        yield Clash("delai_reponse", left, expected, "changez ce délai")
    elif days < SHORT_DELAY:
        expected = f"au moins {SHORT_DELAY} jours ; {advice}"
        found = f"{left}, alors que le silence vaut accord" if tacit else left
        mend = "allongez le délai" + ("" if tacit else " si vous le pouvez")
        yield Clash("delai_reponse", found, expected, mend, warning=not tacit)
    due = issuing_date(catalog, company.category)
    for key, what, day in (
        ("demarrage_anticipe", "démarrage anticipé", company.early_start),
        ("debut_preparation", "début de la préparation", company.preparation),
    ):
        if day and day >= due:
            found = f"{what} le {day_in_words(day)}, votre date légale est le {day_in_words(due)}"
            yield Clash(key, found, "une date avant votre date légale", MEND)


def of_letter(catalog: Catalog, company: Company, today: dt.date, said: Saying) -> Iterator[Clash]:
    """Yield what would make a letter of a day say something impossible, or unwise."""
    dates = dates_of(catalog, company, today)
    due = issuing_date(catalog, company.category)
    inside = said.perimeter.startswith("dedans-")
    first = dates.switch_over if said.switch_over or said.announces else None
    if between := _between(catalog, company, today, first):
        what, day = between
        found = (
            f"courrier daté du {day_in_words(dates.letter)}, jour examiné le {day_in_words(today)} : "
            f"{what}, le {day_in_words(day)}, est entre les deux"
        )
        mend = f"examinez le {day_in_words(dates.letter)}, ou ôtez cette ligne"
        yield Clash("date_courrier", found, "deux jours dans la même situation", mend)
    if first and said.announces and first <= today:
        found = f"{_past(first, today)}, que ce courrier annonce"
        mend = "corrigez la date, ou choisissez un texte qui parle d'un changement déjà fait"
        yield Clash("date_bascule", found, "une date à venir", mend)
    if first and first <= today:
        first = None
    offer = sender_state(catalog, company, today) == "pas-encore"
    if first and inside and (first > due or (offer and first == due)):
        found = f"première facture électronique le {day_in_words(first)}, votre date légale est le {day_in_words(due)}"
        yield Clash("date_bascule", found, "un premier envoi avant votre date légale", MEND)
    elif first and said.reply and dates.reply >= first:
        found = f"réponse demandée jusqu'au {day_in_words(dates.reply)}, premier envoi le {day_in_words(first)}"
        after = day_in_words(dates.reply + dt.timedelta(days=1))
        mend = f"reportez date_bascule au {after} ou plus tard, ou raccourcissez delai_reponse"
        yield Clash(
            "date_bascule", found, "un premier envoi après la réponse", mend, not said.tacit
        )
    elif inside and said.reply and today < due <= dates.reply:
        found = f"réponse demandée jusqu'au {day_in_words(dates.reply)}, votre date légale est le {day_in_words(due)}"
        mend = "raccourcissez ce délai, ou écrivez plus tôt"
        yield Clash(
            "delai_reponse", found, "une réponse avant votre date légale", mend, warning=True
        )


def _past(day: dt.date, today: dt.date) -> str:
    return f"date passée, le {day_in_words(day)}, au jour examiné, le {day_in_words(today)}"


def in_time(company: Company, today: dt.date, text: Text) -> tuple[Company, list[Clash]]:
    """Return the sender for a text of the kit: one that announces a past first sending loses it.

    The other texts of the kit go on saying when it was; the date of this one is left to fill in.
    """
    day = company.switch_over
    if day is None or day > today or not announces(text):
        return company, []
    expected = "une date à venir dans les courriers qui l'annoncent : elle y reste à remplir"
    mend = "corrigez la date si une autre première facture se prépare"
    remark = Clash("date_bascule", _past(day, today), expected, mend, warning=True)
    return replace(company, switch_over=None), [remark]


def _between(
    catalog: Catalog, company: Company, today: dt.date, first: dt.date | None
) -> tuple[str, dt.date] | None:
    """Return what changes between the day examined and that of the letter, if something does."""
    letter = company.letter_date or today
    due = issuing_date(catalog, company.category)
    turns = [("votre première facture électronique", first)]
    states = {sender_state(catalog, company, day) for day in (letter, today)}
    if len(states) > 1:
        turns[:0] = [
            ("votre date légale", due),
            ("votre démarrage anticipé", company.early_start),
            ("le début de la préparation", preparation_date(catalog, company)),
        ]
    found = ((what, day) for what, day in turns if day and (letter < day) != (today < day))
    return next(found, None)
