"""A weighted sample sums up to the numbers one gets by hand."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.statistics.weighting import WeightedMean, weighted_mean_from
from tests.sums import sums_of


def weighted_mean(values: Sequence[float], weights: Sequence[float] | None = None) -> WeightedMean:
    """The sample, added up as the product does it."""
    sums = sums_of(zip(values, weights or [1.0] * len(values), strict=True))
    assert sums is not None
    return WeightedMean(sums.n, *map(float, weighted_mean_from(sums.n, *sums[2:9])))


def test_equal_weights_are_the_plain_mean_and_spread() -> None:
    # 80, 90, 100: mean 90; ((-10)^2 + 0 + 10^2) / 3 = 66.67
    found = weighted_mean([80, 90, 100])
    assert (found.n, found.effective_n, found.mean) == (3, 3, 90)
    assert found.variance == pytest.approx(200 / 3)


def test_a_call_sampled_three_times_as_rarely_counts_three_times() -> None:
    # weights 1, 1, 3 (probabilities 3/3, 3/3, 1/3), scores 100, 80, 60
    # mean        (100 + 80 + 3 * 60) / 5               = 72
    # effective n  5^2 / (1 + 1 + 9)                    = 25 / 11
    # its variance (28^2 + 8^2 + 9 * 12^2) / 25         = 2144 / 25
    # of one call  2144 / 25 * 25 / 11                  = 2144 / 11
    found = weighted_mean([100, 80, 60], [1, 1, 3])
    assert found.mean == pytest.approx(72)
    assert found.effective_n == pytest.approx(25 / 11)
    assert found.variance == pytest.approx(2144 / 11)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 100)), min_size=1, max_size=30), st.floats(1e-6, 1e6))
def test_only_the_ratios_of_the_weights_matter(calls: list[tuple[float, float]], factor: float) -> None:
    scores, weights = zip(*calls, strict=True)
    once, scaled = weighted_mean(scores, weights), weighted_mean(scores, [weight * factor for weight in weights])
    assert scaled.mean == pytest.approx(once.mean)
    assert scaled.effective_n == pytest.approx(once.effective_n)
    assert scaled.variance == pytest.approx(once.variance, abs=1e-9)
    assert 1 - 1e-9 <= once.effective_n <= len(calls) + 1e-9


def test_the_linearised_variance_is_what_repeated_sampling_shows() -> None:
    rng = np.random.default_rng(7)
    weights = rng.choice([1.0, 4.0], p=[0.8, 0.2], size=(4000, 200))
    scores = np.where(weights > 1, 60, 90) + rng.uniform(-10, 10, weights.shape)
    found = [weighted_mean(x, w) for x, w in zip(scores.tolist(), weights.tolist(), strict=True)]
    # Half of all calls are each kind: 0.8 * 1 and 0.2 * 4 weigh the same.
    assert np.mean([one.mean for one in found]) == pytest.approx(75, abs=0.1)
    claimed = np.mean([one.variance / one.effective_n for one in found])
    assert claimed == pytest.approx(np.var([one.mean for one in found]), rel=0.08)
