"""Frames, blocs and texts hold together: nothing that letters print is lost on the way."""

import datetime as dt
from collections.abc import Iterator

from prevenance.catalog import Catalog
from prevenance.letter import syntax
from prevenance.problems import (
    Place,
    Problem,
    one_of,
    shown,
)

FRAMES = ("poste", "courriel")
"""The supports whose letters have a frame around their text."""


def frames_hold_the_text(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """There is a frame for post and for e-mail, each with ((texte)) once, alone on its line."""
    for frame in catalog.frames.values():
        if frame.id not in FRAMES:
            found = f"aucun courrier n'emploie le cadre {shown(frame.id)}"
            yield Problem(catalog.place(frame), found, one_of(FRAMES), "renommez-le, ou retirez-le")
    for speaking in (catalog, *catalog.translations.values()):
        for frame in speaking.frames.values():
            called = [p.lines[0] for p in syntax.parse(frame.body) if p.kind == "slot"]
            if called.count("((texte))") != 1:
                found = f"((texte)) est là {called.count('((texte))')} fois"
                mend = "mettez ((texte)) seul sur une ligne, entre l'appel et la politesse"
                yield Problem(speaking.place(frame), found, "exactement une fois", mend)
    for name in FRAMES:
        if not catalog.knows("frames", name):
            place = Place(f"cadres/{name}.md")
            yield Problem(place, "cadre absent", one_of(FRAMES), "rétablissez ce fichier")


def blocs_do_not_call_themselves(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No bloc calls itself, directly or through others."""
    calls = {
        bloc.id: [
            slot[2]
            for p in syntax.parse(bloc.body)
            if p.kind == "slot"
            and (slot := syntax.SLOT.fullmatch(p.lines[0]))
            and slot[1] == "bloc"
        ]
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


def texts_are_written(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A letter, a bloc or a frame has a text under its keys, in each language."""
    for speaking in (catalog, *catalog.translations.values()):
        for attribute in ("texts", "blocs", "frames"):
            for name, item in getattr(speaking, attribute).items():
                own = speaking is catalog or item is not getattr(catalog, attribute)[name]
                if own and not any(c.isalnum() for c in item.body):
                    file = speaking.place(item).file
                    place = Place(file, catalog.marks[file].body_line)
                    mend = "écrivez-le sous la seconde ligne ---"
                    yield Problem(place, "texte vide", "le texte du courrier ou du bloc", mend)


CHECKS = (
    frames_hold_the_text,
    blocs_do_not_call_themselves,
    texts_are_written,
)
