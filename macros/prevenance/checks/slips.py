"""A reply slip is cut where its bloc says, and written on where there is room for a hand."""

import re
from collections.abc import Iterator

from prevenance.checks.sentences import Examined
from prevenance.letter.slip import WINDOW_RULES
from prevenance.letter.syntax import RULE, lone_slot, parse
from prevenance.model import Paragraph
from prevenance.problems import Place, Problem, shown

_RULE = re.compile(r"_{2,}")
_WELL_FORMED = re.compile(rf"(?<= : ){RULE}(?= |$)|(?<=[^ ]: ){RULE}(?= |$)")


def strips_are_cut_once(kit: Examined) -> Iterator[Problem]:
    """A bloc with a strip has ((decoupe)) once, and no other bloc has it."""
    for speaking in (kit.catalog, *kit.catalog.translations.values()):
        for bloc in speaking.blocs.values():
            cuts = sum(
                bool(slot and slot[1] == "decoupe")
                for piece in parse(bloc.body)
                if piece.kind == "slot"
                for slot in [lone_slot(piece.lines[0])]
            )
            if cuts != bool(bloc.strip):
                yield Problem(
                    Place(speaking.place(bloc).file),
                    f"((decoupe)) est là {cuts} fois, bande : {bloc.strip or 'absente'}",
                    "« bande: … » dans l'en-tête et ((decoupe)) une fois, ou ni l'un ni l'autre",
                    "ajoutez ce qui manque, ou retirez l'autre",
                )


def rules_are_written_as_the_language_asks(kit: Examined) -> Iterator[Problem]:
    """A rule to write on is four underscores after a colon, in a bloc that has a strip."""
    for sentence in kit.printed:
        found = _RULE.search(_WELL_FORMED.sub("", sentence.text))
        strip = isinstance(sentence.item, Paragraph) and sentence.item.strip
        if found or (RULE in sentence.text and not strip):
            yield Problem(
                sentence.place,
                f"trait mal placé : {shown(sentence.text.strip())}",
                f"« mot : {RULE} », sous ((decoupe)), dans un bloc qui a une bande",
                "mettez quatre tirets bas après un deux-points, ou retirez-les",
            )


def windows_leave_room_for_their_lines(kit: Examined) -> Iterator[Problem]:
    """Above what the customer signs, a strip with a window has two lines to write on at most."""
    for bloc in kit.catalog.blocs.values():
        groups = [p.lines for p in parse(bloc.body) if p.kind in {"write-in", "checks"}]
        above = [line for lines in groups[:-1] for line in lines if RULE in line]
        if bloc.strip == "fenetre" and len(above) > WINDOW_RULES:
            yield Problem(
                kit.catalog.place(bloc),
                f"{len(above)} lignes à remplir au-dessus de la signature",
                f"au plus {WINDOW_RULES}, ou « bande: ligne »",
                "retirez-en, ou changez de bande",
            )


EARLY = (
    strips_are_cut_once,
    rules_are_written_as_the_language_asks,
    windows_leave_room_for_their_lines,
)
LATE = ()
