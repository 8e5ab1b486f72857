"""What is never said: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, bans
from support.faults import Examples, Fault, Sound, each, in_bloc, paragraph, written
from support.rereading import Spoilable

MEND_SENTENCE = "récrivez la phrase"


EXAMPLES: Examples = {
    bans.letters_promise_nothing_forbidden: (
        written("Votre réponse nous aidera à vous servir."),
        in_bloc(
            "a threat", "Répondez, sous peine de suspension.", "« sous peine de »", MEND_SENTENCE
        ),
        in_bloc(
            "a threat in capitals and without accents",
            "DERNIER AVERTISSEMENT.",
            "« dernier avertissement »",
            MEND_SENTENCE,
        ),
    ),
    bans.letters_respect_the_bans_of_their_cases: (
        Sound(
            "courriers/demander-accord-hors-reforme-courriel.md",
            paragraph("Votre accord nous est nécessaire."),
        ),
        Fault(
            "a letter that says what its cases exclude",
            "courriers/demander-accord-hors-reforme-courriel.md",
            paragraph("Votre accord n'est plus nécessaire."),
            "dans le courrier demander-accord-hors-reforme-courriel",
            MEND_SENTENCE,
        ),
        Fault(
            "a letter that says what its perimeter excludes",
            "courriers/demander-accord-hors-reforme-courriel.md",
            paragraph("Choisissez une plateforme agréée."),
            "dans le courrier",
            MEND_SENTENCE,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
