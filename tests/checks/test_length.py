"""The length of letters: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, length
from support.faults import EMAIL, LETTER, Examples, Fault, Sound, each, swap
from support.rereading import Spoilable

SHORTEN = "raccourcissez cette partie"
WORDS = " ".join(["mot"] * 60)


def longer(count: int) -> str:
    """Return what a pattern found, then a sentence of many words."""
    return rf"\1 {' '.join(['mot'] * count)}."


EXAMPLES: Examples = {
    length.parts_of_a_letter_are_short: (
        Sound(LETTER, swap("^objet: .*", 'objet: "Vos factures : sans papier ?"')),
        Fault(
            "a long subject",
            LETTER,
            swap("^objet: .*", f'objet: "{WORDS}"'),
            "l'objet : 60 mots",
            SHORTEN,
            whole=True,
        ),
        Fault(
            "a long first paragraph",
            LETTER,
            swap(r"^(Nous vous écrivons .*)", longer(40)),
            "le premier paragraphe : ",
            SHORTEN,
            whole=True,
        ),
        Fault(
            "a long box",
            LETTER,
            swap(r"^(> \*\*Nous vous demandons.*)", longer(40)),
            "l'encadré : ",
            SHORTEN,
            whole=True,
        ),
        Fault(
            "a long heading",
            LETTER,
            swap(r"^## .*", "## Un deux trois quatre cinq six sept huit neuf dix onze"),
            "le titre « Un deux trois",
            SHORTEN,
            whole=True,
        ),
        Fault(
            "a long e-mail",
            EMAIL,
            lambda text: text + f"\n{WORDS}.\n\n{WORDS}, encore {WORDS}.\n",
            "mots (courriel)",
            SHORTEN,
            whole=True,
        ),
        Fault(
            "a long page beside the slip",
            "blocs/bon-a-savoir-accord.md",
            lambda text: text + f"\n{WORDS}.\n",
            "la page suivante, avant la bande : ",
            SHORTEN,
            whole=True,
            blamed="courriers/demander-accord.md",
        ),
        Fault(
            "a long invoice line",
            "courriers/mention-adresse.md",
            lambda text: text + f"\n{WORDS}.\n",
            "la mention : ",
            SHORTEN,
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
