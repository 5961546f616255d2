"""Many estimates at once: a trend of thirty criteria is a thousand small samples, and each has its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from benvenuto.statistics.amounts import AmountEstimate, amount_difference, amount_interval
from benvenuto.statistics.enough import Difference, difference
from benvenuto.statistics.intervals import Estimate, bounds
from benvenuto.statistics.proportions import proportion_interval
from benvenuto.storage.trends import TrendPoint

Sample = Sequence[TrendPoint]
Estimator = Callable[[Sequence[Sample]], Sequence[Estimate | None]]
"""Samples in, their estimates out, in the same order; None for an empty sample."""


def means(samples: Sequence[Sample]) -> Sequence[Estimate | None]:
    """The mean score of each sample, weighted by inverse sampling probability.

    The same as `statistics.intervals.mean_interval` of each (formulas and sources there), in one pass.
    """
    filled = [place for place, sample in enumerate(samples) if sample]
    found: list[Estimate | None] = [None] * len(samples)
    if not filled:
        return found
    sizes = np.array([len(samples[place]) for place in filled])
    begins = np.cumsum(sizes) - sizes
    values = np.array([point.value for place in filled for point in samples[place]])
    weights = np.array([weight for place in filled for weight in _weights(samples[place])])
    weights /= np.repeat(np.maximum.reduceat(weights, begins), sizes)
    total, squares = np.add.reduceat(weights, begins), np.add.reduceat(weights**2, begins)
    # taken from the first value, so that calls all alike have exactly their value and no spread
    first = values[begins]
    mean = first + np.add.reduceat(weights * (values - np.repeat(first, sizes)), begins) / total
    variance = np.add.reduceat(weights**2 * (values - np.repeat(mean, sizes)) ** 2, begins) / squares
    worth = total**2 / squares
    low, high = bounds(mean, variance, worth)
    for nth, place in enumerate(filled):
        found[place] = Estimate(
            n=int(sizes[nth]),
            effective_n=float(worth[nth]),
            mean=float(mean[nth]),
            low=float(low[nth]),
            high=float(high[nth]),
            variance=float(variance[nth]),
        )
    return found


def shares(samples: Sequence[Sample]) -> Sequence[Estimate | None]:
    """The share of each sample that is above zero, in percent, so that every line of a trend runs from 0 to 100."""
    return [_share(sample) for sample in samples]


def _share(sample: Sample) -> Estimate | None:
    found = proportion_interval([point.value > 0 for point in sample], _weights(sample))
    if found is None:
        return None
    return replace(
        found, mean=100 * found.mean, low=100 * found.low, high=100 * found.high, variance=100**2 * found.variance
    )


def amounts(samples: Sequence[Sample]) -> Sequence[Estimate | None]:
    """The mean amount of each sample (seconds, a count: 0 or more, without an upper end), weighted alike."""
    largest = max((point.value for sample in samples for point in sample), default=0.0)
    return [amount_interval([point.value for point in one], _weights(one), largest=largest) for one in samples]


def _amount_difference(before: Estimate, after: Estimate, level: float) -> Difference:
    return amount_difference(cast(AmountEstimate, before), cast(AmountEstimate, after), level=level)


def _score_difference(before: Estimate, after: Estimate, level: float) -> Difference:
    return difference(before, after, level=level)


@dataclass(frozen=True, slots=True)
class Method:
    """How figures of one kind are estimated, and how two of them are compared at a level."""

    estimate: Estimator
    difference: Callable[[Estimate, Estimate, float], Difference]


SCORES = Method(means, _score_difference)
"""Of what runs from 0 to 100."""
SHARES = Method(shares, _score_difference)
"""Of what a call has or has not, in percent."""
AMOUNTS = Method(amounts, _amount_difference)
"""Of what runs from 0 to nobody knows where."""


def _weights(sample: Sample) -> list[float]:
    # targeted and self-chosen calls have no probability; they are shown apart and count alike
    return [1 / (point.probability or 1) for point in sample]
