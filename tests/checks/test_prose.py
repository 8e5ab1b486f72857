"""What sentences hold: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, prose
from support.faults import (
    BLOC,
    EMAIL,
    PROFILE,
    SUMMARY,
    Examples,
    Fault,
    Sound,
    each,
    in_bloc,
    paragraph,
    swap,
    written,
)
from support.rereading import Spoilable

EXAMPLES: Examples = {
    prose.skeletons_are_filled_in: (
        Sound("outils/yooz.yml", swap("^resume: .*", 'resume: "Il reste à écrire à ce client."')),
        Fault(
            "a skeleton left as it is",
            "outils/yooz.yml",
            swap("^resume: .*", 'resume: "à écrire"'),
            "« à écrire » n'a pas été remplacé",
            "écrivez la phrase",
            "resume",
        ),
    ),
    prose.typography_is_left_to_the_code: (
        written("L'adresse suffit : pourquoi tarder ?"),
        in_bloc(
            "a no-break space typed by hand",
            "Une question\u00a0? Appelez-nous.",
            "espace insécable tapée à la main",
            "le programme pose la bonne",
        ),
        in_bloc(
            "a curly apostrophe typed by hand",
            "L\u2019adresse suffit.",
            "apostrophe courbe tapée à la main",
            "le programme pose la bonne",
        ),
    ),
    prose.prose_holds_no_date: (
        written("Répondez avant le ((date_reponse))."),
        Sound("glossaire.yml", swap("^  definition: .*", '  definition: "Un oui, en 3 mots."')),
        in_bloc(
            "a date in a letter",
            "Répondez avant le 1er septembre.",
            "date dans une phrase",
            "déplacez la date dans kit/etapes/",
        ),
        Fault(
            "a year in a summary",
            PROFILE,
            swap(SUMMARY, 'resume: "Ils attendent 2027."'),
            "date dans une phrase : « 2027 »",
            "déplacez la date dans kit/etapes/",
            "resume",
        ),
        Fault(
            "a date in an English sentence",
            "blocs/nous-joindre.en.md",
            paragraph("Please reply by 15 July."),
            "date dans une phrase : « 15 July »",
            "déplacez la date dans kit/etapes/",
            line=r"^.*\n\Z",
        ),
    ),
    prose.bars_are_only_in_tables: (
        Sound("glossaire.yml", swap("^  terme: .*", '  terme: "Accord, ou refus"')),
        Fault(
            "a bar in a term",
            "glossaire.yml",
            swap("^  terme: .*", '  terme: "Accord | refus"'),
            "barre verticale",
            "remplacez-la",
            ".*terme",
        ),
        Fault(
            "a bar in the title of a source",
            "sources.yml",
            swap("^  titre: .*", '  titre: "Un texte | un autre"'),
            "barre verticale",
            "remplacez-la",
            ".*titre",
        ),
    ),
    prose.letters_use_only_their_language: (
        written("Lisez ((source:impots-quand)) avant de répondre."),
        in_bloc(
            "an address in a letter",
            "Lisez https://www.exemple.fr avant de répondre.",
            "adresse de page",
            "ajoutez la page à sources.yml",
        ),
        in_bloc("a third level of heading", "### Un titre", "mise en forme inconnue", "retirez-la"),
        in_bloc("a numbered list", "1. Répondez.", "mise en forme inconnue", "retirez-la"),
        in_bloc(
            "the number of an article in a letter",
            "L'article 289 du code le prévoit.",
            "numéro d'article",
            "l'article vit dans sources.yml",
        ),
        in_bloc(
            "a gender between brackets",
            "Vous êtes prévenu(e) à temps.",
            "accord par parenthèses",
            "tournez-la autrement",
        ),
    ),
    prose.letters_fit_the_fonts: (
        written("Un cœur d'été, 100 % à l'heure — déjà."),
        Fault(
            "a character that the fonts of the letters lack",
            BLOC,
            swap(r"^(\*\*.*\.)", "→\u2713 \\1"),
            "caractères absents de la police des PDF : « ✓ » (U+2713)",
            "écrivez-le en toutes lettres",
        ),
        Fault(
            "a subject that the fonts cannot print",
            EMAIL,
            swap("^objet: .*", 'objet: "Vos factures \U0001f600"'),
            "caractères absents de la police",
            "retirez ce caractère",
            "objet",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
