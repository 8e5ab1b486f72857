"""OpenDocument letters: the text of the TXT, valid, whole, and standing where paper wants it."""

import datetime as dt
import io
import shutil
import struct
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OdfValidator

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents import odt, txt
from prevenance.documents.txt import SLIP_RULE
from prevenance.letter.blocks import (
    Block,
    Kind,
    Letter,
    Line,
    Run,
)
from prevenance.template.escapes import opendocument
from prevenance.template.filling import produce
from prevenance.template.segments import Blank, Group, Segments, Template
from prevenance.text.cleaning import clean_text
from support import libreoffice
from support.opendocument import DRAW, OFFICE, STYLE, TABLE, TEXT, URN, as_text, parts, written
from support.printed import overlap, words
from support.samples import (
    NONE,
    Use,
    as_printed,
    every_letter,
    families,
    longest_answers,
    texts,
    uses,
)

META, DC = f"{{{URN}meta:1.0}}", "{http://purl.org/dc/elements/1.1/}"

MM = 1.0
"""Millimetres by which a line of a letter may stand elsewhere than in the DOCX: what a heading
after a paragraph adds, since OpenDocument has no "the larger of two spaces"."""

FOOTER = 275
"""Millimetres from the top of the page footer, which grows upwards in a DOCX, downwards here."""

HOSTILE = (
    "Dupont & Fils <SARL> « L'Étoile »",
    "a  b",
    "trois   espaces et  deux",
    " au début et à la fin ",
    "une\nligne\n\net\tune tabulation",
    "\"guillemets\" 'droits' ]]> &amp; <!-- -->",
    "مرحبا بالعالم, שלום",
    "😀 🎉 e\u0301 \u00a0\u202f\u2011",
    "{{ 7*7 }} ((lieu)) ${x} «client_nom» <text:line-break/>",
    "=1+1",
    "x" * 2000,
)


# Reading


def collapses(element: ET.Element) -> bool:
    """Tell whether a reader would trim or join white space of a paragraph."""
    typed = _typed(element)
    return typed != typed.strip(" ") or any(mark in typed for mark in ("  ", "\n", "\t"))


def _typed(element: ET.Element) -> str:
    """Return the characters of a paragraph; elements that stand for white space count as one."""
    space = {f"{TEXT}s", f"{TEXT}line-break", f"{TEXT}tab"}
    inner = "".join(
        ("\ufffc" if child.tag in space else _typed(child)) + (child.tail or "")
        for child in element
    )
    return (element.text or "") + inner


def body(document: bytes) -> ET.Element:
    found = parts(document)["content.xml"].find(f"{OFFICE}body/{OFFICE}text")
    assert found is not None
    return found


def lines(document: bytes) -> tuple[list[str], list[str]]:
    """Return the lines of the letter as TXT writes them, and those of the page footer."""
    footers = parts(document)["styles.xml"].iter(f"{STYLE}footer-first")
    footer = [written(p) for f in footers for p in f.iter(f"{TEXT}p")]
    return list(_lines(body(document))), footer


def _lines(parent: ET.Element) -> Iterator[str]:
    held: list[ET.Element] = []
    for element in parent:
        if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield written(element)
            held += element.findall(f"{DRAW}frame")
        elif element.tag == f"{TABLE}table":
            for row in element.iter(f"{TABLE}table-row"):
                cells = (written(cell) or "................" for cell in row)
                yield " | ".join(cells)
        elif element.tag == f"{TEXT}list":
            yield from (f"- {written(item)}" for item in element)
        elif element.tag == f"{DRAW}frame":
            yield from _lines(element[0])
    for frame in held:
        yield from _lines(frame[0])


def same_text(document: bytes, txt: str) -> bool:
    """Tell whether a document says what the TXT says; its page footer comes before the slip."""
    mine, footer = lines(document)
    said = [line for line in txt.split("\n") if line and line != SLIP_RULE]
    shown = [part for line in mine for part in as_text(line).split("\n") if part]
    at = next((n for n in range(len(said)) if said[n : n + len(footer)] == footer), 0)
    return shown == said[:at] + said[at + len(footer) :]


# Every letter


def all_keys(segments: Segments) -> Iterator[str]:
    for segment in segments:
        if isinstance(segment, Group):
            yield from segment.keys
            yield from all_keys(segment.segments)


def filled(template: Template) -> Segments:
    return tuple(s for _, part in template.parts if not isinstance(part, str) for s in part)


def test_every_letter_with_all_its_options_says_what_its_text_says(catalog: Catalog) -> None:
    answers = longest_answers(catalog)
    for letter in every_letter(catalog):
        template, plain = odt.compile_letter(letter, "0"), txt.compile_letter(letter, "0")
        keys = frozenset(all_keys(filled(template)))
        assert keys == frozenset(all_keys(filled(plain)))
        for typed in (answers, {}):
            for active in (keys, NONE):
                text = as_printed(produce(plain, active, typed).decode())
                assert same_text(produce(template, active, typed), text), (
                    letter.id,
                    letter.support,
                )


