"""Stages of the calendar: their day, their tense, their order, and how long letters mention them."""

import datetime as dt
import re

from prevenance.model import Stage
from prevenance.rules.days import months_before, working_day
from prevenance.rules.situation import Dates

LEGAL_STAGE_SHOWN = 12
"""Calendar months for which a letter still mentions a legal stage, unless the stage says so.

A choice of the guide, not of the law.
"""


def days_from_first(stage: Stage) -> int | None:
    """Return a project stage's distance to the first sending in days (J-30 gives -30), else None."""
    found = re.fullmatch(r"J([+-][0-9]{1,3})?", stage.when)
    return None if found is None else int(found[1] or 0)


def stage_day(stage: Stage, dates: Dates) -> dt.date | None:
    """Return the day of a stage, or None without the first sending that it depends on.

    A stage J-n falls on the previous working day, J+n on the next; J itself is the sender's own.
    """
    if stage.when == "date_reponse":
        return dates.reply
    days = days_from_first(stage)
    if days is None:
        return dt.date.fromisoformat(stage.when)
    if dates.first is None:
        return None
    day = dates.first + dt.timedelta(days=days)
    return day if days == 0 else working_day(day, -1 if days < 0 else 1)


def is_past(stage: Stage, dates: Dates) -> bool:
    """Tell whether a stage counts as past: from its own day on. An unknown day is still to come."""
    day = stage_day(stage, dates)
    return day is not None and day <= dates.today


def shown_until(stage: Stage) -> dt.date | None:
    """Return the last day a letter mentions a stage; only legal ones, a year after, have one."""
    if stage.nature != "loi":
        return None
    return stage.visible_until or months_before(
        dt.date.fromisoformat(stage.when), -LEGAL_STAGE_SHOWN
    )


OWN_DEPARTURES = ("demarrage", "bascule")
"""Where J comes from when it is the sender's own choice: a letter then says it apart from D."""


def is_visible(stage: Stage, dates: Dates) -> bool:
    """Tell whether a letter mentions a stage: legal ones fade, those of the project need their J.

    J itself shows, open, while the sheet is silent; what is counted from it vanishes.
    """
    if stage.when == "J":
        return dates.departure in OWN_DEPARTURES
    if days_from_first(stage) is not None:
        return dates.first is not None
    until = shown_until(stage)
    return until is None or dates.today <= until


def calendar_order(stage: Stage) -> tuple[int, str, int, str]:
    """Sort key of the calendar: what the law says by date, then our dates by offset from J."""
    days = days_from_first(stage)
    if stage.nature == "projet":
        return (1, "", -1 if days is None else days, stage.id)
    return (0, stage.when, 0, stage.id)
