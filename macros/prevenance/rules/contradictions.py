"""Dates of a sheet that contradict each other, the day, or what a letter says of them.

What is impossible is refused; what is merely unwise is remarked upon. docs/assets/
javascripts/engine/contradictions.js has the same rules for the page.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from prevenance.catalog import Catalog
from prevenance.model.company import Company
from prevenance.problems import Problem, one_of
from prevenance.rules.days import is_working_day, working_day
from prevenance.rules.offers import lacks_platform, platforms
from prevenance.rules.situation import Dates, dates_of, is_inside, issuing_date, next_turn
from prevenance.text.dates import day_in_words

DELAYS = (7, 90)
"""Days to answer that a sheet may leave, both included: a choice of the guide, not of the law.

A letter that asks before a date leaves the least of them too.
"""

SHORT_DELAY = 15
"""Days under which a delay is remarked upon, and refused where silence means yes: a choice too."""

SHORT_OFFER = 60
"""Days that an offer which ends on the legal date should last: a choice too."""

KEYS = {"demarrage": "demarrage_anticipe", "bascule": "date_bascule"}
"""Where J comes from -> the key of the sheet that holds it."""

MEND = "avancez cette date, ou ôtez cette ligne"
DAY = dt.timedelta(days=1)

BY_EMAIL = "courriel"
"""The channel that a letter whose silence means yes plans, and no other."""

NEED_PLATFORM = {
    "dedans-oblige": ("alors que votre date est atteinte", False),
    "dedans-preparation": ("alors que votre date approche", True),
}
"""Perimeters in which a sheet that offers no platform is refused, or merely remarked upon: and why."""


class Clash(NamedTuple):
    """A contradiction: the key of the sheet to mend, what was found, expected, and the remedy."""

    key: str
    found: str
    expected: str
    mend: str
    warning: bool = False


@dataclass(frozen=True)
class Saying:
    """What a letter says of dates, whatever the sender.

    ``reply`` tells that it gives a day to answer, ``first`` that it can print the first sending,
    ``announces`` that it speaks of it as to come whatever the day, ``reminder`` that it is one.
    """

    reply: bool
    first: bool
    announces: bool
    reminder: bool


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
    for key, what, day in (
        ("date_bascule", "premier envoi", company.switch_over),
        ("demarrage_anticipe", "démarrage anticipé", company.early_start),
    ):
        if day and not is_working_day(day):
            found = f"{what} le {day_in_words(day)}, qui n'est pas un jour ouvré"
            mend = f"prenez le {day_in_words(working_day(day, 1))} si rien n'impose ce jour"
            yield Clash(key, found, "un jour ouvré", mend, warning=True)
    yield from _of_channels(catalog, company)


def _of_channels(catalog: Catalog, company: Company) -> Iterator[Clash]:
    """Yield what the channels that a sheet names lack for what it says elsewhere."""
    if company.early_start and lacks_platform(catalog, company):
        yield _without_platform(catalog, "alors que votre fiche prévoit un démarrage anticipé")
    tacit = company.agreement_mode == "tacite"
    if tacit and company.channels and BY_EMAIL not in company.channels:
        found = "aucun envoi par courriel, alors que le silence vaut accord pour cet envoi"
        mend = f"ajoutez {BY_EMAIL}, ou choisissez mode_accord: explicite"
        yield Clash("canaux", found, BY_EMAIL, mend)


def _without_platform(catalog: Catalog, why: str, *, warning: bool = False) -> Clash:
    found = f"aucun canal de plateforme, {why}"
    known = platforms(catalog)
    return Clash("canaux", found, one_of(known), f"ajoutez {' ou '.join(known)}", warning)


def of_letter(
    catalog: Catalog, company: Company, today: dt.date, outcomes: Mapping[str, str], said: Saying
) -> Iterator[Clash]:
    """Yield what would make a letter of a day say something impossible, or unwise, in a case."""
    dates = dates_of(catalog, company, today, outcomes)
    if outcomes["perimetre"] in NEED_PLATFORM and lacks_platform(catalog, company):
        why, warning = NEED_PLATFORM[outcomes["perimetre"]]
        yield _without_platform(catalog, why, warning=warning)
    if dates.first and dates.departure in KEYS and (said.first or said.announces):
        yield from _of_first(dates, dates.first, outcomes, said)
    if said.reply and outcomes.get("mode") == "tacite":
        yield from _of_silence(dates, outcomes)
    elif said.reply:
        yield from _of_answer(dates, outcomes, said)


def _of_first(
    dates: Dates, first: dt.date, outcomes: Mapping[str, str], said: Saying
) -> Iterator[Clash]:
    """Yield what is wrong with the day of the first sending: past, or past the end of the offer."""
    key = KEYS[dates.departure]
    start, due = f"premier envoi le {day_in_words(first)}", day_in_words(dates.due)
    if first <= dates.today:
        if said.announces:
            found = f"{start}, courrier du {day_in_words(dates.today)}"
            yield Clash(key, found, "un premier envoi à venir", f"changez {key}")
    elif outcomes["perimetre"] in {"dedans-pas-encore", "dedans-energie"}:
        found = f"{start}, cette offre finit le {due}"
        if first >= dates.due:
            yield Clash(key, found, "un premier envoi avant la fin de l'offre", f"avancez {key}")
        elif (dates.due - first).days < SHORT_OFFER:
            expected = f"une offre d'au moins {SHORT_OFFER} jours"
            yield Clash(key, found, expected, f"avancez {key} si vous le pouvez", warning=True)


def _of_silence(dates: Dates, outcomes: Mapping[str, str]) -> Iterator[Clash]:
    """Yield what makes silence mean yes only after what it accepts has begun."""
    asked = f"réponse demandée jusqu'au {day_in_words(dates.reply)}"
    first = next_turn(dates.today, dates.first)
    end = next_turn(dates.today, dates.due if is_inside(outcomes) else None)
    if end and dates.reply >= end:
        found = f"{asked}, votre date légale est le {day_in_words(end)}"
        yield Clash("delai_reponse", found, "une réponse avant cette date", _wait(end))
    elif first and dates.reply >= first:
        later, key = working_day(dates.reply + DAY, 1), KEYS[dates.departure]
        found = f"{asked}, premier envoi le {day_in_words(first)}"
        mend = (
            f"repoussez {key} au {day_in_words(later)} ou plus tard, ou raccourcissez delai_reponse"
        )
        if end and later >= end:
            mend = _wait(end)
        yield Clash(key, found, "un premier envoi après la réponse", mend)


def _of_answer(dates: Dates, outcomes: Mapping[str, str], said: Saying) -> Iterator[Clash]:
    """Yield what leaves too few days to answer before the date that the answer is asked for."""
    end = dates.due if is_inside(outcomes) else None
    turn = next_turn(dates.today, dates.first, end)
    left = (dates.reply - dates.today).days
    least = DELAYS[0] if left < DELAYS[0] else SHORT_DELAY
    if turn is None or left >= SHORT_DELAY or (said.reminder and left >= DELAYS[0]):
        return
    last = working_day(turn - DAY, -1)
    if dates.reply < last:
        return  # the sheet's own short delay
    enough = working_day(working_day(dates.today + least * DAY, 1) + DAY, 1)
    what, key, mend = "votre date légale est", "delai_reponse", _wait(turn)
    if turn != end:
        what, key = "premier envoi", KEYS[dates.departure]
        mend = f"repoussez {key} au moins au {day_in_words(enough)}"
        if dates.departure == "demarrage":
            mend = f"repoussez {key}, ou attendez ce jour pour écrire"
        elif end and enough >= end:
            mend = _wait(end)
    asked = f"réponse demandée jusqu'au {day_in_words(dates.reply)}"
    found, expected = (
        f"{asked}, {what} le {day_in_words(turn)}",
        f"au moins {least} jours pour répondre",
    )
    yield Clash(key, found, expected, mend, warning=left >= DELAYS[0])


def _wait(due: dt.date) -> str:
    return f"datez ce courrier du {due.isoformat()}, le texte sera celui qui convient alors"
