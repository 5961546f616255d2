"""Estimates of one sample from its very values, in two passes: to hold the product's one pass against."""

import numpy as np
from numpy.typing import ArrayLike

from benvenuto.statistics.amounts import AmountEstimate, amount_from
from benvenuto.statistics.intervals import LEVEL, Estimate, bounds
from benvenuto.statistics.proportions import proportion_from
from benvenuto.statistics.weighting import WeightedMean


def weighted_mean(values: ArrayLike, weights: ArrayLike | None = None) -> WeightedMean:
    """The sample in four numbers, formulas as in `weighting.weighted_mean_from`; `weights` 1 / sampling probability."""
    x = np.asarray(values, dtype=np.float64)
    w = _weights(x.size, weights)
    # Taken from the first value, so that calls all alike have exactly their value and no spread.
    mean = x[0] + (w @ (x - x[0])) / w.sum()
    squares = w @ w
    return WeightedMean(x.size, float(w.sum() ** 2 / squares), float(mean), float((w**2 @ (x - mean) ** 2) / squares))


def mean_interval(
    scores: ArrayLike, weights: ArrayLike | None = None, *, low: float = 0, high: float = 100, level: float = LEVEL
) -> Estimate:
    """The mean of at least one score within low..high, with the interval of `intervals.bounds`."""
    sample = weighted_mean(scores, weights)
    least, most = bounds(sample.mean, sample.variance, sample.effective_n, low=low, high=high, level=level)
    return Estimate(sample.n, sample.effective_n, sample.mean, float(least), float(most), sample.variance)


def proportion_interval(flags: ArrayLike, weights: ArrayLike | None = None) -> Estimate:
    """The share of at least one call whose flag is true, 0 to 1, with the interval of `proportions`."""
    return proportion_from(weighted_mean(flags, weights))


def amount_interval(amounts: ArrayLike, weights: ArrayLike | None = None, *, largest: float = 1.0) -> AmountEstimate:
    """The mean of at least one amount of 0 or more, with the interval of `amounts`.

    `largest` is the largest amount seen in all that is compared.
    """
    x = np.asarray(amounts, dtype=np.float64)
    w = _weights(x.size, weights)
    sample = weighted_mean(x, w)
    third = float(w**3 @ (x - sample.mean) ** 3 / w.sum() ** 3)
    return amount_from(sample, third, largest=max(largest, float(x.max())))


def _weights(size: int, weights: ArrayLike | None) -> np.ndarray:
    w = np.ones(size) if weights is None else np.asarray(weights, dtype=np.float64)
    # Only ratios of weights matter: scaling by the largest keeps the squares in range.
    return np.asarray(w / w.max())
