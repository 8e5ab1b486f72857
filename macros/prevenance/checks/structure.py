"""Frames, blocs and translations hold together: nothing that letters print is lost on the way."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from prevenance import language
from prevenance.catalog import Catalog, file_of
from prevenance.problems import Place, Problem, one_of, shown
from prevenance.reader import slots

FRAMES = ("poste", "courriel")
"""The supports whose letters have a frame around their text."""

PRINTED = {
    "channels": ("name_in_sentence", "phrases"),
    "benefits": ("sentence",),
    "stages": ("before", "after"),
}
"""What letters print of a translated item, by collection."""


def frames_hold_the_text(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """There is a frame for post and for e-mail, each with ((texte)) once, alone on its line."""
    for frame in catalog.frames.values():
        if frame.id not in FRAMES:
            found = f"aucun courrier n'emploie le cadre {shown(frame.id)}"
            yield Problem(catalog.place(frame), found, one_of(FRAMES), "renommez-le, ou retirez-le")
        called = [p.lines[0] for p in language.parse(frame.body) if p.kind == "slot"]
        if called.count("((texte))") != 1:
            found = f"((texte)) est là {called.count('((texte))')} fois"
            mend = "mettez ((texte)) seul sur une ligne, entre l'appel et la politesse"
            yield Problem(catalog.place(frame), found, "exactement une fois", mend)
    for name in FRAMES:
        if not catalog.knows("frames", name):
            place = Place(f"cadres/{name}.md")
            yield Problem(place, "cadre absent", one_of(FRAMES), "rétablissez ce fichier")


def blocs_do_not_call_themselves(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """No bloc calls itself, directly or through others."""
    calls = {
        bloc.id: [
            slot[2]
            for p in language.parse(bloc.body)
            if p.kind == "slot"
            and (slot := language.SLOT.fullmatch(p.lines[0]))
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


def translations_say_what_letters_print(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A translated channel, benefit or stage has every sentence that letters print of it."""
    for translation in catalog.translations.values():
        for attribute, names in PRINTED.items():
            for name, item in getattr(translation, attribute).items():
                original = getattr(catalog, attribute)[name]
                if item is original:
                    continue
                for field in names:
                    if _untranslated(getattr(item, field), getattr(original, field)):
                        file = file_of(original)[0].replace(".yml", f".{translation.language}.yml")
                        key = next(s.key.name for s in slots(type(item)) if s.field == field)
                        yield Problem(
                            Place(file, 0, key),
                            "phrase restée en français",
                            "sa traduction",
                            f"ajoutez la ligne « {key}: ... »",
                        )


def _untranslated(mine: Any, french: Any) -> bool:
    """Tell whether a sentence, or one of a group, is the French one."""
    if is_dataclass(mine):
        return any(
            _untranslated(getattr(mine, f.name), getattr(french, f.name)) for f in fields(mine)
        )
    return bool(french) and mine == french


CHECKS = (
    frames_hold_the_text,
    blocs_do_not_call_themselves,
    translations_say_what_letters_print,
)
