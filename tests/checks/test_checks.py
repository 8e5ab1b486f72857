"""Every rule has its examples, the real kit passes them all, and the command prints what they tell."""

import importlib
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import KIT, TODAY, Command
from prevenance import checks
from prevenance.catalog import Catalog
from prevenance.checks import Check
from prevenance.checks.sentences import Examined, examined
from prevenance.problems import Place, Problem
from support.faults import Fault, Sound, add, swap

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


@pytest.fixture(scope="module")
def kit(catalog: Catalog) -> Examined:
    return examined(catalog, TODAY)


def examples_of(check: Check) -> tuple[Sound | Fault, ...]:
    """Return the examples that stand beside a rule, in the test of its module."""
    module = importlib.import_module(f"test_{check.__module__.rpartition('.')[2]}")
    found: tuple[Sound | Fault, ...] = module.EXAMPLES.get(check, ())
    return found


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_a_rule_has_an_example_that_passes_and_one_that_fails(check: Check) -> None:
    assert {type(example) for example in examples_of(check)} == {Sound, Fault}


def test_faults_are_many_each_of_its_own_name() -> None:
    faults = [
        example.name
        for check in checks.CHECKS
        for example in examples_of(check)
        if isinstance(example, Fault)
    ]
    assert len(set(faults)) == len(faults) >= 170


def test_a_fault_without_a_remedy_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no remedy"):
        Problem(Place("profils/pme.yml", 1), "« x »", "un mot", "")


def test_a_remedy_is_told_even_when_nothing_known_is_close(run: Command, kit_copy: Path) -> None:
    edits = {
        "profils/pme.yml": swap("^courrier: .*", "courrier: zzzzzz"),
        "regles/mode.yml": swap(r"^facettes: \[intention,", "facettes: [zzzzzz,"),
        "blocs/sans-reponse.md": add("\n((bloc:zzzzzz))"),
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


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_the_real_kit_passes_every_check(kit: Examined, check: Check) -> None:
    assert list(check(kit)) == []


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
        "blocs/sans-reponse.md": [swap("^relu_le: .*", "relu_le: 2026-13-01")],
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
