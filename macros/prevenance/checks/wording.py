"""How a letter speaks: in short sentences without detours, each term explained once, each date said once."""

import re
from collections import Counter
from collections.abc import Iterator

from prevenance.catalog import Catalog
from prevenance.checks.bans import LETTERS
from prevenance.checks.sentences import Examined
from prevenance.letter.answers import stage_blank
from prevenance.letter.shared import in_body
from prevenance.letter.syntax import BLANK, lone_slot, unboxed
from prevenance.model import Paragraph, Support, Text
from prevenance.problems import Place, Problem, shown
from prevenance.text.typography import fold

LONG, MANY = 25, 2
"""Words that a sentence may have, and how many sentences of a letter may have more."""

DETOURS = re.compile(r"[;()\[\]]")
"""Punctuation that hides a sentence inside another."""

_END = re.compile(r"(?<=[.?!])\s+|\s*\n\s*")
_WORD = re.compile(r"\w[\w'’.@-]*")


def own_lines(catalog: Catalog, part: Text | Paragraph) -> Iterator[tuple[Place, str]]:
    """Yield the lines of a text or a bloc that hold sentences, without the mark of their box."""
    place = catalog.place(part)
    for number, line in enumerate(part.body.split("\n"), catalog.marks[place.file].body_line):
        said = unboxed(line).strip()
        if said and not lone_slot(said):
            yield Place(place.file, number), said


def bodies(catalog: Catalog, text: Text) -> Iterator[tuple[Place, str]]:
    """Yield the lines of a letter, those of its shared paragraphs included, not those of its slip."""
    parts: list[Text | Paragraph] = [text, *in_body(catalog, text)]
    for part in parts:
        yield from own_lines(catalog, part)


def _letters(kit: Examined) -> Iterator[tuple[Catalog, Text]]:
    for speaking in (kit.catalog, *kit.catalog.translations.values()):
        for text in speaking.texts.values():
            if text.role in LETTERS:
                yield speaking, text


def sentences_of_a_letter_are_short(kit: Examined) -> Iterator[Problem]:
    """Two sentences of a letter at most have more than 25 words."""
    for catalog, text in _letters(kit):
        long = [
            (place, sentence)
            for place, line in bodies(catalog, text)
            for sentence in _END.split(line)
            if len(_WORD.findall(BLANK.sub("X", sentence))) > LONG
        ]
        for place, sentence in long[MANY:]:
            yield Problem(
                place,
                f"phrase longue de plus dans {text.id} : {shown(sentence)}",
                f"au plus {MANY} phrases de plus de {LONG} mots par lettre",
                "coupez cette phrase en deux",
            )


def letters_speak_without_detours(kit: Examined) -> Iterator[Problem]:
    """No sentence of a letter holds a semicolon, a parenthesis or a bracket."""
    told: dict[Problem, None] = {}
    for catalog, text in _letters(kit):
        for place, line in bodies(catalog, text):
            if mark := DETOURS.search(re.sub(r"\(\([^()]*\)\)", "", line)):
                found = f"{shown(mark.group())} dans une lettre : {shown(line)}"
                expected, mend = "des phrases simples", "coupez la phrase, ou tournez-la autrement"
                told[Problem(place, found, expected, mend)] = None
    yield from told


def terms_are_explained_once(kit: Examined) -> Iterator[Problem]:
    """A letter that uses a term of the glossary explains it once, in the words of the glossary."""
    catalog = kit.catalog
    glossed = [(fold(t.in_letters), fold(t.gloss), t) for t in catalog.terms.values() if t.gloss]
    for text in catalog.texts.values():
        if text.role not in {"courrier", "relance"}:
            continue
        lines = [(place, fold(line)) for place, line in bodies(catalog, text)]
        for term, gloss, entry in glossed:
            used = [place for place, line in lines if term in line]
            explained = [place for place, line in lines for _ in range(line.count(gloss))]
            if used and not explained:
                found = f"{shown(entry.in_letters)} sans explication"
                mend = "ajoutez ces mots à la première apparition"
                yield Problem(used[0], found, shown(entry.gloss), mend)
            for place in explained[1:]:
                found = f"{shown(entry.in_letters)} expliqué deux fois dans {text.id}"
                yield Problem(place, found, "une seule explication", "retirez celle-ci")


def dates_are_said_once(kit: Examined) -> Iterator[Problem]:
    """The body of a letter prints each date once."""
    for catalog, text in _letters(kit):
        for support in text.supports:
            for blank, times in _dates_of(kit, catalog, text, support).items():
                if times > 1:
                    yield Problem(
                        Place(catalog.place(text).file),
                        f"(({blank})) est là {times} fois ({support})",
                        "chaque date une fois",
                        "retirez-en une, dans le texte ou dans un bloc qu'il appelle",
                    )


def _dates_of(kit: Examined, catalog: Catalog, text: Text, support: Support) -> Counter[str]:
    """Count the lines of a letter that print each date; what is said in two tenses counts once."""
    dates = {f.id for f in catalog.fields.values() if f.type == "date"} - {"date_courrier"}
    dates |= {stage_blank(stage) for stage in catalog.stages.values()}
    found: Counter[str] = Counter()
    for block in kit.letters.of(catalog, text, support).blocks:
        for line in block.lines:
            keys = line.keys or block.keys
            past = bool(keys) and all(key.endswith(":apres") for key in keys)
            if not block.zone and not past:
                found.update(r.blank for cell in line.cells for r in cell if r.blank in dates)
    return found


def letters_make_one_request(kit: Examined) -> Iterator[Problem]:
    """A letter that asks something does so in a box, once; one that thanks or records asks nothing."""
    catalog = kit.catalog
    for text in catalog.texts.values():
        if text.role not in {"courrier", "relance"}:
            continue
        boxes = [line for line in text.body.split("\n") if line.startswith("> ")]
        asks = [place for place, line in bodies(catalog, text) if REQUEST in line]
        records = text.intention in {"confirmer", "accuser-refus"}
        file = Place(catalog.place(text).file)
        if not boxes and not records:
            mend = "ajoutez des lignes « > … » après le premier paragraphe"
            yield Problem(file, "lettre sans encadré", "ce qui est demandé, dans un encadré", mend)
        for place in asks[0 if records else 1 :]:
            expected = "aucune demande" if records else "une seule demande"
            yield Problem(place, f"{shown(REQUEST)} dans {text.id}", expected, "retirez-la")


REQUEST = "Nous vous demandons"
"""The words by which a letter asks."""


EARLY = ()
LATE = (
    sentences_of_a_letter_are_short,
    letters_speak_without_detours,
    terms_are_explained_once,
    dates_are_said_once,
    letters_make_one_request,
)
