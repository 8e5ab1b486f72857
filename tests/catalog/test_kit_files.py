"""Each file of kit/ is right, and none of them could be spoilt without being refused.

A red line of the first test names the file and prints what to mend: it is written for people who
change a text.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from conftest import KIT, ROOT, TODAY
from prevenance import checks
from prevenance.catalog import (
    FILES,
    FOLDERS,
    SHEET_EXAMPLE,
    Catalog,
)
from prevenance.catalog.loader import load
from prevenance.problems import Problem
from prevenance.reader.keys import keys

NAMES = sorted(p.relative_to(ROOT).as_posix() for p in KIT.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def problems(catalog: Catalog) -> Mapping[str, list[Problem]]:
    """Give the faults of the kit by file; those of no file in particular under ``kit``."""
    found: dict[str, list[Problem]] = {}
    for problem in checks.check(catalog, TODAY):
        name = f"kit/{problem.place.file}"
        found.setdefault(name if name in NAMES else "kit", []).append(problem)
    return found


@pytest.mark.parametrize("name", [*NAMES, "kit"])
def test_a_file_of_the_kit_has_no_fault(problems: Mapping[str, list[Problem]], name: str) -> None:
    assert name not in problems, "\n" + "\n".join(map(str, problems[name]))


# What follows spoils real files, and expects each spoilt file to be refused by its name.

HOW_MANY = 300
"""Mutants; half of them for each of two tests, which can run side by side."""

Found = Iterator[re.Match[str]]
Mutate = Callable[[str, str, random.Random], str | None]


def _head(text: str) -> str:
    """Return the part of a file that holds keys."""
    return text[: text.index("\n---\n", 4)] if text.startswith("---\n") else text


def _one(found: Found, rng: random.Random) -> re.Match[str] | None:
    matches = list(found)
    return rng.choice(matches) if matches else None


def _put(text: str, match: re.Match[str] | None, new: Callable[[str], str]) -> str | None:
    """Replace the first group of a match."""
    if match is None:
        return None
    return text[: match.start(1)] + new(match[1]) + text[match.end(1) :]


def _required(name: str) -> set[str]:
    """Return the keys without which a file of the kit means nothing."""
    folder, slash, _ = name.partition("/")
    cls = FOLDERS[folder][0] if slash else FILES[name][0]
    return {key.name for key in keys(cls) if key.required}


def delete_a_key(name: str, text: str, rng: random.Random) -> str | None:
    """Delete a key that is required, and all that it holds; a translation requires none."""
    if ".en." in name:
        return None
    indent = "" if "/" in name else "  "
    keys = "|".join(sorted(_required(name)))
    pattern = rf"(?m)^{indent}((?:{keys}):.*\n?(?:{indent}[ ]+.*\n?)*)"
    return _put(text, _one(re.finditer(pattern, _head(text)), rng), lambda _: "")


def rename_a_key(_: str, text: str, rng: random.Random) -> str | None:
    """Misspell a key, as a hand does."""
    match = _one(re.finditer(r"(?m)^ *(?:- )?([a-z_]+):", _head(text)), rng)
    spoil = rng.choice([lambda k: k + "s", lambda k: k[:-1] + "é", lambda k: "x" + k])
    return _put(text, match, spoil)


def retype_a_value(_: str, text: str, rng: random.Random) -> str | None:
    """Put something else where a text, a list or a date stands."""
    match = _one(re.finditer(r"(?m)^ *[a-z_]+: (\S.*)$", _head(text)), rng)
    new = rng.choice(["{a: b}", "[a, [b]]", "", '"\\x07"', "*x", "!!int 3", "&x y", "a: b", "|"])
    return _put(text, match, lambda _: new)


def break_a_reference(_: str, text: str, rng: random.Random) -> str | None:
    """Misspell an id, in a list or after a key."""
    pattern = r"(?m)(?:\[|, |^ *- |: )([a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?=[\],\n])"
    match = _one(re.finditer(pattern, _head(text)), rng)
    cut = rng.randrange(2, 5)
    return _put(text, match, lambda name: name[:cut] + "zz" + name[cut:])


def break_a_blank(_: str, text: str, rng: random.Random) -> str | None:
    """Misspell a blank or a slot, or forget one of its brackets."""
    match = _one(re.finditer(r"(\(\([a-z_]+(?::[a-z-]+)?\)\))", text), rng)
    new = rng.choice(["(({}x))", "(({})", "({}))", "(( {} ))", "{{{{{}}}}}", "(({}:))"])
    return _put(text, match, lambda blank: new.format(blank[2:-2]))


def break_an_address(_: str, text: str, rng: random.Random) -> str | None:
    """Make an address unsafe or incomplete."""
    match = _one(re.finditer(r'(?m)^ *url: "(https://.*)"', _head(text)), rng)
    changes = [("https:", "http:"), ("https:", "javascript:"), ("://", ":/"), (".", " ")]
    old, new = rng.choice(changes)
    return _put(text, match, lambda url: url.replace(old, new, 1))


def _dated(text: str) -> str:
    """Return the keys of a file without those that hold a date in a free text."""
    return re.sub(r"(?m)^( *etat_au: ).*", lambda m: m[1].ljust(len(m[0])), _head(text))


def spoil_a_date(_: str, text: str, rng: random.Random) -> str | None:
    """Write a date another way, on a day that does not exist, or a thousand years ahead."""
    match = _one(re.finditer(r"(?m)(20\d\d-\d\d-\d\d)\"?$", _dated(text)), rng)
    new = rng.choice(["{d}/{m}/{y}", "{y}-13-{d}", "{y}-02-30", "{d}-{m}-{y}", "3026-{m}-{d}"])
    return _put(text, match, lambda day: new.format(y=day[:4], m=day[5:7], d=day[8:]))


def swap_the_dates(_: str, text: str, rng: random.Random) -> str | None:
    """Swap the day a source was read and the day to read it again."""
    match = _one(re.finditer(r"(  lu_le: \S+\n  a_revoir_le: \S+)", text), rng)
    return _put(text, match, lambda both: re.sub(r"(\S+)\n(.*: )(\S+)", r"\3\n\2\1", both))


@dataclass(frozen=True)
class Mutant:
    """A file of the kit spoilt in one way, at a line."""

    name: str
    kind: str
    text: str
    line: int

    def __str__(self) -> str:
        lines = self.text.split("\n")[self.line - 1 :]
        return f"{self.kind}: kit/{self.name}:{self.line}: {''.join(lines[:1])[:100]}"

    def is_told_by(self, problem: Problem) -> bool:
        """Tell whether a fault names the spoilt file, its line within 1, and a cure.

        What is missing is told at the line where its item starts.
        """
        near = self.kind == "delete_a_key" or abs(problem.place.line - self.line) <= 1
        return problem.place.file == self.name and near and bool(problem.mend)


KINDS: tuple[tuple[Mutate, int], ...] = (
    (delete_a_key, 2),
    (rename_a_key, 2),
    (retype_a_value, 2),
    (break_a_reference, 2),
    (break_a_blank, 2),
    (break_an_address, 1),
    (spoil_a_date, 1),
    (swap_the_dates, 1),
)
"""The ways of spoiling a file, and how often each comes round."""


def mutants() -> Iterator[Mutant]:
    """Yield mutants without end, in an order that only the files and their names decide."""
    rng = random.Random(20261124)
    texts = {n.removeprefix("kit/"): (ROOT / n).read_text("utf-8") for n in NAMES}
    del texts[SHEET_EXAMPLE]
    fit = {
        mutate: [name for name, text in texts.items() if mutate(name, text, random.Random(0))]
        for mutate, _ in KINDS
    }
    while True:
        for mutate in (mutate for mutate, often in KINDS for _ in range(often)):
            name = rng.choice(fit[mutate])
            spoilt = mutate(name, texts[name], rng) or texts[name]
            one, other = texts[name].split("\n"), spoilt.split("\n")
            line = next(
                (n for n, ab in enumerate(zip(one, other, strict=False)) if len(set(ab)) > 1), -1
            )
            if line >= 0:
                yield Mutant(name, mutate.__name__, spoilt, line + 1)


def chosen(half: int) -> list[Mutant]:
    """Return half of the mutants."""
    return list(islice(mutants(), HOW_MANY))[half::2]


def told_together(kit: Path, some: list[Mutant], steps: int) -> set[Mutant]:
    """Return the mutants, each of another file, that are told in a kit that holds them all.

    Steps: reading, the first rules, and the rules that wait for a kit in which these find nothing;
    ``checks.check`` takes them in this order, and tells all that they tell.
    """
    for mutant in some:
        (kit / mutant.name).write_text(mutant.text, "utf-8")
    spoilt = load(kit)
    for mutant in some:
        shutil.copyfile(KIT / mutant.name, kit / mutant.name)
    told: set[Mutant] = set()
    faults = list(spoilt.problems)
    for rules in (checks.EARLY, checks.LATE)[: steps - 1]:
        if rules is checks.EARLY or not faults:
            found = (problem for rule in rules for problem in rule(spoilt, TODAY))
            faults += [problem for problem in found if not problem.warning]
    for fault in faults:
        told |= {mutant for mutant in some if mutant.is_told_by(fault)}
    return told


@pytest.mark.parametrize("half", [0, 1])
def test_a_mutant_of_a_real_file_is_refused_by_its_name(kit_copy: Path, half: int) -> None:
    left, survivors = chosen(half), []
    while left:
        batch = list({mutant.name: mutant for mutant in reversed(left)}.values())
        left = [mutant for mutant in left if mutant not in batch]
        for steps in (1, 2, 3) if len(batch) > 1 else ():
            told = told_together(kit_copy, batch, steps)
            batch = [mutant for mutant in batch if mutant not in told]
        survivors += [m for m in batch if not told_together(kit_copy, [m], 3)]
    shown = "\n".join(map(str, survivors))
    assert len(survivors) <= HOW_MANY // 2 // 100, f"{len(survivors)} survivors:\n{shown}"
