"""The reply slip: a page of its own, whose foot is a strip that the customer cuts off and sends.

Knows where each part of it stands; the formats draw them there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from prevenance.letter.blocks import Block, Line, Zone, all_keys
from prevenance.model import Language
from prevenance.text.typography import fold


@dataclass(frozen=True)
class Area:
    """A place on an A4 sheet, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


WINDOW_RULES = 2
"""Lines to write on that a strip with a window has room for, above what is signed."""

REFERENCES = Area(20, 91, 85, 5)
"""Where references stand, on the line of the date."""

CUT = 198
"""Where the strip is cut, in millimetres: also the lower fold of the letter, along which it tears."""

PLACES: Mapping[Zone, Area] = {
    "cut": Area(20, CUT - 4.5, 170, 4),
    "band": Area(20, CUT + 2.5, 170, 31.5),
    "lines": Area(20, CUT + 2.5, 170, 88),
    "signing": Area(20, 234, 66, 53),
    "return": Area(110, 253, 80, 30),
}
"""Where the parts of the strip stand. The return address alone shows in the window of an envelope."""

TITLES: Mapping[Zone, Mapping[Language, str]] = {
    "cut": {"fr": "Découpe", "en": "Cut"},
    "band": {"fr": "Réponse", "en": "Reply"},
    "lines": {"fr": "Réponse", "en": "Reply"},
    "signing": {"fr": "Signature", "en": "Signature"},
    "return": {"fr": "Adresse de retour", "en": "Return address"},
}
"""What a screen reader says of each part."""


def on_strip(blocks: Sequence[Block], cut: Block, arrangement: str, address: Block) -> list[Block]:
    """Cut a bloc where it says: what follows stands on the strip, in the places of its arrangement.

    ``fenetre``: the last lines to write on are those that the customer signs, beside the return
    address. ``ligne``: all follow each other over the width; the address is in the words.
    """
    at = next((n for n, b in enumerate(blocks) if b.kind == "strip"), len(blocks))
    top = [*blocks[:at], replace(cut, zone="cut")]
    body = list(_with_choices(blocks[at + 1 :]))
    if arrangement == "ligne":
        return [*top, *_in_zone("lines", body)]
    signed = max((n for n, b in enumerate(body) if b.kind == "write-in"), default=len(body))
    return [
        *top,
        *_in_zone("band", body[:signed]),
        *_in_zone("signing", body[signed:]),
        replace(address, zone="return"),
    ]


def _in_zone(zone: Zone, blocks: Iterable[Block]) -> list[Block]:
    return [replace(b, zone=zone) for b in blocks]


def _with_choices(blocks: Sequence[Block]) -> Iterable[Block]:
    """Put boxes on the line of the words that lead to them: a paragraph that ends with a colon."""
    before: Block | None = None
    for block in blocks:
        if before and block.kind == "checks" and _leads(before):
            yield replace(
                block,
                kind="choice",
                lines=(*before.lines, *block.lines),
                keys=all_keys(block.lines),
            )
            before = None
            continue
        if before:
            yield before
        before = block
    if before:
        yield before


def _leads(block: Block) -> bool:
    return block.kind == "paragraph" and block.lines[-1].cells[0][-1].text.endswith(":")


LONGEST_NAME = 64
"""Characters of the name of a check box, at most: Word keeps no more."""


def box_name(block: Block, line: Line) -> str:
    """Return what a screen reader says of a check box: the words of the answer, up to a blank."""
    lead = block.lines[0].cells[0] if block.kind == "choice" else ()
    opening = next((run.text for run in lead if run.bold), "")
    words = "".join(run.text for run in takewhile(lambda run: run.text, line.cells[0]))
    said = ", ".join(filter(None, (opening, words.strip(" \u00a0:."))))
    return said[:LONGEST_NAME].rstrip()


def box_tag(block: Block, line: Line) -> str:
    """Return the identifier of a check box: its channel, else the words of its answer."""
    channel = next((key.split(":")[1] for key in line.keys if key.startswith("canal:")), "")
    words = channel or "-".join(re.findall("[a-z0-9]+", fold(box_name(block, line))))
    return f"reponse-{words}"[:LONGEST_NAME].rstrip("-")
