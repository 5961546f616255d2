"""The care score's interval: worked by hand, sound at every edge, and true as often as it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom

from benchmarks.one_sample import mean_interval
from benchmarks.score_shapes import SHAPES
from benvenuto.statistics.intervals import bounds

PROMISED = 0.93


def test_by_hand_for_two_calls() -> None:
    # 60 and 100 on 0..1: m = 0.8, v = 0.04, n = 2.
    # lower: r = 2 * 0.8 / 3 = 8/15; s2 = (2 * 0.04 / 3 + 2 * (0.8 / 3)^2) / 4 = 19/450
    #        k = (8/15 * 7/15) / (19/450) - 1 = 93/19; Beta(8/15 k, 7/15 k)
    # upper, from 0.2: r = 2 * 0.2 / 3 = 2/15; s2 = (2 * 0.04 / 3 + 2 * (0.2 / 3)^2) / 4 = 4/450
    #        k = (2/15 * 13/15) / (4/450) - 1 = 12; Beta(2/15 k, 13/15 k) = Beta(1.6, 10.4), mirrored
    found = mean_interval([60, 100])
    assert (found.n, found.effective_n, found.mean, found.variance) == (2, 2, 80, 400)
    assert found.low == pytest.approx(100 * beta.ppf(0.025, 8 / 15 * 93 / 19, 7 / 15 * 93 / 19))
    assert found.high == pytest.approx(100 - 100 * beta.ppf(0.025, 1.6, 10.4))


@pytest.mark.parametrize(("passed", "n"), [(0, 5), (1, 5), (9, 10), (10, 10), (97, 100), (150, 200)])
def test_pass_or_fail_is_clopper_pearson(passed: int, n: int) -> None:
    found = mean_interval([100] * passed + [0] * (n - passed))
    assert found.low == pytest.approx(100 * np.nan_to_num(beta.ppf(0.025, passed, n - passed + 1)))
    assert found.high == pytest.approx(100 * np.nan_to_num(beta.ppf(0.975, passed + 1, n - passed), nan=1))


def test_one_call_says_next_to_nothing() -> None:
    found = mean_interval([90])
    assert (round(found.low, 1), round(found.high, 1)) == (3.2, 99.0)


def test_calls_all_alike_are_not_taken_for_certainty() -> None:
    # Ten faultless calls: the unheard one may be a zero. 100 * 0.025 ** (1 / 10) = 69.2
    found = mean_interval([100] * 10)
    assert found.low == pytest.approx(100 * 0.025**0.1)
    assert found.high == 100


SCORES = st.lists(st.floats(0, 100), min_size=1, max_size=40)


@given(SCORES, st.sampled_from([0.5, 0.8, 0.95, 0.999]), st.data())
def test_it_always_holds_its_mean_and_stays_on_the_scale(
    scores: list[float], level: float, data: st.DataObject
) -> None:
    weight = st.floats(1e-3, 1e3)
    weights = data.draw(st.none() | st.lists(weight, min_size=len(scores), max_size=len(scores)))
    found = mean_interval(scores, weights, level=level)
    assert 0 <= found.low <= found.mean + 1e-9
    assert found.mean - 1e-9 <= found.high <= 100


@given(SCORES)
def test_it_is_the_same_seen_from_the_other_end(scores: list[float]) -> None:
    seen, mirrored = mean_interval(scores), mean_interval([100 - score for score in scores])
    assert seen.low == pytest.approx(100 - mirrored.high, abs=1e-6)


@given(SCORES)
def test_the_scale_only_changes_the_unit(scores: list[float]) -> None:
    points, shares = mean_interval(scores), mean_interval([score / 100 for score in scores], high=1)
    assert points.low == pytest.approx(100 * shares.low, abs=1e-6)
    assert points.high == pytest.approx(100 * shares.high, abs=1e-6)


def test_more_of_the_same_calls_are_narrower() -> None:
    widths = [found.high - found.low for k in (1, 2, 5, 20) for found in [mean_interval([70, 85, 90, 95, 100] * k)]]
    assert widths == sorted(widths, reverse=True)


def test_equal_weights_change_nothing_and_unequal_ones_cost_certainty() -> None:
    scores = [70.0, 85, 90, 95, 100, 60]
    plain, equal = mean_interval(scores), mean_interval(scores, [3] * 6)
    uneven = mean_interval(scores, [1, 1, 9, 1, 1, 1])
    assert plain == equal
    assert uneven.effective_n < 3
    assert uneven.high - uneven.low > plain.high - plain.low


def test_bounds_are_never_nan_from_one_call_to_a_million_million() -> None:
    n, mean, share = np.meshgrid(10.0 ** np.arange(13), [0, 1e-9, 1e-3, 50, 90, 99.9999, 100], [0, 1e-9, 0.01, 1, 50])
    low, high = bounds(mean, share * mean * (100 - mean), n)
    assert np.all((low >= 0) & (low <= mean) & (mean <= high) & (high <= 100))


def test_it_refuses_an_impossible_level() -> None:
    with pytest.raises(ValueError, match="level"):
        bounds(90, 0, 1, level=95)


@pytest.mark.parametrize("shape", SHAPES)
def test_simulated_coverage_keeps_the_promise(shape: str) -> None:
    rng = np.random.default_rng(11)
    draw = SHAPES[shape]
    truth = draw(rng, (100_000,)).mean()
    for n in (5, 12, 30, 80, 200):
        scores = draw(rng, (1000, n))
        low, high = bounds(scores.mean(axis=1), scores.var(axis=1), np.full(1000, n))
        assert np.mean((low <= truth + 1e-6) & (truth - 1e-6 <= high)) >= PROMISED, n


@pytest.mark.parametrize(
    "pair", [(100, 0), (98, 0), (95, 0), (90, 0), (80, 0), (50, 0), (90, 50), (100, 80), (80, 100)]
)
def test_exact_coverage_keeps_the_promise_at_every_chance_of_the_rare_score(pair: tuple[int, int]) -> None:
    often, seldom = pair
    chance = np.concatenate([np.geomspace(1e-4, 0.02, 100), np.linspace(0.02, 0.5, 150)])[:, None]
    for n in (5, 6, 7, 9, 13, 16, 23, 36, 57, 100, 200):
        seen = np.arange(n + 1)
        share = seen / n
        low, high = bounds(
            often + (seldom - often) * share, (seldom - often) ** 2 * share * (1 - share), np.full(n + 1, n)
        )
        truth = often + (seldom - often) * chance
        covered = (low <= truth + 1e-9) & (truth - 1e-9 <= high)
        assert (binom.pmf(seen, n, chance) * covered).sum(axis=1).min() >= PROMISED, n


def test_simulated_coverage_holds_when_hard_calls_are_sampled_five_times_as_rarely() -> None:
    rng = np.random.default_rng(12)
    easy, hard = SHAPES["ordinary, 2% critical zeros"], SHAPES["ordinary, 5% critical zeros"]
    truth = (easy(rng, (200_000,)).mean() + hard(rng, (200_000,)).mean()) / 2
    for n in (5, 20, 100):
        rare = rng.random((1000, n)) < 1 / 6
        scores = np.where(rare, hard(rng, rare.shape), easy(rng, rare.shape))
        found = [mean_interval(x, w) for x, w in zip(scores, np.where(rare, 5, 1), strict=True)]
        assert np.mean([one.low <= truth <= one.high for one in found]) >= PROMISED, n