def test_every_use_of_a_letter_says_what_its_text_says(catalog: Catalog, today: dt.date) -> None:
    found = uses(catalog, today)
    assert len(found) > 60
    for use in found:
        assert same_text(document(use), use.printed()), use


def document(use: Use) -> bytes:
    return produce(odt.compile_letter(use.letter, __version__), use.keys, use.answers)


def test_every_blank_of_the_text_is_a_span_of_its_own(catalog: Catalog) -> None:
    for letter in every_letter(catalog):
        made = dict(odt.compile_letter(letter, "0").parts)
        for name in ("content.xml", "styles.xml"):
            part = made[name]
            for blank in blanks(() if isinstance(part, str) else part):
                for markup in (f"{blank.before}{blank.after}", blank.missing):
                    span = ET.fromstring(markup.replace("text:", ""))
                    assert span.tag == "span"
                assert blank.missing.count('text:style-name="Champ"') == 1


def blanks(segments: Segments) -> Iterator[Blank]:
    for segment in segments:
        if isinstance(segment, Blank):
            yield segment
        elif isinstance(segment, Group):
            yield from blanks(segment.segments)


# Hostile answers


def small(**others: object) -> Letter:
    """Return a letter whose blank ``nom`` stands in each kind of block."""
    run, bold = Run(blank="nom", label="N"), Run(blank="nom", bold=True, label="N")
    around = (Run("Avant "), run, Run(" entre "), bold, Run(" après."))
    table = Block("table", (Line(((Run("Nom"),), (run,))), Line(((run,), (bold,)))))
    first: tuple[Kind, ...] = ("sender", "recipient", "dateline", "subject")
    last: tuple[Kind, ...] = ("checks", "footer")
    blocks = [
        Block(kind, (Line((around,)), Line(((run,),)))) for kind in (*first, "paragraph", "list")
    ]
    others_ = [Block(kind, (Line((around,)),)) for kind in last]
    letter = Letter("a", "Essai", around, "poste", "fr", (*blocks, table, *others_))
    return replace(letter, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_answer_is_read_back_exactly(value: str) -> None:
    letter = small(subject=(Run("Objet"),))
    made = produce(odt.compile_letter(letter, "0"), NONE, {"nom": value})
    read, footer = lines(made)
    assert f"Avant {value} entre {value} après." in read
    assert footer == [f"Avant {value} entre {value} après."]
    assert f"- {value}" in read
    assert f"{value} | {value}" in read
    for element in body(made).iter():
        if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
            assert not collapses(element), written(element)


cleaned = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    .filter(lambda value: _clean(value) is not None)
    .map(lambda value: _clean(value) or "x")
)


def _clean(value: str) -> str | None:
    try:
        return clean_text(value, lines=True)
    except ValueError:
        return None


@pytest.mark.parametrize("value", [v for v in HOSTILE if clean_text(v) == v])
def test_a_hostile_answer_stands_in_the_title_of_the_properties(value: str) -> None:
    answers = {"nom": value, "raison_sociale": value}
    made = parts(produce(odt.compile_letter(small(), "0"), NONE, answers))
    title, author = (made["meta.xml"].find(f".//{DC}{name}") for name in ("title", "creator"))
    assert title is not None
    assert title.text == f"{value}\u00a0: Avant {value} entre {value} après."
    assert author is not None
    assert author.text == value


@given(cleaned)
def test_any_cleaned_answer_is_read_back_exactly(value: str) -> None:
    escaped = ET.fromstring(f'<p xmlns:text="{URN}text:1.0">{opendocument(value)}</p>')
    assert written(escaped) == value
    assert not collapses(escaped)


@pytest.mark.parametrize("value", ["a\x0bb", "a\u202eb", "a\ue000b", "a\ud800b", "a\x00b"])
def test_what_the_format_cannot_hold_is_refused_before(value: str) -> None:
    with pytest.raises(ValueError, match="caractère interdit U"):
        clean_text(value)


# The package


def test_the_package_says_its_type_in_its_first_bytes() -> None:
    made = produce(odt.compile_letter(small(), "0"), NONE, {})
    assert made[30:38] == b"mimetype"
    assert made[38:].startswith(odt.MIMETYPE.encode() + b"PK\x03\x04")
    method, extra = struct.unpack("<H", made[8:10])[0], struct.unpack("<H", made[28:30])[0]
    assert (method, extra) == (0, 0)


def test_the_manifest_lists_every_member_and_nothing_else() -> None:
    made = produce(odt.compile_letter(small(), "0"), NONE, {})
    manifest = parts(made)["META-INF/manifest.xml"]
    listed = [value for entry in manifest for key, value in entry.items() if "full-path" in key]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        members = archive.namelist()
    assert members[0] == "mimetype"
    assert listed == ["/", *(m for m in members[1:] if m != "META-INF/manifest.xml")]


