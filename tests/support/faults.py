"""How a test spoils a file of kit/, or changes it soundly, and what must then be said of it.

Edits lean on keys and on the shape of files, never on their sentences, so that a text may change
without touching the examples. An edit that finds nothing to change fails, naming what it looked for.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

from prevenance import checks
from prevenance.catalog.loader import load
from prevenance.checks import Check
from prevenance.checks.sentences import Examined, examined
from prevenance.problems import Problem
from support.rereading import KIT, TODAY, Spoilable

Edit = Callable[[str], str]
"""From the text of a file to its spoilt text."""

PROFILE = "profils/pme.yml"
LETTER = "courriers/demander-accord.md"
EMAIL = "courriers/demander-accord-courriel.md"
ANNEX = "courriers/faq-clients.md"
BLOC = "blocs/sans-reponse.md"
CHANNEL = "canaux/courriel.yml"
STAGE = "etapes/relance.yml"
LEGAL = "etapes/emission-ge-eti.yml"
TABLE = "regles/perimetre.yml"

SUMMARY = r"^resume:.*"
NEXT_YEARS = "2029-01-01"
"""A day further ahead than any reading."""


@dataclass(frozen=True)
class Act:
    """Something else done to a path of the kit."""

    do: Callable[[Path], object]


@dataclass(frozen=True)
class Sound:
    """A file of kit/ changed in a way that nothing is said of."""

    file: str
    change: Edit | Act

    @property
    def name(self) -> str:
        return f"sound {self.file}"

    def prove(self, kit: Spoilable, aside: Path, rule: Check) -> None:
        """Assert that neither a rule nor another says anything of the change."""
        changed = _change(kit, aside, self.file, self.change)
        assert list(rule(changed.examined)) == []
        assert checks.judged(changed.examined) == set()


@dataclass(frozen=True)
class Fault:
    """A file of kit/ spoilt in one way, and the message that must follow.

    The message is expected at the first line that changes, or at the line that ``line`` (a pattern)
    finds in the file; ``whole`` expects a message about the file as a whole. ``found`` and ``mend``
    are parts of what is said, ``key`` is a pattern. ``blamed`` is the file named when it is not the
    one spoilt. A ``remark`` is a warning, which only ``--strict`` refuses.
    """

    name: str
    file: str
    change: Edit | Act
    found: str
    mend: str
    key: str = ""
    _: KW_ONLY
    line: str = ""
    whole: bool = False
    blamed: str = ""
    remark: bool = False

    def prove(self, kit: Spoilable, aside: Path, rule: Check | None = None) -> None:
        """Assert that the fault is told with its place and its remedy, by a rule if there is one."""
        changed = _change(kit, aside, self.file, self.change)
        line, told = self._line(changed), checks.judged(changed.examined)
        assert all(problem.mend for problem in told), told
        expected = f"expected at line {line} of {self.blamed or self.file}"
        assert any(self.is_told_by(problem, line) for problem in told), f"{expected}: {told}"
        if rule is not None:
            assert any(self.is_told_by(problem, line) for problem in rule(changed.examined))

    def is_told_by(self, problem: Problem, line: int) -> bool:
        """Tell whether a fault is the one expected, its line within 1."""
        place = problem.place
        return (
            place.file.rstrip("/") == (self.blamed or self.file)
            and (abs(place.line - line) <= 1 if line else place.line == 0)
            and re.fullmatch(self.key, place.key) is not None
            and self.found in problem.found
            and self.mend in problem.mend
            and problem.warning == self.remark
        )

    def _line(self, changed: "_Changed") -> int:
        """Return the line that the message must name."""
        if self.whole:
            return 0
        if not self.line:
            return _first_difference(changed.before, changed.after)
        elsewhere = changed.root / (self.blamed or self.file)
        text = changed.after or elsewhere.read_text("utf-8", "replace")
        found = re.search(self.line, text, re.MULTILINE)
        assert found, f"{self.name}: no line like {self.line!r}"
        return text.count("\n", 0, found.start()) + 1


class _Changed(NamedTuple):
    """A kit with one change: its folder, and the text of the changed file before and after it."""

    examined: Examined
    root: Path
    before: str
    after: str


def _change(kit: Spoilable, aside: Path, file: str, change: Edit | Act) -> _Changed:
    """Make a change: in the kit that is there, when that file alone has to be read again."""
    if file in kit.files and not isinstance(change, Act):
        before = kit.files[file].text
        after = change(before)
        return _Changed(kit.examined(kit.again(file, after.encode())), kit.root, before, after)
    before, after, root = "", "", shutil.copytree(KIT, aside / "kit")
    if isinstance(change, Act):
        change.do(root / file)
    else:
        before = (root / file).read_text("utf-8")
        after = change(before)
        (root / file).write_text(after, "utf-8")
    return _Changed(examined(load(root), TODAY), root, before, after)


def _first_difference(before: str, after: str) -> int:
    one, other = before.split("\n"), after.split("\n")
    return 1 + next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


Examples = Mapping[Check, tuple[Sound | Fault, ...]]
"""What each rule of a module lets pass, and what it refuses."""


def each(examples: Examples) -> list[ParameterSet]:
    """Make a case of each example of each rule."""
    return [
        pytest.param(rule, example, id=f"{rule.__name__}-{example.name}")
        for rule, some in examples.items()
        for example in some
    ]


def swap(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Edit:
    """Replace what a pattern finds first; ``\\1`` stands for its first group."""

    def edit(text: str) -> str:
        changed, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert count and changed != text, f"nothing like {pattern!r} to change"
        return changed

    return edit


def drop(key: str) -> Edit:
    """Delete a key, with what is indented under it."""
    return swap(rf"^{key}:.*\n(?:[ ]+.*\n)*", "")


def add(line: str) -> Edit:
    """Add a line at the end."""
    return lambda text: text.rstrip("\n") + "\n" + line + "\n"


def paragraph(line: str) -> Edit:
    """Add a paragraph at the end of a body."""
    return lambda text: text.rstrip("\n") + "\n\n" + line + "\n"


def become(text: str) -> Edit:
    """Replace the whole file."""
    return lambda _: text


def save(name: str) -> Act:
    """Save the file again beside itself under another name, which its files in the kit take too."""

    def again(path: Path) -> None:
        text = path.read_text("utf-8")
        renamed = re.sub(r"^fichier: .*$", f"fichier: {Path(name).stem}", text, flags=re.MULTILINE)
        (path.parent / name).write_text(renamed, "utf-8")

    return Act(again)


def written(line: str) -> Sound:
    """Write a sound paragraph at the end of a text."""
    return Sound(ANNEX, paragraph(line))


def in_bloc(name: str, line: str, found: str, mend: str) -> Fault:
    """Spoil a bloc with a paragraph at its end."""
    return Fault(name, BLOC, paragraph(line), found, mend, line=r"^.*\n\Z")
