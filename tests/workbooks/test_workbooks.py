"""Workbooks: what is typed stays text, what computes is ours, and the shares are right."""

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openxml_audit import FileFormat, OpenXmlValidator

from conftest import ROOT
from prevenance.catalog import Catalog
from prevenance.merge.customers import FILE, clients_xlsx, columns
from prevenance.merge.field_codes import word_name
from prevenance.merge.fields import column_title, list_fields, merge_fields
from prevenance.text.typography import french
from prevenance.workbooks import portfolio_analysis
from prevenance.workbooks.analysis import (
    HEADINGS,
    NO_TOOL,
    ROWS,
    column_choices,
)
from prevenance.workbooks.xlsx import Book, Column

VARIANTS = ("1-demander-accord", "2-informer", "10-relancer-accord")
ANSWERS = {
    "date_courrier": "24 novembre 2026",
    "date_reponse": "24 décembre 2026",
    "date_premier_envoi": "1er mars 2027",
    "date_obligation": "1er septembre 2027",
}
CALLED = (
    "client_nom",
    "client_adresse1",
    "client_adresse2",
    "client_code_postal_ville",
    "client_reference",
    "client_siren",
    *ANSWERS,
)
HOSTILE = (
    '=HYPERLINK("https://exemple.fr";"cliquez")',
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "A & B <b> \"c\" 'd'",
    "007",
    "1e5",
    "😀 مرحبا",
    "https://exemple.fr",
    "{=1+1}",
    "_x0041_",
)

WRITERS: Mapping[str, Callable[[Catalog], bytes]] = {
    "portfolio_analysis": portfolio_analysis,
    "clients_xlsx": lambda catalog: clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS),
}


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def accepted(book: Workbook, sheet: str) -> dict[str, list[object]]:
    """Return, by range of cells, the values that the lists of a sheet accept."""
    found: dict[str, list[object]] = {}
    for rule in book[sheet].data_validations.dataValidation:
        if rule.type == "list":
            place, _, cells = str(rule.formula1).partition("!")
            listed = [row[0].value for row in book[place][cells.replace("$", "")]]
            found[str(rule.sqref)] = listed
    return found


def csv_rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


# The bytes


@pytest.mark.parametrize("name", WRITERS)
def test_a_workbook_depends_on_the_kit_alone(catalog: Catalog, name: str) -> None:
    data = WRITERS[name](catalog)
    assert data == WRITERS[name](catalog)
    if not name.endswith("csv"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}
            assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    if not name.endswith("csv"):
        properties = opened(data).properties
        assert {d and d.isoformat() for d in (properties.created, properties.modified)} == {
            "1980-01-01T00:00:00"
        }


def test_another_process_in_another_time_zone_writes_the_same_bytes(catalog: Catalog) -> None:
    program = (
        "import hashlib; from pathlib import Path; from prevenance.catalog.loader import load\n"
        "from prevenance.merge import customers as m\n"
        "from prevenance.workbooks import portfolio_analysis\n"
        f"c = load(Path({str(ROOT / 'kit')!r})); v, n, a = {VARIANTS!r}, {CALLED!r}, {ANSWERS!r}\n"
        "for data in (portfolio_analysis(c), m.clients_xlsx(c, v, n, a)):\n"
        "    print(hashlib.sha256(data).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "macros"),
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Tokyo",
        },
        capture_output=True,
        check=True,
        timeout=60,
    )
    mine = [hashlib.sha256(write(catalog)).hexdigest() for write in WRITERS.values()]
    assert done.stdout.decode().split() == mine


def test_the_workbooks_keep_to_their_schema(catalog: Catalog, tmp_path: Path) -> None:
    for name in ("portfolio_analysis", "clients_xlsx"):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(WRITERS[name](catalog))
        result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
        assert [str(error) for error in result.errors] == []


# What is typed is text


FUNCTIONS = {"SUMPRODUCT", "SUM", "IF", "ISNUMBER"}


def test_only_the_summary_computes_and_with_few_functions(catalog: Catalog) -> None:
    for data in (portfolio_analysis(catalog), clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS)):
        for sheet in opened(data):
            for cell in (
                cell for row in sheet.iter_rows() for cell in row if cell.value is not None
            ):
                if cell.data_type == "f":
                    assert sheet.title == "Synthèse"
                    code = str(cell.value)
                    assert len(code) < 8192
                    assert set(re.findall(r"[A-Z]{2,}(?=\()", code)) <= FUNCTIONS
                    assert re.sub(r'""', "", code).count('"') == 0
                else:
                    assert cell.data_type == "s"
                    assert cell.number_format == "@"


