"""The median of times of which some have not ended yet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from benvenuto.statistics.waiting_times import MedianTime, median_time

# Freireich et al. (1963), remission in weeks under 6-MP: the textbook example of Kaplan and Meier's estimate
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_a_textbook_example_has_its_textbook_medians() -> None:
    assert median_time(REMISSION, RELAPSED).median == 23
    assert median_time(PLACEBO, [True] * 21).median == 8


def test_where_all_have_ended_the_interval_is_the_exact_one_of_order_statistics() -> None:
    times = np.arange(1.0, 31.0)
    # with 30 times: from the 10th to the 21st (Conover, 1999, table A3)
    found = median_time(times, np.ones(30, bool))
    assert (found.median, found.low, found.high) == (15, 10, 21)


def test_up_to_five_times_say_nothing_of_the_median() -> None:
    for n in range(1, 6):
        found = median_time(np.arange(1.0, n + 1), np.ones(n, bool))
        assert (found.low, found.high) == (0.0, None)
    assert median_time(np.arange(1.0, 7), np.ones(6, bool)).low == 1.0


def test_none_at_all_is_no_error() -> None:
    assert median_time([], []) == MedianTime(0, 0, None, 0.0, None)
    found = median_time([3.0, 4.0], [False, False])
    assert (found.happened, found.median, found.high) == (0, None, None)


def test_what_has_not_ended_yet_makes_the_median_later_not_earlier() -> None:
    fast = median_time([1.0] * 10, [True] * 10)
    waiting = median_time([1.0] * 10 + [40.0] * 15, [True] * 10 + [False] * 15)
    assert fast.median == 1.0
    assert waiting.median is None
    assert waiting.low >= 1.0


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60))
def test_the_median_lies_in_its_interval(rows: list[tuple[int, bool]]) -> None:
    found = median_time([time for time, _ in rows], [ended for _, ended in rows])
    if found.median is None:
        assert found.high is None
    else:
        assert found.low <= found.median
        assert found.high is None or found.median <= found.high
    assert (found.n, found.happened) == (len(rows), sum(ended for _, ended in rows))


@pytest.mark.parametrize("n", [8, 20, 60])
def test_the_interval_holds_the_truth_in_95_of_100_with_a_third_not_ended(n: int) -> None:
    random = np.random.default_rng(n)
    runs, held = 1500, 0
    truth = float(stats.expon.median())
    for _ in range(runs):
        life, follow = random.exponential(size=n), random.exponential(2.0, size=n)
        found = median_time(np.minimum(life, follow), life <= follow)
        held += found.low <= truth and (found.high is None or truth <= found.high)
    assert held / runs > 0.945


def test_times_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        median_time([-1.0], [True])
    with pytest.raises(ValueError, match="flags"):
        median_time([1.0, 2.0], [True])
