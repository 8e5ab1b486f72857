"""What a folder of contributions may hold: ordinary files under plain names, and folders.

Knows the disk; knows no file format and no domain word. A link would publish a file of the machine
that builds, and a pipe would stop the build: neither is ever opened or followed.
"""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from prevenance.problems import Place, Problem, shown

PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*")
"""A name that every system keeps apart from the others: one case, no accent, not hidden."""

MAX_FOLDERS = 8
"""Folders one inside the other, from the first one looked at."""

_MEND = "remplacez-le par une copie, ou supprimez-le"


def strangers(root: Path, suffixes: Collection[str]) -> Iterator[Problem]:
    """Yield what a folder should not hold; places are seen from the folder that holds it.

    Links, pipes, sockets and devices, names that are not ``PLAIN``, files that end otherwise than
    ``suffixes``, folders too deep. Nothing is followed and no file is opened.
    """
    if root.is_symlink() or not root.is_dir():
        yield Problem(Place(root.name), "ce n'est pas un dossier ordinaire", "un dossier", _MEND)
        return
    left = [(root, root.name, 1)]
    while left:
        folder, name, depth = left.pop()
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            place = Place(f"{name}/{entry.name}")
            fault = _fault(entry, suffixes, depth)
            if fault:
                yield Problem(place, *fault)
            elif entry.is_dir(follow_symlinks=False):
                left.append((Path(entry.path), place.file, depth + 1))


def _fault(
    entry: os.DirEntry[str], suffixes: Collection[str], depth: int
) -> tuple[str, str, str] | None:
    if entry.is_symlink():
        return "lien symbolique", "un fichier ordinaire", _MEND
    if not PLAIN.fullmatch(entry.name):
        expected = "des minuscules sans accent, des chiffres, des tirets et des points"
        return f"nom {shown(entry.name)}", expected, "renommez-le"
    if entry.is_dir(follow_symlinks=False):
        deep = depth == MAX_FOLDERS
        return ("dossier trop profond", f"au plus {MAX_FOLDERS}", "rapprochez-le") if deep else None
    if not entry.is_file(follow_symlinks=False):
        return "ni fichier ni dossier", "un fichier ordinaire", "supprimez-le"
    if Path(entry.name).suffix not in suffixes:
        return "sorte de fichier inattendue", ", ".join(sorted(suffixes)), "retirez ce fichier"
    return None
