"""Thousands of seeded mutants of the real kit are refused, at their place; no neutral change is."""

import shutil

import pytest

from mutants import KIT, NUMBER, SEED, Kit, Tally, run
from mutations import KINDS
from neutral import NEUTRAL


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit(shutil.copytree(KIT, tmp_path_factory.mktemp("mutants") / "kit"))


def _all(tallies: dict[str, Tally], count: str) -> int:
    return sum(getattr(tally, count) for tally in tallies.values())


@pytest.mark.xdist_group("mutants")
def test_true_faults_are_refused_at_their_place_and_no_mutant_stops_a_build(kit: Kit) -> None:
    tallies = run(kit, KINDS, NUMBER, SEED)
    made = _all(tallies, "made")
    assert made >= 2000
    assert len(tallies) >= 30
    assert _all(tallies, "refused") >= 0.99 * made, [t.survivors for t in tallies.values()]
    assert _all(tallies, "right_file") >= 0.99 * made, [t.misplaced for t in tallies.values()]
    assert _all(tallies, "right_line") >= 0.97 * made, [t.misplaced for t in tallies.values()]
    assert [t.crashes for t in tallies.values() if t.crashes] == []
    assert [t.disagreements for t in tallies.values() if t.disagreements] == []


@pytest.mark.xdist_group("mutants")
def test_a_change_that_matters_to_nobody_is_accepted(kit: Kit) -> None:
    tallies = run(kit, NEUTRAL, 2 * len(NEUTRAL), SEED)
    assert _all(tallies, "refused") == 0
    assert [t.crashes for t in tallies.values() if t.crashes] == []
