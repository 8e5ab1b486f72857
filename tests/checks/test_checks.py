"""Every kind of fault is refused, with its place and its remedy, and the real kit has none."""

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import KIT, TODAY, Command, Result
from prevenance import checks
from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from prevenance.checks import Check
from support.faults import FAULTS, MEANING, STRUCTURE, Fault, add, swap, together

DATE = f"--date={TODAY.isoformat()}"


class Told(NamedTuple):
    """A fault as the command prints it."""

    file: str
    line: int
    key: str
    found: str
    mend: str


def told(output: str, kit: Path) -> list[Told]:
    """Read back what ``verifier`` printed, files relative to the kit."""
    found = []
    for place, text, rest in re.findall(r"(?m)^(/.*?): (.*)((?:\n    .*)*)", output):
        file, line, key = [*place.removeprefix(f"{kit}/").split(":", 2), "", ""][:3]
        line, key = (line, key) if line.isdigit() else ("", line)
        mend = re.search(r"corriger : (.*)", rest)
        found.append(Told(file, int(line or 0), key, text, mend[1] if mend else ""))
    return found


def is_about(one: Told, fault: Fault, line: int) -> bool:
    """Tell whether a printed fault is the one expected, its line within 1."""
    return (
        one.file == (fault.blamed or fault.file)
        and (abs(one.line - line) <= 1 if line else one.line == 0)
        and re.fullmatch(fault.key, one.key) is not None
        and fault.found in one.found
        and fault.mend in one.mend
    )


class Spoilt(NamedTuple):
    """A kit with many faults, what is printed about it, and what is expected of each fault."""

    kit: Path
    catalog: Catalog
    result: Result
    faults: dict[str, tuple[Fault, int]]


@pytest.fixture(scope="module")
def spoilt(run: Command, tmp_path_factory: pytest.TempPathFactory) -> tuple[Spoilt, ...]:
    """Give two kits with one fault of each kind: those seen first, those that need a sound kit."""
    kits = []
    for second in (False, True):
        kit = shutil.copytree(KIT, tmp_path_factory.mktemp("kit") / "kit")
        faults = together(kit, second)
        kits.append(Spoilt(kit, load(kit), run("verifier", kit, DATE), faults))
    return tuple(kits)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_refused_with_its_place_and_its_remedy(
    run: Command, spoilt: tuple[Spoilt, ...], tmp_path: Path, fault: Fault
) -> None:
    kit, _, result, faults = next((s for s in spoilt if fault.name in s.faults), spoilt[0])
    if fault.name in faults:
        fault, line = faults[fault.name]
    else:
        kit = shutil.copytree(KIT, tmp_path / "kit")
        line = fault.spoil(kit)
        result = run("verifier", kit, DATE, *["--strict"] * fault.strict)
    assert result.code == 1, result.text
    assert not result.err
    assert any(is_about(one, fault, line) for one in told(result.out, kit)), (
        f"expected at line {line} of {fault.blamed or fault.file}:\n{result.out}"
    )


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_a_check_is_failed_by_a_fault_made_for_it(
    spoilt: tuple[Spoilt, ...], tmp_path: Path, check: Check
) -> None:
    fault = next(fault for fault in MEANING if fault.check is check)
    kit = next((s.catalog for s in spoilt if fault.name in s.faults), None)
    if kit is None:
        copy = shutil.copytree(KIT, tmp_path / "kit")
        fault.spoil(copy)
        kit = load(copy)
    assert any(fault.found in problem.found for problem in check(kit, TODAY))


def test_at_least_sixty_kinds_of_faults_are_tried_each_once() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len(FAULTS) >= 60
    assert all(fault.found and fault.mend for fault in FAULTS)


def test_every_fault_that_is_told_carries_its_remedy(spoilt: tuple[Spoilt, ...]) -> None:
    assert [one for s in spoilt for one in told(s.result.out, s.kit) if not one.mend] == []


