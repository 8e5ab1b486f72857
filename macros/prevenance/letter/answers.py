"""What stands in the blanks of a letter: the answers typed, cleaned and set, and those worked out.

Dates in words, channels joined in a sentence: little enough for the browser to do the same.
"""

import datetime as dt
from collections.abc import Mapping

from prevenance.catalog import Catalog, values
from prevenance.catalog.setting import set_text, set_value
from prevenance.letter.choices import Choices
from prevenance.model import Stage
from prevenance.rules.situation import Dates
from prevenance.rules.stages import stage_day
from prevenance.text.dates import day_in_words
from prevenance.text.no_break import no_break
from prevenance.text.typography import join_words


def stage_blank(stage: Stage) -> str:
    """Name the blank that holds the date of a stage of the project."""
    named = {"date_reponse": "date_reponse", "J": "date_premier_envoi"}
    return named.get(stage.when) or "quand_" + stage.id.replace("-", "_")


def answer_blanks(
    catalog: Catalog,
    choices: Choices,
    dates: Dates,
    typed: Mapping[str, str],
    language: str = "fr",
) -> dict[str, str]:
    """Return the answers of a letter's blanks: those typed, cleaned and set, and those computed.

    ``typed`` maps field names to what the sender or the customer list gives. Dates are written in
    words; the channels offered are joined in a sentence.

    Raises:
        UnfitAnswer: a typed value that some format could not show, or not of the
            form of its field, as in ``values``; names the field.
    """
    result: dict[str, str] = {}
    for name, value in typed.items():
        if text := values.accepted(catalog.fields[name], value):
            result[name] = set_value(catalog.fields[name], text, language)
    speaking = catalog.speaking(language)
    days: dict[str, dt.date | None] = {
        "date_courrier": dates.today,
        "date_reponse": dates.reply,
        "date_obligation": dates.due,
        "date_premier_envoi": dates.first,
    }
    days |= {
        stage_blank(s): stage_day(s, dates) for s in catalog.stages.values() if s.nature == "projet"
    }
    result |= {
        name: no_break(day_in_words(day, language), language) for name, day in days.items() if day
    }
    names = [speaking.channels[c].name_in_sentence for c in choices.channels]
    if names:
        listed = join_words(names, word="and" if language == "en" else "et")
        result["liste_canaux"] = set_text(listed, language)
    return result
