"""Frames, blocs and texts: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, assembly
from support.faults import (
    ANNEX,
    BLOC,
    Examples,
    Fault,
    Sound,
    each,
    in_bloc,
    paragraph,
    save,
    swap,
    written,
)
from support.rereading import Spoilable

EXAMPLES: Examples = {
    assembly.frames_hold_the_text: (
        Sound("cadres/poste.md", swap("^Madame, Monsieur,$", "Monsieur, Madame,")),
        Fault(
            "a frame that leaves the text out",
            "cadres/poste.md",
            swap(r"^\(\(texte\)\)\n", ""),
            "((texte)) est là 0 fois",
            "mettez ((texte)) seul",
            whole=True,
        ),
        Fault(
            "a frame for no support",
            "cadres/poste.md",
            save("pigeon.md"),
            "le cadre « pigeon »",
            "renommez-le",
            blamed="cadres/pigeon.md",
            whole=True,
        ),
        Fault(
            "a translated frame that leaves the text out",
            "cadres/poste.en.md",
            swap(r"^\(\(texte\)\)\n", ""),
            "((texte)) est là 0 fois",
            "mettez ((texte)) seul",
            whole=True,
        ),
    ),
    assembly.blocs_do_not_call_themselves: (
        Sound("blocs/en-attendant.md", paragraph("((bloc:sans-reponse))")),
        Fault(
            "a bloc that calls itself",
            "blocs/en-attendant.md",
            paragraph("((bloc:en-attendant))"),
            "s'appelle lui-même",
            "retirez l'appel",
            whole=True,
        ),
    ),
    assembly.texts_are_written: (
        Sound("blocs/en-attendant.md", swap(r"(?s)\n---\n.*", "\n---\nOui.\n")),
        Fault(
            "a translated frame without a text",
            "cadres/poste.en.md",
            swap(r"(?s)\n---\n.*", "\n---\n"),
            "texte vide",
            "écrivez-le sous la seconde ligne ---",
            line=r"\Z",
        ),
        Fault(
            "a bloc reduced to a sign",
            "blocs/sans-reponse.md",
            swap(r"(?s)\n---\n.*", "\n---\n.\n"),
            "texte vide",
            "écrivez-le sous la seconde ligne ---",
            line=r"^\.$",
        ),
    ),
    assembly.twins_stand_beside_their_bloc: (
        Sound("blocs/en-attendant.md", save("en-attendant.courriel.md")),
        Fault(
            "a twin of nothing",
            "blocs/sans-reponse.md",
            save("sans-reponsee.courriel.md"),
            "sans bloc",
            "renommez son jumeau",
            blamed="blocs/sans-reponsee.courriel.md",
            whole=True,
        ),
    ),
    assembly.texts_say_each_thing_once: (
        written("Un mot.\n\nUn autre."),
        written("## Un titre\n\nUn mot."),
        Fault(
            "a paragraph written twice",
            BLOC,
            paragraph("Un mot.\n\nUn mot."),
            "déjà écrit à la ligne",
            "retirez l'une",
            line=r"^Un mot.\n\Z",
        ),
        in_bloc("a title of nothing", "## Un titre", "titre sans texte", "retirez son titre"),
    ),
    assembly.slots_name_existing_items: (
        Sound(ANNEX, paragraph("((bloc:en-attendant))")),
        in_bloc(
            "an unknown bloc",
            "((bloc:sans-reponses))",
            "((bloc:sans-reponses)) ne mène à rien",
            "vouliez-vous dire « sans-reponse » ?",
        ),
        in_bloc(
            "an unknown stage",
            "((etape:receptions))",
            "((etape:receptions)) ne mène à rien",
            "vouliez-vous dire « reception » ?",
        ),
        Fault(
            "an agreement without its mode",
            ANNEX,
            paragraph("((accord))"),
            "((accord)) sans mode",
            "ajoutez mode à « si »",
        ),
        Fault(
            "a slip without its bloc",
            ANNEX,
            paragraph("((coupon))"),
            "((coupon)) sans bloc",
            "nommez le bloc du coupon",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
