"""What letters show by case: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, options
from support.faults import (
    ANNEX,
    CHANNEL,
    LETTER,
    Examples,
    Fault,
    Sound,
    drop,
    each,
    paragraph,
    swap,
)
from support.rereading import Spoilable

VARIANT = "blocs/sans-changement-compte.md"

EXAMPLES: Examples = {
    options.texts_say_which_channels_they_list: (
        Sound(LETTER, swap("^canaux: libres", "canaux: electroniques")),
        Fault(
            "a text that lists options without saying which",
            LETTER,
            drop("canaux"),
            "((benefices)) sans canaux",
            "ajoutez la ligne « canaux: … »",
            whole=True,
        ),
        Fault(
            "a text that says which channels it lists and lists none",
            ANNEX,
            swap("^role: ", "canaux: circuit\nrole: "),
            "canaux: circuit, mais le texte n'en montre aucun",
            "retirez la ligne",
            "canaux",
        ),
    ),
    options.variants_of_a_bloc_come_together: (
        Sound(VARIANT, swap("ne changent pas", "restent inchangés")),
        Fault(
            "a bloc shown under one of two keys",
            "blocs/sans-changement.md",
            swap(r"^\(\(bloc:sans-changement-prix\)\)\n", ""),
            "bloc montré sous la seule clé « banque:inchangee »",
            "appelez aussi le bloc de l'autre clé",
            whole=True,
        ),
        Fault(
            "a list in a bloc under a key",
            VARIANT,
            paragraph("- un point"),
            "bloc sous une clé",
            "écrivez le reste dans le texte",
            whole=True,
        ),
        Fault(
            "an optional blank in a bloc under a key",
            VARIANT,
            paragraph("Voir ((page_information))."),
            "bloc sous une clé",
            "écrivez le reste dans le texte",
            whole=True,
        ),
    ),
    options.channels_have_a_sentence_for_each_status: (
        Sound(CHANNEL, swap("^  secours: .*", '  secours: "Une copie de continuité."')),
        Fault(
            "a channel without a sentence that the tables need",
            CHANNEL,
            drop("  secours"),
            "pas de phrase « secours »",
            "ajoutez « secours: … » sous phrases",
            "phrases",
            line="^phrases:",
        ),
        Fault(
            "a channel offered without the words of its box",
            CHANNEL,
            drop("case"),
            "pas de « case »",
            "ajoutez la ligne « case: … »",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