def test_a_text_that_no_cell_holds_is_refused_and_never_cut() -> None:
    book = Book("Essai")
    book.tab("juste", [Column(9)], [["a" * 32_767]])
    with pytest.raises(ValueError, match="trop long"):
        book.tab("trop", [Column(9)], [["a" * 32_768]])


def hostile(catalog: Catalog) -> Catalog:
    """Return a kit in which names are what an attacker would like a spreadsheet to run."""
    named = [replace(p, name=n) for p, n in zip(catalog.profiles.values(), HOSTILE, strict=False)]
    rest = list(catalog.profiles.values())[len(named) :]
    return replace(catalog, profiles={p.id: p for p in [*named, *rest]})


def test_hostile_names_of_the_kit_stay_text(catalog: Catalog) -> None:
    book = opened(portfolio_analysis(hostile(catalog)))
    listed = list(book["Listes"]["A"])[1:]
    assert [cell.value for cell in listed[: len(HOSTILE)]] == list(HOSTILE)
    counted = [cell for cell in book["Synthèse"]["A"] if cell.value in HOSTILE]
    assert [cell.value for cell in counted] == list(HOSTILE)
    for cell in (*listed, *counted):
        assert (cell.data_type, cell.hyperlink) == ("s", None)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_date_is_text_in_the_workbook(catalog: Catalog, value: str) -> None:
    book = opened(clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS | {"date_reponse": value}))
    place = columns(catalog, CALLED).index("date_reponse") + 1
    for row in (2, 3):
        cell = book["clients"].cell(row, place)
        assert (cell.value, cell.data_type) == (value, "s")


@pytest.mark.parametrize("value", ["a\0b", "a\x1bb", "a\u202eb", "a\ud800b", "a\ufffeb"])
def test_a_forbidden_character_is_refused_by_name(catalog: Catalog, value: str) -> None:
    with pytest.raises(ValueError, match=r"^date_reponse : caractère interdit"):
        clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS | {"date_reponse": value})


# The customer list


def test_the_customer_list_has_what_letters_call_and_two_rows_to_delete(catalog: Catalog) -> None:
    sheet = opened(clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS)).worksheets[0]
    titles, *rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    names = columns(catalog, CALLED)
    assert sheet.title == "clients"
    assert sheet.freeze_panes == "A2"
    assert set(names) == set(CALLED)
    assert titles == [*(column_title(catalog, name) for name in names), FILE]
    assert len(rows) == 2
    for row in rows:
        shown = dict(zip(names, row, strict=False))
        assert "à supprimer" in str(row[0])
        assert len(str(row[0])) <= catalog.fields["client_nom"].max_length
        assert {name: shown[name] for name in ANSWERS} == ANSWERS
        assert row[-1] in VARIANTS
    empty = {name for name, value in zip(names, rows[1], strict=False) if not value}
    assert empty == {n for n in CALLED if n in catalog.fields and catalog.fields[n].optional}
    assert all(rows[0])


def test_the_columns_have_three_tints(catalog: Catalog) -> None:
    [head] = (opened(clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS))["clients"]["1:1"],)
    tints = [cell.fill.fgColor.rgb for cell in head]
    assert list(dict.fromkeys(tints)) == ["FFDCE6F1", "FFE2EFDA", "FFFFF2CC"]
    letter = [cell.value for cell, tint in zip(head, tints, strict=True) if tint == "FFFFF2CC"]
    dates = [name for name in columns(catalog, CALLED) if name in ANSWERS]
    assert letter == [*(column_title(catalog, name) for name in dates), FILE]


def test_titles_are_told_apart_even_as_word_shortens_them(catalog: Catalog) -> None:
    titles = [column_title(catalog, name) for name in merge_fields(catalog)]
    names = [word_name(title) for title in [*titles, FILE]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}", name) for name in names)
    assert not [title for title in titles if re.search(r"[a-z]_|[.\[\]!]", title)]
    assert set(list_fields(catalog)) <= set(merge_fields(catalog))


def test_the_file_is_chosen_among_the_documents_of_the_merge(catalog: Catalog) -> None:
    book = opened(clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS))
    [(cells, listed)] = accepted(book, "clients").items()
    heading = cells.split(":")[0].rstrip("0123456789") + "1"
    assert book["clients"][heading].value == FILE
    assert cells.endswith("100003")
    assert listed == list(VARIANTS)


def test_the_help_explains_every_column(catalog: Catalog) -> None:
    book = opened(clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS))
    explained = {row[0].value: row[1].value for row in book["aide"].iter_rows(min_row=4)}
    assert list(explained) == [cell.value for cell in book["clients"][1]]
    assert all(explained.values())


