"""Many estimates at once, each from the sums of its sample: a trend of thirty criteria is a thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from benvenuto.domain.sums import Sums, add_up
from benvenuto.statistics.amounts import AmountEstimate, amount_difference, amount_from
from benvenuto.statistics.enough import Difference, difference
from benvenuto.statistics.intervals import LEVEL, Estimate, bounds
from benvenuto.statistics.proportions import proportion_from
from benvenuto.statistics.straying import Straying, straying
from benvenuto.statistics.weighting import WeightedMean, weighted_mean_from
from benvenuto.storage.quality.trends import ByWeek

Sample = Sums | None
Estimator = Callable[[Sequence[Sample]], Sequence[Estimate | None]]
"""Samples in, an estimate each out, in the same order; None for an empty sample."""


def means(samples: Sequence[Sample]) -> Sequence[Estimate | None]:
    """Weighted mean score of each sample, 0..100, with its 95% interval; None for an empty one.

    Weights are inverse sampling probabilities; in one pass over all. Formulas and sources in
    `weighting.weighted_mean_from` and `intervals.bounds`.
    """
    estimates: list[Estimate | None] = [None] * len(samples)
    filled = [place for place, sample in enumerate(samples) if sample]
    if not filled:
        return estimates
    held = _weighted_means([sample for sample in samples if sample])
    low, high = bounds(held.mean, held.variance, held.effective_n)
    columns = (held.n, held.effective_n, held.mean, low, high, held.variance)
    for place, n, *figures in zip(filled, *(column.tolist() for column in columns), strict=True):
        estimates[place] = Estimate(int(n), *figures)
    return estimates


def shares(samples: Sequence[Sample]) -> Sequence[Estimate | None]:
    """Weighted proportion of each sample that is 100 and not 0, in percent, with Wilson's 95% interval.

    In percent, so that every line of a trend runs from 0 to 100.
    """
    filled = [sample for sample in samples if sample]
    if not filled:
        return [None] * len(samples)
    held = _weighted_means(filled)
    columns = (held.n, held.effective_n, held.mean / 100, held.variance / 100**2)
    estimates = map(_share, zip(*(column.tolist() for column in columns), strict=True))
    return [next(estimates) if sample else None for sample in samples]


def _share(held: tuple[float, float, float, float]) -> Estimate:
    n, *rest = held
    estimate = proportion_from(WeightedMean(int(n), *rest))
    return replace(
        estimate,
        mean=100 * estimate.mean,
        low=100 * estimate.low,
        high=100 * estimate.high,
        variance=100**2 * estimate.variance,
    )


def amounts(samples: Sequence[Sample]) -> Sequence[Estimate | None]:
    """Weighted mean amount of each sample (seconds, a count: 0 or more, no upper end), with its 95% interval."""
    largest = max((sample.most for sample in samples if sample), default=0.0)
    return [_amount(sample, largest) if sample else None for sample in samples]


def _amount(sample: Sums, largest: float) -> Estimate:
    held = _weighted_means([sample]).first()
    m = held.mean
    # the sum of w^3 (x - m)^3, multiplied out: m is known only now
    third = sample.w3x3 - 3 * m * sample.w3x2 + 3 * m**2 * sample.w3x - m**3 * sample.w3
    return amount_from(held, third / sample.w**3, largest=max(largest, 1.0))


def _amount_difference(before: Estimate, after: Estimate, weeks: Straying, level: float) -> Difference:
    return amount_difference(cast(AmountEstimate, before), cast(AmountEstimate, after), weeks, level=level)


def _score_difference(before: Estimate, after: Estimate, weeks: Straying, level: float) -> Difference:
    return difference(before, after, weeks, level=level)


@dataclass(frozen=True, slots=True)
class Method:
    """How figures of one kind are estimated, and how two of them, of weeks that stray, are compared at a level."""

    estimate: Estimator
    difference: Callable[[Estimate, Estimate, Straying, float], Difference]


SCORES = Method(means, _score_difference)
"""Of what runs from 0 to 100."""
SHARES = Method(shares, _score_difference)
"""Of what a call has or has not, in percent."""
AMOUNTS = Method(amounts, _amount_difference)
"""Of what runs from 0 to nobody knows where."""


def difference_of_weeks(method: Method, before: ByWeek, after: ByWeek, level: float = LEVEL) -> Difference | None:
    """The second period less the first, each by its weeks, which stray of themselves; None if one is without calls."""
    periods = [[weeks[monday] for monday in sorted(weeks)] for weeks in (before, after)]
    first, second = method.estimate([add_up(weeks) for weeks in periods])
    if first is None or second is None:
        return None
    dated = [[estimate for estimate in method.estimate(weeks) if estimate] for weeks in periods]
    return method.difference(first, second, straying(*dated), level)


@dataclass(frozen=True, slots=True)
class _Held:
    """What several samples hold; arrays of one length."""

    n: NDArray[np.float64]
    effective_n: NDArray[np.float64]
    mean: NDArray[np.float64]
    variance: NDArray[np.float64]

    def first(self) -> WeightedMean:
        return WeightedMean(int(self.n[0]), float(self.effective_n[0]), float(self.mean[0]), float(self.variance[0]))


def _weighted_means(samples: Sequence[Sums]) -> _Held:
    # all of Sums up to w2x2 but `simulated`, which no formula asks for
    columns = np.array([(sums.n, *sums[2:9]) for sums in samples], dtype=np.float64).T
    return _Held(columns[0], *weighted_mean_from(*columns))
