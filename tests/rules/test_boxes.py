"""The proof by boxes, against brute force on small random tables."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from prevenance.model import Box
from prevenance.rules.boxes import accepts, gap, overlaps, volume


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[list[Box], dict[str, tuple[str, ...]]]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    values = {f"f{n}": tuple(f"v{i}" for i in range(size)) for n, size in enumerate(sizes)}
    accepted = {
        facet: st.lists(st.sampled_from(all_), min_size=1, unique=True).map(tuple)
        for facet, all_ in values.items()
    }
    boxes: list[Box] = draw(
        st.lists(st.fixed_dictionaries({}, optional=accepted), min_size=0, max_size=5)
    )
    return boxes, values


def brute(values: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(values, c, strict=True)) for c in product(*values.values())]


@given(small_tables())
def test_boxes_meet_leave_a_gap_and_count_as_their_combinations_do(
    table: tuple[list[Box], dict[str, tuple[str, ...]]],
) -> None:
    boxes, values = table
    every = brute(values)
    inside = [[accepts(box, case) for case in every] for box in boxes]
    found = {(i, j): shared for i, j, shared in overlaps(boxes, values)}
    assert set(found) == {
        (i, j)
        for (i, one), (j, other) in combinations(enumerate(inside), 2)
        if any(a and b for a, b in zip(one, other, strict=True))
    }
    for pair, shared in found.items():
        assert set(shared) == set(values)
        assert all(accepts(boxes[n], shared) for n in pair)
    uncovered = [case for n, case in enumerate(every) if not any(one[n] for one in inside)]
    hole = gap(boxes, values)
    assert (hole is None) == (not uncovered)
    assert hole is None or hole in uncovered
    assert [volume(box, values) for box in boxes] == [sum(one) for one in inside]
