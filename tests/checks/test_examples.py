"""Examples: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, examples
from support.faults import Act, Examples, Fault, Sound, become, each, swap
from support.rereading import Spoilable


def _example(name: str, good: str, bad: str, found: str, key: str) -> Fault:
    change = swap(f'^  exemple: "{good}"', f'  exemple: "{bad}"')
    return Fault(name, "champs.yml", change, found, "corrigez l'exemple", f"{key}.exemple")


EXAMPLES: Examples = {
    examples.examples_are_answers: (
        Sound("champs.yml", swap('^  exemple: "01 99 00 00 00"', '  exemple: "01 99 00 00 02"')),
        _example(
            "an example that is no telephone number",
            "01 99 00 00 00",
            "voir site",
            "« voir site »",
            "telephone",
        ),
        _example(
            "an example of a telephone number with a digit too many",
            "01 99 00 00 01",
            "01 99 00 00 01 23",
            "« 01 99 00 00 01 23 »",
            "contact_telephone",
        ),
        _example(
            "an example that is no e-mail address",
            "administration-des-ventes@exemple.fr",
            "compta chez exemple point fr",
            "« compta chez exemple point fr »",
            "courriel",
        ),
        _example(
            "an example that would run",
            "https://factures.exemple.fr/espace-client",
            "ftp://factures.exemple.fr",
            "« ftp://factures.exemple.fr »",
            "portail_adresse",
        ),
        _example(
            "an example of a day in another form",
            "2026-12-31",
            "2026/12/31",
            "« 2026/12/31 »",
            "date_courrier",
        ),
        _example(
            "an example of a VAT number with a wrong key",
            "FR32123456789",
            "FR33123456789",
            "« FR33123456789 »",
            "client_tva",
        ),
        _example(
            "an example of a SIRET number cut short",
            "12345678900015",
            "1234567890001",
            "« 1234567890001 »",
            "client_siret",
        ),
        _example(
            "an example that is too long",
            "Zone d'activité des Exemples, bât. B",
            "Zone d'activité des Exemples, bâtiment B, porte 3",
            "49 caractères",
            "complement_adresse",
        ),
    ),
    examples.the_example_sheet_is_sound: (
        Sound("entreprise.exemple.yml", swap("^categorie: pme", "categorie: eti")),
        Fault(
            "an example sheet with a number of another form",
            "entreprise.exemple.yml",
            swap("^  siren: .*", '  siren: "ABCDEFGHI"'),
            "ABCDEFGHI",
            "corrigez cette réponse",
            r"champs\.siren",
        ),
        Fault(
            "an example sheet with an unknown channel",
            "entreprise.exemple.yml",
            swap("^  - courriel$", "  - courrier"),
            "« courrier »",
            "vouliez-vous dire « courriel » ?",
            r"canaux\.\d+",
        ),
        Fault(
            "an empty example sheet",
            "entreprise.exemple.yml",
            become(""),
            "fiche vide",
            "copiez",
            whole=True,
        ),
        Fault(
            "an example sheet left out",
            "entreprise.exemple.yml",
            Act(Path.unlink),
            "fichier absent",
            "rétablissez ce fichier",
            whole=True,
        ),
    ),
    examples.the_example_customer_is_sound: (
        Sound("client.exemple.yml", swap("^client_nom: .*", "client_nom: Exemple")),
        Fault(
            "an example customer with a number of another form",
            "client.exemple.yml",
            swap("^client_siren: .*", "client_siren: ABCDEFGHI"),
            "ABCDEFGHI",
            "corrigez cette réponse",
            "client_siren",
        ),
        Fault(
            "an example customer with an unknown blank",
            "client.exemple.yml",
            swap("^client_nom: ", "client_non: "),
            "« client_non »",
            "vouliez-vous dire « client_nom » ?",
            "client_non",
        ),
        Fault(
            "an example customer left out",
            "client.exemple.yml",
            Act(Path.unlink),
            "fichier absent",
            "rétablissez ce fichier",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
