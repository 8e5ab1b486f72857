"""The kit that people download: its situations, its files, its archives, whatever builds it."""

import datetime as dt
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import get_args

import docx
import openpyxl
import pikepdf
import pytest

import prevenance
from conftest import Once
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.documents.press import Press
from prevenance.documents.validity import valid_until
from prevenance.downloads.archives import archived, write_downloads
from prevenance.downloads.notices import readme
from prevenance.downloads.profile_files import Downloads, Folder
from prevenance.downloads.situations import situations
from prevenance.letter.choices import Choices, active_keys
from prevenance.merge.folder import MadeFile
from prevenance.model import Category
from prevenance.model.company import Company
from prevenance.output import MARK
from prevenance.rules.boxes import accepts
from prevenance.rules.cases import with_defaults
from prevenance.rules.company import load_company
from prevenance.rules.fitting import texts_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import dates_of, sender_state
from prevenance.rules.survey import OPEN_FACETS, profile_facets
from prevenance.rules.tables import decide
from prevenance.text.no_break import NBSP
from prevenance.text.typography import french

MACROS = Path(prevenance.__file__).parents[1]
DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# Situations


SIZES = ["vous-etes-ge-ou-eti", "vous-etes-pme-ou-micro"]
EARLY = "vous-commencez-avant-votre-date"


@pytest.mark.parametrize(
    ("today", "names"),
    [
        ("2026-08-31", [*SIZES, f"{EARLY}-ge-ou-eti", f"{EARLY}-pme-ou-micro"]),
        ("2026-11-24", [*SIZES, EARLY]),
        ("2027-04-01", [*SIZES, EARLY]),
        ("2027-09-01", SIZES),
        ("2028-06-30", SIZES),
    ],
)
def test_a_sender_is_of_a_size_or_starts_early_as_long_as_its_date_is_ahead(
    catalog: Catalog, today: str, names: list[str]
) -> None:
    found = situations(catalog, day(today))
    assert [s.name for s in found] == names
    for situation in found:
        company = situation.company
        assert company.category in situation.categories
        assert bool(company.early_start) == situation.early
    sizes = [category for s in found if not s.early for category in s.categories]
    assert sorted(sizes) == sorted(get_args(Category))


@pytest.mark.parametrize(
    ("company", "name"),
    [
        (Company(category="pme"), SIZES[1]),
        (Company(category="pme", preparation=day("2026-11-24")), SIZES[1]),
        (Company(category="micro", early_start=day("2026-11-24")), EARLY),
        (Company(category="eti"), SIZES[0]),
        (Company(category="assujetti-unique"), SIZES[0]),
    ],
)
def test_a_sheet_is_one_sender(
    catalog: Catalog, today: dt.date, company: Company, name: str
) -> None:
    [found] = situations(catalog, today, company)
    assert (found.name, found.company) == (name, company)


def test_a_kit_is_valid_until_the_day_before_something_changes(catalog: Catalog) -> None:
    days = ("2026-01-01", "2026-08-31", "2026-09-01", "2026-11-24", "2027-09-01", "2028-06-30")
    for today in map(day, days):
        until = valid_until(catalog, today)
        assert until >= today
        for category in ("ge", "pme"):
            company = Company(category=category)
            assert what_a_letter_says(catalog, company, today) == what_a_letter_says(
                catalog, company, until
            ), (today, until)


def what_a_letter_says(catalog: Catalog, company: Company, today: dt.date) -> object:
    """Return what depends on the day in letters without a switch-over: state, and legal stages."""
    dates = dates_of(catalog, company, today, {"perimetre": "dedans-oblige"})
    legal = tuple(s.id for s in catalog.stages.values() if s.nature == "loi" and s.before)
    choices = Choices("dedans-oblige", company.category, stages=legal)
    return sender_state(catalog, company, today), active_keys(catalog, choices, dates, {})


@pytest.mark.parametrize(
    ("today", "until"), [("2026-08-31", "2026-08-31"), ("2026-11-24", "2026-12-30")]
)
def test_a_kit_ends_before_a_legal_date_and_before_a_review(
    catalog: Catalog, today: str, until: str
) -> None:
    assert valid_until(catalog, day(today)) == day(until)


