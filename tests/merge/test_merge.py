"""Merge editions: the letter and nothing but fields, and a real merge that says it 40 times."""

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import openpyxl
import pytest
from openxml_audit import OdfValidator, OpenXmlValidator

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents.formats import FORMATS
from prevenance.letter.compose import compose
from prevenance.merge import odoo
from prevenance.merge.customers import FILE, clients_xlsx, columns
from prevenance.merge.editions import EDITIONS, edited, refuse_marks
from prevenance.merge.field_codes import word_name
from prevenance.merge.fields import column_title, list_fields, merge_fields, merge_keys
from prevenance.template.filling import produce
from prevenance.template.segments import Group, Segments, Template, blanks_in
from support import libreoffice
from support.opendocument import TABLE, TEXT, as_text, parts, written
from support.samples import NONE, Use, as_printed, every_letter, families, uses

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = ("word", "libreoffice")
SENDING = ("envoi-texte", "envoi-html")

HOSTILE = (
    "Dupont & Fils <SARL> « L'Étoile »",
    'Guillemets "droits" ; et, virgule',
    "مرحبا بالعالم",
    "שלום 123",
    "😀 Emoji 🎉 et e\u0301",
    "{{ object.name }} {% x %}",
    "((client_nom)) «client_nom»",
    "=1+1",
    "@SUM(A1)",
    "+33 1 99 00 00 00",
    "'apostrophe en tête",
    "MERGEFIELD client_nom",
    r"C:\temp\n ${x} %s",
    "]]> &amp; <b>gras</b>",
    "00042",
    "1234,50",
    "2026-11-24",
    "deux  espaces",
    "N° 12 – l’œuvre \u00a0: 5\u202f€",
    "NULL",
)


# What is written


def of_office(catalog: Catalog, today: dt.date) -> Iterator[tuple[Use, str, Template]]:
    """Yield the uses of letters of which office documents are made, with each edition."""
    seen = set()
    for use in uses(catalog, today):
        name = (use.text.id, use.support, use.language)
        if use.support in {"poste", "document"} and name not in seen:
            seen.add(name)
            for kind in OFFICE:
                template = EDITIONS[kind].format.compile_letter(use.letter, "0")
                yield use, kind, edited(template, EDITIONS[kind], catalog)


def open_keys(use: Use, catalog: Catalog) -> frozenset[str]:
    return use.keys | merge_keys(catalog)


def test_answers_hide_every_trace_of_an_edition(catalog: Catalog, today: dt.date) -> None:
    answers = {name: f"réponse {name}" for name in merge_fields(catalog)}
    for use, kind, edition in of_office(catalog, today):
        template = EDITIONS[kind].format.compile_letter(use.letter, "0")
        keys = open_keys(use, catalog)
        assert produce(edition, keys, answers) == produce(template, keys, answers), use


def test_a_word_edition_holds_plain_fields_that_look_like_the_answer(
    catalog: Catalog, today: dt.date
) -> None:
    for use, kind, edition in of_office(catalog, today):
        if kind != "word":
            continue
        made = xml_of(produce(edition, open_keys(use, catalog), {}))
        assert b"MERGEFIELD" not in made["docProps/core.xml"]
        for name in ("word/document.xml", "word/footer1.xml"):
            root = ET.fromstring(made[name])
            assert not list(root.iter(f"{W}fldSimple"))
            for paragraph in root.iter(f"{W}p"):
                check_fields(list(paragraph.iter(f"{W}r")), word_names(catalog))


def word_names(catalog: Catalog) -> dict[str, str]:
    """The name of each field in Word, and its blank."""
    return {word_name(column_title(catalog, name)): name for name in merge_fields(catalog)}


