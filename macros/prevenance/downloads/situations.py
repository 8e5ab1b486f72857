"""Who the sender can be on a day: the last part of an archive's name, and a sender who is so."""

import datetime as dt
from dataclasses import dataclass
from typing import get_args

from prevenance.catalog import Catalog
from prevenance.model import Category, Profile, labels
from prevenance.model.company import Company
from prevenance.rules.situation import issuing_date
from prevenance.text.typography import join_words

SIZE, EARLY = "vous-etes-", "vous-commencez-avant-votre-date"
"""What the name of an archive says of its sender: its size, or that it starts before its date."""

ROOT = "courriers-clients"

NAMED = 2
"""Categories that a name holds; the start page says them all."""


@dataclass(frozen=True)
class Situation:
    """Who the sender is: the name that says it, the categories, and a sender who is so.

    ``company`` is the reader's own when there is a sheet.
    """

    name: str
    categories: tuple[Category, ...]
    company: Company

    @property
    def label(self) -> str:
        """Who the sender is, in words."""
        who = join_words([labels.SHORT_CATEGORIES[each] for each in self.categories], word="ou")
        return f"Vous commencez avant votre date ({who})" if self.early else f"Vous êtes : {who}"

    @property
    def early(self) -> bool:
        """Whether the sender starts before its legal date."""
        return self.name.startswith(EARLY)


def archive_name(profile: Profile, sender: str) -> str:
    """Name the folder and the archive of a profile, for a sender or, without one, for all."""
    name = f"{ROOT}-{profile.id}"
    return f"{name}--{sender}" if sender else name


def situations(catalog: Catalog, today: dt.date, company: Company | None = None) -> list[Situation]:
    """List who senders can be on a day, those whose date comes first before the others.

    Categories that share a legal date share their texts. A sender can start early as long as its
    date is ahead. With a company, only what it is.
    """
    groups: dict[dt.date, list[Category]] = {}
    for category in get_args(Category):
        groups.setdefault(issuing_date(catalog, category), []).append(category)
    ahead = [due for due in groups if due > today]
    found = []
    for due, categories in sorted(groups.items()):
        size = "-ou-".join(categories[:NAMED])
        early = EARLY if len(ahead) == 1 else f"{EARLY}-{size}"
        mine = company if company and company.category in categories else None
        starts = mine.early_start if mine else today
        if not company or (mine and not (starts and due in ahead)):
            sender = mine or Company(category=categories[0])
            found.append(Situation(SIZE + size, tuple(categories), sender))
        if due in ahead and (not company or (mine and starts)):
            sender = mine or Company(category=categories[0], early_start=today)
            found.append(Situation(early, tuple(categories), sender))
    return sorted(found, key=lambda one: one.early)
