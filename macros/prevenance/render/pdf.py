"""PDF by typst: tagged, PDF/UA-1 and PDF/A-2a modes, with the shipped fonts and no other.

One template, ``letter.typ``, lays out any number of letters, each a JSON array of blocks (see
``data``): a value is data there, never typst mark-up. Nothing here reads the clock, the system's
fonts or the network, and the same letters give the same bytes.
"""

import datetime as dt
import json
import re
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevenance import __version__
from prevenance.blocks import FOLD_LEFT, FOLD_LENGTH, FOLDS, Layout
from prevenance.compose import STANDARD
from prevenance.problems import UsageError, shown

if TYPE_CHECKING:
    import typst

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
"""Typst's PDF/A-2a and PDF/UA-1 modes; with one of them, a glyph that no font has is an error."""

MAX_WORD = 60
"""Characters that an answer may hold without a place to break the line, else it leaves the page."""

TURNS = 6
"""Empty compilations after a file of several letters. Typst keeps what it laid out for its next ten
compilations, 1 MB a letter; thus it keeps that of the last file, which serves, and no more."""

FONTS = Path(__file__).parent.parent / "fonts"
TEMPLATE = Path(__file__).parent / "letter.typ"

_BREAKS = re.compile(r"[\s/-]")
_REGIONS = {"fr": "FR", "en": "GB"}


def pdf(
    letters: Sequence[str | bytes],
    title: str,
    language: str = "fr",
    *,
    description: str = "",
    layout: Layout = STANDARD,
) -> bytes:
    """Lay out letters, given as JSON arrays of blocks, in one file.

    A file of several letters, for a print room, starts each on a new page and has a bookmark by
    customer. ``title`` and ``description`` (such as the validity) go in the properties, with the
    version of the kit; the date there is the first day of that version's month.

    Raises:
        UsageError: typst is not installed.
        ValueError: an answer holds a character that the fonts lack or a word of more than
            ``MAX_WORD`` characters; the French message names each field.
    """
    texts = [text.decode() if isinstance(text, bytes) else text for text in letters]
    found = [fault for text in texts for fault in faults(json.loads(text))]
    if found:
        raise ValueError("\n".join(dict.fromkeys(found)))
    head = {
        "title": title,
        "description": description,
        "keywords": f"Prévenance {__version__}",
        "language": language,
        "region": _REGIONS[language],
        "window": {"left": layout.left, "top": layout.top},
        "folds": FOLDS if layout.fold_marks else (),
        "fold": {"left": FOLD_LEFT, "length": FOLD_LENGTH},
    }
    made = _compiled(f'{{"head":{json.dumps(head)},"letters":[{",".join(texts)}]}}')
    if len(texts) > 1:
        for _ in range(TURNS):
            compiler().compile(_files("", ""), format="pdf")
    return made


def _compiled(content: str) -> bytes:
    year, month = (int(part) for part in __version__.split(".")[:2])
    made = compiler().compile(
        _files(_template(), content),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=dt.datetime(year, month, 1, tzinfo=dt.UTC),
    )
    assert isinstance(made, bytes)
    return made


def _files(template: str, content: str) -> Any:
    """Give typst its two files, from memory; its types do not know that it takes a mapping.

    Its ``sys_inputs`` would do as well, but twice as slowly: what typst keeps of an earlier letter,
    such as a paragraph without a blank, serves only while they are the same.
    """
    return {"main.typ": template.encode(), "content.json": content.encode()}


@cache
def _template() -> str:
    return TEMPLATE.read_text("utf-8")


@cache
def compiler() -> "typst.Compiler":
    """Return the compiler of this process: it keeps the fonts, and paragraphs already laid out."""
    try:
        import typst  # noqa: PLC0415 - 80 MB that only a PDF needs
    except ImportError as error:
        raise UsageError(
            "le format PDF demande le paquet Python « typst »\n"
            "    corriger : installez-le avec « python -m pip install typst », ou choisissez un autre format"
        ) from error
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(FONTS), font_paths=fonts)


def page_count(document: bytes) -> int:
    """Return the number of pages of a PDF made here: the count at the root of its page tree."""
    found = re.search(rb"/Type\s*/Pages\s*/Count (\d+)", document)
    assert found, "typst writes the page tree uncompressed"
    return int(found[1])


def faults(blocks: Sequence[Any]) -> Iterator[str]:
    """Yield what keeps the answers of a letter off the paper, each naming its field, in French.

    Literal text is the kit's own: only its characters are looked at.
    """
    for block in blocks[:-1]:
        for line in block["lines"][:-1]:
            for run in (run for cell in line["cells"] for run in cell):
                if lacking := uncovered(run["text"]):
                    name = run.get("blank") or f"texte de {block['origin']}"
                    yield f"{name} : {_not_printable(lacking)}"
                if "blank" in run and (word := _too_long(run["text"])):
                    yield (
                        f"{run['blank']} : mot de {len(word)} caractères, au plus {MAX_WORD} "
                        f"sans espace, tiret ni barre : {shown(word)}"
                    )


def _too_long(text: str) -> str:
    words = _BREAKS.split(text) if len(text) > MAX_WORD else []
    return next((word for word in words if len(word) > MAX_WORD), "")


def _not_printable(characters: Sequence[str]) -> str:
    listed = ", ".join(f"{shown(c)} (U+{ord(c):04X})" for c in characters)
    return f"caractères absents de la police des PDF : {listed}"


def uncovered(text: str) -> list[str]:
    """Return the characters of a text that a PDF cannot show, in order, each once.

    Line feeds break lines; the no-break space, absent from the fonts, is set as a space.
    """
    known = covered()
    return [] if known.issuperset(text) else [c for c in dict.fromkeys(text) if c not in known]


@cache
def covered() -> frozenset[str]:
    """Return the characters that the text font has in both weights, but invisible and private ones.

    PDF/A forbids the private ones (ISO 19005-2, 6.2.11.7.3).
    """
    faces = (_characters((FONTS / f"Carlito-{w}.ttf").read_bytes()) for w in ("Regular", "Bold"))
    shown_ones = (c for c in frozenset.intersection(*faces) if unicodedata.category(c)[0] != "C")
    return frozenset(shown_ones) | {"\n", "\u00a0"}


def _characters(font: bytes) -> frozenset[str]:
    """Return the characters of a TrueType font, from its Windows table of format 4.

    Source: OpenType 1.9, ``cmap``. A character whose glyph is 0 is not there.
    """
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    cmap = tables[b"cmap"]
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    records = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * n) for n in range(count))
    start = cmap + next(offset for platform, kind, offset in records if (platform, kind) == (3, 1))
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", font, start + 14 + skip + 2 * segments * n)
        for n, skip in enumerate((0, 2, 2, 2))
    )
    found: set[str] = set()
    for n, (low, high, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        here = start + 16 + 6 * segments + 2 * n + offset  # idRangeOffset counts from itself
        for code in range(max(low, 0x20), high + 1):
            glyph = struct.unpack_from(">H", font, here + 2 * (code - low))[0] if offset else code
            if glyph and (glyph + delta) % 0x10000:
                found.add(chr(code))
    return frozenset(found)
