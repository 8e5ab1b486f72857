"""The words under which items are looked for: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, everyday_words
from support.faults import CHANNEL, PROFILE, Examples, Fault, Sound, each, swap
from support.rereading import Spoilable

EXAMPLES: Examples = {
    everyday_words.an_everyday_word_leads_to_one_item: (
        Sound(PROFILE, swap("^mots: .*", "mots: [société anonyme, courriel]")),
        Sound(CHANNEL, swap("^mots: .*", "mots: [artisan, mairie]")),
        Fault(
            "a word of another profile, in capitals and without its accents",
            PROFILE,
            swap("^mots: .*", "mots: [société, COPROPRIETE]"),
            "le mot « COPROPRIETE » mène déjà à « association-non-assujettie »",
            "précisez-le",
            r"mots\.2",
        ),
        Fault(
            "a word twice in the same list",
            CHANNEL,
            swap("^mots: .*", "mots: [messagerie, Messagerie]"),
            "le mot « Messagerie » mène déjà à « courriel »",
            "précisez-le",
            r"mots\.2",
        ),
    ),
    everyday_words.everyday_words_are_few: (
        Sound(PROFILE, swap("^mots: .*", f"mots: [{', '.join(f'mot {n}' for n in range(20))}]")),
        Fault(
            "one word too many",
            PROFILE,
            swap("^mots: .*", f"mots: [{', '.join(f'mot {n}' for n in range(21))}]"),
            "21 mots",
            "gardez ceux que l'on tape vraiment",
            "mots",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_everyday_words(
    rule: Check, example: Sound | Fault, spoilable: Spoilable, tmp_path: Path
) -> None:
    example.prove(spoilable, tmp_path, rule)
