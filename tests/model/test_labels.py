"""Every closed value has its words, once: no dictionary of labels lacks one, or holds one of no list."""

from collections.abc import Mapping
from itertools import product
from typing import Any, get_args

import pytest

from prevenance.catalog import LANGUAGES, Catalog
from prevenance.model import (
    AgreementNeed,
    Category,
    Field,
    Profile,
    Source,
    Stage,
    Support,
    Text,
    Tool,
    labels,
)
from prevenance.reader.keys import keys, unwrapped


def closed(cls: type, name: str) -> set[Any]:
    """Return the values that the model lets a key have."""
    return set(get_args(unwrapped(next(key.kind for key in keys(cls) if key.name == name))))


CLOSED: Mapping[str, set[Any]] = {
    "CATEGORIES": set(get_args(Category)),
    "SHORT_CATEGORIES": set(get_args(Category)),
    "SUPPORTS": set(get_args(Support)),
    "LANGUAGE_NAMES": set(LANGUAGES),
    "TEXT_TITLES": set(product(get_args(Support), LANGUAGES)),
    "ROLES": closed(Text, "role"),
    "ROLE_GROUPS": closed(Text, "role") - {"courrier", "relance"},
    "FILLED_BY": closed(Field, "rempli_par"),
    "READING_WAYS": closed(Source, "lecture"),
    "SOURCE_NATURES": closed(Source, "nature"),
    "LETTER_ANSWERS": closed(Profile, "courrier"),
    "LETTER_WORDS": closed(Profile, "courrier"),
    "AGREEMENT_NEEDS": closed(AgreementNeed, "avant") | closed(AgreementNeed, "apres"),
    "STAGE_NATURES": closed(Stage, "nature"),
    "FEED_NATURES": closed(Stage, "nature") - {"projet"},
    "TOOL_FAMILIES": closed(Tool, "famille"),
}


@pytest.mark.parametrize("name", CLOSED)
def test_each_value_has_its_words(name: str) -> None:
    assert set(getattr(labels, name)) == CLOSED[name]


def test_each_outcome_of_the_tables_has_its_words(catalog: Catalog) -> None:
    outcomes = set(catalog.lists["envoi"].values)
    assert set(labels.OUTCOMES) == set(labels.SHORT_OUTCOMES) == outcomes


def test_no_other_dictionary_of_labels_is_left_unchecked() -> None:
    told = {name for name, value in vars(labels).items() if isinstance(value, dict)}
    assert {name for name in told if name.isupper()} == {*CLOSED, "OUTCOMES", "SHORT_OUTCOMES"}
