"""Weeks that stray of themselves: how far by hand, how alike, and how rarely two periods are called different."""

from math import sqrt

import numpy as np
import pytest

from benchmarks.score_shapes import SHAPES
from benchmarks.weeks import called, together, weeks
from benvenuto.statistics.amounts import AmountEstimate, amount_difference
from benvenuto.statistics.enough import difference
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.straying import Straying, autocorrelation, straying


def week(mean: float, n: float = 10, variance: float = 90) -> Estimate:
    return Estimate(round(n), n, mean, 0, 100, variance)


def test_by_hand_for_four_weeks_and_two() -> None:
    # s^2 = 60 * 90 / 54 = 100; h = 0.2; steps of 10, 10, 10 and 20: (100 + 100 + 100 + 400) / 0.2 - 4 * 100 = 3100
    # t^2 = 3100 / (4 * 2 / 0.2) = 77.5; six weeks do not tell how alike they are
    found = straying([week(m) for m in (75, 85, 75, 85)], [week(m) for m in (70, 90)])
    assert found.before == pytest.approx(77.5 / 4)
    assert found.after == pytest.approx(77.5 / 2)
    assert found.freedom == pytest.approx(4 * 2 / 3)
    assert found.weeks == 6


def test_weeks_no_farther_apart_than_their_calls_explain_add_nothing() -> None:
    found = straying([week(80), week(82), week(81)], [week(79), week(81)])
    assert found == Straying(0, 0, 2, 5)
    assert found.widened(7, 40) == (7, 3)  # but of five weeks, t has no more than three degrees of freedom


def test_one_week_on_either_side_is_worth_one_degree_of_freedom() -> None:
    assert straying([week(80)], [week(60)]) == Straying(0, 0, 1, 2)
    assert straying([week(80)], [week(60)]).widened(7, 40) == (7, 1)


def test_a_lasting_change_within_a_period_is_no_straying() -> None:
    stepped, restless = [70.0, 72, 92, 90], [70.0, 92, 72, 90]
    after = [week(90), week(92)]
    lasting, own = (straying([week(m, 40) for m in means], after) for means in (stepped, restless))
    assert lasting.before < own.before / 2


def test_weeks_like_the_one_before_widen_more_and_are_worth_less() -> None:
    slow, shuffled = (
        [70.0, 75, 81, 86, 90, 88, 83, 77, 71, 68, 66, 69],
        [70, 90, 75, 86, 81, 68, 88, 83, 66, 77, 71, 69],
    )
    after = [week(80, 400), week(80, 400)]
    alike, mixed = (straying([week(m, 400) for m in means], after) for means in (slow, shuffled))
    assert alike.freedom < mixed.freedom / 4
    assert mixed.freedom == pytest.approx(12 * 2 / 3)
    assert alike.before > mixed.before / 2


def test_straying_weeks_widen_a_difference_of_scores_and_of_amounts_alike() -> None:
    weeks_apart = Straying(9, 16, 1e9, 10**9)
    better, worse = (Estimate(10_000, 10_000, mean, 0, 100, 100) for mean in (80, 70))
    delta = difference(better, worse, weeks_apart)
    assert delta.high - delta.low == pytest.approx(2 * 1.96 * sqrt(25 + 0.02), rel=0.01)
    slower, faster = (AmountEstimate(10_000, 10_000, mean, 0, 100, 100, 0, 200) for mean in (80, 70))
    delta = amount_difference(slower, faster, weeks_apart)
    assert delta.high - delta.low == pytest.approx(2 * 1.96 * sqrt(25 + 0.02), rel=0.01)


@pytest.mark.parametrize("truth", [0.0, 0.3, 0.6])
def test_the_autocorrelation_of_few_weeks_is_right_on_the_whole_and_loose_for_each(truth: float) -> None:
    rng = np.random.default_rng(41)
    series = together(truth, (4000, 26), rng)
    found = autocorrelation(series - series.mean(axis=1, keepdims=True))
    assert np.median(found) == pytest.approx(truth, abs=0.06)
    assert found.std() > 0.1


def test_weeks_all_alike_have_no_autocorrelation() -> None:
    assert autocorrelation(np.zeros(26)) == 0


@pytest.mark.parametrize(("alike", "stray", "most"), [(0.0, 0.0, 0.05), (0.0, 2.4, 0.05), (0.6, 2.4, 0.13)])
def test_two_periods_are_called_different_about_once_in_twenty_though_weeks_stray(
    alike: float, stray: float, most: float
) -> None:
    rng = np.random.default_rng(42)
    facts = weeks(SHAPES["ordinary, 2% critical zeros"], 100, alike, stray, rng, rounds=300)
    assert called(*facts, by_week=True) <= most
    if stray:
        assert called(*facts, by_week=False) > 0.2
