"""The decision sheet of the case on the page, as a letter of blanks that the page fills.

It is compiled and filled as every letter is, so that "no letter" downloads and prints too.
"""

from collections.abc import Iterator

from prevenance.configurator.letter_data import in_page, uncut
from prevenance.configurator.letter_pool import Node
from prevenance.letter.blocks import Block, Letter, Line, Run, block

SHEET = "fiche-de-decision"


def decision_letter() -> Letter:
    """Compose the decision sheet; what it says of a case stands in its blanks."""
    origin = f"courrier:{SHEET}"
    subject = (Run("Faut-il un courrier\u00a0? "), Run(blank="profil"))

    def part(title: str, blank: str) -> Iterator[Block]:
        keys = (f"champ:{blank}",)
        yield Block("heading", (Line(((Run(title),),), keys),), keys, origin)
        yield Block("paragraph", (Line(((Run(blank=blank),),), keys),), keys, origin)

    return Letter(
        id=SHEET,
        title="Fiche de décision",
        subject=subject,
        support="document",
        language="fr",
        blocks=(
            block("subject", [Line((subject,))], origin),
            block("paragraph", [Line(((Run(blank="reponse", bold=True),),))], origin),
            block("paragraph", [Line(((Run(blank="motif"),),))], origin),
            *part("Que faire", "actions"),
            *part("Le cas examiné", "cas"),
            *part("Sources", "sources"),
            block("paragraph", [Line(((Run("État au "), Run(blank="jour"), Run(".")),))], origin),
        ),
    )


def compiled(stamp: str, *, documents: bool = True) -> dict[str, Node]:
    """Compile the sheet in each of its formats, under the names that the engine gives them."""
    letter = decision_letter()
    return {
        f"{SHEET}/fr/document/{format_.name}": uncut(format_.compile_letter(letter, stamp))
        for format_ in in_page(letter.support, documents=documents)
    }
