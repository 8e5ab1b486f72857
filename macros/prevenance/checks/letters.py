"""A letter is well written in the letter language: blanks, slots, what it must cover, its length."""

import datetime as dt
import re
from collections.abc import Iterator

from prevenance.catalog import Catalog
from prevenance.checks.blanks import printed
from prevenance.letter import syntax
from prevenance.letter.answers import stage_blank
from prevenance.letter.shared import reachable
from prevenance.model import Paragraph, Text
from prevenance.problems import (
    Place,
    Problem,
    did_you_mean,
    one_of,
    shown,
)
from prevenance.rules.tables import look_up

SAME, CONTACT, PRIVACY = "bloc:sans-changement", "bloc:contact", "bloc:donnees-personnelles"

OBLIGATORY = {
    ("demander-accord", ""): ("options", "accord", SAME, CONTACT, PRIVACY),
    ("demander-accord", "poste"): ("benefices", "calendrier"),
    ("demander-adresse", ""): ("options", SAME, CONTACT, PRIVACY),
    ("demander-adresse", "poste"): ("calendrier",),
    ("demander-donnees", ""): (SAME, CONTACT, PRIVACY),
    ("informer", ""): ("options", SAME, CONTACT),
    ("informer", "poste"): ("calendrier",),
    ("confirmer", ""): (SAME, CONTACT),
    ("accuser-refus", ""): (SAME, CONTACT),
    ("relancer", ""): (SAME, CONTACT),
}
"""What a letter must hold, by intention and support (none: whatever the support), its blocs included:
what is offered, what is asked, when, what does not change, whom to call, what becomes of the data."""

_ELIDES = re.compile(
    r"(?i)(?:\b(?:de|du|des|que|le|la|au|aux|je|se|ne|si|lorsque|puisque|jusque)\s+|\b(?:d|l|qu|n|s|j|c)['’])"
    r"(?:\*\*)?\(\(([a-z0-9_]+)\)\)"
)


