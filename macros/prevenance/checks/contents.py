"""A letter says what its intention calls for, and a channel what letters say of it."""

from collections.abc import Iterator
from dataclasses import replace

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.letter import syntax
from prevenance.letter.shared import reachable
from prevenance.model import Support, Text
from prevenance.problems import Place, Problem
from prevenance.rules.requirements import EMAIL

SAME = ("bloc:sans-changement",)
CONTACT = ("bloc:pour-repondre", "bloc:pour-repondre-conso", "bloc:nous-joindre", "bloc:nous-joindre-conso")  # fmt: skip
PRIVACY = ("bloc:donnees-personnelles-bref", "bloc:donnees-personnelles")
SENDER = ("bloc:verifier-expediteur",)
OFFICIAL = ("bloc:informations-officielles",)

INSIDE = "dedans-"
"""How the perimeters of the customers whom the reform concerns begin."""

ALWAYS = (SAME, CONTACT, SENDER)
"""What every letter says: what does not change, whom to call or pass it on to, how to check it."""

OBLIGATORY = {
    ("demander-accord", ""): (("options",), ("accord",), PRIVACY),
    ("demander-accord", "poste"): (("benefices",),),
    ("demander-adresse", ""): (PRIVACY,),
    ("demander-donnees", ""): (PRIVACY,),
}
"""What it says besides, by intention and support (none: whatever the support). Each is a choice of
slots, one of which is enough: the first is named when all are missing."""


def letters_cover_what_they_must(kit: Examined) -> Iterator[Problem]:
    """A text has a subject and its slip; a letter or reminder holds all that its intention calls for."""
    catalog = kit.catalog
    for text in catalog.texts.values():
        if {"poste", "courriel"} & set(text.supports) and not text.subject:
            yield Problem(
                catalog.place(text, "objet"),
                "objet absent",
                "l'objet du courrier ou du courriel",
                "ajoutez la ligne « objet: … »",
            )
        for support in text.supports if text.role in {"courrier", "relance"} else ():
            called = called_by(catalog, replace(text, supports=(support,)))
            for slot, *others in _needed(text, support):
                if called.isdisjoint({slot, *others}):
                    yield Problem(
                        Place(catalog.place(text).file),
                        f"(({slot})) manque ({support})",
                        "ce que ce genre de courrier doit dire",
                        f"ajoutez une ligne (({slot})) seule, là où cela doit paraître",
                    )
        if text.slip and "coupon" not in called_by(catalog, text):
            yield Problem(
                catalog.place(text, "coupon"),
                "((coupon)) manque",
                "une dernière ligne ((coupon))",
                "ajoutez-la",
            )


def called_by(catalog: Catalog, text: Text) -> set[str]:
    """Return the slots of a text, and the blocs that it holds, directly or through another."""
    blocs = reachable(catalog, text)
    bodies = (text.body, *(bloc.body for bloc in blocs))
    called = {slot[0].strip("()") for body in bodies for slot in syntax.called_slots(body)}
    return called | {f"bloc:{bloc.id}" for bloc in blocs}


def _needed(text: Text, support: Support) -> Iterator[tuple[str, ...]]:
    """Yield what a letter must hold on a support; annexes, mentions and scripts are free."""
    yield from ALWAYS
    yield from OBLIGATORY.get((text.intention, ""), ())
    yield from OBLIGATORY.get((text.intention, support), ())
    if text.collect:
        yield PRIVACY
    perimeters = {p for box in text.boxes for p in box.get("perimetre", ("",))}
    if all(perimeter.startswith(INSIDE) for perimeter in perimeters):
        yield OFFICIAL


def required_blanks_are_printed(kit: Examined) -> Iterator[Problem]:
    """A blank that a text requires is printed by that text, on each of its supports."""
    catalog = kit.catalog
    for text in catalog.texts.values():
        for number, name in enumerate(text.requires, start=1):
            if any(name not in kit.letters.of(catalog, text, s).blanks for s in text.supports):
                yield Problem(
                    catalog.place(text, "exige", number),
                    f"le texte n'écrit pas (({name}))",
                    "un champ que ce texte imprime",
                    f"écrivez (({name})) dans le texte, ou retirez-le d'ici",
                )


def tacit_letters_require_an_address(kit: Examined) -> Iterator[Problem]:
    """A letter whose silence means yes requires the address that it will use, and so prints it."""
    catalog = kit.catalog
    for text in catalog.texts.values():
        tacit = any("tacite" in box.get("mode", ()) for box in text.boxes)
        if tacit and EMAIL not in text.requires:
            yield Problem(
                catalog.place(text, "exige"),
                f"accord tacite sans {EMAIL}",
                "l'adresse de courriel à laquelle le client recevra ses factures",
                f"ajoutez la ligne « exige: {EMAIL} »",
            )


EARLY = ()
LATE = (
    letters_cover_what_they_must,
    required_blanks_are_printed,
    tacit_letters_require_an_address,
)
