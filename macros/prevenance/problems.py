"""A fault: where it is, what was found, what was expected, how to mend it.

Wording lives here and in the callers' French sentences; this module knows no file format and no
domain word. A fault never stops the run: faults are gathered and shown together, sorted by place.
"""

import difflib
import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_SHOWN = 60
"""Characters of a value that a message shows before it is cut."""

REASONS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "chemin introuvable",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota de disque atteint",
    errno.EFBIG: "fichier trop grand",
    errno.EROFS: "support en lecture seule",
    errno.EIO: "le support ne répond pas correctement",
    errno.ENXIO: "support absent",
    errno.ENODEV: "support absent",
    errno.ESTALE: "dossier du réseau qui n'est plus là",
    errno.EHOSTDOWN: "dossier du réseau injoignable",
    errno.ENOTCONN: "dossier du réseau injoignable",
    errno.ETIMEDOUT: "dossier du réseau injoignable",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.EEXIST: "ce nom est déjà pris",
    errno.ENOTEMPTY: "dossier non vide",
    errno.EXDEV: "dossier sur un autre support",
    errno.EBUSY: "utilisé par un autre programme, ou point de montage",
    errno.ETXTBSY: "utilisé par un autre programme",
    errno.ELOOP: "lien au lieu d'un fichier",
    errno.EMLINK: "trop de dossiers au même endroit",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EILSEQ: "caractère refusé dans le nom",
    errno.EINVAL: "nom refusé par ce support",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENFILE: "trop de fichiers ouverts",
    errno.ENOMEM: "mémoire insuffisante",
}
"""Why the system refuses a file, in words; its own are English."""


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file: path as people see it, 1-based line (0 = the whole file), key path."""

    file: str
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        parts = [
            self.file,
            *([str(self.line)] if self.line else []),
            *([self.key] if self.key else []),
        ]
        text = printable(":".join(parts))
        return f"./{text}" if text.startswith(":") else text  # "::" would begin a workflow command


@dataclass(frozen=True, order=True)
class Problem:
    """One fault or, when ``warning`` is true, one remark that does not refuse the kit.

    Raises:
        ValueError: nothing is said of how to mend it.
    """

    place: Place
    found: str
    expected: str
    mend: str
    warning: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if not self.mend:
            raise ValueError(f"no remedy is told for: {self.found}")

    def __str__(self) -> str:
        level = "avertissement : " if self.warning else ""
        lines = [f"{self.place}: {level}{self.found}"]
        if self.expected:
            lines.append(f"    attendu  : {self.expected}")
        lines.append(f"    corriger : {self.mend}")
        return "\n".join(map(_escaped, lines))


class Refused(Exception):
    """Content or input that cannot be used; carries every fault found in the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Undecided(Exception):
    """Not enough is known to decide; its text says what to give."""


class UsageError(Exception):
    """A command that cannot be carried out as typed; its text is for the person who typed it."""


class UnfitAnswer(ValueError):
    """Answers that a format or a tool cannot hold: a French line each, "blank : what is wrong".

    The sender's sheet is checked when it is read (``values``); this is for what is met later.
    """

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))

    @property
    def problems(self) -> list[Problem]:
        """The same, as faults of the kit: those of the sender's sheet were found before."""
        parts = (line.partition(" : ") for line in self.lines)
        mend = "corrigez cette réponse"
        return [Problem(Place("kit", 0, name), found, "", mend) for name, _, found in parts]


def reason(error: OSError) -> str:
    """Say in French why the system refused a file."""
    return REASONS.get(error.errno or 0, "erreur du système")


def unwritable(path: object, error: OSError) -> UsageError:
    """Return the failure of a command that could not write somewhere, in one line."""
    return UsageError(f"impossible d'écrire {printable(str(path))} : {reason(error)}")


def printable(text: str) -> str:
    """Write control characters as escapes, so that a message never drives a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(value: object) -> str:
    """Quote a value for a message: control characters escaped, cut at ``MAX_SHOWN`` characters."""
    safe = printable(str(value))
    return f"« {safe[: MAX_SHOWN - 1] + '…' if len(safe) > MAX_SHOWN else safe} »"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Word the cure of a misspelling, or return an empty string when nothing is close."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"vouliez-vous dire « {near[0]} » ?" if near else ""


def one_of(known: Iterable[str]) -> str:
    """Word a closed list of possibilities, in the order given."""
    names = list(known)
    head = ", ".join(names[:20])
    return f"l'une de : {head}{', …' if len(names) > 20 else ''}"  # noqa: PLR2004 - a screenful


def report(problems: Iterable[Problem], *, annotated: bool = False) -> str:
    """Write faults for a terminal, sorted; ``annotated`` for GitHub Actions, which shows annotations."""
    lines: list[str] = []
    for problem in sorted(problems):
        if annotated:
            lines.append(_annotation(problem))
        lines.append(str(problem))
    return "\n".join(lines)


def _annotation(problem: Problem) -> str:
    """Write a fault as a workflow command, so that nothing in it can begin another one.

    Source: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    """
    level = "warning" if problem.warning else "error"
    line = f",line={problem.place.line}" if problem.place.line else ""
    file = problem.place.file.translate(_IN_PROPERTY)
    text = f"{problem.found} {problem.mend}".translate(_IN_DATA)
    return _escaped(f"::{level} file={file}{line}::{text}")


def _escaped(line: str) -> str:
    """Write the controls, the line ends and the lone surrogates of a line as escapes."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda c: repr(c[0])[1:-1], line)


_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_DATA, ord(":"): "%3A", ord(","): "%2C"}
