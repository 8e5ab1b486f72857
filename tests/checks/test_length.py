"""The length of letters: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, length
from support.faults import LETTER, Examples, Fault, Sound, each, swap
from support.rereading import Spoilable

EXAMPLES: Examples = {
    length.letters_fit_on_a_page: (
        Sound(LETTER, swap(r"\n\(\(calendrier\)\)\n", "\n((calendrier))\n\nUn mot.\n")),
        Fault(
            "a letter of more than a page",
            LETTER,
            lambda text: text.replace(
                "\n((calendrier))\n",
                "\n((calendrier))\n" + "".join(f"\nUn mot {n}.\n" for n in range(40)),
                1,
            ),
            "lignes",
            "raccourcissez le texte",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
