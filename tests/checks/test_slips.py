"""Reply slips: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, slips
from support.faults import BLOC, Examples, Fault, Sound, each, paragraph, swap
from support.rereading import Spoilable

STRIP = "blocs/bande-accord.md"

EXAMPLES: Examples = {
    slips.strips_are_cut_once: (
        Sound(STRIP, swap("^bande: fenetre$", "bande: ligne")),
        Fault(
            "a strip that nothing cuts",
            STRIP,
            swap(r"^\(\(decoupe\)\)\n", ""),
            "((decoupe)) est là 0 fois",
            "ajoutez ce qui manque",
            whole=True,
        ),
        Fault(
            "a cut in a bloc that has no strip",
            BLOC,
            paragraph("((decoupe))"),
            "bande : absente",
            "ajoutez ce qui manque",
            whole=True,
        ),
    ),
    slips.rules_are_written_as_the_language_asks: (
        Sound(STRIP, swap("^Nom : ____$", "Nom : ____ Prénom : ____")),
        Fault(
            "a rule of five signs",
            STRIP,
            swap("^Nom : ____$", "Nom : _____"),
            "trait mal placé : « Nom : _____ »",
            "mettez quatre tirets bas",
        ),
        Fault(
            "a rule that no words announce",
            STRIP,
            swap("^Nom : ____$", "Nom ____"),
            "trait mal placé",
            "mettez quatre tirets bas",
        ),
        Fault(
            "a rule outside a strip",
            BLOC,
            paragraph("Nom : ____"),
            "trait mal placé",
            "mettez quatre tirets bas",
        ),
    ),
    slips.windows_leave_room_for_their_lines: (
        Sound(STRIP, swap("^Nom : ____$", "Ville : ____\n\nNom : ____")),
        Fault(
            "three lines above the signature",
            STRIP,
            swap("^Nom : ____$", "Ville : ____\nRue : ____\nPays : ____\n\nNom : ____"),
            "3 lignes à remplir",
            "changez de bande",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