@pytest.mark.parametrize(("language", "country"), [("fr", "FR"), ("en", "GB")])
def test_the_properties_hold_title_author_language_and_version_and_no_bracket(
    language: str, country: str
) -> None:
    letter = small(language=language)
    made = parts(produce(odt.compile_letter(letter, "2026.11.0 & <x>"), NONE, {}))
    meta = {element.tag: element.text for element in made["meta.xml"][0]}
    assert meta[f"{DC}title"] == "Avant  entre  après."
    assert not meta[f"{DC}creator"]
    assert meta[f"{DC}language"] == f"{language}-{country}"
    assert meta[f"{META}user-defined"] == "2026.11.0 & <x>"
    defaults = made["styles.xml"].iter(f"{STYLE}text-properties")
    fo = f"{{{URN}xsl-fo-compatible:1.0}}"
    told = {(p.get(f"{fo}language"), p.get(f"{fo}country")) for p in defaults} - {(None, None)}
    assert told == {(language, country)}


def test_two_compilations_give_the_same_bytes(catalog: Catalog, today: dt.date) -> None:
    for use in uses(catalog, today)[:5]:
        assert document(use) == document(use)


# Structure


@dataclass(frozen=True)
class Styles:
    """The names of styles that a document declares and calls."""

    declared: set[str]
    called: set[str]


def styles(document_: bytes) -> Styles:
    declared, called = set(), set()
    for root in parts(document_).values():
        for element in root.iter():
            for key, value in element.items():
                if key == f"{STYLE}name" and not element.tag.endswith("font-face"):
                    declared.add(value)
                elif key.endswith(("}style-name", "-style-name")):
                    called.add(value)
    return Styles(declared, called)


def test_structure_of_every_letter(catalog: Catalog, today: dt.date) -> None:
    for use in uses(catalog, today):
        made = document(use)
        root = body(made)
        found = styles(made)
        assert found.called <= found.declared, use
        levels = [int(h.get(f"{TEXT}outline-level", "0")) for h in root.iter(f"{TEXT}h")]
        assert levels == sorted(levels[:1]) + [2] * len(levels[1:]), use
        tables = list(root.iter(f"{TABLE}table"))
        assert len({t.get(f"{TABLE}name") for t in tables}) == len(tables)
        for table in tables:
            assert written(table[0])
            assert len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")) == 1
        for list_ in root.iter(f"{TEXT}list"):
            assert list_.get(f"{TEXT}style-name") == "Puces"
        frames = root.findall(f"{DRAW}frame")
        assert frames == list(root)[: len(frames)]
        assert len(frames) == (3 if use.support == "poste" else 0), use
        assert ("Coupon" in found.called) == (
            use.support == "poste" and any(b.kind == "slip" for b in use.letter.blocks)
        )


def test_an_open_blank_is_marked_and_an_answer_is_not(catalog: Catalog, today: dt.date) -> None:
    use = families(catalog, today)[0]
    template = odt.compile_letter(use.letter, "0")
    for answers, marked in ((use.answers, False), ({}, True)):
        root = body(produce(template, use.keys, answers))
        spans = [s for s in root.iter(f"{TEXT}span") if s.get(f"{TEXT}style-name") == "Champ"]
        assert bool(spans) == marked
        assert all(written(s).startswith("[") and written(s).endswith("]") for s in spans)


# Judged by others


@pytest.mark.parametrize("typed", [True, False])
def test_a_letter_of_each_family_is_valid(
    catalog: Catalog, today: dt.date, tmp_path: Path, *, typed: bool
) -> None:
    validator = OdfValidator(relaxng_validation=True)
    for number, use in enumerate(families(catalog, today)):
        path = tmp_path / f"{number}.odt"
        path.write_bytes(document(use if typed else replace(use, typed={})))
        assert [str(error) for error in validator.validate(path).errors] == [], use


def test_a_letter_of_each_family_prints_as_its_docx(
    catalog: Catalog, today: dt.date, tmp_path: Path
) -> None:
    """Same pages, same words at the same places, and the address in the envelope window."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("LibreOffice et poppler-utils sont absents : make outils-systeme")
    chosen = families(catalog, today)
    files = []
    for number, use in enumerate(chosen):
        for format_, data in (("odt", document(use)), ("docx", use.document("docx"))):
            files.append(tmp_path / f"{format_}{number}.{format_}")
            files[-1].write_bytes(data)
    libreoffice.convert(files, "pdf", tmp_path)
    for number, use in enumerate(chosen):
        pages, mine = words(tmp_path / f"odt{number}.pdf")
        other_pages, others = words(tmp_path / f"docx{number}.pdf")
        assert pages == other_pages
        assert [w.text for w in mine] == [w.text for w in others], use
        if use.support == "poste":
            for word, other in zip(mine, others, strict=True):
                if word.top < FOOTER:
                    place = (word.page, word.left, word.top)
                    assert place == pytest.approx((other.page, other.left, other.top), abs=MM), use
            assert pages == 1 + any(b.kind == "slip" for b in use.letter.blocks), use
            recipient = next(b for b in use.letter.blocks if b.kind == "recipient")
            near = [w for w in mine if w.page == 1 and overlap(w, 90, 34, 200, 90)]
            assert [w.text for w in near] == " ".join(texts(use, recipient)).split()
            assert (near[0].left, near[0].top) == pytest.approx((110, 55), abs=MM)
            assert all(w.right <= 195 and w.bottom <= 84 for w in near), use