def test_a_date_that_nobody_gave_shows_its_label(catalog: Catalog) -> None:
    sheet = opened(clients_xlsx(catalog, VARIANTS, CALLED, {"date_obligation": "1er mai 2099"}))[
        "clients"
    ]
    shown = dict(zip(columns(catalog, CALLED), (cell.value for cell in sheet[2]), strict=False))
    assert shown["date_obligation"] == "1er mai 2099"
    for name in list(ANSWERS)[:3]:
        assert shown[name] == french(f"[{catalog.fields[name].label}]")


# The analysis of a portfolio


def test_every_column_to_choose_in_offers_the_kit_s_values(catalog: Catalog) -> None:
    book = opened(portfolio_analysis(catalog))
    found = accepted(book, "Portefeuille")
    offered = {book["Portefeuille"][f"{cells[0]}1"].value: v for cells, v in found.items()}
    assert list(found) == [f"{cells[0]}2:{cells[0]}{ROWS + 1}" for cells in found]
    assert offered == {c.heading: list(c.values) for c in column_choices(catalog)}
    assert offered["Profil"] == [p.name for p in catalog.profiles.values()]
    assert offered["Canal actuel"] == [c.name for c in catalog.channels.values()]
    assert {"Chorus Pro", "Freedz", "Yooz", NO_TOOL} <= set(offered["Outil ou plateforme"])
    assert "Publipostage avec Word" not in offered["Outil ou plateforme"]


def test_the_summary_of_an_empty_list_is_written_before_anything_computes_it(
    catalog: Catalog,
) -> None:
    data = portfolio_analysis(catalog)
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Synthèse"]
    formulas = [cell for row in opened(data)["Synthèse"] for cell in row if cell.data_type == "f"]
    assert len(formulas) > 100
    for cell in formulas:
        assert shown[cell.coordinate].value == 0, cell.coordinate


Customer = tuple[str, str, str, str, str, str, str]
SAMPLE: tuple[Customer, ...] = (
    ("Mairie d'Exemple", "Administrations et organismes publics", "Chorus Pro", "active", "Chorus Pro", "12", ""),
    ("A & B <b>", "Petites et moyennes entreprises", "Plateforme agréée (PA)", "", "Papier", "30", "aucun"),
    ('=HYPERLINK("https://exemple.fr")', "Petites et moyennes entreprises", NO_TOOL, "active", "Papier", "8", "refuse"),
    ("+1", "Petites et moyennes entreprises", NO_TOOL, "absente", "Papier", "10", "explicite"),
    ("@x", "Grands comptes", "", "inconnue", "EDI direct", "100", "contractuel"),
    ("-2+3", "Grands comptes", "Autre outil ou plateforme", "", "EDI direct", "douze", ""),
    ("Dupont", "", "", "", "", "", ""),
    ("Durand", "Profil inventé", "", "", "Pigeon", "40", ""),
    ("", "Grands comptes", "Yooz", "active", "Papier", "999", "aucun"),
    ("Martin", "Très petites entreprises et indépendants", "", "inactive", "Message électronique", "0", "tacite"),
    ("Nul", "Particuliers", "", "", "Papier", "1 200", "aucun"),
)  # fmt: skip


