"""When there is something to say, and when a difference is more than chance."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from benchmarks.one_sample import mean_interval, proportion_interval
from benchmarks.score_shapes import SHAPES, Draw
from benvenuto.statistics.enough import ENOUGH_CALLS, Change, comparable, difference, enough_to_say, said_by
from benvenuto.statistics.intervals import Estimate, bounds

ORDINARY = SHAPES["ordinary, 2% critical zeros"]


def estimates(draw: Draw, n: int, rng: np.random.Generator, *, drop: float = 0, samples: int = 800) -> list[Estimate]:
    scores = np.maximum(draw(rng, (samples, n)) - drop, 0)
    mean, variance = scores.mean(axis=1), scores.var(axis=1)
    low, high = bounds(mean, variance, np.full(samples, n))
    return [Estimate(n, n, *facts) for facts in zip(mean, low, high, variance, strict=True)]


def signals(before: list[Estimate], after: list[Estimate]) -> float:
    return float(np.mean([said_by(difference(a, b)) is Change.SIGNAL for a, b in zip(before, after, strict=True)]))


def estimate(scores: list[float]) -> Estimate:
    return mean_interval(scores)


def test_four_calls_a_month_say_nothing_and_ten_say_something() -> None:
    assert not enough_to_say(4)
    assert not enough_to_say(ENOUGH_CALLS - 0.1)
    assert enough_to_say(ENOUGH_CALLS)


def test_the_reason_given_for_ten_calls_is_true() -> None:
    rng = np.random.default_rng(21)
    width = {n: np.mean([one.high - one.low for one in estimates(ORDINARY, n, rng, samples=4000)]) for n in (5, 10)}
    assert width[5] > 50
    assert width[10] == pytest.approx(100 / 3, abs=1)
    assert estimate([100.0] * ENOUGH_CALLS).low > 200 / 3


def test_by_hand_for_ten_calls_each_side() -> None:
    # ten 90s, then ten 60s, and a 0 and a 100 added to each: N = 12
    # before (900 + 100) / 12 = 83.333; squares 81000 + 10000: 91000 / 12 - 83.333^2 = 638.89; / 11 = 58.081
    # after  (600 + 100) / 12 = 58.333; squares 36000 + 10000: 46000 / 12 - 58.333^2 = 430.56; / 11 = 39.141
    # df (58.081 + 39.141)^2 / (58.081^2 / 11 + 39.141^2 / 11) = 21.195; t = 2.0784
    reach = student.ppf(0.975, 21.195) * sqrt(58.081 + 39.141)
    found = difference(estimate([90.0] * 10), estimate([60.0] * 10))
    assert found.mean == -30
    assert found.low == pytest.approx(-25 - reach, abs=2e-3)
    # The plain difference is always within: -25 + 20.5 is above it.
    assert found.high == pytest.approx(-25 + reach, abs=2e-3)


def test_ninety_two_against_eighty_four_on_five_calls_is_too_few() -> None:
    assert not comparable(estimate([92.0] * 5), estimate([84.0] * 5))


def test_a_side_without_calls_is_too_few() -> None:
    assert not comparable(None, estimate([84.0] * 50))
    assert not comparable(estimate([84.0] * 50), None)


def test_weights_can_make_many_calls_too_few() -> None:
    heavy = mean_interval([90.0] * 40, [100.0] + [1.0] * 39)
    assert not comparable(heavy, estimate([60.0] * 40))


def test_a_large_drop_is_a_signal_and_the_same_again_is_noise() -> None:
    good, poor = [95.0, 90, 100, 85] * 10, [70.0, 60, 75, 80] * 10
    assert said_by(difference(estimate(good), estimate(poor))) is Change.SIGNAL
    assert said_by(difference(estimate(good), estimate(good))) is Change.NOISE


def test_shares_are_compared_on_their_own_scale() -> None:
    before, after = proportion_interval([True] * 95 + [False] * 5), proportion_interval([True] * 70 + [False] * 30)
    assert said_by(difference(before, after, high=1)) is Change.SIGNAL
    assert said_by(difference(before, before, high=1)) is Change.NOISE


SIDE = st.lists(st.floats(0, 100), min_size=1, max_size=60)


@given(SIDE, SIDE)
def test_a_difference_holds_its_mean_and_turns_with_its_sides(first: list[float], second: list[float]) -> None:
    there, back = difference(estimate(first), estimate(second)), difference(estimate(second), estimate(first))
    assert there.low <= there.mean <= there.high
    assert there.low == pytest.approx(-back.high)


@pytest.mark.parametrize("shape", SHAPES)
def test_false_alarms_are_about_one_in_twenty_at_most(shape: str) -> None:
    rng = np.random.default_rng(22)
    for n, m in ((10, 60), (30, 30), (30, 200)):
        # 5%, and three standard errors of 500 samples.
        before, after = (estimates(SHAPES[shape], size, rng, samples=500) for size in (n, m))
        assert signals(before, after) <= 0.079, (n, m)


def test_a_drop_of_ten_points_is_found_as_often_as_documented() -> None:
    rng = np.random.default_rng(23)
    found = {n: signals(estimates(ORDINARY, n, rng), estimates(ORDINARY, n, rng, drop=10)) for n in (30, 60)}
    assert found[30] == pytest.approx(0.42, abs=0.06)
    assert found[60] == pytest.approx(0.87, abs=0.05)
