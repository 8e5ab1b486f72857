"""What texts may never say: everywhere, and in the cases that the decision tables name."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.letter.shared import reachable
from prevenance.letter.syntax import unboxed
from prevenance.model import Ban, Paragraph, Text
from prevenance.problems import Place, Problem, shown
from prevenance.text.typography import fold


@lru_cache(maxsize=256)
def _expression(expressions: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(fold(expression)) for expression in expressions)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def banned(ban: Ban, folded: str) -> str:
    """Return the expression of a ban that a folded text holds, or an empty string."""
    found = _expression(ban.expressions).search(folded)
    return found.group() if found else ""


def letters_promise_nothing_forbidden(kit: Examined) -> Iterator[Problem]:
    """No printed sentence uses an expression that interdits.yml excludes everywhere."""
    catalog = kit.catalog
    bans = [ban for ban in catalog.bans.values() if ban.everywhere]
    every = _expression(tuple(chain.from_iterable(ban.expressions for ban in bans)))
    for sentence in kit.printed:
        folded = fold(sentence.text)
        for ban in bans if every.search(folded) else ():
            if expression := banned(ban, folded):
                found = f"{shown(expression)} : {ban.why}"
                yield Problem(sentence.place, found, ban.instead, "récrivez la phrase")


def letters_respect_the_bans_of_their_cases(kit: Examined) -> Iterator[Problem]:
    """A letter uses no expression that the rows of its cases exclude, its blocs included."""
    folded = {sentence.text: fold(sentence.text) for sentence in kit.bodies}
    for speaking in (kit.catalog, *kit.catalog.translations.values()):
        for text in speaking.texts.values():
            yield from _against_its_bans(speaking, text, folded)


def _against_its_bans(catalog: Catalog, text: Text, folded: Mapping[str, str]) -> Iterator[Problem]:
    bans = [catalog.bans[name] for name in _bans_of(catalog, text)]
    every = _expression(tuple(chain.from_iterable(ban.expressions for ban in bans)))
    parts: list[Text | Paragraph] = [text, *reachable(catalog, text)]
    for part in parts if bans else ():
        file = catalog.place(part).file
        for number, line in enumerate(part.body.split("\n"), catalog.marks[file].body_line):
            said = folded.get(unboxed(line), "")
            for ban in bans if every.search(said) else ():
                if expression := banned(ban, said):
                    found = f"{shown(expression)} dans le courrier {text.id} : {ban.why}"
                    yield Problem(Place(file, number), found, ban.instead, "récrivez la phrase")


def _bans_of(catalog: Catalog, text: Text) -> list[str]:
    """Return the bans of every row that concerns all the perimeters of a text and its intention."""
    perimeters = {p for box in text.boxes for p in box.get("perimetre", ())}
    every = catalog.lists["perimetre"].values
    found: set[str] = set()
    for table in ("regime", "envoi", "suite"):
        for row in catalog.tables[table].rows:
            concerned = perimeters and perimeters <= set(row.when.get("perimetre", every))
            if concerned and row.then.get("intention", text.intention) == text.intention:
                found.update(row.never)
    rows = catalog.tables["perimetre"].rows
    leading = [set(row.never) for row in rows if row.then["perimetre"] in perimeters]
    return sorted(found | (set.intersection(*leading) if leading else set()))


EARLY = (letters_promise_nothing_forbidden,)
LATE = (letters_respect_the_bans_of_their_cases,)
