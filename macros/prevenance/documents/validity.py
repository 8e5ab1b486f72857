"""Until when what is made today holds, and the stamp that says it in every document."""

import datetime as dt
from typing import get_args

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.model import Category
from prevenance.model.company import Company
from prevenance.rules.situation import preparation_date
from prevenance.rules.stages import shown_until
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french


def stamp(catalog: Catalog, today: dt.date) -> str:
    """Return what each document says of itself: the version of the kit and until when it holds."""
    last = day_in_words(valid_until(catalog, today))
    return french(f"version {__version__}, valable jusqu'au {last}")


def valid_until(catalog: Catalog, today: dt.date) -> dt.date:
    """Return the last day before something changes: a legal stage comes or fades, a review, a preparation."""
    days = [dt.date.fromisoformat(s.when) for s in catalog.stages.values() if s.nature != "projet"]
    shown = [shown_until(s) for s in catalog.stages.values() if s.before]
    days += [day + dt.timedelta(days=1) for day in shown if day]
    days += [preparation_date(catalog, Company(category=c)) for c in get_args(Category)]
    coming = [day for day in days if day > today]
    return min(coming) - dt.timedelta(days=1) if coming else today + dt.timedelta(days=365)
