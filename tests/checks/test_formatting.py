"""Bold, lists and tables: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, formatting
from support.faults import (
    BLOC,
    CHANNEL,
    PROFILE,
    SUMMARY,
    Examples,
    Fault,
    Sound,
    each,
    in_bloc,
    paragraph,
    swap,
    written,
)
from support.rereading import Spoilable

MEND_TABLE = "écrivez | titre | titre |"
MEND_BOX = "hors de l'encadré"
MEND_BOLD = "mettez deux astérisques"


EXAMPLES: Examples = {
    formatting.bold_is_closed: (
        written("Répondez **avant** la date."),
        in_bloc("bold left open", "Répondez **avant la date.", "gras mal formé", MEND_BOLD),
        in_bloc("bold around nothing", "Répondez **** avant la date.", "gras mal formé", MEND_BOLD),
        in_bloc("one asterisk", "Répondez *avant* la date.", "gras mal formé", MEND_BOLD),
        Fault(
            "bold left open in a cell",
            BLOC,
            paragraph("| a | b |\n|---|---|\n| **c | d** |"),
            "gras mal formé : « **c »",
            MEND_BOLD,
            line=r"^\| \*\*c",
        ),
        Fault(
            "bold left open in a sentence that letters print",
            CHANNEL,
            swap(r'^  secours: "', '  secours: "**'),
            "gras mal formé",
            MEND_BOLD,
            r"phrases\.secours",
        ),
        Fault(
            "bold left open in the guide",
            PROFILE,
            swap(SUMMARY, 'resume: "Un **mot."'),
            "gras mal formé",
            MEND_BOLD,
            "resume",
        ),
    ),
    formatting.lines_begin_as_the_language_asks: (
        written("- premier point\n- second point"),
        written("- [ ] oui"),
        in_bloc("a third rule", "---", "ligne de tirets", "retirez cette ligne"),
        in_bloc("a title without its space", "##Titre", "espace oubliée", "ajoutez une espace"),
        in_bloc(
            "an item without its space", "-premier point", "espace oubliée", "ajoutez une espace"
        ),
        in_bloc("an empty item of a list", "- ", "signe sans texte", "écrivez le texte"),
        in_bloc(
            "a list of another sign", "• premier point", "liste mal formée", "commencez la ligne"
        ),
        in_bloc("a box already ticked", "- [x] oui", "liste mal formée", "commencez la ligne"),
    ),
    formatting.boxes_hold_sentences: (
        written("> Répondez avant la date.\n> ((bloc:en-attendant))"),
        in_bloc("a list in a box", "> - premier point", "dans un encadré", MEND_BOX),
        in_bloc("a title in a box", "> ## Titre", "dans un encadré", MEND_BOX),
        in_bloc("a box in a box", "> > Un mot.", "dans un encadré", MEND_BOX),
        in_bloc("options in a box", "> ((options))", "((options))", MEND_BOX),
    ),
    formatting.tables_are_regular: (
        written("| a | b |\n|---|---|\n| c | d |"),
        Fault(
            "a table with a short row",
            BLOC,
            paragraph("| a | b |\n|---|---|\n| c |"),
            "1 cellule(s), et 2",
            MEND_TABLE,
            line=r"^\| c \|",
        ),
        Fault(
            "a table with a long row",
            BLOC,
            paragraph("| a | b |\n|---|---|\n| c | d |\n| e | f || g |"),
            "4 cellule(s), et 2",
            MEND_TABLE,
            line=r"^\| e \|",
        ),
        in_bloc("a table without a head", "|---|---|", "tableau sans ligne d'en-tête", MEND_TABLE),
        Fault(
            "a table that lost its head",
            BLOC,
            paragraph("|---|---|\n| c | d |\n| e | f |"),
            "tableau sans ligne d'en-tête",
            MEND_TABLE,
            line=r"^\|---",
        ),
        Fault(
            "a table without its dashes",
            BLOC,
            paragraph("| a | b |\n| c | d |"),
            "tableau sans ligne d'en-tête",
            MEND_TABLE,
            line=r"^\| a",
        ),
        Fault(
            "a table with dashes twice",
            BLOC,
            paragraph("| a | b |\n|---|---|\n| c | d |\n| - | - |"),
            "sans sa seule ligne de tirets",
            MEND_TABLE,
            line=r"^\| - ",
        ),
        Fault(
            "a table with a head alone",
            BLOC,
            paragraph("| a | b |\n|---|---|"),
            "tableau sans ligne",
            MEND_TABLE,
            line=r"^\| a",
        ),
        Fault(
            "a row without its first bar",
            BLOC,
            paragraph("| a | b |\n|---|---|\nc | d |\n| e | f |"),
            "ligne de tableau ouverte : « c | d | »",
            "ajoutez la barre",
            line="^c ",
        ),
        in_bloc(
            "a row without its last bar", "| a | b", "ligne de tableau ouverte", "ajoutez la barre"
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
