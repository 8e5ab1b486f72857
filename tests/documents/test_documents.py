"""Documents opened again by others: python-docx, openxml-audit, an HTML parser, LibreOffice."""

import datetime as dt
import io
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.verdict import AppPrediction, predict

from conftest import Once
from prevenance.catalog import Catalog
from prevenance.documents.docx import STYLES
from prevenance.documents.formats import offered
from prevenance.documents.strips import style_on_strip
from prevenance.documents.txt import SLIP_RULE, WRITE_IN
from prevenance.letter.slip import CUT, PLACES
from prevenance.problems import UnfitAnswer
from support import libreoffice
from support.printed import Word, overlap, words
from support.samples import Use, documented, families, texts, uses

HOSTILE = "Dupont & Fils <SARL> « L'Étoile »"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@pytest.fixture(scope="module")
def letters(catalog: Catalog, today: dt.date) -> list[Use]:
    return documented(catalog, today)


# What is written


def lines_of(document: Document) -> list[str]:
    """Read a document as the lines of its text version; a check box is a box, a row a line."""
    found: list[str] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = [cell.text or "................" for cell in row.cells]
                found.append(" | ".join(cells))
        else:
            found.append(text_of(item))
    return [line for line in found if line]


def text_of(paragraph: Paragraph) -> str:
    """Write a paragraph as TXT does: a box is brackets, a rule to write on is dots."""
    words = said(paragraph)
    if paragraph._p.findall(f"{W}pPr/{W}tabs"):
        words = words.replace("\t", WRITE_IN)
    if "\u2003\u2610" in words:
        return words.replace("\u2003\u2610\u00a0", " [ ] ")
    words = re.sub("^\u2610[\t\u00a0]", "[ ] ", words)
    bullet = paragraph.style is not None and paragraph.style.name == "List Bullet"
    return ("- " if bullet else "") + words.removeprefix("\u2702\u00a0")


def said(paragraph: Paragraph) -> str:
    """Return the text of a paragraph, that of its check boxes included."""
    texts = (e for e in paragraph._p.iter(f"{W}t", f"{W}tab", f"{W}br") if e.get(f"{W}pos") is None)
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(marks.get(e.tag) or e.text or "" for e in texts)


def test_a_document_says_what_the_text_says_line_by_line(letters: list[Use]) -> None:
    for use in letters:
        document = docx.Document(io.BytesIO(use.document("docx")))
        footer = [p.text for p in document.sections[0].first_page_footer.paragraphs if p.text]
        text = [line for line in use.printed().split("\n") if line and line != SLIP_RULE]
        for line in footer:
            text.remove(line)
        assert lines_of(document) == text, use


def test_each_block_has_the_style_of_its_kind(letters: list[Use]) -> None:
    for use in letters:
        document = docx.Document(io.BytesIO(use.document("docx")))
        found = [
            (paragraph.style.style_id, plain(said(paragraph)))
            for paragraph in document.paragraphs
            if paragraph.text and paragraph.style
        ]
        assert found == list(expected_styles(use)), use


def expected_styles(use: Use) -> Iterator[tuple[str, str]]:
    for block in use.letter.blocks:
        if block.kind in {"footer", "table"} or not use.shows(block.keys):
            continue
        style = STYLES[block.kind]
        if block.kind == "dateline" and use.support == "poste":
            style = "DateLettre"
        if block.kind == "closing" and use.support == "poste":
            style = "Formule"
        if block.zone == "return":
            style = "Destinataire"
        lines = list(texts(use, block))
        shown = [line for line in block.lines if use.shows(line.keys)]
        if block.kind == "choice":
            lines = ["".join(lines)]
        for line, text in zip(shown, lines, strict=False):
            reference = block.kind == "dateline" and line is not block.lines[-1]
            placed = "Expediteur" if reference and use.support == "poste" else style
            yield style_on_strip(block, line) or placed, text


def plain(text: str) -> str:
    """Leave the words of a line: no box, no scissors, no rule to write on."""
    return re.sub("\u2003?[\u2610\u2702]\u00a0|[\u2610\t]", "", text)


