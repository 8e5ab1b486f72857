"""Where the verbs may write: never over somebody's files, and what a disk refuses is one line."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import prevenance
from conftest import KIT, ROOT, TODAY, Command
from prevenance import schema
from prevenance.catalog import SHEET_EXAMPLE
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
    """Stand in a folder of work of a home of one's own, both made for the test."""
    assert Path(prevenance.__file__).is_relative_to(ROOT / "macros")
    desk = tmp_path / "maisons" / "camille" / "travail"
    write_all(
        desk,
        [
            ("entreprise.yml", (KIT / SHEET_EXAMPLE).read_bytes()),
            ("mkdocs.yml", b"site_name: essai\n"),
            ("kit/profils/pme.yml", b"nom: essai\n"),
            ("MesDocuments/clients.xlsx", b"important"),
            ("depot/.git/HEAD", b"ref: refs/heads/main\n"),
            ("../photo.jpg", b"important"),
        ][:-1],
    )
    write_all(desk.parent, [("photo.jpg", b"important")])
    monkeypatch.chdir(desk)
    monkeypatch.setenv("HOME", str(desk.parent))
    monkeypatch.setenv("USERPROFILE", str(desk.parent))
    assert Path.cwd() == desk
    assert Path.home() == desk.parent
    return desk


PLACES = {
    ".": "n'est pas de Prévenance",
    "": "n'est pas de Prévenance",
    "..": "n'est pas de Prévenance",
    "../..": "n'est pas de Prévenance",
    "kit": "n'est pas de Prévenance",
    "MesDocuments": "n'est pas de Prévenance",
    "depot": ".git",
    "depot/.git": "n'est pas de Prévenance",
    "mkdocs.yml": "existe et n'est pas un dossier",
    "mkdocs.yml/sortie": "existe et n'est pas un dossier",
}