# Built twice, under conditions that should not show


@dataclass(frozen=True)
class Built:
    """A kit written to a folder."""

    folder: Path

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


CONDITIONS = (
    {
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "1",
    },
    {
        "TZ": "America/Adak",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4242",
    },
)
UMASKS = (0o077, 0o000)
KIT = "kit-écrit ici"


@pytest.fixture(scope="module")
def builds(once: Once, today: dt.date) -> tuple[Built, Built]:
    def build(folder: Path) -> None:
        """Run both builds side by side, each in a place and under conditions of its own."""
        processes = []
        for number, (environment, umask) in enumerate(zip(CONDITIONS, UMASKS, strict=True)):
            (here := folder / f"ailleurs{number}").mkdir(parents=True)
            options = ["--sortie", str(here / KIT), "--date", today.isoformat()]
            process = subprocess.Popen(
                [sys.executable, "-m", "prevenance", "kit", *options],
                cwd=here,
                umask=umask,
                env={**os.environ, **environment, "PYTHONPATH": str(MACROS)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            processes.append(process)
        told = [process.communicate()[0].decode(errors="replace") for process in processes]
        assert [process.returncode for process in processes] == [0, 0], told

    folder = once("kit", build)
    return Built(folder / "ailleurs0" / KIT), Built(folder / "ailleurs1" / KIT)


@pytest.fixture(scope="module")
def written(builds: tuple[Built, Built]) -> dict[str, bytes]:
    """The files of the kit, archives and the mark of the folder left out."""
    found = builds[0].files().items()
    return {n: d for n, d in found if not n.startswith("archives/") and n != MARK}


@pytest.fixture(scope="module")
def archives(builds: tuple[Built, Built]) -> dict[str, bytes]:
    found = builds[0].files().items()
    return {n.removeprefix("archives/"): d for n, d in found if n.startswith("archives/")}


@pytest.fixture(scope="module")
def folders(archives: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """What a clerk gets, by the name of its archive."""
    return {
        name.removesuffix(".zip"): members(data, name.removesuffix(".zip"))
        for name, data in archives.items()
        if name.startswith("courriers-clients-")
    }


def test_two_builds_are_byte_identical_elsewhere_in_another_zone_and_locale(
    builds: tuple[Built, Built],
) -> None:
    first, second = builds
    one, other = first.files(), second.files()
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert len(one) > 500


def test_a_build_leaves_nothing_beside_the_kit(builds: tuple[Built, Built]) -> None:
    for built in builds:
        assert [path.name for path in built.folder.parent.iterdir()] == [built.folder.name]


# Names

WINDOWS_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def test_names_are_short_plain_and_legal_on_windows(written: dict[str, bytes]) -> None:
    for name in written:
        assert name.isascii()
        assert len(f"kit-complet/{name}") <= 160, name
        for part in name.split("/"):
            assert 0 < len(part) < 80
            assert part not in {".", ".."}
            assert not set(part) & set('<>:"|?*\\')
            assert part[-1] not in " ."
            assert part[0] not in " .-"
            assert not WINDOWS_RESERVED.fullmatch(part)
    assert len({name.casefold() for name in written}) == len(written)


# Manifest, sums, archives


def test_a_manifest_names_each_file_with_its_sum_and_its_sources(
    catalog: Catalog, today: dt.date, folders: dict[str, dict[str, bytes]]
) -> None:
    for name, files in folders.items():
        manifest = json.loads(files["verification/manifeste.json"])
        listed = {entry["fichier"]: entry for entry in manifest["fichiers"]}
        assert set(listed) == set(files) - CHECKS, name
        for path, entry in listed.items():
            assert entry["sha256"] == hashlib.sha256(files[path]).hexdigest()
            assert entry["octets"] == len(files[path])
            assert set(entry["sources"]) <= set(catalog.sources)
        assert any(entry["sources"] for entry in listed.values())
        assert (manifest["valable_du"], manifest["valable_au"]) == (
            today.isoformat(),
            valid_until(catalog, today).isoformat(),
        )
        assert re.fullmatch(r"\d{4}\.\d+\.\d+.*", manifest["version"])


def verified(sums: bytes, files: dict[str, bytes]) -> set[str]:
    """Check sums as ``sha256sum -c`` does; return the files they cover."""
    covered = set()
    for line in sums.decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files[name]).hexdigest() == digest
        covered.add(name)
    return covered


CHECKS = {"verification/manifeste.json", "verification/SHA256SUMS"}


def test_the_sums_verify_every_file(
    folders: dict[str, dict[str, bytes]], archives: dict[str, bytes]
) -> None:
    for files in folders.values():
        covered = verified(files["verification/SHA256SUMS"], files)
        assert covered == set(files) - {"verification/SHA256SUMS"}
    assert verified(archives["SHA256SUMS"], archives) == set(archives) - {"SHA256SUMS"}


def members(data: bytes, top: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert all(name.startswith(f"{top}/") for name in archive.namelist())
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in archive.infolist())
        return {n.removeprefix(f"{top}/"): archive.read(n) for n in archive.namelist()}


def test_the_folders_are_what_their_archives_hold(
    written: dict[str, bytes], folders: dict[str, dict[str, bytes]]
) -> None:
    inside = {f"{name}/{path}": d for name, files in folders.items() for path, d in files.items()}
    assert inside == {path: data for path, data in written.items() if "/" in path}
    root = {path for path in written if "/" not in path}
    assert root == {"LISEZMOI.txt", "analyse-portefeuille.xlsx", "configurateur-hors-ligne.html"}


def test_the_complete_archive_holds_first_pages_and_documents(
    written: dict[str, bytes], folders: dict[str, dict[str, bytes]], archives: dict[str, bytes]
) -> None:
    whole = members(archives["kit-complet.zip"], "kit-complet")
    assert set(archives) == {"kit-complet.zip", "manifeste.json", "SHA256SUMS"} | {
        f"{name}.zip" for name in folders
    }
    assert archives["manifeste.json"] == whole["verification/manifeste.json"]
    assert {path for path in whole if "/" not in path} == {p for p in written if "/" not in p}
    expected = {
        f"{name}/{path}": data
        for name, files in folders.items()
        for path, data in files.items()
        if "/" not in path and path.endswith((".html", ".docx"))
    }
    root = {path: data for path, data in written.items() if "/" not in path}
    assert {p: d for p, d in whole.items() if p not in CHECKS} == expected | root
    assert len(whole) <= 450


def test_the_archives_of_the_site_are_those_of_the_folder(
    catalog: Catalog, today: dt.date, tmp_path: Path
) -> None:
    few = replace(catalog, profiles={name: catalog.profiles[name] for name in ("com", "pme")})
    extras = [MadeFile("page.html", b"<p>hors ligne</p>")]
    steps: list[int] = []
    count = write_downloads(
        Downloads(Press(few, today)),
        tmp_path,
        lambda: steps.append(len([*tmp_path.glob("courriers-clients-*")])),
        extras,
    )
    assert steps == [1, 4, 4]
    found = Built(tmp_path).files()
    assert count == len(found)
    beside = {n.removeprefix("archives/"): d for n, d in found.items() if "archives/" in n}
    assert dict(archived(Press(few, today), extras)) == beside
    whole = members(beside["kit-complet.zip"], "kit-complet")
    assert whole["page.html"] == found["page.html"] == extras[0].data


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_disk_that_refuses_the_complete_archive_is_told_by_name(
    catalog: Catalog, tmp_path: Path
) -> None:
    program = """
        import datetime as dt, random, resource, signal, sys
        from dataclasses import replace
        from pathlib import Path
        from prevenance.catalog.loader import load
        from prevenance.documents.press import Press
        from prevenance.downloads.archives import write_downloads
        from prevenance.downloads.profile_files import Downloads
        from prevenance.merge.folder import MadeFile
        catalog = load(Path(sys.argv[1]))
        few = replace(catalog, profiles={"com": catalog.profiles["com"]})
        page = MadeFile("page.html", random.Random(1).randbytes(300_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            write_downloads(Downloads(Press(few, dt.date(2026, 11, 24))), Path(sys.argv[2]), extras=[page])
        except OSError as error:
            print(error.filename)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(catalog.root), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(MACROS)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == str(tmp_path / "archives" / "kit-complet.zip")


# What a clerk gets


def of_profile(name: str) -> str:
    return name.removeprefix("courriers-clients-").partition("--")[0]


def test_every_profile_has_an_archive_for_every_sender_or_one_for_all(
    catalog: Catalog, today: dt.date, folders: dict[str, dict[str, bytes]]
) -> None:
    senders = {f"--{s.name}" for s in situations(catalog, today)}
    for profile in catalog.profiles:
        start = f"courriers-clients-{profile}"
        mine = {n.removeprefix(start) for n in folders if of_profile(n) == profile}
        assert mine in ({""}, senders), profile


def test_no_two_senders_of_a_profile_have_the_same_letters(
    folders: dict[str, dict[str, bytes]],
) -> None:
    own = ("0-COMMENCER-ICI", "LISEZMOI", "verification/")
    letters = {
        name: {p: d for p, d in files.items() if not p.startswith(own)}
        for name, files in folders.items()
    }
    for name, mine in letters.items():
        alike = [n for n in letters if of_profile(n) == of_profile(name) and letters[n] == mine]
        assert alike == [name]


def test_a_clerk_gets_few_files_and_sees_fewer(
    catalog: Catalog, folders: dict[str, dict[str, bytes]]
) -> None:
    for name, files in folders.items():
        both = any("-anglais." in path for path in files)
        two_kinds = len(catalog.profiles[of_profile(name)].facets["client"]) > 1
        assert len(files) <= (100 if EARLY in name or both or two_kinds else 70), name
        assert len([path for path in files if "/" not in path]) <= 20, name
        assert not [p for p in files if p.endswith((".csv", ".pdf")) and p not in KNOWN], name


KNOWN = {"0-COMMENCER-ICI.pdf", "odoo/modeles-odoo.csv"}


def test_a_letter_has_one_number_and_one_stem_in_every_folder(
    folders: dict[str, dict[str, bytes]],
) -> None:
    for name, files in folders.items():
        numbered: dict[str, set[str]] = {}
        for path in files:
            if found := re.fullmatch(r"(?:.*/)?([1-9][0-9]*)-([a-z0-9-]+)\.[a-z]+", path):
                stem = found[2].removesuffix("-anglais")
                numbered.setdefault(found[1], set()).add(stem)
                assert len(stem) <= 40
        assert all(len(stems) == 1 for stems in numbered.values()), name
        assert sorted(map(int, numbered)) == [*range(1, len(numbered) + 1)], name


class Tables(HTMLParser):
    """The rows of the tables of a page, each cell as its text, and the addresses of its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")
            self.inside = True
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"th", "td"}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.inside:
            self.rows[-1][-1] += data


def first_page(files: dict[str, bytes]) -> Tables:
    return Tables(files["0-COMMENCER-ICI.html"].decode())


def test_the_first_page_leads_to_every_letter_and_to_files_that_are_there(
    folders: dict[str, dict[str, bytes]],
) -> None:
    for name, files in folders.items():
        page = first_page(files)
        assert set(page.links) <= set(files), name
        letters = {p for p in files if re.fullmatch(r"[1-9][0-9]*-[a-z0-9-]+\.docx", p)}
        french_only = {p for p in letters if not p.endswith("-anglais.docx")}
        assert french_only <= set(page.links), name
        assert {f"0-COMMENCER-ICI.{e}" for e in ("html", "docx", "pdf")} <= set(files)
        assert any("aucun courrier" in row[1] for row in page.rows), name


def is_ordinary(case: Mapping[str, str]) -> bool:
    """Tell whether a clerk meets a case: paper today, and nothing else open after an event."""
    event = case["evenement"] != "aucun"
    usual = case["relation"] == "active" and case["accord"] == "aucun" and case["verifie"] == "oui"
    read = case["annuaire"] != "inconnue"
    return case["envoi_actuel"] == "papier" and (
        not event or (usual and read and case["evenement"] != "controle-annuel")
    )


def test_the_first_page_answers_ordinary_cases_as_the_tables_do(
    catalog: Catalog, today: dt.date
) -> None:
    """Each case is in the boxes of one answer at least, and each of these is what the tables say."""
    made = Downloads(Press(catalog, today))
    profile = catalog.profiles["pme"]
    channels = offered_channels(catalog, profile, Company(category="pme"))
    count = 0
    for situation in situations(catalog, today):
        answers = made.answers(profile, situation)
        facets = profile_facets(catalog, profile, situation.company, today)
        free = {f: catalog.lists[f].values for f in (*OPEN_FACETS, "evenement", "mode_accord")}
        fixed = {facet: values[0] for facet, values in facets.items()}
        for values in product(*free.values()):
            case = with_defaults(catalog, fixed | dict(zip(free, values, strict=True)))
            if not is_ordinary(case):
                continue
            count += 1
            decision = decide(catalog, case, channels)
            mine = [a for a in answers if a.told and any(accepts(box, case) for box in a.boxes)]
            assert mine, case
            for answer in mine:
                assert answer.texts == texts_for(catalog, decision), case
                if not answer.texts:
                    assert answer.action == next(iter(decision.last.actions), ""), case
    assert count > 400


def test_the_first_page_is_one_page_of_few_words(
    catalog: Catalog, folders: dict[str, dict[str, bytes]]
) -> None:
    for name, files in folders.items():
        page = Tables(re.sub(r"(?s)<style>.*</style>", "", files["0-COMMENCER-ICI.html"].decode()))
        words = [word for word in " ".join(page.texts).split() if re.search(r"\w", word)]
        two_kinds = len(catalog.profiles[of_profile(name)].facets["client"]) > 1
        most = 600 if two_kinds else 350 if EARLY in name else 320
        assert len(words) <= most, (name, len(words))
        with pikepdf.open(io.BytesIO(files["0-COMMENCER-ICI.pdf"])) as pdf:
            assert len(pdf.pages) <= 1 + two_kinds, name


def test_the_first_page_says_short_words_for_all_that_it_tells(catalog: Catalog) -> None:
    for name in (*OPEN_FACETS, "evenement", "mode_accord", "anticipe", "action"):
        closed = catalog.lists[name]
        assert set(closed.short) == set(closed.values), name
        assert all(len(words.split()) <= 6 for words in closed.short.values()), name
        assert len(set(closed.short.values())) == len(closed.short), name


def test_the_lines_for_invoices_are_in_one_document(
    catalog: Catalog, folders: dict[str, dict[str, bytes]]
) -> None:
    for name, files in folders.items():
        cited = [row[2] for row in first_page(files).rows if row[2].startswith("mentions")]
        if "mentions-de-facture.docx" not in files:
            assert cited == []
            continue
        [table] = docx.Document(io.BytesIO(files["mentions-de-facture.docx"])).tables
        numbers = [row.cells[0].text.partition(".")[0] for row in table.rows[1:]]
        assert numbers == [str(n + 1) for n in range(len(numbers))], name
        assert {found.rpartition("ligne ")[2] for found in cited} <= set(numbers), name
        assert all(row.cells[1].text for row in table.rows)


LABELLED = re.compile(r"\[[^\] ][^\]]*\]")


def said(data: bytes) -> str:
    """What a document says, its mark-up left out."""
    document = docx.Document(io.BytesIO(data))
    return "\n".join(t.text or "" for t in document.element.body.iter() if t.tag.endswith("}t"))


def test_blanks_are_visible_while_nobody_has_filled_them(
    catalog: Catalog, folders: dict[str, dict[str, bytes]]
) -> None:
    labels = {french(f.label) for f in catalog.fields.values()}
    labels |= {f.label for f in catalog.speaking("en").fields.values()}
    mine = folders["courriers-clients-client-ue"]
    texts = [
        d.decode() for p, d in mine.items() if p.startswith("courriels/") and p.endswith("txt")
    ]
    found = {label[1:-1] for text in texts for label in LABELLED.findall(text)}
    assert french("Nom de votre entreprise") in found
    assert {label for label in found if "\n" not in label} <= labels | {
        label.replace("'", "’") for label in labels
    }


@pytest.fixture(scope="module")
def own(catalog: Catalog, today: dt.date) -> list[Folder]:
    """The folders of a sender who has given its sheet."""
    company = load_company(catalog.root / SHEET_EXAMPLE, catalog)
    made = Downloads(Press(catalog, today, company.layout), company)
    return [f for profile in catalog.profiles.values() for f in made.folders(profile)]


def test_a_sheet_fills_the_blanks_of_the_sender_and_leaves_those_of_the_customer(
    catalog: Catalog, own: list[Folder]
) -> None:
    answered = load_company(catalog.root / SHEET_EXAMPLE, catalog).answers
    mine = {
        label
        for speaking in (catalog, catalog.speaking("en"))
        for field in speaking.fields.values()
        if field.filled_by == "vous" and field.id in answered
        for label in (french(field.label), field.label)
    }
    customers = set()
    for folder in own:
        assert folder.name.endswith(SIZES[1]), folder.name
        for file in folder.files:
            if file.path.endswith(".docx") and "publipostage" not in file.path:
                labels = {m[1:-1] for m in LABELLED.findall(said(file.data))}
                assert labels & mine == set(), (folder.name, file.path)
                customers |= labels
    assert "Nom du client" in customers


def test_the_dates_of_a_sheet_stand_in_its_letters_and_not_in_the_list(
    catalog: Catalog, own: list[Folder]
) -> None:
    titles = {french(f.label) for f in catalog.fields.values() if f.type == "date"}
    lists = [f for folder in own for f in folder.files if f.path.endswith("clients.xlsx")]
    assert lists
    for file in lists:
        book = openpyxl.load_workbook(io.BytesIO(file.data))
        assert titles.isdisjoint(cell.value for cell in book["clients"][1]), file.path


def test_no_pdf_shows_a_bracket(own: list[Folder]) -> None:
    found = [f for folder in own for f in folder.files if f.path.startswith("pdf-a-imprimer/")]
    assert found
    for file in {f.path: f for f in found}.values():
        assert b"/BackgroundColor" not in file.data, file.path


def test_the_readme_says_sizes_dates_and_what_is_there_and_nothing_else(
    catalog: Catalog, today: dt.date, folders: dict[str, dict[str, bytes]]
) -> None:
    for name, files in folders.items():
        typeset = files["LISEZMOI.txt"].decode()
        text = typeset.replace(NBSP, " ")
        assert "24 novembre 2026" in text
        assert "depuis le 1er septembre 2026" in text
        assert "au plus tard le 1er septembre 2027" in text
        listed = {line[2:].partition(" :")[0] for line in text.split("\n") if line[:2] == "- "}
        top = {path.partition("/")[0] for path in files}
        folders_there = {part for part in top if "." not in part}
        assert folders_there <= listed, name
        assert {one for one in listed if "-" in one or "." in one} - top <= {
            one for one in listed if " " in one
        }
        assert not re.search(r" [:;!?»]|« ", typeset)


def test_the_readme_of_a_sender_with_a_sheet_says_what_it_has_filled(
    catalog: Catalog, today: dt.date
) -> None:
    filled, open_ = (readme(catalog, today, [], None, filled=filled) for filled in (True, False))
    assert "Votre fiche a déjà rempli" in filled
    assert "Rechercher et remplacer" in open_


def test_when_the_dates_of_the_law_move_the_readme_follows(catalog: Catalog) -> None:
    after = readme(catalog, dt.date(2027, 9, 2), [], None, filled=False)
    assert "revenez ces jours" not in after
    assert "seulement si votre entreprise" not in after