def test_a_hostile_name_is_read_back_exactly_from_every_format(
    catalog: Catalog, today: dt.date
) -> None:
    for use in families(catalog, today):
        named = replace(use, typed={**use.typed, "raison_sociale": HOSTILE, "client_nom": HOSTILE})
        document = docx.Document(io.BytesIO(named.document("docx")))
        written = "\n".join(lines_of(document))
        name = named.answers["client_nom"]
        assert {*HOSTILE} - {*name} <= {" ", "'"}, "only spaces and apostrophes are set"
        count = written.count(name)
        assert count or use.support == "document", use
        assert named.txt().count(name) == count
        page = Page.of(named.document("html").decode())
        assert "".join(page.text).replace("\u202f", "\u00a0").count(name) == count


def test_a_missing_answer_is_a_highlighted_label(letters: list[Use]) -> None:
    for use in letters[:12]:
        empty = replace(use, typed={})
        document = docx.Document(io.BytesIO(empty.document("docx")))
        marked = [
            run.text
            for paragraph in document.paragraphs
            for run in paragraph.runs
            if run.font.highlight_color is not None
        ]
        bracketed = re.findall(r"\[[^\] ][^\]]*\]", "\n".join(p.text for p in document.paragraphs))
        assert marked == bracketed
        assert marked or use.support == "document"


# The package


