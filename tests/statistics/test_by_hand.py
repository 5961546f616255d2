"""Figures worked out a second way, where simulations and peers let a wrong term pass (found by mutating the code)."""

from __future__ import annotations

import numpy as np
import pytest
import scipy

from benvenuto.statistics.decomposition import what_moved
from benvenuto.statistics.enough import Change, Difference, difference, said_by
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.proportions import wilson
from benvenuto.statistics.rank_correlation import between, mid_ranks, within_groups
from benvenuto.statistics.tally import GROUPS, Tally
from benvenuto.statistics.weighting import weighted_mean_from
from tests.statistics.test_decomposition import Call, calls


def test_the_interval_of_a_change_is_the_jackknifes_worked_out_on_the_mean_itself() -> None:
    random = np.random.default_rng(7)

    def some(many: int) -> Tally:
        marks = random.choice([0.0, 0.5, 1.0], (many, 2))
        rows: list[Call] = [
            (0, 0, list(map(float, pair)), float(10 * (nth % 3 == 0))) for nth, pair in enumerate(marks)
        ]
        return calls(*rows)

    def left_out(tally: Tally) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The mean score with each group of calls left out."""
        points, number = tally.points.sum(axis=(1, 2, 3)) - tally.lost.sum(axis=(1, 2)), tally.calls.sum(axis=(1, 2))
        means = [(points.sum() - points[nth]) / (number.sum() - number[nth]) for nth in range(GROUPS) if number[nth]]
        return np.array(means)

    before, after = some(12), some(47)  # twelve calls fill twelve groups, so the eleven degrees of freedom are theirs
    movement = what_moved(before, after)
    assert movement is not None
    variance = sum((len(m) - 1) / len(m) * ((m - m.mean()) ** 2).sum() for m in (left_out(before), left_out(after)))
    reach = scipy.stats.t.ppf(0.975, 11) * variance**0.5
    assert movement.change.low == pytest.approx(movement.change.points - reach)
    assert movement.change.high == pytest.approx(movement.change.points + reach)


def test_a_rank_correlation_within_groups_is_its_formula_group_by_group() -> None:
    random = np.random.default_rng(8)
    groups = np.repeat(np.arange(4), [2, 1, 7, 9])  # one of two counts, one of one says nothing
    x, y = random.normal(size=groups.size), random.normal(size=groups.size)
    r, s = mid_ranks(x, groups), mid_ranks(y, groups)
    sums = [[float((a * b)[groups == group].sum()) for group in range(4)] for a, b in ((r, s), (r, r), (s, s))]
    correlation = within_groups([2, 1, 7, 9], *sums)
    assert correlation is not None
    spreads = np.zeros(3)
    for group in (0, 2, 3):
        own, other = r[groups == group] / sum(groups == group), s[groups == group] / sum(groups == group)
        own, other = own - own.mean(), other - other.mean()
        spreads += [(own * other).sum(), (own**2).sum(), (other**2).sum()]
    value = spreads[0] / (spreads[1] * spreads[2]) ** 0.5
    assert (correlation.n, correlation.groups) == (18, 3)
    assert correlation.value == pytest.approx(value)
    reach = scipy.stats.norm.ppf(0.975) * ((1 + value**2 / 2) / (18 - 3 + 1 - 3)) ** 0.5
    assert correlation.low == pytest.approx(np.tanh(np.arctanh(value) - reach))


def test_a_rank_correlation_between_agents_counts_them_as_one_group() -> None:
    correlation = between(range(10), [0.1 * (nth % 7) for nth in range(10)])
    assert correlation is not None
    assert (correlation.n, correlation.groups) == (10, 1)


@pytest.mark.parametrize(
    ("low", "high", "change"),
    [
        (0.0, 2.0, Change.NOISE),
        (-2.0, 0.0, Change.NOISE),
        (0.2, 2.0, Change.SIGNAL),
        (-2.0, -0.2, Change.SIGNAL),
        (-0.2, 0.2, Change.NOISE),
    ],
)
def test_a_difference_is_a_change_when_its_interval_leaves_out_0(low: float, high: float, change: Change) -> None:
    assert said_by(Difference((low + high) / 2, low, high)) is change


def test_a_difference_is_the_same_wherever_the_scale_begins() -> None:
    def shifted(by: float) -> Difference:
        before, after = (Estimate(n, n, mean + by, mean + by - 9, mean + by + 9, spread) for n, mean, spread in SIDES)
        return difference(before, after, low=by, high=100 + by)

    at_zero, at_twenty = shifted(0), shifted(20)
    assert at_twenty.low == pytest.approx(at_zero.low)
    assert at_twenty.high == pytest.approx(at_zero.high)


SIDES = ((14, 71.0, 160.0), (30, 84.0, 220.0))


@pytest.mark.parametrize("value", [0.1, 0.7])
def test_calls_all_alike_have_their_value_to_the_last_digit(value: float) -> None:
    total = value + value + value
    assert total / 3 != value  # 0.1 comes out a hair above, 0.7 a hair below
    _, mean, variance = weighted_mean_from(3, value, value, 3, 3, total, total, value * total)
    assert (float(mean), float(variance)) == (value, 0.0)


def test_wilsons_interval_never_leaves_0_to_1_and_holds_its_share() -> None:
    n = np.arange(1, 3000)
    for share in (0.0, 0.5, 1.0):
        low, high = wilson(np.full(n.size, share), n)
        assert (low >= 0).all()
        assert (high <= 1).all()
        assert (low <= share).all()
        assert (high >= share).all()
