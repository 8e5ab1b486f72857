"""Ids and values that files name: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, references
from support.faults import (
    ANNEX,
    CHANNEL,
    EMAIL,
    LEGAL,
    LETTER,
    PROFILE,
    STAGE,
    TABLE,
    Examples,
    Fault,
    Sound,
    drop,
    each,
    swap,
)
from support.rereading import Spoilable

EXAMPLES: Examples = {
    references.texts_name_their_files: (
        Sound(LETTER, swap("^fichier: .*", "fichier: demande-d-accord")),
        Fault(
            "files with an accent in their name",
            LETTER,
            swap("^fichier: .*", "fichier: accord-demandé"),
            "fichier « accord-demandé »",
            "écrivez un nom plus court",
            "fichier",
        ),
        Fault(
            "files with a long name",
            LETTER,
            swap("^fichier: .*", "fichier: demander-accord-avant-votre-date"),
            "fichier « demander-accord-avant-votre-date »",
            "écrivez un nom plus court",
            "fichier",
        ),
        Fault(
            "files named as those of another letter",
            "courriers/relancer-accord.md",
            swap("^fichier: .*", "fichier: demander-accord"),
            "« demander-accord » nomme déjà",
            "choisissez un autre nom",
            "fichier",
        ),
    ),
    references.referenced_items_exist: (
        Sound(PROFILE, swap("^canaux: .*", "canaux: [papier, courriel]")),
        Sound(PROFILE, swap("^sources: .*", "sources: [cgi-289]")),
        Fault(
            "a profile with a misspelt channel",
            PROFILE,
            swap("^canaux: .*", "canaux: [papier, couriel]"),
            "« couriel » n'existe pas dans canaux/",
            "vouliez-vous dire « courriel » ?",
            "canaux.2",
        ),
        Fault(
            "a profile with an unknown benefit",
            PROFILE,
            swap("^benefices: .*", "benefices: zzz"),
            "« zzz » n'existe pas dans benefices/",
            "choisissez dans benefices/",
            "benefices.1",
        ),
        Fault(
            "a channel that collects an unknown blank",
            CHANNEL,
            swap("^a_recueillir: .*", "a_recueillir: [client_contacts]"),
            "« client_contacts » n'existe pas dans champs.yml",
            "vouliez-vous dire « client_contact » ?",
            "a_recueillir.1",
        ),
        Fault(
            "a tool with an unknown channel",
            "outils/yooz.yml",
            swap(r"^canaux:\n(  - .*\n)+", "canaux: [fax]\n"),
            "« fax » n'existe pas dans canaux/",
            "choisissez dans canaux/",
            "canaux.1",
        ),
        Fault(
            "a letter with an unknown slip",
            LETTER,
            swap("^coupon: .*", "coupon: coupon-acord"),
            "« coupon-acord » n'existe pas dans blocs/",
            "vouliez-vous dire « coupon-accord » ?",
            "coupon",
        ),
        Fault(
            "an item with an unknown source",
            PROFILE,
            swap("^sources: .*", "sources: [cgi-2899]"),
            "« cgi-2899 » n'existe pas dans sources.yml",
            "vouliez-vous dire « cgi-289 » ?",
            "sources.1",
        ),
        Fault(
            "a row with an unknown source",
            TABLE,
            swap("^    sources: .*", "    sources: [cgi-2899]"),
            "« cgi-2899 » n'existe pas dans sources.yml",
            "vouliez-vous dire « cgi-289 » ?",
            r"lignes\.\d+\.sources\.1",
        ),
        Fault(
            "a row with an unknown ban",
            TABLE,
            swap("^    jamais: .*", "    jamais: [nous-sommes-tenu]"),
            "« nous-sommes-tenu » n'existe pas dans interdits.yml",
            "vouliez-vous dire « nous-sommes-tenus » ?",
            r"lignes\.1\.jamais\.1",
        ),
        Fault(
            "a table that reads an unknown facet",
            "regles/mode.yml",
            swap(r"^facettes: \[intention,", "facettes: [intension,"),
            "« intension » n'existe pas dans facettes.yml",
            "vouliez-vous dire « intention » ?",
            "facettes.1",
        ),
    ),
    references.values_are_in_their_list: (
        Sound(ANNEX, swap("^action: .*", "action: conserver-preuve")),
        Fault(
            "a stage with an unknown perimeter",
            LEGAL,
            swap("^perimetres: .*", "perimetres: [dedans-obligee]"),
            "« dedans-obligee » n'existe pas dans facettes.yml, perimetre",
            "vouliez-vous dire « dedans-oblige » ?",
            "perimetres.1",
        ),
        Fault(
            "a row with an unknown action",
            TABLE,
            swap("^    actions: corriger-donnees", "    actions: corriger-donnes"),
            "« corriger-donnes » n'existe pas dans facettes.yml, action",
            "vouliez-vous dire « corriger-donnees » ?",
            r"lignes\.1\.actions\.1",
        ),
        Fault(
            "a letter with an unknown intention",
            LETTER,
            swap("^intention: .*", "intention: demander-un-accord"),
            "« demander-un-accord » n'existe pas dans facettes.yml, intention",
            "vouliez-vous dire « demander-accord » ?",
            "intention",
        ),
        Fault(
            "an annex that no action calls",
            ANNEX,
            swap("^action: .*", "action: rien-du-tout"),
            "« rien-du-tout » n'existe pas dans facettes.yml, action",
            "choisissez dans facettes.yml, action",
            "action",
        ),
    ),
    references.items_are_named_once: (
        Sound(PROFILE, swap("^canaux: .*", "canaux: [papier, courriel]")),
        Fault(
            "a channel named twice",
            PROFILE,
            swap("^canaux: .*", "canaux: [papier, courriel, papier]"),
            "« papier » est déjà dans cette liste",
            "retirez-le",
            r"canaux\.3",
        ),
        Fault(
            "a benefit named twice",
            PROFILE,
            swap("^benefices: .*", "benefices: [recherche-facile, recherche-facile]"),
            "est déjà dans cette liste",
            "retirez-le",
            r"benefices\.2",
        ),
        Fault(
            "a support named twice",
            EMAIL,
            swap("^support: .*", "support: [courriel, courriel]"),
            "est déjà dans cette liste",
            "retirez-le",
            r"support\.2",
        ),
        Fault(
            "a facet that a table reads twice",
            "regles/mode.yml",
            swap(r"^facettes: \[intention,", "facettes: [intention, intention,"),
            "« intention » est déjà dans cette liste",
            "retirez-le",
            r"facettes\.2",
        ),
        Fault(
            "a value named twice in a row",
            TABLE,
            swap("^      territoire: autre", "      territoire: [autre, autre]"),
            "est déjà dans cette liste",
            "retirez-le",
            r"lignes\.\d+\.si\.territoire\.2",
        ),
    ),
    references.blanks_to_collect_are_the_customers: (
        Sound(CHANNEL, swap("^a_recueillir: .*", "a_recueillir: [client_contact]")),
        Sound(LETTER, swap("^relu_le: ", "exige: [raison_sociale]\nrelu_le: ")),
        Fault(
            "a letter that asks customers for a blank of the sender",
            LETTER,
            swap("^recueillir: .*", "recueillir: contact_nom"),
            "« contact_nom » n'est pas rempli par le client",
            "retirez-le",
            r"recueillir\.\d+",
        ),
    ),
    references.legal_statements_name_a_source: (
        Sound(STAGE, swap("^quand: .*", 'quand: "J-20"')),
        Fault(
            "a stage of law without a source",
            LEGAL,
            drop("sources"),
            "affirmation juridique sans source",
            "ajoutez la ligne « sources: … »",
            "sources",
            whole=True,
        ),
    ),
    references.texts_say_what_calls_for_them: (
        Sound(ANNEX, swap("^role: .*", "role: annexe")),
        Fault(
            "a letter for no case",
            LETTER,
            swap(r"^si:\n(  .*\n)+", ""),
            "aucun cas",
            "ajoutez « si: »",
            "si",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
