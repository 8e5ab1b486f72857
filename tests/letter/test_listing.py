"""Which channels a letter lists, and what its slip asks of each."""

import datetime as dt
from dataclasses import replace

import pytest

from prevenance.catalog import Catalog
from prevenance.letter import slots
from prevenance.letter.blocks import Block
from prevenance.letter.choices import DEFAULT_OPTIONS, Choices, default_choices, lists
from prevenance.letter.compose import compose
from prevenance.model import Text
from prevenance.rules.tables import PAPER
from support.samples import Use, uses


def listing(catalog: Catalog, name: str, **others: object) -> Text:
    return replace(catalog.texts["demander-accord"], listing=name, **others)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def case(catalog: Catalog, today: dt.date) -> Use:
    """Give a case in which a business may choose how it gets its invoices."""
    found = (u for u in uses(catalog, today) if u.text.id == "demander-accord")
    return next(u for u in found if u.profile.id == "pme")


def choices(use: Use, name: str, **sheet: object) -> Choices:
    company = replace(use.company, **sheet)  # type: ignore[arg-type]
    text = listing(use.catalog, name)
    return default_choices(use.catalog, use.profile, use.decision, company, text)


@pytest.mark.parametrize(
    ("name", "platform", "free", "paper", "dormant"),
    [
        ("circuit", True, False, False, True),
        ("libres", False, True, True, True),
        ("electroniques", False, True, False, True),
        ("aucun", False, False, False, False),
    ],
)
def test_a_text_lists_the_channels_that_it_names(
    catalog: Catalog, name: str, *, platform: bool, free: bool, paper: bool, dormant: bool
) -> None:
    text, channels = listing(catalog, name), catalog.channels
    assert lists(text, channels["pa-facturx"], "propose") is platform
    assert lists(text, channels["courriel"], "propose") is free
    assert lists(text, channels[PAPER], "propose") is paper
    assert lists(text, channels["pa-facturx"], "a-activer") is dormant


def test_paper_comes_last_beside_two_channels_where_it_is_a_choice(case: Use) -> None:
    assert list(choices(case, "libres").channels)[-1] == PAPER
    assert len(choices(case, "libres").channels) == DEFAULT_OPTIONS + 1
    assert PAPER not in choices(case, "electroniques").channels
    assert len(choices(case, "electroniques").channels) == DEFAULT_OPTIONS
    assert choices(case, "aucun").channels == {}


def test_paper_alone_is_no_offer(case: Use) -> None:
    assert choices(case, "libres", channels=("pa-facturx",)).channels == {}


def test_a_text_of_the_circuit_lists_neither_email_nor_paper(
    catalog: Catalog, today: dt.date
) -> None:
    found = [u for u in uses(catalog, today) if u.text.listing == "circuit"]
    listed = {c for use in found for c in use.choices.channels}
    assert listed
    assert all(catalog.channels[c].platform for c in listed)


def composed(catalog: Catalog, slot: str, name: str = "libres", **others: object) -> list[Block]:
    text = listing(catalog, name, body=f"(({slot}))", **others)
    return [b for b in compose(catalog, text, "poste").blocks if b.origin == slot]


def test_several_options_are_a_list_and_one_is_a_sentence(catalog: Catalog) -> None:
    several, alone = composed(catalog, "options")
    assert (several.kind, several.keys) == ("list", ("options:plusieurs",))
    assert (alone.kind, alone.keys) == ("paragraph", ("options:un",))
    assert several.lines == alone.lines
    assert several.lines[-1].keys[0].startswith("canal:papier:")
    assert composed(catalog, "options", "aucun") == []


def test_a_box_says_the_words_of_the_slip_and_paper_has_none(catalog: Catalog) -> None:
    (boxes,) = composed(catalog, "cases")
    said = {line.keys[0]: line.cells[0][0].text for line in boxes.lines}
    assert said["canal:courriel:propose"] == catalog.channels["courriel"].case == "par courriel"
    assert not any("papier" in key or not key.endswith(":propose") for key in said)
    assert composed(catalog, "cases", "circuit") == []


def test_what_a_channel_needs_is_asked_with_that_channel_and_the_rest_always(
    catalog: Catalog,
) -> None:
    asked = ("client_courriel_facturation", "client_edi_identifiant", "client_reference")
    lines = [b.lines[0] for b in composed(catalog, "recueillir", collect=asked)]
    assert [line.cells[0][-1].rule for line in lines] == [True] * 3
    email, peppol, always = (line.keys for line in lines)
    assert "canal:courriel:propose" in email
    assert "canal:peppol:propose" not in email
    assert "canal:peppol:propose" in peppol
    assert always == ()


def test_every_status_has_its_sentence_in_the_model() -> None:
    assert slots.OFFERED in slots.STATUSES
