"""What a letter says of dates, for the rules that tell when they contradict each other."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from prevenance.catalog import Catalog
from prevenance.letter.shared import reachable
from prevenance.model import Text
from prevenance.model.company import Company
from prevenance.rules.contradictions import Clash, Saying
from prevenance.rules.fitting import letter_facts
from prevenance.rules.situation import departure_of
from prevenance.rules.tables import Decision
from prevenance.text.dates import day_in_words

FIRST = "date_premier_envoi"
REPLY = "date_reponse"


def announces(catalog: Catalog, text: Text) -> bool:
    """Tell whether sentences of a text hold the first sending: they speak of it as to come.

    Stages know the tense; a sentence of the text or of its shared paragraphs does not change.
    """
    bodies = [text.subject, text.body, *(bloc.body for bloc in reachable(catalog, text))]
    return any(f"(({FIRST}))" in body for body in bodies)


def offers(decision: Decision) -> bool:
    """Tell whether a letter offers what begins on that day, even if it does not name the day."""
    facts = letter_facts(decision)
    energy = facts["perimetre"].endswith("-energie") and facts["evenement"] == "aucun"
    return facts["intention"] == "demander-accord" or (energy and facts["intention"] == "informer")


def saying(catalog: Catalog, text: Text, blanks: Collection[str], decision: Decision) -> Saying:
    """Return what a text with those blanks says of dates in a case."""
    return Saying(
        reply=REPLY in blanks,
        first=FIRST in blanks,
        announces=announces(catalog, text) or offers(decision),
        reminder=text.role == "relance",
    )


def in_time(
    catalog: Catalog, company: Company, today: dt.date, text: Text, decision: Decision
) -> tuple[Company, list[Clash]]:
    """Return the sender for a text of the kit: one that announces a past first sending loses it.

    The other texts of the kit go on saying when it was; the date of this one is left to fill in.
    """
    day = company.switch_over
    own = departure_of(decision.outcomes) == "bascule"
    announced = announces(catalog, text) or offers(decision)
    if day is None or day > today or not own or not announced:
        return company, []
    found = f"premier envoi le {day_in_words(day)}, courrier du {day_in_words(today)}"
    expected = "une date à venir dans les courriers qui l'annoncent : elle y reste à remplir"
    mend = "changez date_bascule si un autre premier envoi se prépare"
    return replace(company, switch_over=None), [
        Clash("date_bascule", found, expected, mend, warning=True)
    ]
