"""Translations: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, translations
from support.faults import Act, Examples, Fault, Sound, become, drop, each, swap
from support.rereading import Spoilable

EXAMPLES: Examples = {
    translations.translations_say_what_letters_print: (
        Sound(
            "canaux/papier.en.yml",
            swap("^  secours: .*", '  secours: "**Paper**: by post, as an exception."'),
        ),
        Fault(
            "a translation that leaves a sentence in French",
            "benefices/duplicata-autonome.en.yml",
            become("relu_le: 2026-11-24\n"),
            "est resté en français",
            "ajoutez, ou traduisez, « phrase »",
            "phrase",
            whole=True,
        ),
        Fault(
            "a translated sentence left out",
            "canaux/papier.en.yml",
            drop("  secours"),
            "est resté en français",
            "ajoutez, ou traduisez, « phrases.secours »",
            "phrases.secours",
            line="^  propose:",
        ),
        Fault(
            "a subject left in French",
            "courriers/relancer-accord-etranger.en.md",
            drop("objet"),
            "est resté en français",
            "ajoutez, ou traduisez, « objet »",
            "objet",
            whole=True,
        ),
        Fault(
            "a line left in French",
            "cadres/courriel.en.md",
            swap("^Dear Sir or Madam,", "Madame, Monsieur,"),
            "« Madame, Monsieur, » est resté en français",
            "traduisez cette ligne",
        ),
    ),
    translations.translations_keep_blanks_and_slots: (
        Sound(
            "blocs/nous-joindre.en.md",
            swap(r"\(\(contact_telephone\)\)", "by phone: ((contact_telephone))"),
        ),
        Sound("cadres/poste.en.md", swap("_en", "")),
        Fault(
            "a translation that loses a blank",
            "blocs/nous-joindre.en.md",
            swap(r"\(\(contact_telephone\)\)", "by phone"),
            "absents : contact_telephone ; en trop : aucun",
            "alignez la traduction",
            whole=True,
        ),
    ),
    translations.translated_letters_are_translated_whole: (
        Sound("champs.en.yml", swap("^  libelle: .*", '  libelle: "Your firm"')),
        *(
            Fault(
                f"a translation of {file.partition('/')[0]} left out",
                file,
                Act(Path.unlink),
                "traduction absente",
                f"écrivez {file}",
                whole=True,
            )
            for file in (
                "canaux/papier.en.yml",
                "benefices/recherche-facile.en.yml",
                "etapes/bascule.en.yml",
                "blocs/nous-joindre.en.md",
                "cadres/poste.en.md",
            )
        ),
        Fault(
            "a translated label left out",
            "champs.en.yml",
            drop("raison_sociale"),
            "traduction absente",
            "ajoutez à champs.en.yml la clé « raison_sociale »",
            "raison_sociale",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
