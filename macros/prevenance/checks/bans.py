"""What texts may never say: everywhere, and in the cases that the decision tables name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, count

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.letter.shared import in_body, reachable
from prevenance.letter.syntax import lone_slot, unboxed
from prevenance.model import Ban, Box, Paragraph, Text
from prevenance.problems import Place, Problem, shown
from prevenance.text.typography import fold

CUSTOMERS = ("perimetre", "client")
"""The facets by which a row says whom it concerns."""

LETTERS = frozenset({"courrier", "relance", "mention"})
"""The roles of the texts that customers get as letters, or read on an invoice."""


@lru_cache(maxsize=256)
def _expression(expressions: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(fold(expression)) for expression in expressions)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def banned(ban: Ban, folded: str) -> str:
    """Return the expression of a ban that a folded text holds, or an empty string."""
    found = _expression(ban.expressions).search(folded)
    return found.group() if found else ""


_WORD = re.compile(r"\w+")


def _telling_words(bans: Iterable[Ban]) -> frozenset[str]:
    """Return the longest word of each expression of some bans, folded: most lines hold none of them."""
    every = chain.from_iterable(ban.expressions for ban in bans)
    words = (_WORD.findall(fold(expression)) for expression in every)
    return frozenset(max(found, key=len, default="") for found in words)


def _may_hold(folded: str, telling: frozenset[str]) -> bool:
    return "" in telling or not telling.isdisjoint(_WORD.findall(folded))


def letters_promise_nothing_forbidden(kit: Examined) -> Iterator[Problem]:
    """No printed sentence uses an expression that interdits.yml excludes everywhere."""
    catalog = kit.catalog
    bans = [ban for ban in catalog.bans.values() if ban.everywhere]
    telling = _telling_words(bans)
    for sentence in kit.printed:
        folded = fold(sentence.text)
        for ban in bans if _may_hold(folded, telling) else ():
            if expression := banned(ban, folded):
                found = f"{shown(expression)} : {ban.why}"
                yield Problem(sentence.place, found, ban.instead, "récrivez la phrase")


def letters_respect_the_bans_of_their_cases(kit: Examined) -> Iterator[Problem]:
    """A letter uses no expression that the rows of its cases exclude, its blocs included.

    The name of a bloc is read by nobody.
    """
    read = (sentence.text for sentence in kit.bodies if not lone_slot(sentence.text))
    folded = {text: fold(text) for text in read}
    for speaking in (kit.catalog, *kit.catalog.translations.values()):
        for text in speaking.texts.values():
            yield from _against_its_bans(speaking, text, folded)


def _against_its_bans(catalog: Catalog, text: Text, folded: Mapping[str, str]) -> Iterator[Problem]:
    bans = [catalog.bans[name] for name in bans_of(catalog, text)]
    parts: list[Text | Paragraph] = [text, *reachable(catalog, text)]
    telling = _telling_words(bans)
    for part in parts if bans else ():
        file = catalog.place(part).file
        for number, line in enumerate(part.body.split("\n"), catalog.marks[file].body_line):
            said = folded.get(unboxed(line), "")
            for ban in bans if _may_hold(said, telling) else ():
                if expression := banned(ban, said):
                    found = f"{shown(expression)} dans le courrier {text.id} : {ban.why}"
                    yield Problem(Place(file, number), found, ban.instead, "récrivez la phrase")


def bans_of(catalog: Catalog, text: Text) -> list[str]:
    """Return the bans of every row that concerns all the customers of a text, and its intention."""
    if not any("perimetre" in box for box in text.boxes):
        return []
    mine = {facet: _values(catalog, facet, text.boxes) for facet in CUSTOMERS}
    found: set[str] = set()
    for table in ("regime", "mode", "envoi", "suite"):
        for row in catalog.tables[table].rows:
            concerned = all(mine[f] <= _values(catalog, f, [row.when]) for f in CUSTOMERS)
            if concerned and row.then.get("intention", text.intention) == text.intention:
                found.update(row.never)
    leading = [
        set(row.never)
        for row in catalog.tables["perimetre"].rows
        if row.then["perimetre"] in mine["perimetre"]
        and mine["client"] & _values(catalog, "client", [row.when])
    ]
    return sorted(found | (set.intersection(*leading) if leading else set()))


def _values(catalog: Catalog, facet: str, boxes: Iterable[Box]) -> set[str]:
    """Return the values of a facet that some boxes accept."""
    every = tuple(catalog.lists[facet].values)
    return {value for box in boxes for value in box.get(facet, every)}


def letters_keep_to_one_vocabulary(kit: Examined) -> Iterator[Problem]:
    """No letter in French uses a word that interdits.yml keeps out of letters, its blocs included."""
    catalog = kit.catalog
    bound: dict[str, tuple[Text | Paragraph, dict[str, Ban]]] = {}
    for text in catalog.texts.values():
        parts: list[Text | Paragraph] = [text, *reachable(catalog, text)]
        body = in_body(catalog, text) if text.role in LETTERS else ()
        for part in parts if text.role in LETTERS else ():
            own = part is text or part in body
            for ban in catalog.bans.values():
                if ban.letters == "entieres" or (own and ban.letters):
                    bound.setdefault(catalog.place(part).file, (part, {}))[1][ban.id] = ban
    for part, bans in bound.values():
        yield from _kept_out(catalog, part, bans.values())


def _kept_out(catalog: Catalog, part: Text | Paragraph, bans: Iterable[Ban]) -> Iterator[Problem]:
    """Yield the faults of the subject and the lines of a text, or of a bloc, against bans."""
    place, telling = catalog.place(part), _telling_words(bans)
    places = (Place(place.file, n) for n in count(catalog.marks[place.file].body_line))
    lines = [*zip(places, part.body.split("\n"), strict=False)]
    if isinstance(part, Text):
        lines.append((catalog.place(part, "objet"), part.subject))
    for where, line in lines:
        folded = "" if lone_slot(unboxed(line)) else fold(line)
        for ban in bans if _may_hold(folded, telling) else ():
            said = folded
            for allowed in ban.but:
                said = said.replace(fold(allowed), "")
            if expression := banned(ban, said):
                found = f"{shown(expression)} dans une lettre : {ban.why}"
                yield Problem(where, found, ban.instead, "récrivez la phrase")


EARLY = (letters_promise_nothing_forbidden,)
LATE = (
    letters_respect_the_bans_of_their_cases,
    letters_keep_to_one_vocabulary,
)
