"""From one case and one sender to what a compiled letter needs: active keys and answers.

``keys`` says which groups of a letter show, ``answers`` what stands in its blanks. Both are pure
look-ups over closed lists, so that the browser can do the same.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from prevenance.catalog import Catalog, values
from prevenance.model import (
    Category,
    Profile,
    Stage,
    Text,
)
from prevenance.model.company import Company
from prevenance.rules.situation import Dates, issuing_stage
from prevenance.rules.stages import is_past, is_visible, stage_day
from prevenance.rules.tables import Decision, channel_statuses
from prevenance.text.dates import day_in_words
from prevenance.text.typography import join_words

DEFAULT_OPTIONS = 2
DEFAULT_BENEFITS = 2

STAGE_SLOT = re.compile(r"\(\(etape:([a-z0-9-]+)\)\)")

CUSTOMER_STAGES = ("reponse", "bascule")
"""The project's own dates that a letter shows by default, beside the sender's legal date."""


@dataclass(frozen=True)
class Choices:
    """What a letter is about: closed ids only, never a name or an address.

    ``channels`` maps each channel offered to its status (propose, annonce, secours, complement),
    in the order of the closed list ``canal``; ``stages`` are the calendar stages to show, past ones included.
    """

    perimeter: str
    category: Category
    channels: Mapping[str, str] = field(default_factory=dict)
    benefits: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


def default_choices(
    catalog: Catalog, profile: Profile, decision: Decision, company: Company, text: Text
) -> Choices:
    """Choose what a letter shows when nobody chose: the profile's first channels and benefits.

    Offered = the profile's channels, among those of the sheet, that table ``canaux`` allows here.
    Paper is never an option to promote: the letters say when it remains possible. Shown: at most
    two channels, two benefits true with one of them, the sender's legal date if it is still worth
    mentioning, the dates of the project, and the stages that the text itself calls.
    """
    status = channel_statuses(catalog, decision.perimeter)
    offered = [
        c
        for c in profile.channels
        if status.get(c, "exclu") != "exclu"
        and c != "papier"
        and (not company.channels or c in company.channels)
    ][:DEFAULT_OPTIONS]
    benefits = [
        b
        for b in profile.benefits
        if set(catalog.benefits[b].channels) & set(offered)
        and (not company.benefits or b in company.benefits)
    ][:DEFAULT_BENEFITS]
    legal = issuing_stage(catalog, company.category).id
    named = [legal, *CUSTOMER_STAGES, *STAGE_SLOT.findall(text.body)]
    return Choices(
        perimeter=decision.perimeter,
        category=company.category,
        channels={c: status[c] for c in catalog.lists["canal"].values if c in offered},
        benefits=tuple(benefits),
        stages=tuple(dict.fromkeys(name for name in named if name in catalog.stages)),
    )


def keys(
    catalog: Catalog, choices: Choices, dates: Dates, answered: Mapping[str, str]
) -> frozenset[str]:
    """Return the active keys of a letter.

    ``canal:ID:STATUT``, ``options:un`` or ``options:plusieurs``, ``benefice:ID``,
    ``etape:ID:avant`` or ``etape:ID:apres``, and ``champ:NOM`` for each blank answered.
    """
    active = {f"canal:{channel}:{status}" for channel, status in choices.channels.items()}
    if choices.channels:
        active.add("options:un" if len(choices.channels) == 1 else "options:plusieurs")
    active |= {f"benefice:{benefit}" for benefit in choices.benefits}
    active |= {f"champ:{name}" for name, answer in answered.items() if answer}
    for name in choices.stages:
        stage = catalog.stages[name]
        concerned = choices.perimeter in (stage.perimeters or [choices.perimeter])
        mine = choices.category in (stage.categories or [choices.category])
        if concerned and mine and is_visible(stage, dates.today):
            active.add(f"etape:{name}:{'apres' if is_past(stage, dates) else 'avant'}")
    return frozenset(active)


def stage_blank(stage: Stage) -> str:
    """Name the blank that holds the date of a stage of the project."""
    named = {"date_reponse": "date_reponse", "J": "date_bascule"}
    return named.get(stage.when) or "quand_" + stage.id.replace("-", "_")


def answers(
    catalog: Catalog,
    choices: Choices,
    dates: Dates,
    typed: Mapping[str, str],
    language: str = "fr",
) -> dict[str, str]:
    """Return the answers of a letter's blanks: those typed, cleaned, and those computed.

    ``typed`` maps field names to what the sender or the customer list gives. Dates are written in
    words; the channels offered are joined in a sentence.

    Raises:
        UnfitAnswer: a typed value that some format could not show, or not of the
            form of its field, as in ``values``; names the field.
    """
    result: dict[str, str] = {}
    for name, value in typed.items():
        if text := values.accepted(catalog.fields[name], value):
            result[name] = text
    speaking = catalog.speaking(language)
    days: dict[str, dt.date | None] = {
        "date_courrier": dates.letter,
        "date_reponse": dates.reply,
        "date_obligation": dates.due,
        "date_bascule": dates.switch_over,
    }
    days |= {
        stage_blank(s): stage_day(s, dates) for s in catalog.stages.values() if s.nature == "projet"
    }
    result |= {name: day_in_words(day, language) for name, day in days.items() if day}
    names = [speaking.channels[c].name_in_sentence for c in choices.channels]
    if names:
        result["liste_canaux"] = join_words(names, word="and" if language == "en" else "et")
    return result
