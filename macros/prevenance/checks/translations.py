"""Translations say all that letters print: no half sentence in French, no blank lost on the way."""

import re
from collections.abc import Iterator
from typing import Any

from prevenance.catalog import ATTRIBUTES, Catalog, file_of
from prevenance.checks.sentences import Examined
from prevenance.letter import syntax
from prevenance.letter.shared import reachable
from prevenance.letter.slots import STATUSES
from prevenance.model import Text
from prevenance.problems import Place, Problem, shown
from prevenance.reader.keys import texts, walk
from prevenance.rules.offers import possible_statuses

SAME_LINE, SAME_NAME = 2, 3
"""Words from which a line, or a key, that is the same in two languages was left in one of them."""


def _file(item: Any, speaking: Catalog) -> str:
    """Name the file that translates an item."""
    stem, _, suffix = file_of(item)[0].rpartition(".")
    return f"{stem}.{speaking.language}.{suffix}"


def _translated(catalog: Catalog) -> Iterator[tuple[Catalog, Any, Any]]:
    """Yield each translated item: its catalog, itself and its original."""
    for speaking in catalog.translations.values():
        for attribute in ATTRIBUTES:
            originals = getattr(catalog, attribute)
            for name, item in getattr(speaking, attribute).items():
                if item is not originals[name]:
                    yield speaking, item, originals[name]


def _printed(item: Any) -> dict[tuple[str, ...], str]:
    """Return the texts of an item that letters, or their pages, show, by key path."""
    return {
        path: text
        for start, key, value in walk(item)
        if key.printed
        for path, text in texts(value, start)
        if text
    }


def _words(text: str) -> list[str]:
    """List the words of a text, blanks and slots apart."""
    return re.findall(r"[^\W\d_]{2,}", syntax.SLOT.sub("", syntax.BLANK.sub("", text)))


def translations_say_what_letters_print(kit: Examined) -> Iterator[Problem]:
    """A translated item writes each text that letters print of it, in its language."""
    catalog = kit.catalog
    for speaking, item, original in _translated(catalog):
        file, prefix = _file(item, speaking), file_of(item)[1]
        marks, mine = speaking.marks[file], _printed(item)
        for path, text in _printed(original).items():
            written = (*prefix, path[0]) in marks.lines
            same = mine.get(path, text) == text and len(_words(text))
            if same and (path not in mine or not written or same >= SAME_NAME):
                place = marks.at(*prefix, *path) if written else Place(file, 0, ".".join(path))
                mend = f"ajoutez, ou traduisez, « {'.'.join(path)} »"
                yield Problem(place, f"{shown(text)} est resté en français", "sa traduction", mend)
        lines = set(getattr(original, "body", "").split("\n"))
        for number, line in enumerate(getattr(item, "body", "").split("\n"), marks.body_line):
            if line in lines and len(_words(line)) >= SAME_LINE:
                found = f"{shown(line)} est resté en français"
                yield Problem(Place(file, number), found, "sa traduction", "traduisez cette ligne")


def translations_keep_blanks_and_slots(kit: Examined) -> Iterator[Problem]:
    """A translation has the slots and the blanks of its original."""
    catalog = kit.catalog
    for speaking, item, original in _translated(catalog):
        mine, theirs = (
            _placeholders(
                " ".join([*_printed(i).values(), getattr(i, "body", "")]), speaking.language
            )
            for i in (original, item)
        )
        if mine != theirs:
            lost, added = sorted(mine - theirs), sorted(theirs - mine)
            yield Problem(
                Place(_file(item, speaking)),
                f"absents : {', '.join(lost) or 'aucun'} ; en trop : {', '.join(added) or 'aucun'}",
                "les mêmes champs et emplacements que le texte français",
                "alignez la traduction",
            )


def _placeholders(text: str, language: str) -> set[str]:
    """Return the slots and the blanks of a text; ``X_en`` is what stands for ``X`` in English."""
    blanks = {blank.removesuffix(f"_{language}") for blank in syntax.BLANK.findall(text)}
    return blanks | {m.group() for m in syntax.SLOT.finditer(text)}


def translated_letters_are_translated_whole(kit: Examined) -> Iterator[Problem]:
    """All that a translated letter can print of the kit is translated: frames, blocs, options..."""
    catalog = kit.catalog
    for speaking in catalog.translations.values():
        reported: set[tuple[str, str]] = set()
        for text in speaking.texts.values():
            for attribute, name in _parts(kit, speaking, text):
                item = getattr(catalog, attribute)[name]
                if getattr(speaking, attribute)[name] is item and (attribute, name) not in reported:
                    reported.add((attribute, name))
                    file, prefix = _file(item, speaking), file_of(item)[1]
                    yield Problem(
                        Place(file, 0, ".".join(prefix)),
                        "traduction absente",
                        f"ce que le texte {text.id} imprime, dans sa langue",
                        f"ajoutez à {file} la clé « {name} »" if prefix else f"écrivez {file}",
                    )


def _parts(kit: Examined, speaking: Catalog, text: Text) -> Iterator[tuple[str, str]]:
    """Yield the collection and the id of each item that a letter can print."""
    blocs = reachable(speaking, text)
    yield from (("blocs", bloc.id) for bloc in blocs)
    yield from (("frames", support) for support in text.supports if support in speaking.frames)
    bodies = "\n".join([text.body, *(bloc.body for bloc in blocs)])
    called = {(m[1], m[2] or "") for m in syntax.SLOT.finditer(bodies)}
    names = {name for name, _ in called}
    every = speaking.lists["perimetre"].values
    perimeters = {p for box in text.boxes for p in box.get("perimetre", tuple(every))}
    offered = {c for c in speaking.channels for p in perimeters if _offers(speaking, c, p)}
    if {"options", "cases", "liste_canaux"} & names:
        yield from (("channels", name) for name in sorted(offered))
    if "benefices" in names:
        for benefit in speaking.benefits.values():
            if offered.intersection(benefit.channels):
                yield "benefits", benefit.id
    for stage in speaking.stages.values():
        concerned = not stage.perimeters or perimeters.intersection(stage.perimeters)
        dated = "calendrier" in names and stage.on_the_day and concerned
        if dated or ("etape", stage.id) in called:
            yield "stages", stage.id
    blanks = {b for s in text.supports for b in kit.letters.of(speaking, text, s).blanks}
    if "recueillir" in names:
        blanks |= set(text.collect)
    yield from (("fields", name) for name in sorted(blanks & speaking.fields.keys()))


def _offers(catalog: Catalog, channel: str, perimeter: str) -> bool:
    """Tell whether table ``canaux`` lets letters offer a channel to customers of a perimeter."""
    return not STATUSES.keys().isdisjoint(possible_statuses(catalog, channel, perimeter))


EARLY = ()
LATE = (
    translations_say_what_letters_print,
    translations_keep_blanks_and_slots,
    translated_letters_are_translated_whole,
)
