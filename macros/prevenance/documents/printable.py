"""What the paper cannot hold: characters that the fonts lack, words that no line holds."""

from collections.abc import Iterator, Sequence
from typing import Any

from prevenance.text.glyphs import long_word, not_printable, too_long, uncovered


def unprintable(blocks: Sequence[Any]) -> Iterator[str]:
    """Yield what keeps the answers of a letter off the paper, each naming its field, in French.

    Literal text is the kit's own: only its characters are looked at.
    """
    for block in blocks[:-1]:
        for line in block["lines"][:-1]:
            for run in (run for cell in line["cells"] for run in cell):
                if lacking := uncovered(run["text"]):
                    name = run.get("blank") or f"texte de {block['origin']}"
                    yield f"{name} : {not_printable(lacking)}"
                if "blank" in run and (word := long_word(run["text"])):
                    yield f"{run['blank']} : {too_long(word)}"
