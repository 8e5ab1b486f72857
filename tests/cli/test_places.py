"""Where the verbs may write: never over somebody's files, and what a disk refuses is one line."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import prevenance
from conftest import KIT, ROOT, TODAY, Command
from prevenance.catalog import SHEET_EXAMPLE, schema
from prevenance.output import MARK, swapped, write_all

DATE = f"--date={TODAY.isoformat()}"
WRITING = ("kit", "pages", "schema", "site")
"""The verbs that write a folder."""


def tree(folder: Path) -> dict[str, bytes]:
    """Return everything that a folder holds, folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of work, in a home; both are made for the test, and nothing else is met."""
    assert Path(prevenance.__file__).is_relative_to(ROOT / "macros")
    home = tmp_path / "maisons" / "camille"
    files = {
        "photo.jpg": b"important",
        "travail/entreprise.yml": (KIT / SHEET_EXAMPLE).read_bytes(),
        "travail/mkdocs.yml": b"site_name: essai\n",
        "travail/kit/champs.yml": b"{}\n",
        "travail/MesDocuments/clients.xlsx": b"important",
        "travail/depot/.git/HEAD": b"ref: refs/heads/main\n",
    }
    write_all(home, files.items())
    (home / "travail" / "lien").symlink_to("MesDocuments")
    monkeypatch.chdir(home / "travail")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert (Path.cwd(), Path.home()) == (home / "travail", home)
    return home / "travail"


HERE = "c'est le dossier courant, ou un dossier qui le contient"
PLACES = {
    ".": HERE,
    "": HERE,
    "..": HERE,
    "../..": HERE,
    "MesDocuments/..": HERE,
    "kit": "c'est le kit lu, ou un dossier qui le contient",
    "kit/sortie": "ce dossier est dans le kit lu",
    "MesDocuments": f"n'est pas de Prévenance (sans marque {MARK}) : clients.xlsx",
    "depot": f"n'est pas de Prévenance (sans marque {MARK}) : .git",
    "depot/.git": "n'est pas de Prévenance",
    "lien": "c'est un lien vers",
    "mkdocs.yml": "existe et n'est pas un dossier",
    "mkdocs.yml/sortie": "existe et n'est pas un dossier",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("verb", WRITING)
def test_no_verb_replaces_what_is_not_ours(run: Command, desk: Path, verb: str, place: str) -> None:
    before = tree(desk.parents[1])
    for insist in ((), ("--remplacer",)):
        result = run(verb, f"--sortie={place}", *insist)
        assert (result.code, result.out) == (2, "")
        assert PLACES[place] in result.err
        assert "corriger : choisissez un autre dossier avec --sortie" in result.err
        assert tree(desk.parents[1]) == before


@pytest.mark.parametrize("verb", WRITING)
def test_no_verb_replaces_a_home_or_what_holds_it(
    run: Command, desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
) -> None:
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")
    monkeypatch.setattr("prevenance.site.kit_folder.kit_at_hand", lambda: KIT)
    for place in (desk.parent, desk.parents[1]):
        with swapped(place / "marque", "essai"):
            pass
        (place / "marque" / MARK).rename(place / MARK)  # even with a mark of ours, nothing goes
        before = tree(desk.parents[1])
        result = run(verb, f"--sortie={place}", "--remplacer")
        assert (result.code, result.out) == (2, "")
        assert "c'est votre dossier personnel, ou un dossier qui le contient" in result.err
        assert tree(desk.parents[1]) == before


def test_a_sheet_is_not_wiped_with_the_folder_that_holds_it(run: Command, desk: Path) -> None:
    with swapped(desk / "sortie", "kit"):
        pass
    (desk / "entreprise.yml").rename(desk / "sortie" / "entreprise.yml")
    before = tree(desk)
    options = ("--sortie=sortie", "--entreprise=sortie/entreprise.yml", "--remplacer")
    result = run("kit", *options)
    assert (result.code, result.out) == (2, "")
    assert "c'est votre fiche, ou un dossier qui le contient" in result.err
    assert tree(desk) == before


@pytest.mark.parametrize("verb", WRITING)
def test_an_output_that_people_filled_is_kept_by_every_verb(
    run: Command, desk: Path, verb: str
) -> None:
    with swapped(desk / "sortie", verb) as folder:
        write_all(folder, [("clients.xlsx", b"")])
    (desk / "sortie" / "clients.xlsx").write_bytes(b"ma liste")
    (desk / "sortie" / "ma lettre.docx").write_bytes(b"ma lettre")
    before = tree(desk)
    result = run(verb, "--sortie=sortie")
    assert (result.code, result.out) == (2, "")
    assert "clients.xlsx (modifié), ma lettre.docx (ajouté)" in result.err
    assert "ajoutez --remplacer" in result.err
    assert tree(desk) == before


def test_a_verb_replaces_its_own_folder_and_a_changed_one_when_asked_to(
    run: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "schemas"
    for _ in range(2):
        assert run("schema", f"--sortie={folder}").code == 0
        assert {n: d.decode() for n, d in tree(folder).items() if n != MARK} == schema.schemas()
    (folder / "note.txt").write_text("à moi")
    assert run("schema", f"--sortie={folder}").code == 2
    assert run("schema", f"--sortie={folder}", "--remplacer").code == 0
    assert not (folder / "note.txt").exists()


@pytest.mark.parametrize("verb", ["composer", *WRITING])
def test_the_help_of_a_verb_that_writes_tells_of_replacing(run: Command, verb: str) -> None:
    assert "--remplacer" in run(verb, "--aide").out


# A file of its own


FACTS = ("--facette=accord=aucun", "--facette=relation=active")
LETTER = ("composer", "--profil=pme", "--categorie=pme", DATE, *FACTS)


def test_a_file_that_exists_is_replaced_only_when_asked_to(quick: Command, tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    path.write_text("ma lettre")
    result = quick(*LETTER, f"--sortie={path}")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"prevenance : {path} existe déjà\n    corriger : ")
    assert tree(tmp_path) == {path.name: b"ma lettre"}
    assert quick(*LETTER, f"--sortie={path}", "--remplacer").code == 0
    assert path.read_text("utf-8").startswith("[Nom de votre entreprise]")
    assert list(tree(tmp_path)) == [path.name]


def test_a_file_is_never_written_through_a_link_or_over_what_is_no_file(
    quick: Command, tmp_path: Path
) -> None:
    (tmp_path / "ma lettre.txt").write_text("ma lettre")
    (tmp_path / "lien").symlink_to("ma lettre.txt")
    (tmp_path / "vers rien").symlink_to("absent")
    (tmp_path / "dossier").mkdir()
    os.mkfifo(tmp_path / "tube")
    for name in ("lien", "vers rien", "dossier", "tube"):
        result = quick(*LETTER, f"--sortie={tmp_path / name}", "--remplacer")
        assert (result.code, result.out) == (2, "")
        assert f"impossible d'écrire {tmp_path / name} : ce n'est pas un fichier" in result.err
    assert (tmp_path / "ma lettre.txt").read_text() == "ma lettre"
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.parametrize(
    ("name", "reason"),
    [("x" * 300, "nom trop long"), ("absent/lettre.txt", "chemin introuvable")],
    ids=["long", "no folder"],
)
def test_a_file_that_cannot_be_is_one_line(
    quick: Command, tmp_path: Path, name: str, reason: str
) -> None:
    result = quick(*LETTER, f"--sortie={tmp_path / name}")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"prevenance : impossible d'écrire {tmp_path / name} : {reason}\n"
    assert tree(tmp_path) == {}


# What a disk refuses


def test_a_limit_on_the_size_of_files_is_one_line_of_the_command(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from prevenance.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, resource.RLIM_INFINITY));"
        "main(['schema', '--sortie', sys.argv[1]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "sortie")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "macros")},
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.startswith(f"prevenance : impossible d'écrire {tmp_path / 'sortie'}/")
    assert said.endswith(".json : fichier trop grand\n")
    assert said.count("\n") == 1
    assert tree(tmp_path) == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_screen_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "prevenance", "--aide"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "macros")},
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "prevenance : écriture impossible : disque plein\n"


@pytest.mark.parametrize(
    ("trace", "place", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "", "disque plein"),
        ("OSError: [Errno 27] File too large: '{}/a/b.html'", "/a/b.html", "fichier trop grand"),
        ("OSError: [Errno 30] Read-only file system: '{}/a.html'", "/a.html", "support en lecture seule"),
    ],
)  # fmt: skip
def test_what_a_disk_refuses_to_mkdocs_is_one_line(
    run: Command,
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    trace: str,
    place: str,
    reason: str,
) -> None:
    def refused(command: list[str], **_: object) -> SimpleNamespace:
        said = f"Traceback (most recent call last):\n  File …\n{trace.format(command[-1])}\n"
        return SimpleNamespace(returncode=1, stdout="", stderr=said)

    monkeypatch.setattr("prevenance.site.build.subprocess.run", refused)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    before = tree(desk)
    result = run("site", "--sortie=sortie", DATE)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"prevenance : impossible d'écrire {desk / 'sortie'}{place} : {reason}\n"
    assert tree(desk) == before
