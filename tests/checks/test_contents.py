"""What letters cover: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, contents
from support.faults import EMAIL, LETTER, Examples, Fault, Sound, drop, each, swap, written
from support.rereading import Spoilable

EXAMPLES: Examples = {
    contents.letters_cover_what_they_must: (
        written("Un mot de plus."),
        Fault(
            "a letter without a subject",
            EMAIL,
            drop("objet"),
            "objet absent",
            "ajoutez la ligne « objet: … »",
            "objet",
            whole=True,
        ),
        Fault(
            "a letter that asks for an agreement without saying what the customer gains",
            LETTER,
            swap(r"^## .*\n\n\(\(benefices\)\)\n", ""),
            "((benefices)) manque",
            "ajoutez une ligne ((benefices)) seule",
            whole=True,
        ),
        Fault(
            "a letter that asks for an agreement without saying how",
            LETTER,
            swap(r"^> \(\(accord\)\)\n", ""),
            "((accord)) manque",
            "ajoutez une ligne ((accord)) seule",
            whole=True,
        ),
        Fault(
            "an e-mail that asks for an agreement without saying how",
            EMAIL,
            swap(r"^> \(\(accord\)\)\n", ""),
            "((accord)) manque",
            "ajoutez une ligne ((accord)) seule",
            whole=True,
        ),
        Fault(
            "a reminder that says not whom to call",
            "courriers/relancer-accord.md",
            swap(r"^\(\(bloc:(?:contact|pour-repondre|nous-joindre)\)\)\n", ""),
            "((bloc:pour-repondre)) manque",
            "ajoutez une ligne",
            whole=True,
        ),
        Fault(
            "a letter that says not how to check who writes",
            LETTER,
            swap(r"^\(\(bloc:verifier-expediteur\)\)\n", ""),
            "((bloc:verifier-expediteur)) manque (poste)",
            "ajoutez une ligne",
            whole=True,
        ),
        Fault(
            "an e-mail that collects an address and says not what becomes of it",
            EMAIL,
            swap(r"^\(\(bloc:donnees-personnelles-bref\)\)\n", ""),
            "((bloc:donnees-personnelles-bref)) manque (courriel)",
            "ajoutez une ligne",
            whole=True,
        ),
        Fault(
            "an e-mail about the reform without the official page",
            EMAIL,
            swap(r"^\(\(bloc:informations-officielles\)\)\n", ""),
            "((bloc:informations-officielles)) manque (courriel)",
            "ajoutez une ligne",
            whole=True,
        ),
        Fault(
            "a letter about the reform without the official page",
            "blocs/coupon-accord-complet.md",
            swap(r"^\(\(bloc:informations-officielles\)\)\n", ""),
            "((bloc:informations-officielles)) manque (poste)",
            "ajoutez une ligne",
            whole=True,
            blamed="courriers/demander-accord.md",
        ),
        Fault(
            "a letter that forgets its slip",
            LETTER,
            swap(r"^\(\(coupon\)\)\n", ""),
            "((coupon)) manque",
            "ajoutez-la",
            "coupon",
            line="^coupon:",
        ),
    ),
    contents.required_blanks_are_printed: (
        Sound(
            "courriers/informer-delai.md",
            swap("^exige: .*", "exige: [client_courriel_facturation, client_nom]"),
        ),
        Fault(
            "a text that requires what it does not print",
            "courriers/informer-delai.md",
            swap("^exige: .*", "exige: client_siret"),
            "le texte n'écrit pas ((client_siret))",
            "écrivez ((client_siret)) dans le texte",
            "exige.1",
        ),
    ),
    contents.tacit_letters_require_an_address: (
        Sound("courriers/informer-delai.md", swap("^resume: .*", 'resume: "Un délai."')),
        Fault(
            "a letter whose silence means yes without an address",
            "courriers/informer-delai.md",
            swap("^exige: .*\n", ""),
            "accord tacite sans client_courriel_facturation",
            "ajoutez la ligne « exige: client_courriel_facturation »",
            "exige",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
