"""Blanks and slots: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, blanks
from support.faults import PROFILE, SUMMARY, Examples, Fault, Sound, each, in_bloc, swap, written
from support.rereading import Spoilable

MEND_BLANK = "écrivez le nom du champ entre deux parenthèses"


EXAMPLES: Examples = {
    blanks.blanks_are_well_formed: (
        written("Écrivez à ((contact_courriel)) (le matin)."),
        in_bloc(
            "brackets that do not match",
            "Écrivez à ((contact_courriel).",
            "doubles parenthèses mal formées",
            "corrigez-les, ou isolez la ligne",
        ),
        in_bloc(
            "a slot inside a sentence",
            "Voici ((options)) pour vous.",
            "emplacement ((options)) dans une phrase",
            "mettez-le seul, entre deux lignes vides",
        ),
        Fault(
            "a slot in a line of a frame",
            "cadres/poste.md",
            swap(r"\(\(raison_sociale\)\)", "((options))"),
            "emplacement ((options)) dans une phrase",
            "mettez-le seul",
            r"expediteur\.1",
        ),
    ),
    blanks.blanks_wear_double_brackets: (
        written("Écrivez à [Exemple SARL], par écrit (ou non)."),
        in_bloc(
            "a blank between square brackets",
            "Écrivez à [[contact_courriel]].",
            "champ mal écrit : « [[contact_courriel]] »",
            MEND_BLANK,
        ),
        in_bloc(
            "a blank between single square brackets",
            "Écrivez à [contact_courriel].",
            "champ mal écrit : « [contact_courriel] »",
            MEND_BLANK,
        ),
        in_bloc(
            "a blank between single brackets",
            "Écrivez à (contact_courriel).",
            "champ mal écrit : « (contact_courriel) »",
            MEND_BLANK,
        ),
        in_bloc(
            "a bloc between square brackets", "[[bloc:sans-reponse]]", "champ mal écrit", MEND_BLANK
        ),
        in_bloc(
            "a blank without brackets",
            "Écrivez à contact_courriel.",
            "champ mal écrit : « contact_courriel »",
            MEND_BLANK,
        ),
        Fault(
            "a blank between wrong brackets in a frame",
            "cadres/poste.md",
            swap(r"\(\(raison_sociale\)\)", "[raison_sociale]"),
            "champ mal écrit",
            MEND_BLANK,
            r"expediteur\.1",
        ),
    ),
    blanks.blanks_are_only_in_letters: (
        written("Écrivez à ((contact_nom))."),
        Fault(
            "a blank where no letter prints it",
            PROFILE,
            swap(SUMMARY, 'resume: "Écrivez à ((contact_nom))."'),
            "champ hors d'un courrier",
            "retirez le champ",
            "resume",
        ),
    ),
    blanks.slots_stand_where_they_are_filled: (
        written("((calendrier))"),
        in_bloc(
            "a slot of frames in a bloc",
            "((texte))",
            "l'emplacement ((texte)) n'est pas rempli ici",
            "déplacez-le",
        ),
        in_bloc(
            "a slip in a bloc",
            "((coupon))",
            "l'emplacement ((coupon)) n'est pas rempli ici",
            "déplacez-le",
        ),
        in_bloc(
            "a slot with a name that it does not take",
            "((options:courriel))",
            "cet emplacement n'a pas de nom",
            "retirez ce qui suit",
        ),
    ),
    blanks.blanks_are_declared: (
        written("Écrivez à ((contact_courriel))."),
        in_bloc(
            "an undeclared blank",
            "Écrivez à ((contact_courier)).",
            "champ inconnu ((contact_courier))",
            "vouliez-vous dire « contact_courriel » ?",
        ),
    ),
    blanks.cited_sources_exist: (
        written("Plus de détails : ((source:impots-quand))."),
        in_bloc(
            "an unknown source cited",
            "Plus de détails : ((source:impots-qand)).",
            "source sans adresse ((source:impots-qand))",
            "vouliez-vous dire « impots-quand » ?",
        ),
    ),
    blanks.no_word_elides_before_a_blank: (
        written(
            "La direction vous remercie : ((raison_sociale)). Répondez avant le ((date_reponse))."
        ),
        in_bloc(
            "a word that might elide",
            "La direction de ((raison_sociale)) vous remercie.",
            "« de ((raison_sociale)) » : ce mot pourrait s'élider",
            "tournez la phrase autrement",
        ),
    ),
    blanks.each_blank_has_its_own_label: (
        Sound("champs.yml", swap("^  libelle: .*", '  libelle: "Un libellé à part"')),
        Fault(
            "two blanks with one label",
            "champs.yml",
            swap(r"^(client_nom:\n  sens: .*\n  libelle: ).*", '\\1"Référence client"'),
            "« Référence client » est déjà le libellé de « client_nom »",
            "dites ce qui distingue ces deux champs",
            r"client_reference\.libelle",
            line='^  libelle: "Référence client"$(?=\n  exemple: "CLI)',
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
