"""Days of the French calendar: holidays, working days, delays, months."""

import datetime as dt
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta


@lru_cache(maxsize=200)
def holidays(year: int) -> frozenset[dt.date]:
    """Return the eleven national public holidays of France, local ones left out."""
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    moving = [1, 39, 50]  # Easter Monday, Ascension, Whit Monday
    return frozenset(
        [dt.date(year, m, d) for m, d in fixed]
        + [easter(year) + dt.timedelta(days=n) for n in moving]
    )


def is_working_day(day: dt.date) -> bool:
    """Tell whether a day is neither a weekend day nor a national public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)  # noqa: PLR2004 - Saturday


def working_day(day: dt.date, step: int) -> dt.date:
    """Move a day to the next (``step`` 1) or previous (``step`` -1) working day, if it is not one."""
    while not is_working_day(day):
        day += dt.timedelta(days=step)
    return day


def end_of_delay(start: dt.date, days: int) -> dt.date:
    """Return the day a delay in calendar days ends: the next working day if it falls on none."""
    return working_day(start + dt.timedelta(days=days), 1)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day ``months`` calendar months earlier, or the last day of that shorter month."""
    return day - relativedelta(months=months)
