"""PDF by typst: tagged, PDF/UA-1 and PDF/A-2a modes, with the shipped fonts and no other.

One layout, ``letter.typ``, serves any number of letters, each a JSON array of blocks (see
``data``): a value is data there, never typst mark-up. Nothing here reads the clock, the system's
fonts or the network, and the same letters give the same bytes.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevenance import __version__
from prevenance.documents import data
from prevenance.documents.printable import unprintable
from prevenance.documents.skeletons import SENDER, titled
from prevenance.letter.blocks import FOLD_LEFT, FOLD_LENGTH, FOLDS, Letter
from prevenance.letter.slip import CUT, PLACES
from prevenance.model.company import STANDARD, Layout
from prevenance.problems import UnfitAnswer, UsageError
from prevenance.template.escapes import quoted
from prevenance.template.filling import filled_parts
from prevenance.template.segments import Blank, Template, chain

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).with_name("fonts")
"""The fonts of a PDF, shipped with the package."""

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
"""Typst's PDF/A-2a and PDF/UA-1 modes; with one of them, a glyph that no font has is an error."""

TURNS = 6
"""Empty compilations after a file of several letters. Typst keeps what it laid out for its next ten
compilations, 1 MB a letter; thus it keeps that of the last file, which serves, and no more."""

KEPT = 256
"""Files of one letter kept: customers of several profiles often get the same."""

LAYOUT = Path(__file__).parent / "letter.typ"

_REGIONS = {"fr": "FR", "en": "GB"}


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to two parts, ``head`` and ``letter``; the stamp is its description.

    The head is what the properties and the envelope need.
    """
    rest = json.dumps(_head("", letter.language, stamp, letter.layout), ensure_ascii=False)
    author = Blank(SENDER, "", "", "")
    opening = '", "author": "'
    head = chain(
        '{"title": "', titled(letter, quoted), opening, author, rest.removeprefix('{"title": "')
    )
    return Template(
        quoted,
        (("head", head), *((("letter", p) for _, p in data.compile_letter(letter, stamp).parts))),
    )


def produce_pdf(template: Template, active: frozenset[str], answers: Mapping[str, str]) -> bytes:
    """Fill a letter and return the bytes of its PDF; the same file is laid out once.

    Raises:
        UsageError, UnfitAnswer: as :func:`pdf`.
    """
    head, letter = filled_parts(template, active, answers)
    return _one(head[1], letter[1])


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
    customer. ``title`` and ``description`` (such as the validity) go in the properties; the date there is the first day of that version's month.

    Raises:
        UsageError: typst is not installed.
        UnfitAnswer: an answer holds a character that the fonts lack or a word that no line holds;
            the French message names each field.
    """
    texts = [text.decode() if isinstance(text, bytes) else text for text in letters]
    return _printed(json.dumps(_head(title, language, description, layout)), texts)


def _head(title: str, language: str, description: str, layout: Layout) -> dict[str, object]:
    return {
        "title": title,
        "description": description,
        "language": language,
        "region": _REGIONS[language],
        "window": {"left": layout.left, "top": layout.top},
        "folds": FOLDS if layout.fold_marks else (),
        "fold": {"left": FOLD_LEFT, "length": FOLD_LENGTH},
        "cut": CUT,
        "places": {zone: asdict(place) for zone, place in PLACES.items()},
    }


@lru_cache(maxsize=KEPT)
def _one(head: str, letter: str) -> bytes:
    return _printed(head, [letter])


def _printed(head: str, texts: Sequence[str]) -> bytes:
    found = [fault for text in texts for fault in unprintable(json.loads(text))]
    if found:
        raise UnfitAnswer(*dict.fromkeys(found))
    made = _laid_out(f'{{"head":{head},"letters":[{",".join(texts)}]}}')
    if len(texts) > 1:
        for _ in range(TURNS):
            compiler().compile(_files("", ""), format="pdf")
    return made


def _laid_out(content: str) -> bytes:
    year, month = (int(part) for part in __version__.split(".")[:2])
    made = compiler().compile(
        _files(_layout(), content),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=dt.datetime(year, month, 1, tzinfo=dt.UTC),
    )
    assert isinstance(made, bytes)
    return made


def _files(layout: str, content: str) -> Any:
    """Give typst its two files, from memory; its types do not know that it takes a mapping.

    Its ``sys_inputs`` would do as well, but twice as slowly: what typst keeps of an earlier letter,
    such as a paragraph without a blank, serves only while they are the same.
    """
    return {"main.typ": layout.encode(), "content.json": content.encode()}


@cache
def _layout() -> str:
    return LAYOUT.read_text("utf-8")


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
