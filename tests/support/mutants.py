"""Spoil the real kit in thousands of seeded ways, and see what ``verifier`` says of each.

``python -m support.mutants [--nombre N] [--seed N] [--genre WORD]`` prints for each kind how many
mutants were refused, at the right file and at the right line, then what survives. Only the file
that was changed is read again, and only its sentences are looked at; a mutant that is not refused
at its place is judged again on the whole kit, and one in forty from the files, to show that both
ways agree. What is accepted is then built: letters in every format, pages.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from prevenance import checks
from prevenance.catalog import LANGUAGES, Catalog
from prevenance.documents.formats import offered
from prevenance.documents.press import Press
from prevenance.problems import Problem
from prevenance.site.pages import pages
from support.mutations import ANYWHERE, FRENCH, KINDS, Kind, Mutant
from support.neutral import NEUTRAL
from support.rereading import KIT, TODAY, Spoilable
from support.spots import Written

SEED = 20261124
NUMBER = 2000
AGAIN = 40
"""One mutant in this many is judged again from the files."""


def spoilable(root: Path) -> Spoilable:
    """Return a copy of kit/ to spoil, once its French texts are known to the kinds that need them."""
    kit = Spoilable(root)
    for name, file in kit.files.items():
        if file.markdown and file.translation:
            original = kit.files[name.replace(".en.", ".")]
            FRENCH[name] = original.text[original.body_start :]
    return kit


@dataclass
class Tally:
    """What became of the mutants of a kind."""

    made: int = 0
    refused: int = 0
    right_file: int = 0
    right_line: int = 0
    survivors: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)


class Judge:
    """Says of each mutant whether it is refused, and where; builds what is accepted."""

    def __init__(self, kit: Spoilable) -> None:
        self.kit = kit
        self.tallies: dict[str, Tally] = {}
        self.judged = 0

    def judge(self, kind: str, mutant: Mutant) -> None:
        """Count a mutant of a kind."""
        tally = self.tallies.setdefault(kind, Tally())
        what = f"{mutant.file}:{max(mutant.lines)}: {mutant.what(self.kit.files[mutant.file].text)}"
        tally.made += 1
        self.judged += 1
        content = mutant.content(self.kit.files[mutant.file].text)
        catalog = self.kit.again(mutant.file, content)
        problems = self.kit.told(catalog)
        if not any(_right_file(mutant, p) and _right_line(mutant, p) for p in problems):
            problems = checks.check(catalog, TODAY)
        placed = [p for p in problems if _right_file(mutant, p)]
        tally.refused += bool(problems)
        tally.right_file += bool(placed)
        tally.right_line += any(_right_line(mutant, p) for p in placed)
        if not problems:
            tally.survivors.append(what)
            if crash := _crash(catalog):
                tally.crashes.append(f"{what}: {crash}")
        elif not any(_right_line(mutant, p) for p in placed):
            tally.misplaced.append(f"{what}\n        told: {min(problems)}")
        if self.judged % AGAIN == 0:
            every = self.kit.in_full(mutant.file, content)
            if not set(problems) <= set(every) or bool(problems) != bool(every):
                tally.disagreements.append(f"{what}: {set(every) ^ set(problems)}")


def _right_file(mutant: Mutant, problem: Problem) -> bool:
    blamed = mutant.blamed or (mutant.file,)
    return problem.place.file in blamed


def _right_line(mutant: Mutant, problem: Problem) -> bool:
    line = problem.place.line
    return ANYWHERE in mutant.lines or any(
        abs(line - expected) <= 1 if line and expected else line == expected
        for expected in mutant.lines
    )


def _crash(catalog: Catalog) -> str:
    """Build the letters in every format and every page, and say what stops it, if anything does."""
    try:
        press = Press(catalog, TODAY)
        for language in LANGUAGES:
            for text in catalog.speaking(language).texts.values():
                for support in text.supports:
                    for format_ in offered(support):
                        press.template(text.id, support, language, format_)
        list(pages(press, documents=False))
    except Exception as error:
        return repr(error)
    return ""


def chosen(
    files: Sequence[Written], kinds: Mapping[str, Kind], number: int, seed: int
) -> Iterator[tuple[str, Mutant]]:
    """Choose as many mutants as asked, as evenly among kinds as each allows."""
    every = {name: list(chain.from_iterable(map(kind, files))) for name, kind in kinds.items()}
    left, draw = number, random.Random(seed)
    for rank, name in enumerate(sorted(every, key=lambda name: len(every[name]))):
        share = min(len(every[name]), left // (len(every) - rank))
        left -= share
        for mutant in draw.sample(every[name], share):
            yield name, mutant


def run(
    kit: Spoilable, kinds: Mapping[str, Kind], number: int, seed: int, part: slice = slice(None)
) -> dict[str, Tally]:
    """Judge mutants of some kinds, or a part of them, and count what became of them by kind."""
    judge = Judge(kit)
    for name, mutant in list(chosen(list(kit.files.values()), kinds, number, seed))[part]:
        judge.judge(name, mutant)
    return judge.tallies


def _print(tallies: Mapping[str, Tally]) -> None:
    total: Counter[str] = Counter()
    print(f"{'kind':40} {'made':>6} {'refused':>8} {'file':>6} {'line':>6}")
    for name, tally in (*tallies.items(), ("total", Tally())):
        counts = {k: getattr(tally, k) for k in ("made", "refused", "right_file", "right_line")}
        total.update(counts)
        shown = list((total if name == "total" else counts).values())
        print(f"{name:40} {shown[0]:6} {shown[1]:8} {shown[2]:6} {shown[3]:6}")
    for title in ("survivors", "misplaced", "crashes", "disagreements"):
        for name, tally in tallies.items():
            for one in getattr(tally, title):
                print(f"{title}: {name}: {one}")


def main() -> None:
    """Judge mutants as asked on the command line, and print what became of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--nombre", type=int, default=NUMBER, help="how many true faults")
    parser.add_argument("--seed", type=int, default=SEED, help="what the choice depends on")
    parser.add_argument("--genre", default="", help="only the kinds whose name holds this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kit = spoilable(shutil.copytree(KIT, Path(folder) / "kit"))
        start = time.process_time()
        _print(
            run(kit, {n: k for n, k in KINDS.items() if asked.genre in n}, asked.nombre, asked.seed)
        )
        print(f"{time.process_time() - start:.1f} CPU seconds\n")
        for name, tally in run(kit, NEUTRAL, 2 * len(NEUTRAL), asked.seed).items():
            refused = tally.made - len(tally.survivors)
            print(f"no fault: {name:30} {tally.made:3} made, {refused} refused {tally.crashes}")


if __name__ == "__main__":
    main()
