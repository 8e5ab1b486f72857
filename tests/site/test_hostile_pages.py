"""Texts of the kit stay texts in the pages, even those that no check would have seen."""

import datetime as dt
from html import unescape

import pytest

from conftest import ROOT
from prevenance.catalog import Catalog
from prevenance.configurator import form
from prevenance.configurator.files import Configurator
from prevenance.documents.press import Press
from prevenance.site import decisions, profiles
from prevenance.site.calls import OURS
from prevenance.site.circuit import FACTS, WAYS, circuit
from prevenance.site.figures import FIGURES
from prevenance.site.guide import Guide
from prevenance.site.macros import macros
from prevenance.site.markup import heading, inert, paragraph, set_aside
from prevenance.site.project import Project
from prevenance.text.html import prose
from support.hostile import BAIT, caught, published, rendered, spoilt


@pytest.fixture(scope="module")
def hostile(catalog: Catalog) -> Catalog:
    return spoilt(catalog)


def test_the_bait_is_taken_when_markdown_reads_it() -> None:
    found = " ".join(caught(rendered(f"un{BAIT}")))
    assert all(
        sign in found
        for sign in (
            "x-piege",
            "onerror",
            "h1 onclick",
            "p onclick",
            "strong onclick",
            "javascript:",
            "/i.png",
        )
    )


def test_no_generated_page_reads_a_text_as_markup(hostile: Catalog, today: dt.date) -> None:
    seen = dict(published(hostile, today))
    assert {path: found for path, html in seen.items() if (found := caught(html))} == {}
    assert all(
        "x-piege" in html for path, html in seen.items() if path.startswith("methode/outils/")
    )


def test_the_offline_page_and_the_configurator_read_no_text_as_markup(
    hostile: Catalog, today: dt.date
) -> None:
    press = Press(hostile, today)
    assert caught(Configurator(press).offline.decode()) == []
    assert caught(rendered(inert(form.macro(press)))) == []


NAMES = {
    "courrier": "demander-accord", "profil": "pme", "canal": "papier", "outil": "excel", "etape": "relance",
    "regle": "envoi", "extrait": "demander-accord",
}  # fmt: skip


def test_what_a_macro_gives_is_inert_in_the_midst_of_markdown(
    hostile: Catalog, today: dt.date
) -> None:
    here = "index.md"
    macros = Guide(Press(hostile, today), lambda: here).macros()
    known = {
        "terme": hostile.terms,
        "source": hostile.sources,
        "fait": hostile.facts,
        "valeur": hostile.facts,
    }
    names = {**NAMES, **{macro: next(iter(items)) for macro, items in known.items()}}
    given = [macros[macro](name) for macro, name in names.items()]
    given += [macros["figure"](name) for name in FIGURES]
    given += [macros["faits"](next(iter(hostile.facts.values())).kind)]
    given += [
        f(hostile, here)
        for f in (decisions.questions, decisions.tables_summary, profiles.by_sector)
    ]
    lines = [f"un {inert(html)} mot" for html in given]
    assert [line for line in lines if "piege" not in line] == []
    assert [found for line in lines if (found := caught(rendered(line)))] == []


def test_inert_changes_nothing_that_is_read() -> None:
    text = "un * deux_trois [x](y) {: .z } `k` # | ~ \\\\ <b> & c"
    html = f'<a href="a/#b_c" title="d_e">{prose(text)}</a>'
    assert unescape(rendered(inert(html))) == f'<p><a href="a/#b_c" title="d_e">{text}</a></p>'
    assert heading(2, "Titre") in inert(f"{heading(2, 'Titre')}\n\n<p>x</p>")


def test_every_macro_of_a_page_is_inert(
    catalog: Catalog, today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prevenance.site.words.day", lambda *_: "un *mot*{: onclick=x }")
    project = Project(ROOT, False, Press(catalog, today), {}, ())
    known = macros(project, lambda: "index.md")
    assert known["date_du_site"]() == "un &#42;mot&#42;&#123;: onclick&#61;x &#125;"
    assert all(function.__module__.startswith(OURS) for function in known.values())


def test_only_headings_of_a_generated_page_are_given_to_markdown() -> None:
    text = "\n\n".join([
        heading(1, "Un titre {: onclick=x }"), paragraph("un\n\n{: onclick=x }\n\n![](https://a.example)"),
        "# Titre {: #a onclick=x }", "texte", "{: onclick=x }",
    ])  # fmt: skip
    left, ready = set_aside(text)
    blocks = left.split("\n\n")
    assert blocks[0].startswith("# Un titre &#123;")
    assert all(block.startswith("<div data-bloc=") for block in blocks[1:])
    assert len(ready) == len(blocks) - 1


def test_the_picture_of_the_circuit_says_what_the_kit_says(
    catalog: Catalog, today: dt.date
) -> None:
    shown = circuit(catalog, today)
    sources = {source for name in (WAYS, *FACTS) for source in catalog.facts[name].sources}
    assert set(shown.sources) == sources
    assert shown.items[: len(FACTS)] == tuple(catalog.facts[name].sentence for name in FACTS)
    free = shown.items[-1]
    inside = {
        name for name, p in catalog.profiles.items() if p.name in free.split(" : ")[1].split(" ; ")
    }
    assert {"particulier", "client-ue", "guyane-mayotte", "client-exonere"} <= inside
    assert not {"pme", "secteur-public", "grand-compte"} & inside
