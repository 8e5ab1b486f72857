"""Days in words, as a letter writes them, in French and in English."""

import datetime as dt

MONTHS_IN_WORDS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def day_in_words(day: dt.date, language: str = "fr") -> str:
    """Write a day as a letter does: "1er septembre 2026", "1 September 2026"."""
    number = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{number} {MONTHS_IN_WORDS[language][day.month - 1]} {day.year}"
