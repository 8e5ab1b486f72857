"""Decision tables: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, tables
from support.faults import TABLE, Act, Examples, Fault, Sound, each, swap
from support.rereading import Spoilable

EXAMPLES: Examples = {
    tables.the_engine_finds_its_tables: (
        Sound("regles/mode.yml", swap("^nom: .*", 'nom: "Accord"')),
        Fault(
            "a missing table",
            "regles/mode.yml",
            Act(Path.unlink),
            "la table mode manque",
            "rétablissez regles/mode.yml",
            blamed="regles",
            whole=True,
        ),
    ),
    tables.rows_read_the_facets_of_their_table: (
        Sound(TABLE, swap("^    motif: .*", '    motif: "Les réponses se contredisent."')),
        Fault(
            "a row on a facet that its table does not read",
            TABLE,
            swap("^      territoire: autre", "      territoire: autre\n      verifie: oui"),
            "la table ne lit pas « verifie »",
            "ajoutez-la à « facettes »",
            r"lignes\.\d+\.si\.verifie",
        ),
    ),
    tables.announced_values_are_given: (
        Sound(
            "regles/mode.yml",
            swap(r"^  mode: .*", "  mode: [tacite, explicite, sans-objet, sans-relance]"),
        ),
        Fault(
            "a table that announces an unknown value",
            "regles/mode.yml",
            swap(r"^  mode: \[explicite,", "  mode: [explicit,"),
            "« explicit » n'existe pas dans facettes.yml, mode",
            "vouliez-vous dire « explicite » ?",
            "donne.mode",
        ),
        Fault(
            "a table that announces what no row gives",
            "regles/mode.yml",
            swap("^      mode: sans-relance", "      mode: sans-objet"),
            "aucune ligne ne donne mode: sans-relance",
            "retirez cette valeur, ou ajoutez la ligne",
            "donne.mode",
            line=r"^  mode: \[",
        ),
    ),
    tables.rows_give_what_the_table_announces: (
        Sound(
            "regles/mode.yml",
            swap(r"^  mode: .*", "  mode: [sans-relance, sans-objet, tacite, explicite]"),
        ),
        Fault(
            "a row that gives what its table does not announce",
            TABLE,
            swap("^      perimetre: public$", "      perimetre: publique"),
            "perimetre: « publique »",
            "corrigez « alors »",
            r"lignes\.\d+\.alors\.perimetre",
        ),
        Fault(
            "a row that gives nothing",
            "regles/mode.yml",
            swap("^      mode: tacite", "      envoi: courrier"),
            "mode: «  »",
            "corrigez « alors »",
            r"lignes\.\d+\.alors\.mode",
        ),
    ),
    tables.rows_do_not_overlap: (
        Sound(
            TABLE,
            swap(r"^      operation: \[exoneree, exclue\]", "      operation: [exclue, exoneree]"),
        ),
        Fault(
            "two rows for the same case",
            TABLE,
            swap("^      client: monaco", "      client: [monaco, public]"),
            "se recouvrent",
            "restreignez l'une des deux",
            r"lignes\.\d+\.si\.client",
        ),
    ),
    tables.rows_leave_no_gap: (
        Sound(
            TABLE,
            swap(
                r"^facettes: .*",
                "facettes: [annuaire, anticipe, emetteur, secteur, operation, client, territoire, donnees]",
            ),
        ),
        Fault(
            "a case without a row",
            TABLE,
            swap(r"^      operation: \[exoneree, exclue\]", "      operation: exoneree"),
            "aucune ligne pour : ",
            "ajoutez une ligne, ou élargissez-en une",
            "lignes",
            line="^lignes:",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
