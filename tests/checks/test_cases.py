"""Cases and letters: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, cases
from support.faults import EMAIL, Act, Examples, Fault, Sound, each, save, swap
from support.rereading import Spoilable


def _out_of_the_kit(letter: Path) -> None:
    text = swap(r"perimetre: dedans.*", "perimetre: hors-kit")(letter.read_text("utf-8"))
    own = swap(r"^fichier: .*", "fichier: essai")(text)
    (letter.parent / "essai.md").write_text(own, "utf-8")


EXAMPLES: Examples = {
    cases.each_case_meets_one_letter: (
        Sound(
            EMAIL,
            swap(r"^  - perimetre: .*", "  - perimetre: [dedans-pas-encore]"),
        ),
        Fault(
            "two letters for the same case",
            EMAIL,
            save("essai.md"),
            "demander-accord-courriel et essai répondent au même cas (courriel, fr)",
            "restreignez « si » dans l'un des deux",
            "si",
            blamed="courriers/essai.md",
            line="^si:",
        ),
        Fault(
            "a case without its letter",
            EMAIL,
            Act(Path.unlink),
            "aucun texte ne répond (courriel, fr)",
            "ajoutez un texte, ou élargissez « si »",
            r"lignes\.\d+",
            blamed="regles/envoi.yml",
            line=r"^  - si:\n(?:(?!  - si:).*\n)*?.*intention: demander-accord",
        ),
        Fault(
            "a case without its translation",
            "courriers/demander-accord-etranger.en.md",
            Act(Path.unlink),
            "traduction absente",
            "écrivez cette traduction",
            whole=True,
        ),
    ),
    cases.each_mention_meets_one_text: (
        Sound("courriers/mention-demarrage.md", swap("^titre: .*", 'titre: "Une mention"')),
        Fault(
            "a case without its mention",
            "courriers/mention-demarrage.md",
            Act(Path.unlink),
            "aucun texte ne répond (facture, fr)",
            "ajoutez un texte, ou élargissez « si »",
            r"lignes\.\d+",
            blamed="regles/envoi.yml",
            line=r"^  - si:\n(?:(?!  - si:).*\n)*?.*dedans-volontaire\]\n(?:(?!  - si:).*\n)*?.*envoi: mention",
        ),
    ),
    cases.letters_answer_a_real_case: (
        Sound(EMAIL, swap("^titre: .*", 'titre: "Un courriel"')),
        Fault(
            "a letter that no case calls",
            EMAIL,
            Act(_out_of_the_kit),
            "aucun cas des tables n'appelle ce texte",
            "donnez le rôle annexe et une action",
            "si",
            blamed="courriers/essai.md",
            line="^si:",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
