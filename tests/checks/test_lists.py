"""Closed lists: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, lists
from support.faults import CHANNEL, PROFILE, TABLE, Examples, Fault, Sound, each, save, swap
from support.rereading import Spoilable

EXAMPLES: Examples = {
    lists.boxes_use_known_values: (
        Sound(PROFILE, swap("^  client: .*", "  client: ue")),
        Fault(
            "a profile with an unknown facet",
            PROFILE,
            swap("^  client: ", "  cliente: "),
            "« cliente » n'existe pas dans facettes.yml",
            "vouliez-vous dire « client » ?",
            "facettes.cliente",
        ),
        Fault(
            "a profile with an unknown value",
            PROFILE,
            swap("^  client: .*", "  client: assujetti-francais"),
            "« assujetti-francais » n'existe pas dans facettes.yml, client",
            "vouliez-vous dire « assujetti-france » ?",
            "facettes.client",
        ),
        Fault(
            "a row with an unknown value",
            TABLE,
            swap("^      territoire: autre", "      territoire: autres"),
            "« autres » n'existe pas dans facettes.yml, territoire",
            "vouliez-vous dire « autre » ?",
            r"lignes\.\d+\.si\.territoire",
        ),
    ),
    lists.tables_know_every_channel: (
        Sound(CHANNEL, swap("^nom: .*", 'nom: "Message"')),
        Fault(
            "a new channel that the tables do not know",
            CHANNEL,
            save("pigeon.yml"),
            "« pigeon » manque dans facettes.yml",
            "ajoutez-le à la liste canal",
            blamed="canaux/pigeon.yml",
            whole=True,
        ),
    ),
    lists.defaults_are_values: (
        Sound("facettes.yml", swap("^  defaut: france", "  defaut: autre")),
        Fault(
            "a default that is no value",
            "facettes.yml",
            swap("^  defaut: france", "  defaut: franc"),
            "« franc » n'existe pas dans ses valeurs",
            "vouliez-vous dire « france » ?",
            "territoire.defaut",
        ),
    ),
    lists.values_are_used: (
        Sound("facettes.yml", swap("^    pas-encore: .*", '    pas-encore: "La date est loin."')),
        Fault(
            "a closed list with a value that no table gives",
            "facettes.yml",
            swap(r"^(statut:\n(?:  .*\n)*?  valeurs:\n)", '\\1    essai: "Un essai."\n'),
            "aucune table n'emploie « essai »",
            "ajoutez-la à une table",
            r"statut\.valeurs\.essai",
            line="^    essai:",
        ),
        Fault(
            "an event that no table answers",
            "facettes.yml",
            swap(r"^(evenement:\n(?:  .*\n)*?  valeurs:\n)", '\\1    essai: "Un essai."\n'),
            "aucune table n'emploie « essai »",
            "ajoutez-la à une table",
            r"evenement\.valeurs\.essai",
            line="^    essai:",
        ),
    ),
    lists.profiles_say_their_perimeter: (
        Sound(PROFILE, swap(r"^  operation: .*\n", "")),
        Fault(
            "a profile that does not say what customer it is",
            PROFILE,
            swap(r"^  client: .*\n", ""),
            "« client » n'est pas dit",
            "ajoutez la ligne",
            "facettes",
            line="^facettes:",
        ),
    ),
    lists.values_of_lists_are_ids: (
        Sound("facettes.yml", swap(r"^    pas-encore: .*", '    pas-encore: "Pas encore."')),
        Fault(
            "a value of a list that is no word",
            "facettes.yml",
            swap("^  valeurs:$", "  valeurs:\n    '\"><img src=x>': Autre"),
            'valeur « "><img src=x> »',
            "renommez cette valeur",
            ".*",
            line="><img",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