def check_fields(runs: list[ET.Element], known: Mapping[str, str]) -> None:
    """Check that fields are five runs in order, with the same properties, of a known name."""
    while runs:
        run = runs.pop(0)
        if run.find(f"{W}fldChar") is None:
            assert run.find(f"{W}instrText") is None
            continue
        five = [run, *runs[:4]]
        del runs[:4]
        steps = [part for r in five for part in r if part.tag != f"{W}rPr"]
        marks = [part.get(f"{W}fldCharType") for part in steps]
        assert marks == ["begin", None, "separate", None, "end"]
        named = re.fullmatch(r' MERGEFIELD (\w+) (?:\\b "[^"]+" )?', steps[1].text or "")
        assert named
        assert named[1] in known
        assert steps[3].text == f"«{named[1]}»"
        properties = {ET.tostring(p) for r in five for p in r.findall(f"{W}rPr")}
        assert len(properties) <= 1
        assert sum(r.find(f"{W}rPr") is not None for r in five) in {0, 5}
        assert not any(b"highlight" in p for p in properties)


def test_a_libreoffice_edition_holds_the_fields_of_one_table(
    catalog: Catalog, today: dt.date
) -> None:
    for use, kind, edition in of_office(catalog, today):
        if kind != "libreoffice":
            continue
        made = parts(produce(edition, open_keys(use, catalog), {}))
        assert not list(made["meta.xml"].iter(f"{TEXT}database-display"))
        for root in (made["content.xml"], made["styles.xml"]):
            for field in root.iter(f"{TEXT}database-display"):
                column = field.get(f"{TEXT}column-name")
                assert column in {column_title(catalog, name) for name in merge_fields(catalog)}
                assert field.text == f"«{column}»"
                assert field.get(f"{TEXT}database-name") == "clients"
                assert field.get(f"{TEXT}table-name") == "clients"


def test_the_fields_of_an_edition_are_the_open_blanks(catalog: Catalog, today: dt.date) -> None:
    known = set(merge_fields(catalog))
    for use, kind, edition in of_office(catalog, today):
        keys = open_keys(use, catalog)
        made = b"".join(data for _, data in sorted(xml_of(produce(edition, keys, {})).items()))
        names = {column_title(catalog, name): name for name in merge_fields(catalog)}
        names |= word_names(catalog)
        text = unescape(made.decode())
        written_ = {names[found] for found in re.findall("«([^«»]+)»", text) if found in names}
        asked = shown(filled(edition), keys)
        assert written_ == asked & known, (use, kind)
        optional = {f.id for f in catalog.fields.values() if f.optional}
        assert written_ >= {n for n in letter_blanks(edition) & optional if n.startswith("client_")}


def filled(template: Template) -> Segments:
    return tuple(s for _, part in template.parts if not isinstance(part, str) for s in part)


def letter_blanks(template: Template) -> set[str]:
    return blanks_in(filled(template))


