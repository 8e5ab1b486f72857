"""Spoil the real kit in thousands of seeded ways, and see what ``verifier`` says of each.

``python tests/support/mutants.py [--nombre N] [--seed N] [--genre WORD]`` prints for each kind how many
mutants were refused, at the right file and at the right line, then what survives. Only the file
that was changed is read again, and only its sentences are looked at; a mutant that is not refused
at its place is judged again on the whole kit, and one in forty from the files, to show that both
ways agree. What is accepted is then built: letters in every format, pages.
"""

import argparse
import datetime as dt
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

from prevenance import checks
from prevenance.catalog import FILES, FOLDERS, LANGUAGES, Catalog
from prevenance.catalog.loader import _Loader, load
from prevenance.checks import prose, safety
from prevenance.documents.formats import offered
from prevenance.documents.press import Press
from prevenance.problems import Problem
from prevenance.site.pages import pages
from support.mutations import ANYWHERE, FRENCH, KINDS, Kind, Mutant
from support.neutral import NEUTRAL
from support.spots import Written, written

KIT = Path(__file__).parents[2] / "kit"
TODAY = dt.date(2026, 11, 24)
SEED = 20261124
NUMBER = 2000
AGAIN = 40
"""One mutant in this many is judged again from the files."""


class Kit:
    """A copy of kit/ whose files are spoilt one at a time, and read again alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {file.name: file for file in written(root)}
        self.sound = _Loader(root)
        self.sound_ids = _identities(self.sound.load())
        for name, file in self.files.items():
            if file.markdown and file.translation:
                original = self.files[name.replace(".en.", ".")]
                FRENCH[name] = original.text[original.body_start :]

    def spoilt(self, mutant: Mutant) -> Catalog:
        """Return the catalog of the kit with one mutant."""
        path = self.root / mutant.file
        content = mutant.content(self.files[mutant.file].text)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        try:
            return self._again(mutant.file)
        finally:
            path.write_text(self.files[mutant.file].text, "utf-8")

    def told(self, catalog: Catalog) -> list[Problem]:
        """Return what the rules say, those about sentences of what was read again alone."""

        def read_again(
            catalog: Catalog, item: Any, suffix: str, skipped: frozenset[str] = prose.NOT_PROSE
        ) -> Iterator[prose.Sentence]:
            if id(item) not in self.sound_ids:
                yield from of_item(catalog, item, suffix, skipped)

        of_item = prose.of_item
        with (
            patch.object(prose, "of_item", read_again),
            patch.object(safety, "of_item", read_again),
        ):
            return checks.check(catalog, TODAY)

    def in_full(self, mutant: Mutant) -> list[Problem]:
        """Return what the whole kit is told of a mutant, read from the files by every rule."""
        path = self.root / mutant.file
        content = mutant.content(self.files[mutant.file].text)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        try:
            return checks.check(load(self.root), TODAY)
        finally:
            path.write_text(self.files[mutant.file].text, "utf-8")

    def _again(self, name: str) -> Catalog:
        """Read again one file with its translation, or its original; the rest stays as it was."""
        loader = _Loader(self.root)
        loader.items = {a: dict(found) for a, found in self.sound.items.items()}
        loader.translated = {a: dict(found) for a, found in self.sound.translated.items()}
        loader.marks = dict(self.sound.marks)
        if name in FILES or name == "champs.en.yml":
            french = name.replace(".en.", ".")
            cls, attribute = FILES[french]
            loader.items[attribute], loader.translated[attribute] = {}, {}
            loader.load_collection(french, cls, attribute)
            if attribute == "fields" and (self.root / "champs.en.yml").exists():
                loader.load_collection("champs.en.yml", cls, attribute, translation=True)
            if name == "champs.en.yml" and not (self.root / name).exists():
                del loader.marks[name]
            return loader.catalog()
        folder, _, file = name.partition("/")
        cls, attribute, suffix = FOLDERS[folder]
        stem = file.removesuffix(suffix).removesuffix(".en")
        for collection in (loader.items, loader.translated):
            collection[attribute].pop(stem, None)
        for path, read in (
            (self.root / folder / f"{stem}{suffix}", loader.load_item),
            (self.root / folder / f"{stem}.en{suffix}", loader.load_translation),
        ):
            loader.marks.pop(path.relative_to(self.root).as_posix(), None)
            if path.exists():
                read(path, cls, attribute)
        for now, before in (
            (loader.items, self.sound.items),
            (loader.translated, self.sound.translated),
        ):
            found = now[attribute]
            now[attribute] = {n: found[n] for n in before[attribute] if n in found}
        return loader.catalog()


def _identities(catalog: Catalog) -> frozenset[int]:
    """Tell the items of a kit, in each language, from those that are read later."""
    items = chain(catalog.items(), *(other.items() for other in catalog.translations.values()))
    return frozenset(map(id, items))


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

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.tallies: dict[str, Tally] = {}
        self.judged = 0

    def judge(self, kind: str, mutant: Mutant) -> None:
        """Count a mutant of a kind."""
        tally = self.tallies.setdefault(kind, Tally())
        what = f"{mutant.file}:{max(mutant.lines)}: {mutant.what(self.kit.files[mutant.file].text)}"
        tally.made += 1
        self.judged += 1
        catalog = self.kit.spoilt(mutant)
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
            every = self.kit.in_full(mutant)
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
    kit: Kit, kinds: Mapping[str, Kind], number: int, seed: int, part: slice = slice(None)
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
        kit = Kit(shutil.copytree(KIT, Path(folder) / "kit"))
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
