"""Frames, blocs and texts fit together: nothing that letters print is lost on the way."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from prevenance.catalog import TWIN
from prevenance.checks.blanks import slot_of
from prevenance.checks.sentences import Examined, Sentence
from prevenance.letter import syntax
from prevenance.model import Text
from prevenance.problems import Place, Problem, did_you_mean, one_of, shown

FRAMES = ("poste", "courriel")
"""The supports whose letters have a frame around their text."""


def frames_hold_the_text(kit: Examined) -> Iterator[Problem]:
    """There is a frame for post and for e-mail, each with ((texte)) once, alone on its line."""
    catalog = kit.catalog
    for frame in catalog.frames.values():
        if frame.id not in FRAMES:
            found = f"aucun courrier n'emploie le cadre {shown(frame.id)}"
            yield Problem(catalog.place(frame), found, one_of(FRAMES), "renommez-le, ou retirez-le")
    for speaking in (catalog, *catalog.translations.values()):
        for frame in speaking.frames.values():
            called = [slot[0] for slot in syntax.called_slots(frame.body)]
            if called.count("((texte))") != 1:
                found = f"((texte)) est là {called.count('((texte))')} fois"
                mend = "mettez ((texte)) seul sur une ligne, entre l'appel et la politesse"
                yield Problem(speaking.place(frame), found, "exactement une fois", mend)
    for name in FRAMES:
        if not catalog.knows("frames", name):
            place = Place(f"cadres/{name}.md")
            yield Problem(place, "cadre absent", one_of(FRAMES), "rétablissez ce fichier")


def blocs_do_not_call_themselves(kit: Examined) -> Iterator[Problem]:
    """No bloc calls itself, directly or through others."""
    catalog = kit.catalog
    calls = {
        bloc.id: [slot[2] for slot in syntax.called_slots(bloc.body) if slot[1] == "bloc"]
        for bloc in catalog.blocs.values()
    }
    for name, bloc in catalog.blocs.items():
        reached: set[str] = set()
        todo = list(calls[name])
        while todo:
            if (one := todo.pop()) not in reached:
                reached.add(one)
                todo += calls.get(one, [])
        if name in reached:
            mend = "retirez l'appel qui revient à ce bloc"
            yield Problem(
                catalog.place(bloc),
                f"le bloc {shown(name)} s'appelle lui-même",
                "des blocs qui s'emboîtent",
                mend,
            )


def twins_stand_beside_their_bloc(kit: Examined) -> Iterator[Problem]:
    """The twin that e-mails have of a bloc stands beside the bloc that letters have."""
    catalog = kit.catalog
    for name, bloc in catalog.blocs.items():
        original = name.removesuffix(TWIN)
        if not catalog.knows("blocs", original):
            yield Problem(
                Place(catalog.place(bloc).file),
                f"jumeau {shown(TWIN)} sans bloc",
                f"un fichier blocs/{original}.md",
                "écrivez ce bloc, ou renommez son jumeau",
            )


def texts_are_written(kit: Examined) -> Iterator[Problem]:
    """A letter, a bloc or a frame has a text under its keys, in each language."""
    catalog = kit.catalog
    for speaking in (catalog, *catalog.translations.values()):
        for attribute in ("texts", "blocs", "frames"):
            for name, item in getattr(speaking, attribute).items():
                own = speaking is catalog or item is not getattr(catalog, attribute)[name]
                if own and not any(c.isalnum() for c in item.body):
                    file = speaking.place(item).file
                    place = Place(file, catalog.marks[file].body_line)
                    mend = "écrivez-le sous la seconde ligne ---"
                    yield Problem(place, "texte vide", "le texte du courrier ou du bloc", mend)


def texts_say_each_thing_once(kit: Examined) -> Iterator[Problem]:
    """No paragraph, heading or slot stands twice in a text, and no heading announces nothing."""
    for _file, lines in groupby(kit.bodies, key=lambda sentence: sentence.place.file):
        seen: dict[str, int] = {}
        heading: Sentence | None = None
        for sentence in (*lines, None):
            text = sentence.text.strip() if sentence else "## "
            if heading and text.startswith("## "):
                yield Problem(
                    heading.place,
                    f"titre sans texte : {shown(heading.text)}",
                    "un titre, puis ce qu'il annonce",
                    "écrivez la partie, ou retirez son titre",
                )
            heading = sentence if text.startswith("## ") else None
            if sentence and text in seen and not text.startswith("|"):
                yield Problem(
                    sentence.place,
                    f"déjà écrit à la ligne {seen[text]} : {shown(text)}",
                    "chaque chose une fois",
                    "retirez l'une des deux lignes",
                )
            seen[text] = sentence.place.line if sentence else 0


def slots_name_existing_items(kit: Examined) -> Iterator[Problem]:
    """((bloc:ID)) and ((etape:ID)) name items; an agreement slot has one mode; a slip slot a slip."""
    catalog = kit.catalog
    spoken = {name: stage for name, stage in catalog.stages.items() if stage.before}
    blocs = {name: bloc for name, bloc in catalog.blocs.items() if not name.endswith(TWIN)}
    called: dict[str, Mapping[str, Any]] = {"bloc": blocs, "etape": spoken}
    for sentence in kit.bodies:
        if (slot := slot_of(sentence)) is None:
            continue
        name, argument, text = slot[1], slot[2] or "", sentence.item
        if name in called and argument not in called[name]:
            yield Problem(
                sentence.place,
                f"(({name}:{argument})) ne mène à rien",
                one_of(sorted(called[name])),
                did_you_mean(argument, called[name]) or "choisissez dans cette liste",
            )
        if name == "accord" and isinstance(text, Text):
            modes = {m for box in text.boxes for m in box.get("mode", ())}
            if len(modes) != 1 or f"accord-{next(iter(modes))}" not in catalog.blocs:
                yield Problem(
                    sentence.place,
                    "((accord)) sans mode",
                    "un seul mode dans « si » : explicite ou tacite",
                    "ajoutez mode à « si », ou citez le bloc par son nom",
                )
        if name == "coupon" and isinstance(text, Text) and not text.slip:
            yield Problem(
                sentence.place,
                "((coupon)) sans bloc",
                "la clé « coupon: … »",
                "nommez le bloc du coupon dans l'en-tête",
            )


EARLY = (
    frames_hold_the_text,
    blocs_do_not_call_themselves,
    twins_stand_beside_their_bloc,
    texts_are_written,
    texts_say_each_thing_once,
)
LATE = (slots_name_existing_items,)