def test_a_remedy_is_told_even_when_nothing_known_is_close(run: Command, kit_copy: Path) -> None:
    edits = {
        "profils/pme.yml": swap("^courrier: .*", "courrier: zzzzzz"),
        "regles/mode.yml": swap(r"^facettes: \[intention,", "facettes: [zzzzzz,"),
        "blocs/contact.md": add("\n((bloc:zzzzzz))"),
        "canaux/courriel.yml": add("zzzzzz: 1"),
    }
    for file, change in edits.items():
        path = kit_copy / file
        before = path.read_text("utf-8")
        path.write_text(change(before), "utf-8")
        faults = told(run("verifier", kit_copy, DATE).out, kit_copy)
        path.write_text(before, "utf-8")
        assert faults, file
        assert all(one.mend for one in faults), faults


def test_every_check_is_failed_by_a_fault() -> None:
    tried = {fault.check for fault in MEANING}
    assert [check.__name__ for check in checks.CHECKS if check not in tried] == []


def test_faults_of_structure_need_no_check() -> None:
    assert not any(fault.check for fault in STRUCTURE)


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_the_real_kit_passes_every_check(catalog: Catalog, today: dt.date, check: Check) -> None:
    assert list(check(catalog, today)) == []


def test_the_real_kit_has_no_fault_and_no_warning(run: Command) -> None:
    result = run("verifier", KIT, DATE)
    assert result.code == 0
    assert result.out.endswith("0 faute(s), 0 avertissement(s)\n")
    assert told(result.out, KIT) == []


def test_overdue_sources_are_a_remark_and_a_fault_only_when_strict(run: Command) -> None:
    later = "--date=2027-04-01"
    result, strict = run("verifier", KIT, later), run("verifier", KIT, later, "--strict")
    assert (result.code, strict.code) == (0, 1)
    remarks, faults = told(result.out, KIT), told(strict.out, KIT)
    assert len(remarks) == len(faults) > 0
    assert {one.file for one in remarks} == {"sources.yml"}
    assert all(one.found.startswith("avertissement : source à relire depuis") for one in remarks)
    assert result.out.endswith(f"\n0 faute(s), {len(remarks)} avertissement(s)\n")
    assert strict.out.endswith(f"\n{len(faults)} faute(s), 0 avertissement(s)\n")


def test_all_faults_of_all_files_are_told_in_one_run_in_order(run: Command, kit_copy: Path) -> None:
    edits = {
        "profils/pme.yml": [swap("^resume:", "resumme:"), swap("^relu_le:.*", "relu_le: demain")],
        "canaux/courriel.yml": [add("zzz: 1")],
        "courriers/demander-accord.md": [swap("^role: .*", "role: lettre")],
        "glossaire.yml": [swap("^  terme: .*", "  terme:")],
        "blocs/contact.md": [swap("^relu_le: .*", "relu_le: 2026-13-01")],
    }
    for file, changes in edits.items():
        text = (kit_copy / file).read_text("utf-8")
        for change in changes:
            text = change(text)
        (kit_copy / file).write_text(text, "utf-8")
    result = run("verifier", kit_copy, DATE)
    faults = told(result.out, kit_copy)
    assert {one.file for one in faults} == set(edits)
    assert [(one.file, one.line) for one in faults] == sorted((f.file, f.line) for f in faults)
    assert len([one for one in faults if one.file == "profils/pme.yml"]) == 3
    assert result.out.endswith(f"\n{len(faults)} faute(s), 0 avertissement(s)\n")


def test_faults_are_annotations_in_github_actions(
    run: Command, kit_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kit_copy / "profils" / "pme.yml"
    path.write_text(add("zzz: 1")(path.read_text("utf-8")), "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    line = path.read_text("utf-8").count("\n")
    assert f"::error file={path},line={line}::clé inconnue" in run("verifier", kit_copy, DATE).out