def shown(segments: Segments, keys: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for segment in segments:
        if isinstance(segment, Group):
            found |= shown(segment.segments, keys) if keys & set(segment.keys) else set()
        elif not isinstance(segment, str):
            found.add(segment.name)
    return found


def xml_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def test_office_editions_hold_no_macro_no_source_and_no_other_field(
    catalog: Catalog, today: dt.date
) -> None:
    for use, _, edition in of_office(catalog, today):
        document = produce(edition, open_keys(use, catalog), {})
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            names = archive.namelist()
        assert not [n for n in names if re.search(r"vba|macro|Basic|Scripts|\.bin$", n)]
        made = b"".join(xml_of(document).values())
        assert not re.search(rb'TargetMode="External"|mailMerge|script:|xlink:href', made)
        assert not re.search(rb"\b(SKIPIF|NEXT|IF|DDE|DDEAUTO|INCLUDETEXT|HYPERLINK) ", made)
        assert set(re.findall(rb"<w:instrText[^>]*> (\w+) ", made)) <= {b"MERGEFIELD"}
        assert not re.search(rb"<text:(?:conditional|hidden|database-next|execute-macro)", made)


def test_a_letter_of_each_family_is_valid(catalog: Catalog, today: dt.date, tmp_path: Path) -> None:
    odf, ooxml = OdfValidator(relaxng_validation=True), OpenXmlValidator()
    chosen = {str(use) for use in families(catalog, today)}
    for use, kind, edition in of_office(catalog, today):
        if str(use) in chosen or use.text.id == "demander-accord":
            path = tmp_path / f"edition.{EDITIONS[kind].format.name}"
            path.write_bytes(produce(edition, open_keys(use, catalog), {}))
            result = (odf if kind == "libreoffice" else ooxml).validate(path)
            assert [str(error) for error in result.errors] == [], (use, kind)


def test_a_letter_never_starts_with_a_field(catalog: Catalog, today: dt.date) -> None:
    """LibreOffice would take it for a field of the frames and leave some of them empty."""
    for use, kind, edition in of_office(catalog, today):
        if kind == "libreoffice" and use.support == "poste":
            root = parts(produce(edition, open_keys(use, catalog), {}))["content.xml"]
            body = next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"))
            first = next(e for e in body if e.tag == f"{TEXT}p")
            assert not list(first.iter(f"{TEXT}database-display")), use


# Tools that send e-mails


class Texts(HTMLParser):
    """The texts of a page outside its style sheet, and the values of its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.style = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        self.attributes += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.style = False

    def handle_data(self, data: str) -> None:
        if not self.style:
            self.texts.append(data)


def mails(catalog: Catalog, today: dt.date) -> Iterator[Use]:
    seen = set()
    for use in uses(catalog, today):
        if use.support == "courriel" and (use.text.id, use.language) not in seen:
            seen.add((use.text.id, use.language))
            yield use


@pytest.mark.parametrize("kind", SENDING)
def test_a_sending_tool_fills_an_edition_as_we_fill_the_letter(
    catalog: Catalog, today: dt.date, kind: str
) -> None:
    values = {name: HOSTILE[n % 5] for n, name in enumerate(merge_fields(catalog))}
    engine = jinja2.Environment(autoescape=kind == "envoi-html", keep_trailing_newline=True)
    count = 0
    for use in mails(catalog, today):
        template = EDITIONS[kind].format.compile_letter(use.letter, "0")
        keys = open_keys(use, catalog)
        edition = produce(edited(template, EDITIONS[kind], catalog), keys, {}).decode()
        sent = engine.from_string(edition).render(values)
        expected = produce(template, keys, values).decode()
        if kind == "envoi-html":
            assert Texts(sent).texts == Texts(expected).texts, use
            assert not any("{" in value for value in Texts(edition).attributes)
        else:
            assert sent == expected, use
        count += 1
    assert count > 10


def test_no_letter_holds_a_mark_of_a_tool_in_its_own_words(catalog: Catalog) -> None:
    marks = {mark for kind in EDITIONS.values() for mark in kind.marks}
    for letter in every_letter(catalog):
        said = produce(FORMATS["txt"].compile_letter(letter, "0"), NONE, {}).decode()
        said += "".join(run.text for run in letter.subject)
        runs = (r.text for b in letter.blocks for x in b.lines for c in x.cells for r in c)
        assert not [mark for mark in marks if mark in said + "\n".join(runs)]


@pytest.mark.parametrize("mark", ["{{", "}}", "{%", "{#"])
def test_an_answer_that_a_tool_would_execute_is_refused_by_name(mark: str) -> None:
    with pytest.raises(ValueError, match=f"raison_sociale : « {re.escape(mark)} »"):
        refuse_marks(EDITIONS["envoi-html"], {"lieu": "ici", "raison_sociale": f"a{mark}"})
    refuse_marks(EDITIONS["word"], {"raison_sociale": f"a{mark}"})


# Odoo


def test_odoo_gets_fields_it_has_and_labels_for_the_others(
    catalog: Catalog, today: dt.date
) -> None:
    paths = {path for found in odoo.ODOO.values() for path in found}
    rows, names = [], set()
    for use in mails(catalog, today):
        keys = use.keys | merge_keys(catalog)
        body = edited(odoo.body_alone(use.letter, "0"), EDITIONS["odoo-corps"], catalog)
        subject = edited(odoo.subject_alone(use.letter, "0"), EDITIONS["odoo-objet"], catalog)
        made = produce(body, keys, {}).decode()
        line = produce(subject, keys, {}).decode()
        root = ET.fromstring(f"<div>{made}</div>".replace("&nbsp;", "\u00a0"))
        assert {t.get("t-out") for t in root.iter("t")} <= paths
        assert not re.search("<t [^>]*/>", made)
        assert "{{" not in made
        assert set(re.findall(r"\{\{ (\S+) \}\}", line)) <= paths
        labels = {mark.text for mark in root.iter("mark")}
        assert all(re.fullmatch(r"\[.+\]", label or "") for label in labels)
        said = "".join(root.itertext())
        assert "".join(r.text for r in use.letter.subject) not in said.split("\n")
        names.add(f"{use.text.id}.{use.language}")
        rows.append((f"{use.text.id}-{use.language}", use.text.title, line, made))
    read = list(csv.DictReader(io.StringIO(odoo.odoo_file(rows).decode(), newline="")))
    assert next(tuple(row) for row in read) == odoo.ODOO_COLUMNS
    assert [(r["name"], r["subject"], r["body_html"]) for r in read] == [r[1:] for r in rows]
    assert len({r["id"] for r in read}) == len(rows)
    assert all(re.fullmatch("prevenance_[a-z0-9_]+_[0-9a-f]{8}", r["id"]) for r in read)
    assert {r["model_id/id"] for r in read} == {"base.model_res_partner"}


def test_two_kits_imported_one_after_the_other_replace_no_different_text() -> None:
    one = ("demander-accord", "Demander (PME, 1)", "Objet", "<p>a</p>")
    same, other = (*one[:1], "Demander (TPE, 2)", *one[2:]), (*one[:3], "<p>b</p>")
    rows = csv.DictReader(io.StringIO(odoo.odoo_file([one, same, other]).decode(), newline=""))
    ids = [row["id"] for row in rows]
    assert ids[0] == ids[1] != ids[2]


def test_the_label_of_what_may_be_empty_is_inside_its_field(
    catalog: Catalog, today: dt.date
) -> None:
    use = families(catalog, today)[0]
    edition = edited(
        EDITIONS["word"].format.compile_letter(use.letter, "0"), EDITIONS["word"], catalog
    )
    made = xml_of(produce(edition, open_keys(use, catalog), {}))["word/document.xml"].decode()
    name = word_name(column_title(catalog, "client_reference"))
    assert f' MERGEFIELD {name} \\b "Votre référence\u00a0: " ' in made
    assert ">Votre référence" not in made


def test_an_odoo_address_line_joins_postcode_and_town(catalog: Catalog) -> None:
    template = catalog.texts["demander-accord"]
    letter = compose(catalog, template, "poste")
    made = produce(edited(odoo.body_alone(letter, "0"), EDITIONS["odoo-corps"], catalog), NONE, {})
    assert b'<t t-out="object.zip"></t> <t t-out="object.city"></t>' in made


# A real merge


@dataclass(frozen=True)
class Merge:
    """A letter, the rows of its customer list, and the answers that its document holds already."""

    use: Use
    rows: tuple[Mapping[str, str], ...]
    held: Mapping[str, str]
    catalog: Catalog

    def edition(self, kind: str) -> bytes:
        template = EDITIONS[kind].format.compile_letter(self.use.letter, __version__)
        made = edited(template, EDITIONS[kind], self.catalog)
        return produce(made, open_keys(self.use, self.catalog), self.held)

    def expected(self, row: Mapping[str, str], kind: str) -> list[str]:
        """Return the lines of the letter that Python writes for a row.

        LibreOffice does not know the label that stands in a field of Word.
        """
        answers = {name: value for name, value in {**row, **self.held}.items() if value}
        optional = {
            key for key in merge_keys(self.catalog) if key.removeprefix("champ:") in answers
        }
        keys = (self.use.keys - merge_keys(self.catalog)) | optional
        txt = produce(FORMATS["txt"].compile_letter(self.use.letter, "0"), keys, answers).decode()
        lines = [line for line in as_printed(txt).split("\n") if line and set(line) != {"-"}]
        label = "Votre référence\u00a0: " if kind == "word" else ""
        return [line.replace(label, "") if label else line for line in lines]


def merge_of(catalog: Catalog, today: dt.date, count: int = 40) -> Merge:
    """Make a list of customers; the answers of the sender's sheet are in the document."""
    use = families(catalog, today)[0]
    always = list_fields(catalog)
    held = {n: v for n, v in use.answers.items() if n not in always}
    called = blanks_in(filled(EDITIONS["word"].format.compile_letter(use.letter, "0")))
    open_ = [n for n in columns(catalog, called) if n not in held]
    rows = []
    for number in range(count):
        values = {name: f"{name} {number}" for name in open_}
        for place, name in enumerate(("client_nom", "client_adresse1", "client_reference")):
            values[name] = HOSTILE[(number + 7 * place) % len(HOSTILE)]
        values |= {"client_code_postal_ville": f"0{number:04} VILLE-EXEMPLE"}
        values |= {"client_adresse2": "" if number % 3 else values["client_adresse2"]}
        values |= {"client_reference": "" if number % 4 == 0 else values["client_reference"]}
        values |= {"client_adresse3": "", "client_pays": "" if number % 2 else "PAYS & <CIE>"}
        rows.append(values)
    return Merge(use, tuple(rows), held, catalog)


def xlsx_list(folder: Path, merge: Merge) -> Path:
    """Write the list as Word names its columns, as no person would."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "clients"
    titles = [word_name(column_title(merge.catalog, name)) for name in merge.rows[0]]
    for row in (titles, *(list(values.values()) for values in merge.rows)):
        sheet.append(["" for _ in row])
        for cell, value in zip(sheet[sheet.max_row], row, strict=True):
            cell.value, cell.data_type = value, "s"
    path = folder / "clients.xlsx"
    book.save(path)
    return path


def kit_list(folder: Path, merge: Merge) -> Path:
    """Write the list of the kit, with its two examples."""
    path = folder / "clients.xlsx"
    path.write_bytes(clients_xlsx(merge.catalog, ["1-essai"], [*merge.rows[0]], {}))
    return path


def merged_lines(document: bytes) -> tuple[list[str], list[str]]:
    """Return the lines that a merged letter shows, and those of its page footers.

    LibreOffice hides a paragraph in which a database field is empty, and keeps it in the file.
    """
    found = parts(document)
    body = next(found["content.xml"].iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"))
    kept = (e for e in found["styles.xml"].iter() if e.tag.endswith(("}footer", "}footer-first")))
    footers = [said for f in kept for p in paragraphs(f) if (said := written(p))]
    return [*blocks(body)], footers


def paragraphs(root: ET.Element) -> list[ET.Element]:
    return [e for e in root.iter() if e.tag in {f"{TEXT}p", f"{TEXT}h"}]


def blocks(parent: ET.Element) -> Iterator[str]:
    for element in parent:
        if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield from paragraph(element)
        elif element.tag == f"{TABLE}table":
            for row in element.iter(f"{TABLE}table-row"):
                cells = row.findall(f"{TABLE}table-cell")
                yield " | ".join(written(cell) or "................" for cell in cells)
        else:
            bullet = "- " if element.tag == f"{TEXT}list-item" else ""
            yield from (bullet + line for line in blocks(element))


def paragraph(element: ET.Element) -> Iterator[str]:
    for frame in element.findall(f"{DRAW}frame"):
        yield from blocks(frame)
        frame[:] = []
    said = as_text(written(element))
    if said and all(written(field) for field in element.iter(f"{TEXT}database-display")):
        yield said


def needs_office() -> None:
    if libreoffice.python_with_uno() is None:
        pytest.skip("python3-uno et libreoffice-base-nogui sont absents : make outils-systeme")


def test_what_is_typed_in_calc_comes_out_exact_in_every_letter(
    catalog: Catalog, today: dt.date, tmp_path: Path
) -> None:
    """The list of the kit, filled and saved in Calc, itself registered as the source."""
    needs_office()
    merge = merge_of(catalog, today)
    assert [*merge.rows[0]] == [*columns(catalog, merge.rows[0])]
    typed = [[*row.values(), "1-essai"] for row in merge.rows]
    jobs = documents(tmp_path, merge, "libreoffice")
    made = libreoffice.merge(jobs, kit_list(tmp_path, merge), typed=typed)
    check_merge(merge, made, "libreoffice")
    book = openpyxl.load_workbook(tmp_path / "clients.xlsx")["clients"]
    assert [cell.value for cell in book[1]][-1] == FILE
    saved = [[cell.value or "" for cell in row] for row in book.iter_rows(min_row=2)]
    assert saved[: len(typed)] == typed
    assert not any(map(any, saved[len(typed) :]))


def test_libreoffice_merges_the_document_of_word_too(
    catalog: Catalog, today: dt.date, tmp_path: Path
) -> None:
    needs_office()
    merge = merge_of(catalog, today, count=10)
    made = libreoffice.merge(documents(tmp_path, merge, "word"), xlsx_list(tmp_path, merge))
    check_merge(merge, made, "word")


def check_merge(merge: Merge, made: Mapping[Path, list[Path]], kind: str) -> None:
    [letters] = made.values()
    assert len(letters) == len(merge.rows)
    for path, row in zip(letters, merge.rows, strict=True):
        lines, footers = merged_lines(path.read_bytes())
        assert set(footers) == {footers[0]}
        assert sorted([*lines, footers[0]]) == sorted(merge.expected(row, kind)), row


def documents(folder: Path, merge: Merge, kind: str) -> dict[Path, Path]:
    """Write the edition to merge; return it with the empty folder of its letters."""
    document = folder / f"{kind}.{EDITIONS[kind].format.name}"
    document.write_bytes(merge.edition(kind))
    (letters := folder / kind).mkdir()
    return {document: letters}


def test_a_printed_merge_hides_the_lines_without_an_answer(
    catalog: Catalog, today: dt.date, tmp_path: Path
) -> None:
    """All letters in one file, as one prints them: each has its own two pages and its own lines."""
    needs_office()
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils est absent : make outils-systeme")
    merge = merge_of(catalog, today, count=20)
    typed = [[*row.values(), "1-essai"] for row in merge.rows]
    jobs = documents(tmp_path, merge, "libreoffice")
    made = libreoffice.merge(jobs, kit_list(tmp_path, merge), typed=typed, single=True)
    [[file]] = made.values()
    [pdf] = libreoffice.convert([file], "pdf", file.parent)
    run = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    pages = run.stdout.decode().rstrip("\f").split("\f")
    assert len(pages) == 2 * len(merge.rows)
    for page, row in zip(pages[::2], merge.rows, strict=True):
        assert ("Votre référence" in page) == bool(row["client_reference"]), row
        assert row["client_code_postal_ville"] in page
        address = page[page.index(row["client_code_postal_ville"]) :].split("\n")[:3]
        assert ("PAYS & <CIE>" in "".join(address)) == bool(row["client_pays"]), row
