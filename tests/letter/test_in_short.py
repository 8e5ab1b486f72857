"""The box that says a letter in short, and the blocs that e-mails have in their own words."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from prevenance.catalog import Catalog
from prevenance.documents.formats import BLOCKS, FORMATS, Format
from prevenance.letter.blocks import Block
from prevenance.letter.compose import compose
from prevenance.letter.shared import reachable
from prevenance.model import Support, Text
from prevenance.template.filling import filled_parts, produce

BODY = """Avant.

> **Nous vous demandons** de nous répondre.
> ((accord))
> Pour en savoir plus : ((page_information)).
> ((bloc:sans-changement))

Après."""


@pytest.fixture
def kit(catalog: Catalog) -> Catalog:
    """Give a kit whose blocs are short, one of which has a twin and an optional blank."""
    model = next(iter(catalog.blocs.values()))
    said = {
        "accord-explicite": "**Sans réponse**, rien ne change.",
        "sans-changement": "Vos prix restent.\n\nVoir ((page_information)).",
        "sans-reponse": "Renvoyez cette lettre.",
        "sans-reponse.courriel": "Répondez à ce courriel.",
    }
    return replace(catalog, blocs={n: replace(model, id=n, body=b) for n, b in said.items()})


def text(catalog: Catalog, body: str, *supports: Support) -> Text:
    return replace(
        catalog.texts["demander-accord"], body=body, supports=supports, slip="sans-reponse"
    )


def blocks(catalog: Catalog, body: str, support: Support = "poste") -> list[Block]:
    letter = compose(catalog, text(catalog, body, support), support)
    return [b for b in letter.blocks if not b.origin.startswith("cadre:")]


def words(block: Block) -> list[str]:
    return ["".join(r.text or r.blank for c in line.cells for r in c) for line in block.lines]


def test_a_box_is_one_block_and_what_its_slots_stand_for_enters_it(kit: Catalog) -> None:
    before, box, after = blocks(kit, BODY)
    assert (before.kind, box.kind, after.kind) == ("paragraph", "box", "paragraph")
    assert box.title == "En bref"
    assert words(box) == [
        "Nous vous demandons de nous répondre.",
        "Sans réponse, rien ne change.",
        "Pour en savoir plus\u00a0: page_information.",
        "Vos prix restent.",
        "Voir page_information.",
    ]


def test_a_line_of_a_box_vanishes_with_its_optional_blank(kit: Catalog) -> None:
    box = blocks(kit, BODY)[1]
    kept = [line.keys for line in box.lines]
    assert kept == [(), (), ("champ:page_information",), (), ("champ:page_information",)]
    assert box.keys == ()


def test_a_box_vanishes_with_all_its_lines(kit: Catalog) -> None:
    (box,) = blocks(kit, "> Voir ((page_information)).")
    assert box.keys == ("champ:page_information",)
    assert blocks(kit, "> ((bloc:absent))") == []


def test_two_boxes_apart_stay_two(kit: Catalog) -> None:
    assert [words(b) for b in blocks(kit, "> Un.\n> Deux.\n\n> Trois.")] == [
        ["Un.", "Deux."],
        ["Trois."],
    ]


def filled(catalog: Catalog, made: Format, support: Support = "poste") -> str:
    letter = compose(catalog, text(catalog, BODY, support), support)
    template = made.compile_letter(letter, "0")
    return "\n".join(said for _, said in filled_parts(template, frozenset(), {}))


def test_a_text_file_names_the_box_and_lists_its_lines(kit: Catalog) -> None:
    shown = (
        "Avant.\n\nEn bref\n- Nous vous demandons de nous répondre.\n"
        "- Sans réponse, rien ne change.\n- Vos prix restent.\n\nAprès.\n"
    )
    assert shown in filled(kit, FORMATS["txt"])
    assert shown in filled(kit, FORMATS["eml"], "courriel")


def test_every_other_format_sets_the_box_apart_and_does_not_print_its_name(kit: Catalog) -> None:
    page = filled(kit, FORMATS["html"])
    assert len(re.findall(r'<div class="box" role="group" aria-label="En bref">', page)) == 1
    assert page.count("En bref") == 1
    assert len(re.findall(r"(?s)<div class=\"box\".*?</div>", page)[0].split("<p>")) == 1 + 3
    word, office = filled(kit, FORMATS["docx"]), filled(kit, FORMATS["odt"])
    assert word.count('<w:pStyle w:val="EnBref"/>') == 3
    assert office.count('<text:p text:style-name="EnBref">') == 3
    (box,) = (b for b in json.loads(filled(kit, BLOCKS))[:-1] if b["kind"] == "box")
    assert len(box["lines"]) == 3 + 1


def test_the_styles_of_the_box_exist(kit: Catalog) -> None:
    for name, part, style in (
        ("docx", "word/styles.xml", 'w:styleId="EnBref"'),
        ("odt", "styles.xml", 'style:name="EnBref"'),
    ):
        letter = compose(kit, text(kit, BODY, "poste"), "poste")
        made = produce(FORMATS[name].compile_letter(letter, "0"), frozenset(), {})
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert style in archive.read(part).decode()


def test_an_email_says_the_twin_of_a_bloc_and_other_supports_the_bloc(kit: Catalog) -> None:
    body = "((bloc:sans-reponse))"
    assert words(blocks(kit, body, "courriel")[0]) == ["Répondez à ce courriel."]
    for support in ("poste", "document"):
        assert words(blocks(kit, body, support)[-1]) == ["Renvoyez cette lettre."]


def test_a_text_reaches_the_twins_of_its_blocs_on_the_supports_that_it_has(kit: Catalog) -> None:
    def reached(*supports: Support) -> list[str]:
        return [b.id for b in reachable(kit, text(kit, "> ((bloc:sans-reponse))", *supports))]

    assert reached("poste") == ["sans-reponse"]
    assert reached("courriel") == ["sans-reponse.courriel"]
    assert reached("poste", "courriel") == ["sans-reponse", "sans-reponse.courriel"]


def test_an_email_has_no_slip(kit: Catalog) -> None:
    assert blocks(kit, "((coupon))", "courriel") == []
    assert [b.kind for b in blocks(kit, "((coupon))", "poste")] == ["slip", "paragraph"]
