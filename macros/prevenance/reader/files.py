"""Contributed files as text, and the faults met in one; knows no word of the trade.

A file is read whole or refused: its size is bounded, its text is strict UTF-8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prevenance.problems import Place, Problem, reason

MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class Marks:
    """Where each key of one file stands: key path, such as ``("lignes", "3", "si")``, to line."""

    file: str
    lines: Mapping[tuple[str, ...], int]
    body_line: int = 1

    def at(self, *path: str | int) -> Place:
        """Return the place of a key path, or of its nearest known parent."""
        keys = tuple(map(str, path))
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.lines:
                return Place(self.file, self.lines[keys[:length]], ".".join(keys))
        return Place(self.file, 0, ".".join(keys))


class Reading:
    """One file being read: its name, the lines of its keys and the faults met so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str, ...], int] = {}
        self.body_line = 1

    @property
    def marks(self) -> Marks:
        """The places of the keys read so far."""
        return Marks(self.file, self.lines, self.body_line)

    def fault(self, path: tuple[str, ...], line: int, found: str, expected: str, mend: str) -> None:
        """Note a fault at a key path and a 1-based line of this file."""
        self.problems.append(Problem(Place(self.file, line, ".".join(path)), found, expected, mend))


def read_text(path: Path, reading: Reading) -> str | None:
    """Read a contributed file as strict UTF-8 text (a BOM is accepted), or note why it cannot be.

    Links, anything but a regular file, and more than ``MAX_BYTES`` bytes are refused.
    """
    if path.is_symlink() or not path.is_file():
        reading.fault(
            (),
            0,
            "ce n'est pas un fichier ordinaire",
            "un fichier, ni lien ni dossier",
            "remplacez le lien par une copie du fichier",
        )
        return None
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        mend = "rendez ce fichier lisible"
        reading.fault((), 0, f"lecture impossible : {reason(error)}", "un fichier lisible", mend)
        return None
    if size > MAX_BYTES:
        reading.fault(
            (),
            0,
            f"fichier de {size} octets",
            f"au plus {MAX_BYTES} octets",
            "coupez-le en plusieurs fiches",
        )
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        reading.fault(
            (),
            line,
            "octet illisible en UTF-8",
            "un texte enregistré en UTF-8",
            "réenregistrez le fichier avec l'encodage UTF-8",
        )
        return None


def split_front_matter(text: str, reading: Reading) -> tuple[str, str]:
    """Cut a Markdown file into its YAML head and its body, and note the body's first line."""
    lines = text.split("\n")
    ends = [i for i, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(ends) < 2 or ends[0] != 0:  # noqa: PLR2004 - an opening and a closing rule
        reading.fault(
            (),
            1,
            "l'en-tête entre deux lignes --- manque",
            "---, les clés, puis ---",
            "commencez le fichier comme une fiche voisine",
        )
        return "", text
    reading.body_line = ends[1] + 2
    return "\n" + "\n".join(lines[1 : ends[1]]), "\n".join(lines[ends[1] + 1 :])
