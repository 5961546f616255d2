"""The funnel: who is called above or below, by hand; and that equals are almost never called different."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from benchmarks.comparisons import called, differing, placed, reports
from benchmarks.score_shapes import SHAPES
from benvenuto.statistics.funnel import FunnelStanding, funnel, overdispersion
from benvenuto.statistics.intervals import Estimate


def heard(mean: float, n: float = 40, variance: float = 100) -> Estimate:
    return Estimate(round(n), n, mean, 0, 100, variance)


TEN = {f"agent {nth}": heard(78 + nth % 3) for nth in range(10)}


def test_the_centre_and_the_variance_of_one_call_by_hand():
    # 400 calls, mean 78.9: pooled 40 * 100 * 10 / (39 * 10) = 102.564; with the unheard zero
    # (400 * 102.564 + 78.9^2) / 401 = 117.83
    found = funnel(TEN)
    assert found is not None
    assert found.centre == pytest.approx(78.9)
    assert found.variance == pytest.approx(117.83, abs=0.01)


def test_without_anybody_to_call_the_line_is_bonferronis():
    # Ten agents: 5% / 10, two sides: 2.807 standard errors.
    found = funnel(TEN)
    assert found is not None
    assert found.cut == pytest.approx(norm.ppf(1 - 0.05 / 10 / 2))
    assert {place.standing for place in found.places.values()} == {FunnelStanding.AS_EXPECTED}


def test_one_far_below_and_one_far_above_are_called_and_lie_outside_the_drawn_limits():
    found = funnel(TEN | {"Anna": heard(93), "Anselmo": heard(55)})
    assert found is not None
    assert found.places["Anna"].standing is FunnelStanding.ABOVE
    assert found.places["Anselmo"].standing is FunnelStanding.BELOW
    low, high = found.limits([40, 10])
    assert 55 < low[0] < 78 < high[0] < 93
    assert low[1] < low[0]
    assert high[1] > high[0]
    # Two of twelve called: the line moves to 5% * 2 / 12.
    assert found.cut == pytest.approx(norm.ppf(1 - 0.05 * 2 / 12 / 2))


def test_nine_calls_are_too_few_to_say_however_far_off():
    found = funnel(TEN | {"Anselmo": heard(20, 9)})
    assert found is not None
    assert found.places["Anselmo"].standing is FunnelStanding.TOO_FEW
    assert found.centre == pytest.approx(78.9)
    assert funnel({"Anselmo": heard(20, 9)}) is None


def test_ten_calls_of_which_two_were_zeros_are_weighed_by_their_own_spread():
    steady = funnel(TEN | {"Anselmo": heard(62, 10)})
    two_zeros = funnel(TEN | {"Anselmo": heard(62, 10, 1000)})
    assert steady is not None
    assert two_zeros is not None
    assert steady.places["Anselmo"].errors < -3
    assert -3 < two_zeros.places["Anselmo"].errors < 0


def test_where_agents_vary_much_being_below_is_not_yet_standing_out():
    varied = {f"agent {nth}": heard(60 + 3 * nth) for nth in range(12)}
    found = funnel(varied)
    assert found is not None
    assert found.between > 5
    assert FunnelStanding.BELOW in {place.standing for place in found.places.values()}
    assert not any(place.stands_out for place in found.places.values())
    low, high = found.ordinary(40)
    assert low < 60
    assert high > 93


def test_over_dispersion_by_hand():
    # Anna's weeks: 80 and 90, Anselmo's 70 and 60, each of 10 calls with variance 90.
    # between: 10 * (25 * 4) / (4 - 2) = 500; within: 4 * 10 * 90 / (4 * 9) = 100; 5 times.
    weeks = {"Anna": [heard(80, 10, 90), heard(90, 10, 90)], "Anselmo": [heard(70, 10, 90), heard(60, 10, 90)]}
    assert overdispersion(weeks) == pytest.approx(5)


def test_over_dispersion_is_never_less_than_chance():
    assert overdispersion({"Anna": [heard(80, 10, 90), heard(80, 10, 90)]}) == 1
    assert overdispersion({"Anna": [heard(80)]}) == 1
    assert overdispersion({}) == 1
    assert overdispersion({"Anna": [heard(80, 10, 0), heard(90, 10, 0)]}) == 1


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 200), st.floats(0, 2500)), min_size=1, max_size=20))
def test_everybody_has_a_place_and_whoever_is_called_is_on_that_side(agents: list[tuple[float, float, float]]):
    estimates = {nth: heard(*one) for nth, one in enumerate(agents)}
    found = funnel(estimates)
    if found is None:
        assert all(one.effective_n < 10 for one in estimates.values())
        return
    assert list(found.places) == list(estimates)
    for place in found.places.values():
        if place.standing is FunnelStanding.ABOVE:
            assert place.estimate.mean > found.limits(place.estimate.effective_n)[1] - 1e-6
        if place.standing is FunnelStanding.BELOW:
            assert place.estimate.mean < found.limits(place.estimate.effective_n)[0] + 1e-6


@pytest.mark.parametrize(
    "shape", ["ordinary", "ordinary, 2% critical zeros", "near the ceiling, 3% zeros", "all 90, 2% critical zeros"]
)
def test_simulated_at_equal_true_skill_at_most_5_reports_in_100_call_anybody_different(shape: str):
    rng = np.random.default_rng(44)
    found = [called(placed(reports(SHAPES[shape], np.zeros(40), 10, rng))).any() for _ in range(200)]
    assert np.mean(found) <= 0.05


def test_simulated_restless_weeks_call_nobody_once_over_dispersion_is_known():
    # Equal agents whose weeks, of 8 calls, stray by 5 points of their own.
    rng = np.random.default_rng(45)
    blind, knowing = [], []
    for _ in range(60):
        scores = 80 + rng.normal(0, 5, (30, 12, 1)) + rng.normal(0, 8, (30, 12, 8))
        weeks = {
            agent: [Estimate(8, 8, float(week.mean()), 0, 100, float(week.var())) for week in one]
            for agent, one in enumerate(scores)
        }
        whole = {
            agent: replace(heard(float(one.mean()), 96), variance=float(one.var())) for agent, one in enumerate(scores)
        }
        wide = overdispersion(weeks)
        found = [funnel(whole), funnel(whole, overdispersion=wide)]
        assert found[0] is not None
        assert found[1] is not None
        blind.append(called(found[0]).any())
        knowing.append(called(found[1]).any())
    assert np.mean(knowing) <= 0.05 < np.mean(blind)


def test_simulated_real_differences_are_found_and_rarely_on_the_wrong_side():
    found = differing(40, 4, 20, np.random.default_rng(46))
    assert found.detected > 0.35
    assert found.wrong <= 0.03
