"""The table of formats: one line there is all that the command, the kit and the site need."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from conftest import Command
from prevenance.catalog import Catalog
from prevenance.configurator.letter_data import in_page
from prevenance.documents.formats import BLOCKS, FORMATS, Format, offered
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.letter.blocks import Letter
from prevenance.letter.compose import compose
from prevenance.merge.editions import EDITIONS
from prevenance.site.example import example
from prevenance.site.shown_texts import shown_texts
from prevenance.template.escapes import ESCAPES
from prevenance.template.segments import Template


def shouted(text: str) -> str:
    return text.upper()


def compile_letter(letter: Letter, stamp: str) -> Template:
    return Template(shouted, (("", (f"{letter.title}, {stamp}",)),))


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Format]:
    made = Format(
        "cri", "cri", "text/plain", compile_letter, ("poste",), folders={"poste": "cris/"}
    )
    monkeypatch.setitem(cast(dict[str, Format], FORMATS), made.name, made)
    yield made


def test_a_format_of_one_line_is_in_the_downloads(
    catalog: Catalog, today: dt.date, added: Format
) -> None:
    press = Press(catalog, today)
    [folder] = Downloads(press).folders(catalog.profiles["particulier"])
    letters = {Path(f.path).stem for f in folder.files if f.path.startswith("a-completer/")}
    mine = {Path(f.path).stem for f in folder.files if f.path.startswith("cris/")}
    assert mine
    assert mine <= letters


def test_a_format_of_one_line_is_on_the_pages_of_the_texts(
    catalog: Catalog, today: dt.date, added: Format
) -> None:
    text = catalog.texts["demander-accord"]
    shown = next(shown_texts(Press(catalog, today), text, example(catalog, text, today)))
    labels = [download.label for download in shown.downloads]
    assert [label for label in labels if label.startswith("cri (CRI, ")] == [labels[-1]]


def test_a_format_of_one_line_is_offered_by_the_command(run: Command, added: Format) -> None:
    refused = run("composer", "--profil=pme", "--categorie=pme", "--format=liste")
    assert refused.code == 2
    assert f"attendu : {', '.join(FORMATS)}" in refused.err


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_its_own_name_label_and_place(name: str) -> None:
    one = FORMATS[name]
    assert one.name == name
    assert one.supports
    assert [each.label for each in FORMATS.values()].count(one.label) == 1


@pytest.mark.parametrize("name", [*FORMATS, BLOCKS.name])
def test_the_page_has_the_escape_of_each_format_that_it_fills(catalog: Catalog, name: str) -> None:
    one = BLOCKS if name == BLOCKS.name else FORMATS[name]
    support = one.supports[0] if one.supports else "poste"
    text = next(t for t in catalog.texts.values() if support in t.supports)
    template = one.compile_letter(compose(catalog, text, support), "essai")
    if one in in_page(support):
        assert template.escape in ESCAPES.values()


def test_an_edition_is_offered_where_its_format_is() -> None:
    for kind in EDITIONS.values():
        assert kind.format.name in {each.name for each in offered(kind.support)}
        assert not kind.in_page or kind.format.in_page
