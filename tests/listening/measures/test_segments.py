"""Time put together, cut and joined: never touching, never empty, always in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.measure import Segment, Segments
from benvenuto.listening.measures.segments import clip, complement, intersection, join, total_s, union
from tests.listening.measures.hearing import segments

SOME = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 40)).map(lambda one: Segment(one[0] / 10, (one[0] + one[1]) / 10)),
    max_size=12,
)


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        ("1-3", "5-7", "1-3 5-7"),
        ("1-3", "3-5", "1-5"),  # touching
        ("1-9", "2-4 5-6", "1-9"),  # nested
        ("1-4", "3-6", "1-6"),
        ("", "1-2", "1-2"),
        ("", "", ""),
        ("5-7 1-3", "2-2", "1-3 5-7"),  # out of order, empty
    ],
)
def test_a_union_is_the_time_in_either(left: str, right: str, both: str) -> None:
    assert union(segments(left), segments(right)) == segments(both)


@pytest.mark.parametrize(
    ("left", "right", "common"),
    [
        ("1-3", "3-5", ""),  # touching
        ("1-9", "2-4 5-6", "2-4 5-6"),  # nested
        ("1-4 6-9", "3-7", "3-4 6-7"),
        ("", "1-2", ""),
    ],
)
def test_an_intersection_is_the_time_in_both(left: str, right: str, common: str) -> None:
    assert intersection(segments(left), segments(right)) == segments(common)
    assert intersection(segments(right), segments(left)) == segments(common)


@pytest.mark.parametrize(
    ("inside", "duration", "rest"),
    [("", 5, "0-5"), ("0-5", 5, ""), ("0-1 3-4", 5, "1-3 4-5"), ("", 0, ""), ("2-3", 3, "0-2")],
)
def test_a_complement_is_what_is_left_of_the_call(inside: str, duration: float, rest: str) -> None:
    assert complement(segments(inside), duration) == segments(rest)


def test_a_pause_as_long_as_the_threshold_stays_open() -> None:
    assert join(segments("0-2.3 3.3-4 4.9-6"), 1.0) == segments("0-2.3 3.3-6")


def test_what_reaches_over_the_end_is_cut_there() -> None:
    assert clip(segments("8-12 20-21"), 10) == segments("8-10")


def test_what_ends_where_the_other_begins_shares_no_time_with_it_whatever_the_last_bits_of_a_sum_are() -> None:
    agent, caller = (Segment(17.8, 17.8 + 6.4),), (Segment(24.2, 25.0),)
    assert intersection(agent, caller)  # 17.8 + 6.4 is 24.200000000000003
    assert not intersection(clip(agent, 60), clip(caller, 60))


@given(SOME, SOME)
def test_union_and_intersection_share_out_the_time(left: list[Segment], right: list[Segment]) -> None:
    one, other = union(left), union(right)
    both, common = union(one, other), intersection(one, other)
    assert total_s(both) + total_s(common) == pytest.approx(total_s(one) + total_s(other))
    assert well_formed(both)
    assert well_formed(common)
    assert total_s(both) + total_s(complement(both, 30)) == pytest.approx(30)


@given(SOME, st.floats(0, 3))
def test_joining_loses_nothing_and_leaves_no_short_pause(some: list[Segment], pause_s: float) -> None:
    joined = join(some, pause_s)
    assert intersection(joined, union(some)) == union(some)
    gaps = pairwise(joined)
    assert all(Segment(one.end_s, next_.start_s).length_s >= pause_s for one, next_ in gaps)


def well_formed(some: Segments) -> bool:
    in_order = all(one.end_s < other.start_s for one, other in pairwise(some))
    return in_order and all(one.start_s < one.end_s for one in some)
