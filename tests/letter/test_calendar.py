"""The table of dates: one block under its line, in one order, without what the text says already."""

from dataclasses import replace

from prevenance.catalog import Catalog
from prevenance.documents import txt
from prevenance.letter.blocks import Block
from prevenance.letter.compose import compose
from prevenance.template.filling import produce

LEGAL = "etape:emission-pme-micro:avant"
KEYS = frozenset({"etape:controle:avant", LEGAL, "etape:bascule:avant", "etape:reponse:avant"})


def blocks(catalog: Catalog, body: str) -> list[Block]:
    text = replace(catalog.texts["annoncer"], body=body, slip="")
    return [b for b in compose(catalog, text, "poste").blocks if b.origin == "calendrier"]


def rows(catalog: Catalog, body: str, keys: frozenset[str] = KEYS) -> list[str]:
    text = replace(catalog.texts["annoncer"], body=body, subject="", slip="")
    template = txt.compile_letter(compose(catalog, text, "facture"), "0")
    return [line for line in produce(template, keys, {}).decode().split("\n") if line]


def test_the_dates_stand_in_the_order_in_which_they_come(catalog: Catalog) -> None:
    lead, head, *found = rows(catalog, "((calendrier))")
    assert (lead, head) == ("Les dates à retenir\u00a0:", "Date | Ce qui se passe")
    reply, first, legal, check = (line.split(" | ")[1] for line in found)
    said = [catalog.stages[s].on_the_day for s in ("reponse", "bascule", "controle")]
    assert [reply, first, check] == said
    assert legal.startswith("Date à laquelle la loi nous demande")


def test_a_date_that_the_text_says_has_no_row(catalog: Catalog) -> None:
    body = "Avant le ((date_reponse)), puis le ((date_obligation)).\n\n((calendrier))"
    assert [line.split(" | ")[1] for line in rows(catalog, body)[3:]] == [
        catalog.stages[s].on_the_day for s in ("bascule", "controle")
    ]
    stage = "((etape:emission-pme-micro))\n\n((calendrier))"
    assert not any("la loi" in line for line in rows(catalog, stage, KEYS - {LEGAL}))
    assert not any(LEGAL in line.keys for line in blocks(catalog, stage)[1].lines)


def test_the_table_and_its_line_vanish_together(catalog: Catalog) -> None:
    lead, table = blocks(catalog, "((calendrier))")
    assert (lead.kind, table.kind) == ("paragraph", "table")
    assert lead.keys == table.keys
    assert rows(catalog, "((calendrier))", frozenset()) == []
    assert len(rows(catalog, "((calendrier))", frozenset({"etape:controle:apres"}))) == 3
