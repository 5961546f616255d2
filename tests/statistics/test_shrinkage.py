"""Shrunken estimates: by hand, closer to the truth than raw means, and honest about what they do not know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.comparisons import differing, with_one_estimate
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.shrinkage import one_call, posterior, shrink


def heard(mean: float, n: float = 20, variance: float = 190) -> Estimate:
    return Estimate(round(n), n, mean, 0, 100, variance)


def test_the_variance_of_one_call_is_pooled_over_all() -> None:
    # (20 * 190 + 5 * 100) / (19 + 4) = 186.957
    assert one_call({"Anna": heard(80), "Anselmo": heard(70, 5, 100)}) == pytest.approx(186.957, abs=1e-3)


def test_by_hand_when_the_spread_is_known() -> None:
    # A thousand agents fix tau at about 6: means +-10 have mean square 100 = tau^2 + 64. B = 64 / 100.
    # Each is shrunken to (1 - 0.64) * 10 = 3.6 from the centre; variance 64 * 0.36 = 23.04.
    found = posterior(np.tile([70.0, 90.0], 500), np.full(1000, 64.0))
    assert found.centre == pytest.approx(80)
    assert found.mean[0] == pytest.approx(76.4, abs=0.05)
    assert found.variance[0] == pytest.approx(23.04, abs=0.3)
    assert found.own[0] == pytest.approx(0.36, abs=0.005)


def test_fewer_calls_are_drawn_closer_to_the_mean_of_all() -> None:
    found = shrink({"Anna": heard(70, 60), "Anselmo": heard(70, 5), **{str(n): heard(75 + n) for n in range(10)}})
    assert found is not None
    anna, anselmo = found.shrunken["Anna"], found.shrunken["Anselmo"]
    assert anna.mean < anselmo.mean < found.centre
    assert anna.own > anselmo.own
    assert anna.high - anna.low < anselmo.high - anselmo.low
    assert (anna.raw.mean, anselmo.raw.mean) == (70, 70)


def test_nobody_has_no_estimates_and_one_alone_keeps_its_own() -> None:
    assert shrink({}) is None
    found = shrink({"Anna": heard(83)})
    assert found is not None
    assert found.shrunken["Anna"].mean == pytest.approx(83)


def test_agents_all_alike_to_the_last_digit_are_no_error() -> None:
    found = shrink({name: heard(100, 10, 0) for name in ("Anna", "Anselmo", "Agata")})
    assert found is not None
    assert found.shrunken["Agata"].mean == pytest.approx(100)
    assert np.isfinite(found.between)


def test_over_dispersed_calls_are_worth_less() -> None:
    agents = {str(n): heard(70 + 2 * n) for n in range(10)}
    plain, wide = shrink(agents), shrink(agents, overdispersion=3)
    assert plain is not None
    assert wide is not None
    assert wide.shrunken["0"].own < plain.shrunken["0"].own


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 200), st.floats(0, 2500)), min_size=1, max_size=20))
def test_it_always_holds_its_mean_and_lies_between_raw_and_centre(agents: list[tuple[float, float, float]]) -> None:
    found = shrink({nth: heard(*one) for nth, one in enumerate(agents)})
    assert found is not None
    assert 0 <= found.between_low <= found.between <= found.between_high
    for one in found.shrunken.values():
        assert 0 <= one.low <= one.mean + 1e-9
        assert one.mean - 1e-9 <= one.high <= 100
        assert -1e-9 <= one.own <= 1 + 1e-9


def test_a_grid_twice_as_fine_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(41)
    means, variances = rng.normal(80, 6, 30), 200 / rng.integers(5, 60, 30)
    coarse = posterior(means, variances)
    monkeypatch.setattr("benvenuto.statistics.shrinkage.GRID", 401)
    fine = posterior(means, variances)
    assert np.abs(coarse.mean - fine.mean).max() < 0.01
    assert np.abs(np.sqrt(coarse.variance) - np.sqrt(fine.variance)).max() < 0.01


@pytest.mark.parametrize(("spread", "share"), [(0, 0.15), (2, 0.4), (4, 0.7), (8, 0.9)])
def test_simulated_shrunken_estimates_beat_raw_means_and_cover_the_truth(spread: float, share: float) -> None:
    found = differing(30, spread, 40, np.random.default_rng(42))
    assert found.error < share * found.raw_error
    assert found.covered >= 0.9


def test_simulated_one_estimate_of_the_spread_would_be_too_sure() -> None:
    rng = np.random.default_rng(43)
    ours, theirs = [], []
    for _ in range(300):
        truth, variances = rng.normal(0, 2, 10), 196 / rng.integers(5, 61, 10)
        means = truth + rng.normal(size=10) * np.sqrt(variances)
        found = posterior(means, variances)
        ours.append(np.abs(found.mean - truth) < 1.96 * np.sqrt(found.variance))
        mean, variance, _ = with_one_estimate(means, variances)
        theirs.append(np.abs(mean - truth) < 1.96 * np.sqrt(variance))
    assert np.mean(ours) >= 0.92
    assert np.mean(theirs) < 0.88