def parts(use: Use) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(use.document("docx"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_has_a_type_and_every_relationship_a_target_inside(letters: list[Use]) -> None:
    for use in letters:
        found = parts(use)
        assert next(iter(found)) == "[Content_Types].xml"
        types = ET.fromstring(found["[Content_Types].xml"])
        overrides = {e.attrib["PartName"][1:] for e in types.iter(f"{TYPES}Override")}
        defaults = {e.attrib["Extension"] for e in types.iter(f"{TYPES}Default")}
        assert overrides <= set(found)
        assert set(found) - overrides == {n for n in found if n.endswith(".rels")} | {
            "[Content_Types].xml"
        }
        assert "rels" in defaults
        targets = set()
        for name in (n for n in found if n.endswith(".rels")):
            folder = name.split("_rels/")[0]
            for link in ET.fromstring(found[name]):
                assert link.tag == f"{RELATIONSHIPS}Relationship"
                assert link.attrib.get("TargetMode", "Internal") == "Internal"
                targets.add(folder + link.attrib["Target"])
        assert targets == overrides


def test_a_document_is_a4_in_its_language_with_its_title_and_no_field(letters: list[Use]) -> None:
    for use in letters:
        document = docx.Document(io.BytesIO(use.document("docx")))
        section = document.sections[0]
        assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)  # type: ignore[union-attr]
        language = {"fr": "fr-FR", "en": "en-GB"}[use.language]
        properties = document.core_properties
        sender = use.answers["raison_sociale"]
        assert properties.title.startswith(f"{sender}\u00a0: " if use.language == "fr" else sender)
        assert (properties.author, properties.language) == (sender, language)
        assert (properties.subject, properties.keywords) == ("", "")
        assert re.fullmatch(r"\d{4}\.\d+\.\d+.*", properties.version)
        found = parts(use)
        defaults = ET.fromstring(found["word/styles.xml"]).find(
            f"{W}docDefaults/{W}rPrDefault//{W}lang"
        )
        assert defaults is not None
        assert defaults.attrib[f"{W}val"] == language
        for name in ("word/document.xml", "word/footer1.xml"):
            tags = {element.tag for element in ET.fromstring(found[name]).iter()}
            fields = {
                "fldSimple",
                "fldChar",
                "instrText",
                "hyperlink",
                "altChunk",
                "object",
                "drawing",
            }
            assert tags.isdisjoint({f"{W}{field}" for field in fields})


def test_headings_header_rows_and_check_boxes_are_real(letters: list[Use]) -> None:
    seen = {"table": 0, "box": 0, "heading": 0}
    for use in letters:
        document = docx.Document(io.BytesIO(use.document("docx")))
        shown = [b for b in use.letter.blocks if use.shows(b.keys)]
        boxes = list(document.element.body.iter(f"{W14}checkbox"))
        asked = sum(
            use.shows(line.keys)
            for b in shown
            if b.kind in {"checks", "choice"}
            for line in b.lines[b.kind == "choice" :]
        )
        assert len(boxes) == asked, use
        headings = [
            p.style.name for p in document.paragraphs if p.style and "eading" in str(p.style.name)
        ]
        kinds = [b.kind for b in shown if b.kind in {"subject", "heading", "slip"}]
        assert headings == ["Heading 1" if k == "subject" else "Heading 2" for k in kinds], use
        for table in document.tables:
            rows = list(table._tbl.iter(f"{W}tr"))
            assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [
                number == 0 for number in range(len(rows))
            ]
            assert table._tbl.find(f".//{W}tblCaption") is not None
            widths = {len(list(row.iter(f"{W}tc"))) for row in rows}
            assert len(widths) == 1
        seen["table"] += len(document.tables)
        seen["box"] += len(boxes)
        seen["heading"] += len(headings)
    assert min(seen["box"], seen["heading"]) > 20
    assert seen["table"]


def test_the_slip_starts_a_page_by_its_heading_and_by_nothing_else(letters: list[Use]) -> None:
    for use in letters:
        document = docx.Document(io.BytesIO(use.document("docx")))
        broken = [
            p.style.style_id
            for p in document.paragraphs
            if p.paragraph_format.page_break_before and p.style
        ]
        slips = [b for b in use.letter.blocks if b.kind == "slip"]
        assert broken == (["Heading2"] * len(slips) if use.support == "poste" else [])
        assert not list(document.element.body.iter(f"{W}lastRenderedPageBreak"))
        assert "page" not in {
            e.attrib.get(f"{W}type") for e in document.element.body.iter(f"{W}br")
        }


@pytest.mark.parametrize("format_", [FileFormat.OFFICE_2013, FileFormat.MICROSOFT_365])
def test_openxml_audit_finds_nothing(
    catalog: Catalog, today: dt.date, tmp_path: Path, format_: FileFormat
) -> None:
    validator = OpenXmlValidator(file_format=format_)
    chosen = families(catalog, today)
    for number, use in enumerate([*chosen, replace(chosen[0], typed={})]):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(use.document("docx"))
        result = validator.validate(path)
        assert [str(error) for error in result.errors] == [], use
        assert predict(result).prediction is AppPrediction.OPENS_CLEAN


# Web pages


class Page(HTMLParser):
    """A page read by a parser: its elements with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.title = ""

    @classmethod
    def of(cls, source: str) -> "Page":
        page = cls()
        page.feed(source)
        page.close()
        assert page.open == []
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["title"]:
            self.title += data
        elif self.open[-1:] != ["style"]:
            self.text.append(data)

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_a_page_is_well_formed_titled_and_calls_nothing_from_elsewhere(letters: list[Use]) -> None:
    for use in letters:
        source = use.document("html").decode()
        page = Page.of(source)
        assert source.startswith("<!DOCTYPE html>")
        assert page.having("html") == [{"lang": use.language}]
        assert page.title.startswith(use.answers["raison_sociale"])
        assert {"name": "author", "content": use.answers["raison_sociale"]} in page.having("meta")
        assert "Prévenance" not in source
        assert {"charset": "utf-8"} in page.having("meta")
        assert not {"src", "href", "onload", "style"} & {a for _, d in page.elements for a in d}
        assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.elements}
        assert "url(" not in source
        assert "@import" not in source


def test_a_page_has_one_first_heading_ordered_headings_and_scoped_tables(
    letters: list[Use],
) -> None:
    for use in letters:
        page = Page.of(use.document("html").decode())
        shown = [b for b in use.letter.blocks if use.shows(b.keys)]
        levels = [tag for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4"}]
        kinds = [b.kind for b in shown if b.kind in {"subject", "heading", "slip"}]
        assert levels == ["h1" if kind == "subject" else "h2" for kind in kinds], use
        assert levels.count("h1") == (1 if use.support == "poste" else levels.count("h1")), use
        headers = page.having("th")
        assert all(attributes == {"scope": "col"} for attributes in headers)
        assert bool(headers) == any(b.kind == "table" for b in shown)
        assert len(page.having("main")) == 1


# On paper, through LibreOffice: one start for every document


def file_name(use: Use) -> str:
    return f"{use.text.id}.{use.language}.{use.support}.{use.state}"


@pytest.fixture(scope="session")
def printed(catalog: Catalog, today: dt.date, once: Once) -> "Printed":
    """Every letter sent by post, as pages and words."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("LibreOffice et poppler-utils sont absents : make outils-systeme")
    chosen = [u for u in documented(catalog, today) if u.support == "poste"]

    def convert(folder: Path) -> None:
        folder.mkdir()
        sources = {folder / f"{file_name(use)}.docx": use for use in chosen}
        for path, use in sources.items():
            path.write_bytes(use.document("docx"))
        libreoffice.convert(list(sources), "pdf", folder)

    folder = once("libreoffice", convert)
    return [(use, *words(folder / f"{file_name(use)}.pdf")) for use in chosen]


Printed = list[tuple[Use, int, list[Word]]]


def test_every_letter_sent_by_post_fits_on_one_page_and_its_slip_on_another(
    printed: Printed,
) -> None:
    assert len(printed) > 60
    assert {use.state for use, *_ in printed} == {
        "oblige",
        "preparation",
        "en-cours",
        "annonce",
        "pas-encore",
    }
    assert {use.language for use, *_ in printed} == {"fr", "en"}
    too_long = {
        str(use): pages
        for use, pages, _ in printed
        if pages != 1 + any(block.kind == "slip" for block in use.letter.blocks)
    }
    assert too_long == {}


def test_the_address_stands_in_the_window_and_nothing_else_near_it(printed: Printed) -> None:
    wrong = {}
    for use, _, found in printed:
        recipient = [b for b in use.letter.blocks if b.kind == "recipient"]
        expected = " ".join(text for block in recipient for text in texts(use, block)).split()
        near = [w for w in found if w.page == 1 and overlap(w, 90, 34, 200, 90)]
        outside = [w for w in near if w.left < 100 or w.right > 195 or w.top < 50 or w.bottom > 84]
        if [w.text for w in near] != expected or outside:
            wrong[str(use)] = (outside, [w.text for w in near])
    assert wrong == {}


def test_no_word_of_a_letter_leaves_the_page_or_meets_another(printed: Printed) -> None:
    for use, _, found in printed:
        for word in found:
            assert word.left >= 15, (str(use), word)
            assert word.right <= 195, (str(use), word)
            assert word.top >= 10, (str(use), word)
            assert word.bottom <= 292, (str(use), word)


def test_a_printed_letter_says_what_its_text_says(printed: Printed) -> None:
    for use, _, found in printed:
        said = "".join(word.text for word in found)
        for block in use.letter.blocks:
            if block.kind in {"paragraph", "heading", "subject"} and use.shows(block.keys):
                for line in texts(use, block):
                    assert "".join(line.split()) in "".join(said.split()), (str(use), line)


PRINTED = st.text(
    st.one_of(
        st.sampled_from("aéŁễΔЖ <&\"'\u200b\u200d\u200e\u202e\u2800\ufe0f🙂日\u0301{=?"),
        st.characters(),
    ),
    min_size=1,
    max_size=20,
)


@settings(max_examples=40)
@given(value=PRINTED)
def test_what_one_format_accepts_every_format_accepts(
    catalog: Catalog, today: dt.date, value: str
) -> None:
    """A name is refused before any format is asked, in one sentence; else every format holds it."""
    for support in ("poste", "courriel"):
        use = next(u for u in uses(catalog, today) if u.support == support)
        named = replace(use, typed={**use.typed, "client_nom": value, "raison_sociale": value})
        try:
            answers = named.answers
        except UnfitAnswer as refused:
            assert str(refused).startswith(("client_nom : ", "raison_sociale : "))
            assert "\n" not in str(refused)
            continue
        for format_ in offered(support):
            assert format_.produce(named.template(format_.name), named.keys, answers)


def test_the_return_address_shows_alone_in_its_window_and_the_strip_stands_under_its_cut(
    printed: Printed,
) -> None:
    """Folded along the cut, the strip shows in a window envelope nothing but where it goes."""
    cut = 0
    for use, pages, found in printed:
        strip = [b for b in use.letter.blocks if b.zone in PLACES]
        address = [b for b in strip if b.zone == "return"]
        last = [w for w in found if w.page == pages]
        near = [w.text for w in last if overlap(w, 90, 232, 200, 288)]
        if strip:
            cut += 1
            words_of_cut = strip[0].lines[0].cells[0][0].text.split()
            label = [w for w in last if w.text in words_of_cut and 190 < w.top < CUT]
            assert len(label) >= len(words_of_cut), str(use)
            assert max(w.bottom for w in label) <= CUT + 0.5, str(use)
            assert not [w for w in last if w not in label and w.top < CUT < w.bottom], str(use)
            assert max(w.bottom for w in last) <= 289, str(use)
        if address:
            expected = " ".join(text for b in address for text in texts(use, b)).split()
            assert near == expected, str(use)
    assert cut > 20
