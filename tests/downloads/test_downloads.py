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
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import prevenance
from conftest import Once
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.documents.press import Press
from prevenance.documents.validity import valid_until
from prevenance.downloads.archives import archived, write_downloads
from prevenance.downloads.profile_files import Downloads
from prevenance.downloads.readme import readme
from prevenance.downloads.situations import EVERY_SENDER, SITUATIONS, Situation, situations
from prevenance.letter.choices import Choices, active_keys
from prevenance.letter.lines import stage_label
from prevenance.merge.folder import MadeFile
from prevenance.model.company import Company
from prevenance.output import MARK
from prevenance.rules.company import load_company
from prevenance.rules.situation import dates_of, sender_state
from prevenance.rules.survey import Outcome
from prevenance.text.no_break import NBSP
from prevenance.text.typography import french

MACROS = Path(prevenance.__file__).parents[1]
SHEET = "fiche-de-decision"
DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# Situations


@pytest.mark.parametrize(
    ("today", "folders"),
    [
        (
            "2026-08-31",
            [
                "en-preparation",
                "demarrage-anticipe-2026-09-01",
                "demarrage-anticipe-2027-09-01",
                "pas-encore-oblige",
            ],
        ),
        ("2026-11-24", ["deja-oblige", "demarrage-anticipe", "pas-encore-oblige"]),
        ("2027-04-01", ["deja-oblige", "en-preparation", "demarrage-anticipe"]),
        ("2027-09-01", ["deja-oblige-2026-09-01", "deja-oblige-2027-09-01"]),
        ("2028-06-30", ["deja-oblige-2026-09-01", "deja-oblige-2027-09-01"]),
    ],
)
def test_the_situations_are_those_that_senders_can_be_in_on_that_day(
    catalog: Catalog, today: str, folders: list[str]
) -> None:
    found = situations(catalog, day(today))
    assert [s.folder for s in found] == folders
    for situation in found:
        state = sender_state(catalog, situation.company, day(today))
        assert situation.folder.startswith(SITUATIONS[state])


@pytest.mark.parametrize(
    ("company", "folder"),
    [
        (Company(category="pme"), "pas-encore-oblige"),
        (Company(category="pme", preparation=day("2026-11-24")), "en-preparation"),
        (Company(category="micro", early_start=day("2026-11-24")), "demarrage-anticipe"),
        (Company(category="eti"), "deja-oblige"),
    ],
)
def test_a_sheet_puts_its_sender_in_one_situation(
    catalog: Catalog, today: dt.date, company: Company, folder: str
) -> None:
    assert situations(catalog, today, company) == [Situation(folder, company)]


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
        assert len(f"kit-prevenance/{name}") <= 160, name
        for part in name.split("/"):
            assert 0 < len(part) < 80
            assert part not in {".", ".."}
            assert not set(part) & set('<>:"|?*\\')
            assert part[-1] not in " ."
            assert part[0] not in " .-"
            assert not WINDOWS_RESERVED.fullmatch(part)
    assert len({name.casefold() for name in written}) == len(written)


# Manifest, sums, archives


def test_the_manifest_names_each_file_with_its_sum_and_its_sources(
    catalog: Catalog, today: dt.date, written: dict[str, bytes]
) -> None:
    manifest = json.loads(written["manifeste.json"])
    listed = {entry["fichier"]: entry for entry in manifest["fichiers"]}
    assert set(listed) == set(written) - {"manifeste.json", "SHA256SUMS"}
    for name, entry in listed.items():
        assert entry["sha256"] == hashlib.sha256(written[name]).hexdigest()
        assert entry["octets"] == len(written[name])
        assert set(entry["sources"]) <= set(catalog.sources)
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


def test_the_sums_verify_every_file(written: dict[str, bytes], archives: dict[str, bytes]) -> None:
    assert verified(written["SHA256SUMS"], written) == set(written) - {"SHA256SUMS"}
    assert verified(archives["SHA256SUMS"], archives) == set(archives) - {"SHA256SUMS"}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert all(name.startswith("kit-prevenance/") for name in archive.namelist())
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in archive.infolist())
        return {n.removeprefix("kit-prevenance/"): archive.read(n) for n in archive.namelist()}


