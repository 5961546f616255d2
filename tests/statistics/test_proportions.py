"""Wilson's interval for a share of calls, plain and weighted."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.one_sample import proportion_interval
from benvenuto.statistics.proportions import wilson


def test_by_hand_for_nine_of_ten() -> None:
    # p = 0.9, n = 10, z = 1.96: z^2 = 3.8415
    # centre (0.9 + 0.19207) / 1.38415 = 0.78899
    # reach   sqrt(3.8415 * 0.09 / 10 + 0.19207^2) / 1.38415 = 0.19314
    found = proportion_interval([True] * 9 + [False])
    assert (found.n, found.effective_n, found.mean) == (10, 10, 0.9)
    assert found.low == pytest.approx(0.78899 - 0.19314, abs=2e-5)
    assert found.high == pytest.approx(0.78899 + 0.19314, abs=2e-5)


def test_all_free_of_errors_still_leaves_room() -> None:
    # p = 1: the lower bound is n / (n + z^2) = 20 / 23.8415
    found = proportion_interval([True] * 20)
    assert found.low == pytest.approx(20 / 23.8415, abs=1e-5)
    assert found.high == 1


def test_weights_count_by_the_calls_they_stand_for() -> None:
    # weights 1, 1, 2, 2; the two heavy ones pass: 4 / 6. Kish: 36 / 10 = 3.6.
    # Linearised variance (4 * (1/3)^2 * 2 + (2/3)^2 * 2) / 36 = 16/9 / 36; p (1 - p) = 2/9; 2/9 / (16/324) = 4.5 > 3.6
    found = proportion_interval([False, False, True, True], [1, 1, 2, 2])
    assert found.mean == pytest.approx(2 / 3)
    assert found.effective_n == pytest.approx(3.6)


def test_where_the_heavy_calls_are_the_ones_that_fail_n_is_worth_less() -> None:
    # weights 1 x 8 pass, 4 x 1 fails: p = 8/12, Kish 144 / 24 = 6
    # linearised (8 * (1/3)^2 + 16 * (2/3)^2) / 144 = 8 / 144; p (1 - p) / that = 2/9 * 18 = 4
    found = proportion_interval([True] * 8 + [False], [1] * 8 + [4])
    assert found.effective_n == pytest.approx(4)
    assert found.variance == pytest.approx(2 / 9)


@given(st.lists(st.tuples(st.booleans(), st.floats(1e-3, 1e3)), min_size=1, max_size=40))
def test_it_always_holds_its_share_and_stays_between_none_and_all(calls: list[tuple[bool, float]]) -> None:
    flags, weights = zip(*calls, strict=True)
    for found in (proportion_interval(flags), proportion_interval(flags, weights)):
        assert 0 <= found.low <= found.mean <= found.high <= 1
        assert 0 < found.effective_n <= len(calls) + 1e-9


def test_it_refuses_an_impossible_level() -> None:
    with pytest.raises(ValueError, match="level"):
        wilson(0.9, 10, level=1)


def test_coverage_is_95_percent_on_average_over_the_shares() -> None:
    rng = np.random.default_rng(13)
    for n in (10, 30, 100):
        truth = rng.random(40_000)
        low, high = wilson(rng.binomial(n, truth) / n, np.full(truth.shape, n))
        assert np.mean((low <= truth) & (truth <= high)) == pytest.approx(0.953, abs=0.007)


def test_weighted_coverage_stays_close_to_its_level() -> None:
    rng = np.random.default_rng(14)
    found = []
    for _ in range(1500):
        rare = rng.random(60) < 1 / 5
        flags = rng.random(60) < np.where(rare, 0.7, 0.9)
        found.append(proportion_interval(flags, np.where(rare, 4, 1)))
    # Each kind is half of all calls: (0.7 + 0.9) / 2.
    assert np.mean([one.low <= 0.8 <= one.high for one in found]) >= 0.93
    assert sqrt(60) < np.mean([one.effective_n for one in found]) < 60
