"""A day is written in words as each language does."""

import datetime as dt

import pytest

from prevenance.text.dates import day_in_words


def day(text_: str) -> dt.date:
    return dt.date.fromisoformat(text_)


@pytest.mark.parametrize(
    ("date", "in_french", "in_english"),
    [
        ("2026-09-01", "1er septembre 2026", "1 September 2026"),
        ("2027-02-11", "11 février 2027", "11 February 2027"),
        ("2028-08-31", "31 août 2028", "31 August 2028"),
        ("2026-12-21", "21 décembre 2026", "21 December 2026"),
    ],
)
def test_a_date_is_written_in_words_in_each_language(
    date: str, in_french: str, in_english: str
) -> None:
    assert day_in_words(day(date)) == in_french
    assert day_in_words(day(date), "en") == in_english
