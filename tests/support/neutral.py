"""Changes of a file of kit/ that are no fault: a kit with one of them stays accepted, unremarked."""

import re
from collections.abc import Iterator, Mapping

from support.mutations import ANYWHERE, Kind, Mutant
from support.spots import Written


def spaces_at_the_end_of_a_line(file: Written) -> Iterator[Mutant]:
    for found in re.finditer(r"(?<=[\"\w])\n", file.text):
        yield Mutant(file.name, found.start(), found.start(), "  ", (ANYWHERE,))


def a_comment_more(file: Written) -> Iterator[Mutant]:
    start = 4 if file.markdown else 0
    yield Mutant(file.name, start, start, "# À relire : ceci.\n", (ANYWHERE,))


def an_empty_line_more(file: Written) -> Iterator[Mutant]:
    yield Mutant(file.name, len(file.text), len(file.text), "\n\n", (ANYWHERE,))


def saved_by_windows(file: Written) -> Iterator[Mutant]:
    text = "\ufeff" + file.text.replace("\n", "\r\n")
    yield Mutant(file.name, 0, len(file.text), text, (ANYWHERE,))


def single_quotes(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        text = file.text[spot.start : spot.end] if spot.scalar else ""
        if text.startswith('"') and not {"'", "\\"}.intersection(text):
            yield Mutant(file.name, spot.start, spot.end, f"'{text[1:-1]}'", (ANYWHERE,))


NEUTRAL: Mapping[str, Kind] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        spaces_at_the_end_of_a_line,
        a_comment_more,
        an_empty_line_more,
        saved_by_windows,
        single_quotes,
    )
}
