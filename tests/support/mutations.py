"""The kinds of mutant: each turns a sound file of kit/ into one with a single true fault.

A kind is a function that yields every mutant that it can make of one file. It is designed so that
each of them is a fault: what would still be a sound file is left out by construction. ``NEUTRAL``
kinds, on the contrary, change nothing that matters: a kit with one of them stays accepted.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Literal, get_origin

from prevenance.catalog import FILES
from prevenance.checks.contents import OBLIGATORY
from prevenance.letter.syntax import BLANK, SLOT, SLOTS
from prevenance.problems import shown
from support.spots import Spot, Written

ANYWHERE = -1
"""The line of a fault that shows at another place than the one that was changed."""


@dataclass(frozen=True)
class Mutant:
    """One change of one file: ``text[start:end]`` becomes ``new``; the file goes when it is None.

    ``lines`` are those at which the fault may be told, 0 for the file as a whole; ``blamed`` are
    the files that may be named, when it is not only the one that was changed.
    """

    file: str
    start: int
    end: int
    new: str | None
    lines: tuple[int, ...]
    blamed: tuple[str, ...] = ()

    def content(self, text: str) -> bytes | None:
        """Return the spoilt file; half a surrogate stands for a byte that is not UTF-8."""
        if self.new is None:
            return None
        spoilt = text[: self.start] + self.new + text[self.end :]
        return spoilt.encode("utf-8", "surrogateescape")

    def what(self, text: str) -> str:
        """Say what was changed, for a person."""
        if self.new is None:
            return "file deleted"
        return f"{shown(text[self.start : self.end])} -> {shown(self.new)}"


Kind = Callable[[Written], Iterator[Mutant]]


def at(file: Written, spot: Spot, new: str, *lines: int) -> Mutant:
    """Replace the value of a spot."""
    return Mutant(
        file.name, spot.start, spot.end, new, (spot.line, spot.key_line, *lines), blamed=()
    )


def _texts(file: Written) -> Iterator[Spot]:
    """Yield the texts that people read, outside lists of ids and closed words."""
    for spot in file.spots:
        if spot.scalar and spot.type is str and spot.said.holds == "prose":
            yield spot


def _typed(file: Written, kind: object) -> Iterator[Spot]:
    for spot in file.spots:
        if spot.scalar and spot.type is kind:
            yield spot


def _closed(file: Written) -> Iterator[Spot]:
    for spot in file.spots:
        if spot.scalar and get_origin(spot.type) is Literal:
            yield spot


def _lists(file: Written) -> Iterator[Spot]:
    for spot in file.spots:
        if get_origin(spot.type) is tuple and not spot.scalar:
            yield spot


def _printed(file: Written) -> Iterator[Spot]:
    """Yield the texts that letters print, keys only."""
    for spot in _texts(file):
        if spot.said.printed == "filled":
            yield spot


def _prose_lines(file: Written) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of a body that are paragraphs: offset, number, line."""
    for offset, number, line in file.body:
        if line[:1].isalpha() and len(line) > 40:
            yield offset, number, line


# Keys


