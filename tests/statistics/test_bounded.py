"""How far a mean strays by chance, on a scale that ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, norm

from benchmarks.score_shapes import SHAPES
from benvenuto.statistics.bounded import chance_limits, standard_errors, unheard


def test_the_unheard_call_by_hand() -> None:
    # Nine calls, mean 90, variance 100; the tenth may be a 0: (9 * 100 + 90^2) / 10 = 900
    assert unheard(90, 100, 9) == pytest.approx(900)
    # From the other end of the scale: a mean of 10 fears a 100.
    assert unheard(10, 100, 9) == pytest.approx(900)


def test_limits_by_hand_near_the_end_of_the_scale() -> None:
    # mean 0.9, variance 0.0036 (standard error 6 points): k = 0.09 / 0.0036 - 1 = 24, Beta(21.6, 2.4)
    # below: the beta's quantile at ndtr(-3) = 0.00135 lies farther than 90 - 18 = 72; above: 100, before 108
    low, high = chance_limits(90, 36, 3)
    assert low == pytest.approx(100 * beta.ppf(norm.cdf(-3), 21.6, 2.4))
    assert low < 72
    assert high == 100


def test_in_the_middle_of_the_scale_they_are_the_normal_ones() -> None:
    low, high = chance_limits(50, 4, 3)
    assert (low, high) == pytest.approx((44, 56), abs=0.05)


@given(st.floats(0, 100), st.floats(1e-6, 2500), st.floats(0, 100), st.floats(0.5, 5))
def test_a_mean_is_beyond_a_limit_just_when_it_lies_so_many_errors_away(
    mean: float, variance: float, seen: float, errors: float
) -> None:
    low, high = chance_limits(mean, variance, errors)
    away = standard_errors(seen, mean, variance)
    assert 0 <= low <= mean + 1e-6
    assert mean - 1e-6 <= high <= 100
    if away < -errors - 1e-6:
        assert seen <= low + 1e-4
    if away > errors + 1e-6:
        assert seen >= high - 1e-4


@pytest.mark.parametrize(
    "shape", ["ordinary", "ordinary, 2% critical zeros", "ceiling, 5% critical zeros", "pass or fail, 97% pass"]
)
def test_chance_keeps_within_three_errors_where_normal_limits_would_alarm(shape: str) -> None:
    rng = np.random.default_rng(31)
    scores = SHAPES[shape](rng, (40_000, 15))
    truth, variance = scores.mean(), scores.var() / 15
    means = scores.mean(axis=1)
    low, high = chance_limits(truth, variance, 3)
    ours = np.mean((means < low) | (means > high))
    normal = np.mean(np.abs(means - truth) > 3 * np.sqrt(variance))
    assert ours <= 0.006
    assert ours <= normal