def filled(book: Workbook) -> bytes:
    """Fill the list as a person would: names and choices as texts, invoices as numbers."""
    for row, customer in enumerate(SAMPLE, start=2):
        for place, (heading, value) in enumerate(zip(HEADINGS, customer, strict=True), start=1):
            cell = book["Portefeuille"].cell(row, place)
            if heading == "Factures par an" and value.isdigit():
                cell.value = int(value)
            elif value:
                cell.value, cell.data_type = value, "s"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Save a workbook without the results of its formulas, so that LibreOffice computes them."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def expected(catalog: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """Count the sample in plain Python: (block, label) to what the summary must show."""
    people = [dict(zip(HEADINGS, customer, strict=True)) for customer in SAMPLE if customer[0]]
    invoices = sum(volume(p) for p in people)

    def counted(met: list[dict[str, str]]) -> tuple[str, ...]:
        sent = sum(volume(p) for p in met)
        return str(len(met)), percent(len(met), len(people)), str(sent), percent(sent, invoices)

    found = {("Ensemble", "Clients de la liste"): counted(people)}
    blocks = {
        "Outil ou plateforme": "Outils et plateformes",
        "Annuaire": "Présence dans l'annuaire",
        "Profil": "Profil",
        "Canal actuel": "Canal actuel",
        "Accord": "Accord du client",
    }
    for column in column_choices(catalog):
        block, heading = blocks[column.heading], column.heading
        for value in column.values:
            found[block, value] = counted([p for p in people if p[heading] == value])
        found[block, "Non renseigné"] = counted([p for p in people if not p[heading]])
        other = [p for p in people if p[heading] and p[heading] not in column.values]
        found[block, "Autre saisie, à corriger"] = counted(other)
    return found


def volume(customer: dict[str, str]) -> int:
    text = customer["Factures par an"]
    return int(text) if text.isdigit() else 0


def percent(part: int, total: int) -> str:
    return f"{int(100 * part / total + 0.5)}%"


def blocks_of(rows: list[list[str]]) -> dict[tuple[str, str], list[str]]:
    """Read the summary: each row by the heading of its block and its own label."""
    found: dict[tuple[str, str], list[str]] = {}
    block = ""
    for label, *numbers in rows:
        if numbers[:1] == ["Clients"]:
            block = label
        elif label:
            found[block, label] = numbers
    return found


@pytest.fixture(scope="module")
def converted(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give every sheet of the filled workbooks as LibreOffice shows it, in one run."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice est absent : make outils-systeme")
    folder = tmp_path_factory.mktemp("tableur")
    empty = portfolio_analysis(catalog)
    sources = {
        "a.xlsx": filled(opened(empty)),
        "b.xlsx": saved(opened(empty)),
        "c.xlsx": clients_xlsx(catalog, VARIANTS, CALLED, ANSWERS | {"date_reponse": HOSTILE[0]}),
        "d.xlsx": empty,
    }
    for name, data in sources.items():
        (folder / name).write_bytes(data)
    shown = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            *("--headless", "--convert-to", shown, "--outdir", str(folder)),
            *(str(folder / name) for name in sources),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    assert len(list(folder.glob("*.csv"))) == 15, "LibreOffice Calc est-il installé ?"
    return folder


def test_libreoffice_computes_the_shares_that_python_counts(
    catalog: Catalog, converted: Path
) -> None:
    shown = blocks_of(csv_rows((converted / "a-Synthèse.csv").read_bytes()))
    for (block, label), numbers in expected(catalog).items():
        assert tuple(shown[block, label][:4]) == numbers, (block, label)
    assert shown["Ensemble", "Lignes sans nom de client, non comptées"][0] == "1"
    mistyped = french("Factures par an : saisies qui ne sont pas des nombres, à corriger")
    assert shown["Ensemble", mistyped][0] == "2"
    equipped = [n for (block, _), n in shown.items() if block == "Équipement"]
    assert [row[0] for row in equipped] == ["4", "1", "5"]
    assert [row[1] for row in equipped] == ["40%", "10%", "50%"]
    assert [row[2] for row in equipped] == ["50", "10", "140"]
    profile = shown["Profil", "Petites et moyennes entreprises"]
    assert profile[4:6] == ["2", "Utile"]
    assert shown["Profil", "Grands comptes"][4] == "1"


def test_each_profile_counts_for_the_channel_it_prefers(catalog: Catalog, converted: Path) -> None:
    shown = blocks_of(csv_rows((converted / "a-Synthèse.csv").read_bytes()))
    names = [customer[1] for customer in SAMPLE if customer[0]]
    for channel in catalog.channels.values():
        fans = [p.name for p in catalog.profiles.values() if p.channels[0] == channel.id]
        count = sum(name in fans for name in names)
        assert shown["Canal actuel", channel.name][4:6] == [str(count), percent(count, len(names))]


def test_hostile_customers_come_back_as_they_were_typed(converted: Path) -> None:
    shown = csv_rows((converted / "a-Portefeuille.csv").read_bytes())[1:]
    assert [row[0] for row in shown[: len(SAMPLE)]] == [customer[0] for customer in SAMPLE]


def test_libreoffice_reads_the_customer_list_without_a_difference(
    catalog: Catalog, converted: Path
) -> None:
    shown = csv_rows((converted / "c-clients.csv").read_bytes())
    answers = ANSWERS | {"date_reponse": HOSTILE[0]}
    sheet = opened(clients_xlsx(catalog, VARIANTS, CALLED, answers))["clients"]
    assert shown == [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_libreoffice_computes_for_an_empty_list_what_the_workbook_says(converted: Path) -> None:
    computed, written = (
        csv_rows((converted / f"{name}-Synthèse.csv").read_bytes()) for name in ("b", "d")
    )
    assert computed == written
    assert ["Clients de la liste", "0", "0%", "0", "0%"] in [row[:5] for row in written]


def test_a_summary_without_customers_shows_no_error(catalog: Catalog) -> None:
    rows = opened(portfolio_analysis(catalog))["Synthèse"].iter_rows()
    codes = [str(cell.value) for row in rows for cell in row if cell.data_type == "f"]
    shares = [code for code in codes if "/" in code]
    assert len(shares) > 50
    assert all(re.match(r"=IF\(\$[BD]\$5=0,0,", code) for code in shares)