def test_one_archive_holds_the_whole_kit_and_one_each_profile(
    catalog: Catalog, written: dict[str, bytes], archives: dict[str, bytes]
) -> None:
    assert members(archives["kit-complet.zip"]) == written
    assert archives["manifeste.json"] == written["manifeste.json"]
    expected = {"kit-complet.zip", "manifeste.json", "SHA256SUMS"}
    assert set(archives) == expected | {f"{profile}.zip" for profile in catalog.profiles}
    for profile in catalog.profiles:
        mine = members(archives[f"{profile}.zip"])
        shared = {n for n in mine if "/" not in n}
        assert set(mine) - shared == {n for n in written if n.startswith(f"{profile}/")}
        assert all(mine[n] == written[n] for n in mine if n not in shared - {"LISEZMOI.txt"})
        assert verified(mine["SHA256SUMS"], mine) == set(mine) - {"SHA256SUMS"}
        assert len(json.loads(mine["manifeste.json"])["fichiers"]) == len(mine) - 2


def test_the_archives_of_the_site_are_those_of_the_folder(
    catalog: Catalog, today: dt.date, tmp_path: Path
) -> None:
    few = replace(catalog, profiles={name: catalog.profiles[name] for name in ("com", "pme")})
    extras = [MadeFile("page.html", b"<p>hors ligne</p>")]
    steps: list[set[str]] = []
    count = write_downloads(
        Downloads(Press(few, today)),
        tmp_path,
        lambda: steps.append({path.name for path in tmp_path.iterdir()} & {"com", "pme"}),
        extras,
    )
    assert steps == [{"com"}, {"com", "pme"}, {"com", "pme"}]
    found = Built(tmp_path).files()
    assert count == len(found)
    beside = {n.removeprefix("archives/"): d for n, d in found.items() if "archives/" in n}
    assert dict(archived(Press(few, today), extras)) == beside
    assert members(beside["com.zip"])["page.html"] == found["page.html"] == extras[0].data


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_disk_that_refuses_the_complete_archive_is_told_by_name(
    catalog: Catalog, tmp_path: Path
) -> None:
    program = """
        import datetime as dt, resource, signal, sys
        from dataclasses import replace
        from pathlib import Path
        from prevenance.catalog.loader import load
        from prevenance.documents.press import Press
        from prevenance.downloads.archives import write_downloads
        from prevenance.downloads.profile_files import Downloads
        catalog = load(Path(sys.argv[1]))
        few = replace(catalog, profiles={"com": catalog.profiles["com"]})
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            write_downloads(Downloads(Press(few, dt.date.fromisoformat("2026-11-24"))), Path(sys.argv[2]))
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


# What is inside


def folders(files: dict[str, bytes]) -> dict[tuple[str, str], dict[str, bytes]]:
    """Gather files by profile and situation."""
    found: dict[tuple[str, str], dict[str, bytes]] = {}
    for name, data in files.items():
        if name.count("/") >= 2:
            profile, situation, rest = name.split("/", 2)
            found.setdefault((profile, situation), {})[rest] = data
    return found


def test_every_profile_has_every_situation_that_differs(
    catalog: Catalog, today: dt.date, written: dict[str, bytes]
) -> None:
    reachable = {s.folder for s in situations(catalog, today)}
    for profile in catalog.profiles:
        mine = {situation for name, situation in folders(written) if name == profile}
        assert mine in ({EVERY_SENDER}, reachable)


def test_no_two_situations_of_a_profile_are_the_same_files(written: dict[str, bytes]) -> None:
    found = folders(written)
    for (profile, situation), files in found.items():
        assert files
        same = [s for (p, s), other in found.items() if p == profile and other == files]
        assert same == [situation]


def test_no_two_situations_of_a_profile_have_the_same_letters(written: dict[str, bytes]) -> None:
    found = {
        name: {n: d for n, d in files.items() if not n.startswith(SHEET)}
        for name, files in folders(written).items()
    }
    for (profile, situation), letters in found.items():
        same = [s for (p, s), other in found.items() if p == profile and other == letters]
        assert same == [situation]


@pytest.fixture(scope="module")
def outcomes(
    catalog: Catalog, today: dt.date, written: dict[str, bytes]
) -> dict[tuple[str, str], list[Outcome]]:
    """What the tables answer for each profile and situation, open facets and events varied."""
    companies = {s.folder: s.company for s in situations(catalog, today)}
    anyone = next(iter(companies.values()))
    made = Downloads(Press(catalog, today))
    return {
        (name, situation): made.outcomes(catalog.profiles[name], companies.get(situation, anyone))
        for name, situation in folders(written)
    }


def test_each_folder_has_a_decision_sheet_that_explains_every_case_without_a_letter(
    catalog: Catalog,
    written: dict[str, bytes],
    outcomes: dict[tuple[str, str], list[Outcome]],
) -> None:
    for name, files in folders(written).items():
        assert {f"{SHEET}.{ending}" for ending in ("docx", "pdf", "txt")} <= set(files)
        sheet = files[f"{SHEET}.txt"].decode()
        quiet = [outcome for outcome in outcomes[name] if not outcome.texts]
        assert quiet
        assert "Aucun courrier" in sheet
        for outcome in outcomes[name]:
            assert french(outcome.reason) in sheet, name
            assert all(french(text.title) in sheet for text in outcome.texts)
        for outcome in quiet:
            assert outcome.decision.last.actions, (name, outcome.reason)
            for action in outcome.decision.last.actions:
                assert french(catalog.lists["action"].values[action]) in sheet


def test_each_folder_has_the_texts_that_its_decision_sheet_names(
    written: dict[str, bytes], outcomes: dict[tuple[str, str], list[Outcome]]
) -> None:
    for name, files in folders(written).items():
        stems = {n.rsplit("/")[-1].rsplit("-", 1)[0] for n in files}
        for outcome in outcomes[name]:
            for text in outcome.texts:
                assert {text.id, text.id.removesuffix("-courriel")} & stems, (name, text.id)


def test_foreign_customers_get_their_letters_in_english_too(written: dict[str, bytes]) -> None:
    for (profile, situation), files in folders(written).items():
        english = [n for n in files if n.startswith("english/")]
        assert bool(english) == (profile in {"client-ue", "client-hors-ue"}), (profile, situation)


LABELLED = re.compile(r"\[[^\] ][^\]]*\]")


def letters(files: dict[str, bytes]) -> dict[str, str]:
    return {
        name: data.decode()
        for name, data in files.items()
        if name.count("/") >= 2 and name.endswith(".txt") and SHEET not in name
    }


def test_blanks_are_visible_while_nobody_has_filled_them(
    catalog: Catalog, written: dict[str, bytes]
) -> None:
    labels = {french(f.label) for f in catalog.fields.values()}
    labels |= {f.label for f in catalog.speaking("en").fields.values()}
    labels |= {stage_label(s) for s in catalog.stages.values()}
    found = {label[1:-1] for text in letters(written).values() for label in LABELLED.findall(text)}
    assert {french("Nom de votre entreprise"), french("Nom du client")} <= found
    assert found <= labels | {label.replace("'", "’") for label in labels}


def test_a_sheet_fills_the_blanks_of_the_sender_and_leaves_those_of_the_customer(
    catalog: Catalog, today: dt.date
) -> None:
    company = load_company(catalog.root / SHEET_EXAMPLE, catalog)
    made = Downloads(Press(catalog, today, company.layout), company)
    profiles = catalog.profiles.values()
    files = {f.path: f.data for profile in profiles for f in made.profile_files(profile)}
    assert {situation for _, situation in folders(files)} == {"pas-encore-oblige"}
    mine = {
        label
        for speaking in (catalog, catalog.speaking("en"))
        for field in speaking.fields.values()
        if field.filled_by != "client"
        for label in (french(field.label), field.label)
    }
    for name, text in letters(files).items():
        assert [m for m in LABELLED.findall(text) if m[1:-1] in mine] == [], name
        if name.endswith("-lettre.txt"):
            assert text.startswith(company.answers["raison_sociale"]), name
            words = text.replace(NBSP, " ")
            assert "1er mars 2027" in words or "1 March 2027" in words or "bascule" not in words
    customers = {m for text in letters(files).values() for m in LABELLED.findall(text)}
    assert "[Nom du client]" in customers
    assert "préparé avec votre fiche entreprise" in readme(catalog, today, company)


def test_the_readme_says_where_to_start_and_names_every_profile(
    catalog: Catalog, written: dict[str, bytes]
) -> None:
    text = written["LISEZMOI.txt"].decode()
    assert "24 novembre 2026" in text.replace(NBSP, " ")
    for profile in catalog.profiles.values():
        assert f"- {profile.id}\u00a0: {french(profile.name)}\n" in text
    for folder in (*SITUATIONS.values(), EVERY_SENDER):
        assert f"- {folder}\u00a0:" in text
    assert not re.search(r" [:;!?»]|« ", text)
