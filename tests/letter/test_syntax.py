"""The letter language: what each input gives, broken ones included, and where it starts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.catalog import Catalog
from prevenance.documents import txt
from prevenance.letter.blocks import Line, Run
from prevenance.letter.compose import compose
from prevenance.letter.lines import runs_of
from prevenance.letter.syntax import Piece, parse
from prevenance.model import Text
from prevenance.template.filling import produce


def paragraph(text: str, line: int = 1) -> Piece:
    return Piece("paragraph", (text,), line)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("\n\n  \n", []),
        ("Un texte.", [paragraph("Un texte.")]),
        ("Une phrase\nsur deux lignes.", [paragraph("Une phrase sur deux lignes.")]),
        ("  Un.  \n\n\n\tDeux.", [paragraph("Un."), paragraph("Deux.", 4)]),
        ("## Titre", [Piece("heading", ("Titre",), 1)]),
        ("## Un\n## Deux", [Piece("heading", ("Un",), 1), Piece("heading", ("Deux",), 2)]),
        ("## Titre\nTexte", [Piece("heading", ("Titre",), 1), paragraph("Texte", 2)]),
        # One level of headings, and a space after the marks: the rest is text that checks refuse.
        ("# Titre", [paragraph("# Titre")]),
        ("##Titre", [paragraph("##Titre")]),
        ("### Titre", [paragraph("### Titre")]),
        ("- un\n- deux", [Piece("list", ("un", "deux"), 1)]),
        ("Voici :\n- un", [paragraph("Voici :"), Piece("list", ("un",), 2)]),
        ("- un\nsuite", [Piece("list", ("un",), 1), paragraph("suite", 2)]),
        ("-un", [paragraph("-un")]),
        ("* un", [paragraph("* un")]),
        ("1. un", [paragraph("1. un")]),
        ("- [ ] oui\n- [ ] non", [Piece("checks", ("oui", "non"), 1)]),
        # A list is of check items only if each is one; a ticked box is none.
        ("- [ ] oui\n- non", [Piece("list", ("[ ] oui", "non"), 1)]),
        ("- [x] oui", [Piece("list", ("[x] oui",), 1)]),
        ("- [ ]oui", [Piece("list", ("[ ]oui",), 1)]),
        ("| A | B |\n|---|---|\n| 1 | 2 |", [Piece("table", ("| A | B |", "| 1 | 2 |"), 1)]),
        ("| A |\n|:-:|\n|  |", [Piece("table", ("| A |", "|  |"), 1)]),
        ("| A | B |\n|---|---|\n|  |  |", [Piece("table", ("| A | B |", "|  |  |"), 1)]),
        ("Texte\n| A |", [paragraph("Texte"), Piece("table", ("| A |",), 2)]),
        ("> un\n> deux", [Piece("box", ("un", "deux"), 1)]),
        ("> un\n\n> deux", [Piece("box", ("un",), 1), Piece("box", ("deux",), 3)]),
        (
            "Texte\n> un\nsuite",
            [paragraph("Texte"), Piece("box", ("un",), 2), paragraph("suite", 3)],
        ),
        ("> ((accord))\n> fin", [Piece("box", ("((accord))", "fin"), 1)]),
        (">un", [paragraph(">un")]),
        (">", [paragraph(">")]),
        ("> > un", [Piece("box", ("> un",), 1)]),
        ("((options))", [Piece("slot", ("((options))",), 1)]),
        ("((bloc:sans-reponse))", [Piece("slot", ("((bloc:sans-reponse))",), 1)]),
        (
            "((options))\n((calendrier))",
            [Piece("slot", ("((options))",), 1), Piece("slot", ("((calendrier))",), 2)],
        ),
        (
            "Voici :\n((options))\nVoilà.",
            [paragraph("Voici :"), Piece("slot", ("((options))",), 2), paragraph("Voilà.", 3)],
        ),
        # A blank alone on its line is a paragraph; a slot inside a sentence is not a slot.
        ("((raison_sociale))", [paragraph("((raison_sociale))")]),
        ("Voici ((options)) ici.", [paragraph("Voici ((options)) ici.")]),
        ("- ((options))", [Piece("list", ("((options))",), 1)]),
        # Broken double brackets stay text.
        ("((quick", [paragraph("((quick")]),
        ("quick))", [paragraph("quick))")]),
        ("(())", [paragraph("(())")]),
        ("(((options)))", [paragraph("(((options)))")]),
        ("((bloc:))", [paragraph("((bloc:))")]),
        ("((Options))", [paragraph("((Options))")]),
        ("(( options ))", [paragraph("(( options ))")]),
        ("((inconnu:chose))", [paragraph("((inconnu:chose))")]),
        ("{{ jinja }} {% if %}", [paragraph("{{ jinja }} {% if %}")]),
        ("<script>alert(1)</script>", [paragraph("<script>alert(1)</script>")]),
    ],
)
def test_a_body_is_cut_into_pieces(body: str, expected: list[Piece]) -> None:
    assert parse(body) == expected


def test_line_numbers_are_those_of_the_file() -> None:
    body = "\nUn\nsuite\n\n## Titre\n- a\n- b\n\n\n((options))\n| A |\n|---|\n|  |\nFin"
    places = [(piece.kind, piece.line) for piece in parse(body, first_line=12)]
    assert places == [
        ("paragraph", 13),
        ("heading", 16),
        ("list", 17),
        ("slot", 21),
        ("table", 22),
        ("paragraph", 25),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("simple", (Run("simple"),)),
        ("((champ))", (Run(blank="champ", label="champ"),)),
        (
            "avant ((champ)) après",
            (Run("avant "), Run(blank="champ", label="champ"), Run(" après")),
        ),
        ("((un))((deux))", (Run(blank="un", label="un"), Run(blank="deux", label="deux"))),
        ("**gras**", (Run("gras", bold=True),)),
        (
            "**gras ((champ)) gras**",
            (
                Run("gras ", bold=True),
                Run(blank="champ", bold=True, label="champ"),
                Run(" gras", bold=True),
            ),
        ),
        ("a **b** c", (Run("a "), Run("b", bold=True), Run(" c"))),
        ("**ouvert", (Run("ouvert", bold=True),)),
        ("un * seul * astérisque", (Run("un * seul * astérisque"),)),
        ("****", ()),
        ("", ()),
        ("((quick", (Run("((quick"),)),
        ("quick))", (Run("quick))"),)),
        ("(())", (Run("(())"),)),
        ("(((a)))", (Run("("), Run(blank="a", label="a"), Run(")"))),
        ("((a b))", (Run("((a b))"),)),
        ("((A))", (Run("((A))"),)),
        ("((1a))", (Run("((1a))"),)),
        ("((source:inconnue))", ()),
    ],
)
def test_a_line_is_cut_into_runs(catalog: Catalog, text: str, expected: tuple[Run, ...]) -> None:
    assert runs_of(catalog, text) == expected


def test_a_source_is_replaced_by_its_address(catalog: Catalog) -> None:
    source = replace(next(iter(catalog.sources.values())), url="https://www.exemple.fr/annuaire/")
    given = replace(catalog, sources={"annuaire": source})
    found = runs_of(given, "Voir ((source:annuaire))")
    assert found == (Run("Voir "), Run("www.exemple.fr/annuaire"))


def test_typography_is_set_in_french_and_not_in_english(catalog: Catalog) -> None:
    text = "l'an dernier : « ((champ)) » ; 10 000 euros ?"
    assert runs_of(catalog, text) == (
        Run("l’an dernier\u00a0: «\u00a0"),
        Run(blank="champ", label="champ"),
        Run("\u00a0»\u00a0; 10\u00a0000\u00a0euros\u00a0?"),
    )
    english = runs_of(catalog.speaking("en"), "Don't: ((champ)) ?")
    assert english == (Run("Don’t: "), Run(blank="champ", label="champ"), Run(" ?"))


def compose_body(catalog: Catalog, body: str) -> list[tuple[str, list[list[tuple[Run, ...]]]]]:
    """Compose a bare document from a body, as kinds and cells."""
    text = Text(
        id="essai",
        title="Essai",
        file="essai",
        role="annexe",
        supports=("document",),
        use="",
        avoid="",
        reviewed_on=catalog.texts["annoncer"].reviewed_on,
        body=body,
    )
    return [
        (block.kind, [list(line.cells) for line in block.lines])
        for block in compose(catalog, text, "document").blocks
        if block.origin == "courrier:essai"
    ]


def test_a_table_keeps_its_empty_cells_and_its_blank_rows(catalog: Catalog) -> None:
    body = "| Date | Nom |\n|---|---|\n|  |  |\n| le |  |"
    assert compose_body(catalog, body) == [
        (
            "table",
            [
                [(Run("Date"),), (Run("Nom"),)],
                [(), ()],
                [(Run("le"),), ()],
            ],
        )
    ]


def test_a_slot_inside_a_paragraph_stays_a_blank_that_checks_refuse(catalog: Catalog) -> None:
    assert compose_body(catalog, "Voici ((options)) ici.") == [
        ("paragraph", [[(Run("Voici "), Run(blank="options", label="options"), Run(" ici."))]])
    ]


def test_a_line_vanishes_with_its_optional_blank_and_not_with_another(catalog: Catalog) -> None:
    text = Text(
        id="essai",
        title="Essai",
        file="essai",
        role="annexe",
        supports=("document",),
        use="",
        avoid="",
        reviewed_on=catalog.texts["annoncer"].reviewed_on,
        body="Voir ((page_information)).\n\nAppeler ((contact_nom)).",
    )
    lines: list[Line] = [
        line for block in compose(catalog, text, "document").blocks for line in block.lines
    ]
    assert [line.keys for line in lines][-2:] == [("champ:page_information",), ()]


def filled(catalog: Catalog, body: str, *keys: str) -> list[str]:
    """Compose a bare text, without frame or subject, and return its lines under some keys."""
    text = replace(catalog.texts["annoncer"], subject="", listing="libres", body=body)
    template = txt.compile_letter(compose(catalog, text, "facture"), "essai")
    return [line for line in produce(template, frozenset(keys), {}).decode().split("\n") if line]


def test_a_heading_vanishes_with_all_that_it_announces_and_not_before(catalog: Catalog) -> None:
    body = "## Options\n\n((options))\n\n((benefices))\n\n## Suite\n\nTexte."
    assert filled(catalog, body) == ["Suite", "Texte."]
    channel, benefit = "canal:courriel:propose", "benefice:recherche-facile"
    for keys in ((channel,), (benefit,), (channel, benefit)):
        lines = filled(catalog, body, "options:plusieurs", *keys)
        assert lines[0] == "Options"
        assert len(lines) == len(keys) + 3
    assert filled(catalog, "## Seul\n\nTexte.\n\n((options))") == ["Seul", "Texte."]


def test_a_bloc_that_calls_itself_ends(catalog: Catalog) -> None:
    looping = replace(catalog.blocs["nous-joindre"], body="Boucle.\n\n((bloc:nous-joindre))")
    looped = replace(catalog, blocs={**catalog.blocs, "nous-joindre": looping})
    letter = compose(looped, looped.texts["annoncer"], "poste")
    assert 0 < sum(block.origin == "bloc:nous-joindre" for block in letter.blocks) < 10


PIECES = st.lists(
    st.sampled_from(
        [
            "Texte",
            "((options))",
            "((champ))",
            "- un",
            "- [ ] oui",
            "| A |",
            "|---|",
            "## T",
            "",
            "((",
        ]
    ),
    max_size=12,
)


@given(PIECES)
def test_every_line_with_content_is_kept_at_its_place(lines: list[str]) -> None:
    found = parse("\n".join(lines))
    assert [p.line for p in found] == sorted({p.line for p in found})
    for piece in found:
        first = lines[piece.line - 1].strip()
        assert first and (piece.kind == "table" or piece.lines[0].split(" ")[0] in first)
    kept = "".join(text for piece in found for text in piece.lines).replace(" ", "")
    sent = "".join(
        line.removeprefix("- [ ] ").removeprefix("- ").removeprefix("## ")
        for line in lines
        if line != "|---|"
    ).replace(" ", "")
    assert kept.replace("[]", "") == sent.replace("[]", "")
