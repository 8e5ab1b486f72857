"""Texts are laid out as the letter language reads them: bold closes, lists and tables are whole."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from prevenance.checks.sentences import Examined, Pattern, Sentence
from prevenance.letter import syntax
from prevenance.problems import Place, Problem, one_of, shown

IN_A_BOX = frozenset({"accord", "bloc", "etape"})
"""The slots that may stand in a box: those that give paragraphs."""

SEPARATOR = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")

LINES = (
    Pattern(
        re.compile(r"^\s*(?:-{2,}|={2,}|\*{3,}|_{2,})\s*$"),
        "ligne de tirets",
        "deux lignes ---, autour de l'en-tête seulement",
        "retirez cette ligne : un titre s'écrit ## Titre",
    ),
    Pattern(
        re.compile(r"^\s*(?:-[^\s-]\S*|#+[^#\s]\S*)"),
        "espace oubliée",
        "## Titre, - liste, - [ ] case",
        "ajoutez une espace après le signe",
    ),
    Pattern(
        re.compile(r"^\s*(?:#+|-|- \[.?\])\s*$"),
        "signe sans texte",
        "## Titre, - liste, - [ ] case",
        "écrivez le texte, ou retirez la ligne",
    ),
    Pattern(
        re.compile(r"^\s*(?:[*+•–—] .*|- \[(?! \] ).*|- \(.?\) .*)"),
        "liste mal formée",
        "- liste, ou - [ ] case",
        "commencez la ligne par « - » ou « - [ ] »",
    ),
)
"""Beginnings of lines that look like the letter language and are not of it."""


def bold_is_closed(kit: Examined) -> Iterator[Problem]:
    """Bold opens and closes in the same line or cell, and no other asterisk is left."""
    for sentence in kit.sentences:
        if "*" not in sentence.text:
            continue
        cells = syntax.cells(sentence.text) if sentence.text[:1] == "|" else [sentence.text]
        for cell in cells:
            parts = cell.split("**")
            odd = len(parts) % 2 == 0
            if odd or not all(parts[1::2]) or (sentence.printed and any("*" in p for p in parts)):
                yield Problem(
                    sentence.place,
                    f"gras mal formé : {shown(cell.strip())}",
                    "**mots en gras**, sur une même ligne",
                    "mettez deux astérisques avant et deux après, ou aucun",
                )


def lines_begin_as_the_language_asks(kit: Examined) -> Iterator[Problem]:
    """A line of a body begins as text, or as the letter language writes a title or a list."""
    for sentence in kit.bodies:
        for pattern in LINES:
            if match := pattern.regex.search(sentence.text):
                found = f"{pattern.found} : {shown(match.group().strip())}"
                yield Problem(sentence.place, found, pattern.expected, pattern.mend)


def tables_are_regular(kit: Examined) -> Iterator[Problem]:
    """A table has a header row, a row of dashes under it, rows, and as many cells in each."""
    for file, lines in groupby(kit.bodies, key=lambda sentence: sentence.place.file):
        before, table = 0, list[Sentence]()
        for sentence in lines:
            if table and ("|" not in sentence.text or sentence.place.line != before + 1):
                yield from _table(file, table)
                table = []
            if "|" in sentence.text:
                table.append(sentence)
            before = sentence.place.line
        yield from _table(file, table)


def _table(file: str, table: list[Sentence]) -> Iterator[Problem]:
    """Yield the faults of the lines of one table."""
    rows = {s.place.line: s.text.strip() for s in table}
    mend = "écrivez | titre | titre |, puis |---|---|, puis les lignes"
    open_ = [n for n, row in rows.items() if len(row) < 2 or row[0] != "|" or row[-1] != "|"]  # noqa: PLR2004
    for number in open_:
        expected = "une barre au début et à la fin de chaque ligne d'un tableau"
        found = f"ligne de tableau ouverte : {shown(rows[number])}"
        yield Problem(Place(file, number), found, expected, "ajoutez la barre qui manque")
    if open_ or not rows:
        return
    numbers, dashes = list(rows), [n for n, row in rows.items() if SEPARATOR.fullmatch(row)]
    if dashes != numbers[1:2]:
        found = "tableau sans ligne d'en-tête, ou sans sa seule ligne de tirets"
        wrong = next((n for n in dashes if n not in numbers[1:2]), numbers[0])
        yield Problem(Place(file, wrong), found, "un en-tête, puis |---|---|", mend)
    elif len(rows) == len(dashes) + 1:
        yield Problem(Place(file, numbers[0]), "tableau sans ligne", "au moins une ligne", mend)
    widths = {n: len(syntax.cells(row)) for n, row in rows.items()}
    usual = Counter(widths.values()).most_common(1)[0][0]
    for number, width in widths.items():
        if width != usual:
            found = f"{width} cellule(s), et {usual} dans les autres lignes"
            yield Problem(Place(file, number), found, "lignes de longueurs égales", mend)


def boxes_hold_sentences(kit: Examined) -> Iterator[Problem]:
    """A line of a box is a sentence, or a slot alone that gives sentences."""
    for sentence in (s for s in kit.bodies if s.boxed):
        line = sentence.text.strip()
        slot = syntax.lone_slot(line)
        if slot[1] not in IN_A_BOX if slot else syntax.line_kind(line) != "text":
            slots = [f"(({name}))" for name in sorted(IN_A_BOX)]
            yield Problem(
                sentence.place,
                f"{shown(line)} dans un encadré",
                f"une phrase, ou {one_of(slots)}",
                "mettez cette ligne hors de l'encadré, sans « > »",
            )


EARLY = (
    bold_is_closed,
    lines_begin_as_the_language_asks,
    boxes_hold_sentences,
    tables_are_regular,
)
LATE = ()
