"""Where senders can stand on a day, and the folder that a clerk reads for it."""

import datetime as dt
from dataclasses import dataclass
from typing import get_args

from prevenance.catalog import Catalog
from prevenance.model import Category
from prevenance.model.company import Company
from prevenance.rules.situation import issuing_date, sender_state

SITUATIONS = {
    "oblige": "deja-oblige",
    "preparation": "en-preparation",
    "volontaire": "demarrage-anticipe",
    "pas-encore": "pas-encore-oblige",
}
"""State of the sender -> the folder that a clerk reads."""

EVERY_SENDER = "tous-les-emetteurs"
"""The folder of a profile whose texts do not depend on the sender."""


@dataclass(frozen=True)
class Situation:
    """A situation of a sender that is reachable on a day: its folder and a sender who is in it."""

    folder: str
    company: Company


def situations(catalog: Catalog, today: dt.date, company: Company | None = None) -> list[Situation]:
    """List the situations of senders reachable on a day, or that of one sender.

    Two situations that differ by their legal date alone have that date in their folder's name.
    """
    if company is not None:
        return [Situation(SITUATIONS[sender_state(catalog, company, today)], company)]
    found: dict[tuple[str, dt.date], Company] = {}
    for category in get_args(Category):
        due = issuing_date(catalog, category)
        for sender in (Company(category=category), Company(category=category, early_start=today)):
            found.setdefault((sender_state(catalog, sender, today), due), sender)
    states = [state for state, _ in found]
    return [
        Situation(
            SITUATIONS[state] + (f"-{due.isoformat()}" if states.count(state) > 1 else ""), sender
        )
        for (state, due), sender in sorted(
            found.items(), key=lambda item: (list(SITUATIONS).index(item[0][0]), item[0][1])
        )
    ]
