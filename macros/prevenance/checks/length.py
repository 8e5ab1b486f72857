"""A letter is short in each of its parts: words are counted, its longest options and answers shown."""

import re
from collections.abc import Iterable, Iterator

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.letter.blocks import Block, Line
from prevenance.letter.choices import DEFAULT_BENEFITS, DEFAULT_OPTIONS
from prevenance.model import Support, Text
from prevenance.problems import Place, Problem
from prevenance.rules.tables import PAPER
from prevenance.text.typography import french

SUBJECT, FIRST, BOX, HEADING = 12, 60, 75, 7
"""Words of a subject, of a first paragraph, of a box, of a heading."""

PAGE = 270
"""Words of the next page, above the strip to cut: what its 175 mm hold."""

MENTION, ACKNOWLEDGEMENT, REMINDER, LETTER, EMAIL = 45, 190, 310, 320, 330
"""Words of an invoice line, and of a letter from salutation to closing, by its kind."""

LONGEST_DAY = "30 septembre 2027"
"""What stands for any day: none is longer."""

INSTEAD = frozenset({"options:un", "banque:tue"})
"""Keys of what a letter shows in place of something else, which is longer."""

AROUND = frozenset({"sender", "recipient", "dateline", "subject", "signature", "footer"})
"""Blocks that are not of a letter's own text."""

_WORD = re.compile(r"[^ \n]*\w[^ \n]*")
"""A word is what no line breaks: a telephone number, written without a break, is one."""


def parts_of_a_letter_are_short(kit: Examined) -> Iterator[Problem]:
    """Subject, first paragraph, box, headings and the whole letter keep within their words."""
    for speaking in (kit.catalog, *kit.catalog.translations.values()):
        for text in speaking.texts.values():
            for support in text.supports if text.role in {"courrier", "relance", "mention"} else ():
                for part, words, most in _parts(kit, speaking, text, support):
                    if words > most:
                        yield Problem(
                            Place(speaking.place(text).file),
                            f"{part} : {words} mots ({support})",
                            f"au plus {most}",
                            "raccourcissez cette partie",
                        )


def _parts(
    kit: Examined, catalog: Catalog, text: Text, support: Support
) -> Iterator[tuple[str, int, int]]:
    """Yield the parts of a letter, their words and how many they may have."""
    letter = kit.letters.of(catalog, text, support)
    blocks = [b for b in letter.blocks if b.kind not in AROUND and not b.zone]
    own = [b for b in blocks if not b.origin.startswith("cadre:")]
    if text.role == "mention":
        yield "la mention", _words(catalog, own), MENTION
        return
    yield "l'objet", len(_WORD.findall(french(text.subject))), SUBJECT
    yield "le premier paragraphe", _words(catalog, own[:1]), FIRST
    for block in own:
        if block.kind == "box":
            yield "l'encadré", _words(catalog, [block]), BOX
        elif block.kind == "heading":
            yield (
                f"le titre « {block.lines[0].cells[0][0].text} »",
                _words(catalog, [block]),
                HEADING,
            )
    yield "le texte", _words(catalog, blocks), _most(text, support)
    overleaf = [b for b in letter.blocks if b.zone == "overleaf"]
    yield "la page suivante, avant la bande", _words(catalog, overleaf), PAGE


def _most(text: Text, support: Support) -> int:
    if text.intention in {"confirmer", "accuser-refus"}:
        return ACKNOWLEDGEMENT
    if text.role == "relance":
        return REMINDER
    return EMAIL if support == "courriel" else LETTER


def _words(catalog: Catalog, blocks: Iterable[Block]) -> int:
    """Count the words that blocks show: those of the longest options, each blank by its example."""
    total, seen = 0, set[str]()
    for block in blocks:
        lines = [line for line in block.lines if _counts(catalog, block, line, seen)]
        counted = sorted(((_of_line(catalog, line), line) for line in lines), key=lambda c: -c[0])
        if block.origin == "options":
            paper = [n for n, line in counted if line.keys[0].startswith(f"canal:{PAPER}:propose")]
            others = [n for n, line in counted if not line.keys[0].startswith(f"canal:{PAPER}:")]
            total += sum(paper + others[:DEFAULT_OPTIONS])
        else:
            most = DEFAULT_BENEFITS if block.origin == "benefices" else None
            total += sum(number for number, _ in counted[:most])
    return total


def _counts(catalog: Catalog, block: Block, line: Line, seen: set[str]) -> bool:
    """Tell whether a line counts: of what excludes each other, the first alone."""
    keys = line.keys or block.keys
    if any(found and INSTEAD.issuperset(found) for found in (line.keys, block.keys)):
        return False
    stages = {catalog.stages[k.split(":")[1]] for k in keys if k.startswith("etape:")}
    names = {"" if stage.issuing_for else stage.id for stage in stages}
    met = bool(names & seen)
    seen |= names
    return not met


def _of_line(catalog: Catalog, line: Line) -> int:
    runs = (run for cell in line.cells for run in cell)
    filled = "".join(_example(catalog, run.blank) if run.blank else run.text for run in runs)
    return len(_WORD.findall(filled))


def _example(catalog: Catalog, blank: str) -> str:
    """Return what a blank holds at most: a field its longest answer, a stage its longest day."""
    field = catalog.fields.get(blank)
    if field is None or field.type == "date":
        return LONGEST_DAY
    return field.example if field.type == "texte" else blank


EARLY = ()
LATE = (parts_of_a_letter_are_short,)
