"""The mark of a folder that we wrote: which verb, in which version, and the sum of each of its files."""

import hashlib
import json
import stat
from pathlib import Path

from prevenance import __version__

MARK = ".prevenance"
"""The file at the root of an output that says it is ours; no page, no document."""

NOTICE = "Prévenance remplace ce dossier tant que rien n'y change : gardez vos fichiers ailleurs."

OF_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What desktops leave in a folder that is merely looked at: nobody's work."""


def write_mark(folder: Path, verb: str) -> None:
    """Write the mark of a folder that a verb has just filled."""
    content = {"avis": NOTICE, "verbe": verb, "version": __version__, "sommes": file_sums(folder)}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / MARK).write_bytes(text.encode("utf-8", "surrogatepass"))


def read_mark(folder: Path) -> dict[str, str] | None:
    """Return the sums in the mark of a folder; None without a whole mark."""
    mark = folder / MARK
    try:
        return dict(json.loads(mark.read_bytes())["sommes"]) if mark.is_file() else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def file_sums(folder: Path) -> dict[str, str]:
    """Return the sum of each file by its path, mark left out; what is no file is never opened."""
    found: dict[str, str] = {}
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            digest = "dossier"
        elif not stat.S_ISREG(mode):
            digest = "ni fichier ni dossier"
        elif is_of_desktop(path) or path == folder / MARK:
            continue
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(folder).as_posix()] = digest
    return dict(sorted(found.items()))


def is_of_desktop(path: Path) -> bool:
    """Tell whether a file is one that a desktop leaves where somebody looks."""
    return path.name in OF_DESKTOPS and path.is_file()