def blanks_are_declared(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Every ((champ)) is in champs.yml, or is ((quand)) in a stage, or the date of a stage."""
    dates = {stage_blank(stage) for stage in catalog.stages.values()}
    for sentence in printed(catalog):
        slot = syntax.SLOT.fullmatch(sentence.text.strip())
        if slot and slot[1] in syntax.SLOTS:
            continue
        for name in syntax.BLANK.findall(sentence.text):
            stage = name == "quand" and type(sentence.item).__name__ == "Stage"
            if name not in catalog.fields and name not in dates and not stage:
                yield Problem(
                    sentence.place,
                    f"champ inconnu (({name}))",
                    "un champ de champs.yml",
                    did_you_mean(name, catalog.fields) or "déclarez-le dans champs.yml",
                )


def cited_sources_exist(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """((source:ID)) names a source that has an address."""
    for sentence in printed(catalog):
        for name in re.findall(r"\(\(source:([a-z][a-z0-9-]*)\)\)", sentence.text):
            if name not in catalog.sources or not catalog.sources[name].url:
                yield Problem(
                    sentence.place,
                    f"source sans adresse ((source:{name}))",
                    "une source de sources.yml avec url",
                    did_you_mean(name, catalog.sources) or "complétez sources.yml",
                )


def slots_name_existing_items(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """((bloc:ID)) and ((etape:ID)) name items; an agreement slot has one mode; a slip slot a slip."""
    texts: list[Text | Paragraph] = [*catalog.texts.values(), *catalog.blocs.values()]
    for text in texts:
        for piece, place in _pieces(catalog, text):
            found = syntax.SLOT.fullmatch(piece.lines[0]) if piece.kind == "slot" else None
            if found is None:
                continue
            name, argument = found[1], found[2] or ""
            known = {
                "bloc": catalog.blocs,
                "etape": {i: s for i, s in catalog.stages.items() if s.before},
            }.get(name)
            if known is not None and argument not in known:
                yield Problem(
                    place,
                    f"(({name}:{argument})) ne mène à rien",
                    one_of(sorted(known)),
                    did_you_mean(argument, known) or "choisissez dans cette liste",
                )
            if name == "accord" and isinstance(text, Text):
                modes = {m for box in text.boxes for m in box.get("mode", ())}
                if len(modes) != 1 or f"accord-{next(iter(modes))}" not in catalog.blocs:
                    yield Problem(
                        place,
                        "((accord)) sans mode",
                        "un seul mode dans « si » : explicite ou tacite",
                        "ajoutez mode à « si », ou citez le bloc par son nom",
                    )
            if name == "coupon" and isinstance(text, Text) and not text.slip:
                yield Problem(
                    place,
                    "((coupon)) sans bloc",
                    "la clé « coupon: … »",
                    "nommez le bloc du coupon dans l'en-tête",
                )


def _pieces(catalog: Catalog, text: Text | Paragraph) -> Iterator[tuple[syntax.Piece, Place]]:
    place = catalog.place(text)
    first = catalog.marks[place.file].body_line
    for piece in syntax.parse(text.body, first):
        yield piece, Place(place.file, piece.line)


def no_word_elides_before_a_blank(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No « de », « que », « le »... before a blank that is not a date: it might have to elide."""
    dates = (
        {n for n, f in catalog.fields.items() if f.type == "date"}
        | {"quand"}
        | {stage_blank(s) for s in catalog.stages.values()}
    )
    for sentence in printed(catalog):
        if ".en." in sentence.place.file:
            continue
        for match in _ELIDES.finditer(sentence.text):
            if match[1] not in dates:
                yield Problem(
                    sentence.place,
                    f"{shown(match.group())} : ce mot pourrait s'élider",
                    "« par », « à l'adresse », « : »...",
                    "tournez la phrase autrement",
                )


def letters_cover_what_they_must(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A text has a subject and its slip; a letter or reminder holds all that its intention calls for."""
    for text in catalog.texts.values():
        if {"poste", "courriel"} & set(text.supports) and not text.subject:
            yield Problem(
                catalog.place(text, "objet"),
                "objet absent",
                "l'objet du courrier ou du courriel",
                "ajoutez la ligne « objet: … »",
            )
        called = _called(catalog, text)
        for slot in _needed(text):
            if slot not in called:
                yield Problem(
                    Place(catalog.place(text).file),
                    f"(({slot})) manque",
                    "ce que ce genre de courrier doit dire",
                    f"ajoutez une ligne (({slot})) seule, là où cela doit paraître",
                )
        if text.slip and "coupon" not in called:
            yield Problem(
                catalog.place(text, "coupon"),
                "((coupon)) manque",
                "une dernière ligne ((coupon))",
                "ajoutez-la",
            )


def _called(catalog: Catalog, text: Text) -> set[str]:
    """Return the slots of a text, and the blocs that it holds, directly or through another."""
    found = {
        piece.lines[0].strip("()") for piece, _ in _pieces(catalog, text) if piece.kind == "slot"
    }
    return found | {f"bloc:{bloc.id}" for bloc in reachable(catalog, text)}


def _needed(text: Text) -> list[str]:
    """Return what a text must hold; annexes, mentions and scripts are free."""
    if text.role not in {"courrier", "relance"}:
        return []
    return [
        slot
        for support in ("", *text.supports)
        for slot in OBLIGATORY.get((text.intention, support), ())
    ]


def channels_have_a_sentence_for_each_status(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A channel that table ``canaux`` may offer has the sentence by which letters offer it."""
    names = {
        "propose": "offered",
        "annonce": "announced",
        "secours": "fallback",
        "complement": "besides",
    }
    for channel in catalog.channels.values():
        for perimeter in catalog.lists["perimetre"].values:
            status = look_up(catalog, "canaux", {"canal": channel.id, "perimetre": perimeter}).then[
                "statut"
            ]
            if status in names and not getattr(channel.phrases, names[status]):
                yield Problem(
                    catalog.place(channel, "phrases"),
                    f"pas de phrase « {status} »",
                    "la table canaux donne ce statut",
                    f"ajoutez « {status}: … » sous phrases",
                )


CHECKS = (
    blanks_are_declared,
    cited_sources_exist,
    slots_name_existing_items,
    no_word_elides_before_a_blank,
    letters_cover_what_they_must,
    channels_have_a_sentence_for_each_status,
)
