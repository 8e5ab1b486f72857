"""Letters as data: the same text as the text file, still JSON whatever vanishes."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents import data, txt
from prevenance.letter.blocks import Letter, title
from prevenance.letter.compose import compose
from prevenance.model import Language
from prevenance.template.escapes import ESCAPES
from prevenance.template.filling import produce
from prevenance.template.segments import Group, Segments
from support.samples import uses

MARKS = {"list": "- ", "checks": "[ ] ", "box": "- "}


def loaded(raw: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(raw)
    assert found.pop() is None
    return found


def lines_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = list(block["lines"])
    assert found.pop() is None
    return found


def runs_of(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        for line in lines_of(block):
            for cell in line["cells"]:
                yield from cell


def as_text(blocks: list[dict[str, Any]], language: Language = "fr") -> str:
    """Write blocks as the text renderer does."""
    out = ""
    for block in blocks:
        heads = {"slip": txt.SLIP_RULE, "strip": txt.SLIP_RULE, "box": title("box", language)}
        out += f"{heads[block['kind']]}\n" if block["kind"] in heads else ""
        for line in lines_of(block):
            cells = [
                "".join(txt.WRITE_IN if run.get("rule") else run["text"] for run in cell)
                for cell in line["cells"]
            ]
            written = " | ".join(cell or "................" for cell in cells)
            if block["kind"] == "choice":
                out += f" [ ] {written}" if line is not block["lines"][0] else written
                out += "\n" if line is block["lines"][-2] else ""
                continue
            out += f"{MARKS.get(block['kind'], '')}{written}\n"
        out += "\n"
    return out


def letters(catalog: Catalog) -> list[Letter]:
    return [
        compose(speaking, template, support)
        for speaking in (catalog, *catalog.translations.values())
        for template in speaking.texts.values()
        for support in template.supports
    ]


def every_key(segments: Segments | str) -> set[str]:
    keys: set[str] = set()
    for segment in segments:
        if isinstance(segment, Group):
            keys |= {*segment.keys, *every_key(segment.segments)}
    return keys


@pytest.fixture(scope="module")
def letter(catalog: Catalog) -> Letter:
    return compose(catalog, catalog.texts["demander-accord"], "poste")


def test_blocks_say_what_the_text_file_says_for_every_letter_of_the_kit(
    catalog: Catalog, today: dt.date
) -> None:
    for use in uses(catalog, today):
        assert (
            as_text(loaded(produce(use.template("blocks"), use.keys, use.answers)), use.language)
            == use.txt()
        ), use


def test_blocks_are_json_whatever_groups_vanish(catalog: Catalog) -> None:
    for each in letters(catalog):
        template, plain = data.compile_letter(each, ""), txt.compile_letter(each, "")
        keys = sorted(every_key(template.parts[0][1]))
        choices = [(), tuple(keys), *combinations(keys, 1), *pairwise(keys)]
        for active in map(frozenset[str], choices):
            blocks = loaded(produce(template, active, {}))
            assert as_text(blocks, each.language) == produce(plain, active, {}).decode(), (
                each.id,
                active,
            )


def test_a_block_keeps_its_identifier_when_others_vanish(letter: Letter) -> None:
    template = data.compile_letter(letter, __version__)
    every = frozenset(every_key(template.parts[0][1]))
    whole = {b["id"]: (b["kind"], b["origin"]) for b in loaded(produce(template, every, {}))}
    part = {b["id"]: (b["kind"], b["origin"]) for b in loaded(produce(template, frozenset(), {}))}
    assert len(part) < len(whole) == len(letter.blocks)
    assert part.items() <= whole.items()


def test_a_block_says_which_file_brought_it_in_and_on_what_it_rests(
    catalog: Catalog, today: dt.date
) -> None:
    for use in uses(catalog, today):
        for block in loaded(produce(use.template("blocks"), use.keys, use.answers)):
            assert block["origin"]
            assert set(block["sources"]) <= set(catalog.sources)


def test_a_line_says_which_choice_brought_it_in(letter: Letter) -> None:
    template = data.compile_letter(letter, __version__)
    blocks = loaded(
        produce(template, frozenset({"options:plusieurs", "canal:courriel:propose"}), {})
    )
    options = next(b for b in blocks if b["origin"] == "options")
    assert [line["keys"] for line in lines_of(options)] == [["canal:courriel:propose"]]


def test_a_blank_without_an_answer_shows_its_label_and_is_marked(letter: Letter) -> None:
    blocks = loaded(produce(data.compile_letter(letter, __version__), frozenset(), {}))
    blanks = [run for run in runs_of(blocks) if "blank" in run]
    labels = {run.blank: run.label for run in letter.runs}
    assert blanks
    assert all(run["missing"] and run["text"] == f"[{labels[run['blank']]}]" for run in blanks)


def test_a_blank_with_an_answer_shows_it_and_is_not_marked(letter: Letter) -> None:
    answers = {name: f"réponse {name}" for name in letter.blanks}
    blocks = loaded(produce(data.compile_letter(letter, __version__), frozenset(), answers))
    blanks = [run for run in runs_of(blocks) if "blank" in run]
    assert all(run["text"] == answers[run["blank"]] for run in blanks)
    assert not any("missing" in run for run in runs_of(blocks))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_answer_comes_back_exactly(answer: str) -> None:
    assert json.loads(f'"{ESCAPES["json"](answer)}"') == answer


def test_a_long_address_of_the_sender_has_a_line_without_label(
    catalog: Catalog, today: dt.date
) -> None:
    one = next(u for u in uses(catalog, today) if u.support == "poste" and u.language == "fr")
    for size, label in ((34, "Courriel\u00a0: "), (35, "")):
        address = f"{'a' * (size - 11)}@exemple.fr"
        assert f"\n{label}{address}\n" in replace(one, typed={"courriel": address}).txt()
    assert "\nCourriel\u00a0: [Votre courriel]\n" in replace(one, typed={}).txt()
