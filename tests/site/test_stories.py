"""The stories of the guide tell what the tables answer."""

import re
from pathlib import Path

import pytest

from conftest import ROOT, TODAY
from prevenance.catalog import Catalog
from prevenance.cli.one_letter import Request, outcomes
from prevenance.model.company import Company
from prevenance.site import stories

DOCS = ROOT / "docs"
CASES = stories.stories(DOCS)
PAGES = sorted((DOCS / stories.FOLDER).glob("*.md"))
WORDS = 350
HEADINGS = ["Ce que l'on sait", "La réponse", "Pourquoi", "La suite"]


def test_every_story_has_its_cases() -> None:
    assert sorted(CASES) == [page.stem for page in PAGES]
    assert len(CASES) == 13


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=stories.command(case)) for story in CASES.values() for case in story],
)
def test_a_case_gets_the_answer_told(catalog: Catalog, case: stories.Case) -> None:
    profile, company = catalog.profiles[case["profil"]], Company(category=case["categorie"])
    request = Request(profile, company, TODAY, case.get("facettes", {}), language=case.get("langue", "fr"))  # fmt: skip
    [found] = outcomes(catalog, request)
    sent = found.decision.outcomes["envoi"]
    answers = [text.id for text in found.texts] or ["rien" if sent == "courrier" else sent]
    assert case["reponse"] in answers


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_story_names_the_answers_of_its_cases(page: Path) -> None:
    told = set(re.findall(r"\{\{ courrier\('([\w-]+)'\) \}\}", page.read_text("utf-8")))
    none = {"rien", "action-interne", "indecidable"}
    assert {case["reponse"] for case in CASES[page.stem]} - none <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_story_is_short_and_goes_in_order(page: Path) -> None:
    body = page.read_text("utf-8").split("---\n", 2)[2]
    assert re.findall(r"(?m)^## (.*)$", body) == HEADINGS
    assert body.rstrip().endswith("{{ rejouer() }}")
    said = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)|[|#*-]", " ", body)
    assert len(said.split()) <= WORDS
    assert len(said.split("Ce que l'on sait")[0].split()) <= 80
    assert 1 <= body.count("{{ fait('") <= 2