def key_deleted(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.required and spot.owns_its_lines and not file.translation:
            yield Mutant(file.name, *spot.block, "", (spot.parent,))


def key_misspelt(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.owns_its_lines and _of_the_model(file, spot):
            start = file.text.index(spot.key, spot.block[0])
            wrong = spot.key[:-1] + ("zz" if len(spot.key) > 2 else "q")
            yield Mutant(file.name, start, start + len(spot.key), wrong, (spot.key_line,))


def key_written_twice(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.owns_its_lines and _is_key(spot):
            start, end = spot.block
            lines = file.text[start:end]
            number = file.line_at(end)
            yield Mutant(file.name, end, end, lines, (number, spot.key_line))


def key_unknown(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.owns_its_lines and _of_the_model(file, spot):
            start = spot.block[0]
            indent = re.match(" *", file.text[start:])
            assert indent
            yield Mutant(file.name, start, start, f"{indent[0]}zorglub: 1\n", (spot.key_line,))


def key_without_colon(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.owns_its_lines and _is_key(spot) and spot.scalar:
            colon = file.text.index(":", spot.block[0])
            if colon < spot.start:
                yield Mutant(file.name, colon, colon + 1, "", (spot.key_line,))


def group_become_a_text(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if not spot.scalar and get_origin(spot.type) is not tuple and _is_key(spot):
            yield at(file, spot, '"haute"')


def text_become_a_list(file: Written) -> Iterator[Mutant]:
    for spot in _texts(file):
        yield at(file, spot, "[un, deux]")


def text_become_keys(file: Written) -> Iterator[Mutant]:
    for spot in _texts(file):
        yield at(file, spot, "{un: deux}")


def _is_key(spot: Spot) -> bool:
    return not spot.path[-1].isdigit()


def _of_the_model(file: Written, spot: Spot) -> bool:
    """Tell whether a key is one that the model names, and not a facet, a value or an id."""
    own = spot.path[0 if "/" in file.name else 1 :]
    groups = {"valeurs", "si", "alors", "donne", "domaine", "facettes"}
    return _is_key(spot) and bool(own) and not groups.intersection(own[:-1])


# Values


def value_deleted(file: Written) -> Iterator[Mutant]:
    """Empty a value; an item of a list between brackets is left: the list is only shorter."""
    for spot in file.spots:
        alone = file.text[spot.block[0] : spot.start].strip() == "-"
        if spot.scalar and (_is_key(spot) or alone):
            yield at(file, spot, "")


def value_of_spaces(file: Written) -> Iterator[Mutant]:
    for spot in _texts(file):
        yield at(file, spot, '"   "')


def value_reduced_to_a_sign(file: Written) -> Iterator[Mutant]:
    for number, spot in enumerate(_texts(file)):
        yield at(file, spot, ('"."', '"-"', '"…"', '"?"', '"—"', '"**"')[number % 6])


def value_that_shows_nothing(file: Written) -> Iterator[Mutant]:
    marks = ("\u200b", "\u2060", "\u00ad", "\ufeff", "\u200d", "\ufe0f", "\u2800", "\u00a0")
    for number, spot in enumerate(_texts(file)):
        yield at(file, spot, f'"{marks[number % len(marks)]}"')


def choice_misspelt(file: Written) -> Iterator[Mutant]:
    for spot in _closed(file):
        yield at(file, spot, file.text[spot.start : spot.end][:-1] + "zz")


def choice_in_capitals(file: Written) -> Iterator[Mutant]:
    for spot in _closed(file):
        yield at(file, spot, file.text[spot.start : spot.end].upper())


def date_that_does_not_exist(file: Written) -> Iterator[Mutant]:
    for spot in _typed(file, dt.date):
        yield at(file, spot, "2026-02-30")


def date_the_french_way(file: Written) -> Iterator[Mutant]:
    for spot in _typed(file, dt.date):
        yield at(file, spot, "24/11/2026")


def date_of_another_century(file: Written) -> Iterator[Mutant]:
    years = ("1926", "2226", "1826", "2126", "0026")
    for number, spot in enumerate(file.spots):
        text = file.text[spot.start : spot.end] if spot.scalar else ""
        if found := re.fullmatch(r'("?)20[0-9]{2}(-[0-9]{2}-[0-9]{2}"?)', text):
            yield at(file, spot, f"{found[1]}{years[number % 5]}{found[2]}")


def stage_out_of_time(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if file.folder == "etapes" and spot.path == ("quand",):
            for wrong in ('"J-999"', '"j-30"', '"J+1000"', '"2026"', '"date_retour"', '"0"'):
                yield at(file, spot, wrong)


def number_out_of_range(file: Written) -> Iterator[Mutant]:
    for spot in _typed(file, int):
        for wrong in ("0", "5000"):
            yield at(file, spot, wrong)


def number_not_a_number(file: Written) -> Iterator[Mutant]:
    for spot in _typed(file, int):
        for wrong in ("-3", "trois", "3.5", '"3 ou 4"'):
            yield at(file, spot, wrong)


def yes_in_english(file: Written) -> Iterator[Mutant]:
    for spot in _typed(file, bool):
        for wrong in ("yes", "true", "1", "Oui"):
            yield at(file, spot, wrong)


def list_emptied(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if not spot.scalar and not is_dataclass(spot.type):
            flow = "[]" if get_origin(spot.type) is tuple else "{}"
            yield at(file, spot, flow)


def item_emptied(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.scalar and not _is_key(spot):
            yield at(file, spot, '""')


def item_repeated(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.scalar and not _is_key(spot):
            lines = file.text[slice(*spot.block)]
            if lines.lstrip().startswith("- "):
                end = spot.block[1]
                yield Mutant(file.name, end, end, lines, (spot.line + 1,))
            else:
                again = f", {file.text[spot.start : spot.end]}"
                yield Mutant(file.name, spot.end, spot.end, again, (spot.line,))


def bar_in_a_key(file: Written) -> Iterator[Mutant]:
    for spot in _texts(file):
        text = file.text[spot.start : spot.end]
        if text.startswith('"') and " " in text:
            yield at(file, spot, text.replace(" ", " | ", 1))


# Syntax


def quote_left_open(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        text = file.text[spot.start : spot.end] if spot.scalar else ""
        if text.startswith('"') and '"' not in file.text[spot.end : file.head_end]:
            yield Mutant(file.name, spot.end - 1, spot.end, "", (spot.line, ANYWHERE))


def tab_as_a_space(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.owns_its_lines and _is_key(spot):
            start = spot.block[0]
            indent = re.match(" *", file.text[start:])
            assert indent
            yield Mutant(file.name, start, start + len(indent[0]), "\t", (spot.key_line,))


def anchor_alias_or_tag(file: Written) -> Iterator[Mutant]:
    for number, spot in enumerate(file.spots):
        if spot.scalar and _is_key(spot):
            mark = ("&ancre ", "!!str ", "!!python/name:os.system ", "*nom #")[number % 4]
            yield Mutant(file.name, spot.start, spot.start, mark, (spot.line,))


def byte_that_is_not_utf8(file: Written) -> Iterator[Mutant]:
    for spot in _texts(file):
        yield Mutant(file.name, spot.start + 1, spot.start + 1, "\udce9", (spot.line,))


def control_character(file: Written) -> Iterator[Mutant]:
    marks = ("\x07", "\x1b[31m", "\x00", "\ue000")
    for number, spot in enumerate(_texts(file)):
        yield Mutant(file.name, spot.start + 2, spot.start + 2, marks[number % 4], (spot.line,))
    for number, (offset, line, _) in enumerate(_prose_lines(file)):
        yield Mutant(file.name, offset + 2, offset + 2, marks[number % 4], (line,))


def file_emptied(file: Written) -> Iterator[Mutant]:
    for new in ("", "# rien\n", "\n", "---\n---\n"):
        yield Mutant(file.name, 0, len(file.text), new, (0, 1))


def front_matter_broken(file: Written) -> Iterator[Mutant]:
    if file.markdown:
        yield Mutant(file.name, 0, 4, "", (1,))
        yield Mutant(file.name, 0, 0, "\n", (1,))
        yield Mutant(file.name, 0, 3, "--", (1,))
        yield Mutant(file.name, 0, file.body_start, "", (1,))


def file_cut_short(file: Written) -> Iterator[Mutant]:
    """Cut a file in the middle of its keys: a required one is lost."""
    lost = [s for s in file.spots if s.required and s.owns_its_lines and not file.translation]
    for spot in lost:
        yield Mutant(
            file.name, spot.block[0], len(file.text), "", (spot.parent, 1, 0, spot.key_line)
        )


# References and tables


REFERENCES = frozenset({"sources", "canaux", "benefices", "perimetres", "a_recueillir", "recueillir", "coupon", "actions", "jamais", "intention", "action"})  # fmt: skip


def reference_misspelt(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.scalar and spot.key in REFERENCES and "alors" not in spot.path:
            yield at(file, spot, file.text[spot.start : spot.end] + "z")


def facet_or_value_unknown(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        inside = {"si", "domaine", "facettes", "alors", "donne"}.intersection(spot.path[:-1])
        if spot.scalar and inside and spot.path[0] != "nom":
            yield at(file, spot, file.text[spot.start : spot.end] + "z")
        if inside and spot.owns_its_lines and _is_key(spot):
            start = file.text.index(spot.key, spot.block[0])
            end = start + len(spot.key)
            yield Mutant(file.name, end, end, "z", (spot.key_line, spot.line, spot.parent))


def row_deleted(file: Written) -> Iterator[Mutant]:
    rows = next((s.key_line for s in file.spots if s.path == ("lignes",)), 0)
    for spot in _rows(file):
        yield Mutant(file.name, *spot.block, "", (rows, ANYWHERE))


def row_written_twice(file: Written) -> Iterator[Mutant]:
    for spot in _rows(file):
        number = file.line_at(spot.block[1])
        yield Mutant(
            file.name, spot.block[1], spot.block[1], file.text[slice(*spot.block)], (number,)
        )


def _rows(file: Written) -> Iterator[Spot]:
    for spot in file.spots:
        if file.folder == "regles" and len(spot.path) == 2 and spot.path[0] == "lignes":
            yield spot


def outcome_exchanged(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if file.folder == "regles" and "alors" in spot.path[:-1]:
            yield at(file, spot, "peut-etre")


def address_broken(file: Written) -> Iterator[Mutant]:
    for spot in file.spots:
        if spot.scalar and spot.key == "url":
            for wrong in ("http://exemple.fr", "exemple.fr/page", "https://exemple", "https://", '"https://exemple.fr/une page"', "ftp://exemple.fr", "javascript:alert(1)"):  # fmt: skip
                yield at(file, spot, wrong)


# Sentences


def _said(
    file: Written, spots: Iterator[Spot], bodies: Iterator[tuple[int, int, str]], *added: str
) -> Iterator[Mutant]:
    """Add a word in turn to each text: inside the quotes, before the last sign."""
    number = 0
    for spot in spots:
        if file.text[spot.end - 1] == '"':
            end = spot.end - 2
            yield Mutant(file.name, end, end, f" {added[number % len(added)]} ", (spot.line,))
            number += 1
    for offset, line, text in bodies:
        end = offset + len(text) - 1
        yield Mutant(file.name, end, end, f" {added[number % len(added)]} ", (line,))
        number += 1


HTML = ("<b>mot</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- mot -->")
TEMPLATE = ("{{ 7*7 }}", "{% raw %}", "{# mot #}")
ADDRESSES = ("javascript:alert(1)", "http://exemple.fr", "data:text/html,x")
MARKDOWN = ("[mot](page)", "![mot](image)", "https://exemple.fr", "`mot`", "~~mot~~", "article 289")
TYPED = ("l\u2019envoi", "mot\u00a0;", "\u201cmot\u201d", "mot\u202f!")
DATES = ("le 1er septembre 2026", "en mars 2027", "le 01/09/2026", "en 2027")
DATES_EN = ("on 1 September", "in March 2027", "by 15 July", "on September 1st", "on March 3")


def html_in_a_sentence(file: Written) -> Iterator[Mutant]:
    yield from _said(file, _texts(file), _prose_lines(file), *HTML)


def template_in_a_sentence(file: Written) -> Iterator[Mutant]:
    yield from _said(file, _texts(file), _prose_lines(file), *TEMPLATE)


def address_in_a_sentence(file: Written) -> Iterator[Mutant]:
    yield from _said(file, _texts(file), _prose_lines(file), *ADDRESSES)


def markdown_in_a_letter(file: Written) -> Iterator[Mutant]:
    yield from _said(file, _printed(file), _prose_lines(file), *MARKDOWN)


def typography_by_hand(file: Written) -> Iterator[Mutant]:
    yield from _said(file, _texts(file), _prose_lines(file), *TYPED)


def date_in_a_sentence(file: Written) -> Iterator[Mutant]:
    if file.name not in {"sources.yml", "faits.yml", "champs.yml"}:
        yield from _said(file, _texts(file), _prose_lines(file), *DATES)


def english_date_in_a_sentence(file: Written) -> Iterator[Mutant]:
    if file.translation:
        yield from _said(file, _texts(file), _prose_lines(file), *DATES_EN)


def banned_expression(file: Written) -> Iterator[Mutant]:
    said = ("failing which", "late payment interest") if file.translation else ("sous peine de",)
    yield from _said(file, _printed(file), _prose_lines(file), *said)


# Letters


def blank_misspelt(file: Written) -> Iterator[Mutant]:
    for start, end, line in _marks(file, BLANK):
        if file.text[start + 2 : end - 2] not in SLOTS:
            yield Mutant(file.name, end - 2, end - 2, "zz", (line,))


def blank_half_closed(file: Written) -> Iterator[Mutant]:
    for start, end, line in _marks(file, BLANK):
        if file.text[start + 2 : end - 2] not in SLOTS:
            yield Mutant(file.name, end - 1, end, "", (line,))
            yield Mutant(file.name, start, start + 1, "", (line,))


def slot_misspelt(file: Written) -> Iterator[Mutant]:
    for start, _, line in _slots(file):
        yield Mutant(file.name, start + 2, start + 4, "zz", (line, 0))


def slot_that_leads_nowhere(file: Written) -> Iterator[Mutant]:
    for start, end, line in _slots(file):
        if ":" in file.text[start:end]:
            yield Mutant(file.name, end - 2, end - 2, "z", (line, 0))


def slot_in_a_sentence(file: Written) -> Iterator[Mutant]:
    for start, _, line in _slots(file):
        yield Mutant(file.name, start, start, "Voici : ", (line, 0))


def slot_that_must_be_there_removed(file: Written) -> Iterator[Mutant]:
    """Remove a slot that the intention and the support of a letter call for, or its slip."""
    head = file.text[: file.head_end]
    intention = re.search(r"^intention: (.*)", head, re.MULTILINE)
    support = re.search(r"^support: (.*)", head, re.MULTILINE)
    needed: set[str] = {"texte"} if file.folder == "cadres" else set()
    if file.folder == "courriers" and intention and support and "role: courrier" in head:
        for slots in OBLIGATORY.get((intention[1], support[1]), ()):
            needed |= set(slots)
    if file.folder == "courriers" and "\ncoupon: " in head:
        needed.add("coupon")
    for start, end, line in _slots(file):
        if file.text[start + 2 : end - 2] in needed:
            heading = line - 2
            yield Mutant(file.name, start, end, "", (0, line, heading, _line_of(file, "coupon")))


def _line_of(file: Written, key: str) -> int:
    return next((s.key_line for s in file.spots if s.path == (key,)), 0)


def _marks(file: Written, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    for found in pattern.finditer(file.text):
        yield found.start(), found.end(), file.line_at(found.start())


def _slots(file: Written) -> Iterator[tuple[int, int, int]]:
    for offset, number, line in file.body:
        found = SLOT.fullmatch(line.strip())
        if found and found[1] in SLOTS:
            yield offset, offset + len(line), number


def body_emptied(file: Written) -> Iterator[Mutant]:
    if file.markdown:
        first = file.line_at(file.body_start)
        for new in ("", "\n\n", ".\n", "\u200b\n"):
            yield Mutant(file.name, file.body_start, len(file.text), new, (0, first - 1, first))


def body_left_in_french(file: Written) -> Iterator[Mutant]:
    """Mark an English text that holds the words of the French one: ``new`` is read beside it."""
    if file.translation and file.markdown and file.name in FRENCH:
        first = file.line_at(file.body_start)
        yield Mutant(
            file.name, file.body_start, len(file.text), FRENCH[file.name], (0, first, first + 1)
        )


FRENCH: dict[str, str] = {}
"""For each English text, the body of its original; filled by whoever reads the files."""


def translation_deleted(file: Written) -> Iterator[Mutant]:
    if file.translation:
        yield Mutant(file.name, 0, len(file.text), None, (ANYWHERE, 0))


def translated_key_deleted(file: Written) -> Iterator[Mutant]:
    """Delete a key that letters print, and whose French holds more than blanks."""
    for spot in file.spots:
        words = BLANK.sub("", file.text[spot.start : spot.end])
        wordless = not re.search(r"[A-Za-z]{3}", words)
        kept = {"relu_le", "titre", "resume", "eviter", "nom"}
        translated = file.translation and spot.owns_its_lines and _of_the_model(file, spot)
        if translated and not wordless and spot.path[-1] not in kept:
            yield Mutant(file.name, *spot.block, "", (0, spot.parent, spot.key_line))


def translation_of_nothing(file: Written) -> Iterator[Mutant]:
    """Add to a translation a key that belongs to the French file."""
    if file.translation and file.folder:
        key = {"canaux": "fondement: mot", "etapes": "nature: loi", "benefices": "condition: mot"}
        line = key.get(file.folder, "sources: cgi-289")
        skip = 4 if file.markdown else 0
        yield Mutant(file.name, skip, skip, f"{line}\n", (2 if skip else 1,))


def file_badly_named(file: Written) -> Iterator[Mutant]:
    """A file that is not there is told at the places that need it, or by its own name."""
    if file.name in FILES or file.folder in {"cadres", "regles"}:
        yield Mutant(file.name, 0, len(file.text), None, (0, ANYWHERE), (file.name, f"{file.folder}/"))  # fmt: skip


def wrong_kind_of_file(file: Written) -> Iterator[Mutant]:
    for new in ("Une phrase, et rien d'autre.\n", "- un\n- deux\n", "PK\x03\x04" + "x" * 60):
        yield Mutant(file.name, 0, len(file.text), new, (0, 1, 2))


KINDS: Mapping[str, Kind] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        key_deleted,
        key_misspelt,
        key_written_twice,
        key_unknown,
        key_without_colon,
        group_become_a_text,
        text_become_a_list,
        text_become_keys,
        value_deleted,
        value_of_spaces,
        value_reduced_to_a_sign,
        value_that_shows_nothing,
        choice_misspelt,
        choice_in_capitals,
        date_that_does_not_exist,
        date_the_french_way,
        date_of_another_century,
        stage_out_of_time,
        number_out_of_range,
        number_not_a_number,
        yes_in_english,
        list_emptied,
        item_emptied,
        item_repeated,
        bar_in_a_key,
        quote_left_open,
        tab_as_a_space,
        anchor_alias_or_tag,
        byte_that_is_not_utf8,
        control_character,
        file_emptied,
        front_matter_broken,
        file_cut_short,
        reference_misspelt,
        facet_or_value_unknown,
        row_deleted,
        row_written_twice,
        outcome_exchanged,
        address_broken,
        html_in_a_sentence,
        template_in_a_sentence,
        address_in_a_sentence,
        markdown_in_a_letter,
        typography_by_hand,
        date_in_a_sentence,
        english_date_in_a_sentence,
        banned_expression,
        blank_misspelt,
        blank_half_closed,
        slot_misspelt,
        slot_that_leads_nowhere,
        slot_in_a_sentence,
        slot_that_must_be_there_removed,
        body_emptied,
        body_left_in_french,
        translation_deleted,
        translated_key_deleted,
        translation_of_nothing,
        file_badly_named,
        wrong_kind_of_file,
    )
}
