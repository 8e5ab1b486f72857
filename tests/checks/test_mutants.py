"""Thousands of seeded mutants of the real kit are refused, at their place; no neutral change is."""

import shutil

import pytest

from support.mutants import NUMBER, SEED, Tally, chosen, run, spoilable
from support.mutations import KINDS
from support.neutral import NEUTRAL
from support.rereading import KIT, Spoilable


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Spoilable:
    return spoilable(shutil.copytree(KIT, tmp_path_factory.mktemp("mutants") / "kit"))


def _all(tallies: dict[str, Tally], count: str) -> int:
    return sum(getattr(tally, count) for tally in tallies.values())


PARTS = 4
"""In how many tests the mutants are judged, so that several workers share them."""


def test_mutants_are_many_of_many_kinds(kit: Spoilable) -> None:
    mutants = list(chosen(list(kit.files.values()), KINDS, NUMBER, SEED))
    assert len(set(mutants)) == len(mutants) == NUMBER >= 2000
    assert len({kind for kind, _ in mutants}) == len(KINDS) >= 30


def test_sentences_that_did_not_change_are_no_fault(kit: Spoilable) -> None:
    assert kit.told(kit.catalog) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_true_faults_are_refused_at_their_place_and_stop_no_build(
    kit: Spoilable, part: int
) -> None:
    tallies = run(kit, KINDS, NUMBER, SEED, slice(part, None, PARTS))
    made = _all(tallies, "made")
    assert made == NUMBER / PARTS
    assert _all(tallies, "refused") >= 0.99 * made, [t.survivors for t in tallies.values()]
    assert _all(tallies, "right_file") >= 0.99 * made, [t.misplaced for t in tallies.values()]
    assert _all(tallies, "right_line") >= 0.97 * made, [t.misplaced for t in tallies.values()]
    assert [t.crashes for t in tallies.values() if t.crashes] == []
    assert [t.disagreements for t in tallies.values() if t.disagreements] == []


def test_a_change_that_matters_to_nobody_is_accepted_and_builds(kit: Spoilable) -> None:
    tallies = run(kit, NEUTRAL, 2 * len(NEUTRAL), SEED)
    assert _all(tallies, "made") == 2 * len(NEUTRAL)
    assert _all(tallies, "refused") == 0
    assert [t.crashes for t in tallies.values() if t.crashes] == []
