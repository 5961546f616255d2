"""Means of seconds and counts: intervals that hold for few and lopsided amounts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.one_sample import amount_interval, mean_interval
from benvenuto.statistics.amounts import AmountEstimate, amount_difference

AMOUNTS = st.lists(st.floats(0, 1e4, allow_nan=False), min_size=1, max_size=30)
Draw = Callable[[np.random.Generator, int], np.ndarray]
SHAPES: dict[str, tuple[Draw, float]] = {
    "even": (lambda rng, n: rng.normal(9, 1, n), 9.0),
    "waiting": (lambda rng, n: rng.exponential(2, n), 2.0),
    "interruptions": (lambda rng, n: rng.poisson(0.5, n).astype(float), 0.5),
    "mostly none": (lambda rng, n: rng.exponential(5, n) * (rng.random(n) < 0.4), 2.0),
}
"""Shapes that measures of sound have, with the true mean."""


def interval(amounts: list[float], weights: list[float] | None = None, largest: float = 1.0) -> AmountEstimate:
    return amount_interval(amounts, weights, largest=largest)


def test_worked_by_hand() -> None:
    # 0 0 1 1 1 2 2 3 4 6: mean 2, squares 4 4 1 1 1 0 0 1 4 16 = 32, v = 3.2, s / sqrt(n) = sqrt(3.2 / 9) = 0.5963
    # cubes -8 -8 -1 -1 -1 0 0 1 8 64 = 54, m3 = 5.4, g = 5.4 / 3.2^1.5 = 0.9434, corrected sqrt(90) / 8: 1.1187
    # h(2.2622) = sqrt(10) / 0.3729 (cbrt(1 + 3 * 0.3729 (2.2622 / 3.1623 - 1.1187 / 60)) - 1)
    #           = 8.4804 (cbrt(1.7794) - 1) = 1.7960; h(-2.2622) = 8.4804 (cbrt(0.1788) - 1) = -3.7026
    found = interval([0, 0, 1, 1, 1, 2, 2, 3, 4, 6])
    assert (found.n, found.mean) == (10, 2.0)
    assert found.variance == pytest.approx(3.2)
    assert found.skewness == pytest.approx(1.1187, abs=1e-4)
    assert found.low == pytest.approx(2 - 0.5963 * 1.7960, abs=2e-3)
    assert found.high == pytest.approx(2 + 0.5963 * 3.7026, abs=2e-3)


def test_without_skewness_it_is_students_interval() -> None:
    # 1..9: mean 5, s = 2.7386, t(8) = 2.3060: 5 -+ 2.3060 * 2.7386 / 3 = 5 -+ 2.1051
    found = interval([float(n) for n in range(1, 10)])
    assert (found.low, found.high) == pytest.approx((5 - 2.1051, 5 + 2.1051), abs=1e-3)


@given(AMOUNTS)
def test_the_mean_lies_within_and_nothing_is_below_zero(amounts: list[float]) -> None:
    found = interval(amounts)
    assert 0 <= found.low <= found.mean <= found.high < np.inf


@given(AMOUNTS, st.floats(0.1, 10))
def test_equal_weights_count_as_none(amounts: list[float], weight: float) -> None:
    plain, weighted = interval(amounts), interval(amounts, [weight] * len(amounts))
    assert weighted.mean == pytest.approx(plain.mean)
    assert weighted.high == pytest.approx(plain.high, rel=1e-6)


def test_calls_all_alike_are_no_certainty() -> None:
    found, scores = interval([0.0] * 12, largest=3.0), mean_interval([0.0] * 12, high=3.0)
    assert (found.low, found.high) == (0.0, scores.high)
    assert found.high > 0.5
    assert interval([0.0] * 12).high > 0.2, "never anything, anywhere: still no certainty"


def test_one_call_alone_says_next_to_nothing() -> None:
    found = interval([4.0], largest=10.0)
    assert found.low < 0.5
    assert found.high > 9.5


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [10, 30])
def test_it_covers_the_truth_as_often_as_it_says(shape: str, n: int) -> None:
    draw, truth = SHAPES[shape]
    rng = np.random.default_rng(20260304)
    found = [amount_interval(draw(rng, n), largest=20) for _ in range(1500)]
    covered = np.mean([one.low <= truth <= one.high for one in found])
    assert covered > 0.93, "1500 draws of a true 94.5% go under this once in a hundred"


def test_weighted_calls_cover_the_truth_too() -> None:
    # calls of two kinds, one drawn four times as often as the other, and weighted back
    rng = np.random.default_rng(20260305)
    often, seldom = rng.exponential(1, (1000, 24)), rng.exponential(4, (1000, 12))
    weights = [1.0] * 24 + [4.0] * 12  # of 72 calls 24 are of the first kind and 48 of the second
    truth = (24 * 1 + 48 * 4) / 72
    found = [amount_interval(np.concatenate(pair), weights) for pair in zip(often, seldom, strict=True)]
    assert np.mean([one.low <= truth <= one.high for one in found]) > 0.92


def test_a_difference_says_nothing_when_nothing_changed() -> None:
    rng = np.random.default_rng(20260306)
    alarms = 0
    for _ in range(1000):
        before, after = interval(list(rng.exponential(2, 100))), interval(list(rng.exponential(2, 12)))
        found = amount_difference(before, after)
        assert found.low <= found.mean <= found.high
        alarms += found.low > 0 or found.high < 0
    assert alarms < 75, "Welch's t: about 90"


def test_a_difference_is_found_and_has_its_direction() -> None:
    rng = np.random.default_rng(20260307)
    before, after = interval(list(rng.exponential(2, 60))), interval(list(rng.exponential(5, 60)))
    rise, fall = amount_difference(before, after), amount_difference(after, before)
    assert rise.low > 0
    assert (fall.low, fall.high) == pytest.approx((-rise.high, -rise.low))
    wider = amount_difference(before, after, level=0.999)
    assert wider.low < rise.low < rise.high < wider.high
