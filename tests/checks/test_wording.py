"""How letters speak: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, wording
from support.faults import LETTER, Examples, Fault, Sound, each, paragraph, swap
from support.rereading import Spoilable

LONG = " ".join(["mot"] * 30)
CONFIRMATION = "courriers/accuser-refus.md"
ADDRESS = "courriers/preparer-adresse.md"
MEND_SHORT = "coupez cette phrase"
MEND_PLAIN = "coupez la phrase, ou tournez-la autrement"

EXAMPLES: Examples = {
    wording.sentences_of_a_letter_are_short: (
        Sound(LETTER, paragraph("Une phrase courte de plus.")),
        Fault(
            "a third long sentence",
            "courriers/repondre-refus.md",
            paragraph(f"Un {LONG}. Deux {LONG}. Trois {LONG}."),
            "phrase longue de plus dans repondre-refus",
            MEND_SHORT,
            line=r"^Un mot mot",
        ),
    ),
    wording.letters_speak_without_detours: (
        Sound(LETTER, paragraph("Une phrase, avec ((raison_sociale)).")),
        Fault(
            "a semicolon",
            LETTER,
            paragraph("Un mot ; un autre."),
            "« ; » dans une lettre",
            MEND_PLAIN,
            line="^Un mot ;",
        ),
        Fault(
            "a parenthesis in a box",
            LETTER,
            swap(r"^(> \*\*Nous vous demandons.*)", r"\1 (merci)"),
            "« ( » dans une lettre",
            MEND_PLAIN,
        ),
        Fault(
            "a bracket in a shared paragraph",
            "blocs/en-attendant.md",
            paragraph("Un mot [un autre]."),
            "« [ » dans une lettre",
            MEND_PLAIN,
            line=r"^Un mot \[",
        ),
    ),
    wording.terms_are_explained_once: (
        Sound(ADDRESS, paragraph("Votre plateforme agréée le sait.")),
        Fault(
            "a term without its explanation",
            ADDRESS,
            swap(", un prestataire immatriculé par l'État", ""),
            "« plateforme agréée » sans explication",
            "ajoutez ces mots à la première apparition",
        ),
        Fault(
            "a term explained twice",
            ADDRESS,
            paragraph("C'est un prestataire immatriculé par l'État."),
            "« plateforme agréée » expliqué deux fois dans preparer-adresse",
            "retirez celle-ci",
            line="^C'est un prestataire",
        ),
    ),
    wording.dates_are_said_once: (
        Sound(CONFIRMATION, swap("Vous n'avez rien à faire", "Vous n'aurez rien à faire")),
        Fault(
            "a date said twice",
            LETTER,
            paragraph("Répondez avant le ((date_reponse))."),
            "((date_reponse)) est là 2 fois (poste)",
            "retirez-en une",
            whole=True,
        ),
    ),
    wording.letters_make_one_request: (
        Sound(LETTER, paragraph("Un mot de plus.")),
        Fault(
            "a letter without a box",
            LETTER,
            lambda text: text.replace("\n> ", "\n"),
            "lettre sans encadré",
            "ajoutez des lignes « > … »",
            whole=True,
        ),
        Fault(
            "a second request",
            LETTER,
            paragraph("Nous vous demandons aussi de payer."),
            "« Nous vous demandons » dans demander-accord",
            "retirez-la",
            line="^Nous vous demandons aussi",
        ),
        Fault(
            "an acknowledgement that asks",
            CONFIRMATION,
            paragraph("Nous vous demandons de payer."),
            "« Nous vous demandons » dans accuser-refus",
            "retirez-la",
            line="^Nous vous demandons de",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
