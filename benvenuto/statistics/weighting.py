"""What a weighted sample holds: its mean, the variance of that mean, and how many equal calls it is worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """A sample in four numbers. `variance` is that of one call; the mean's own is `variance / effective_n`."""

    n: int
    effective_n: float
    mean: float
    variance: float


def weighted_mean(values: ArrayLike, weights: ArrayLike | None = None) -> WeightedMean:
    """Sum up `values` (one-dimensional, at least one), each weighted by 1 / its sampling probability.

    Mean: Hajek's ratio sum(w x) / sum(w). Its variance, linearised: sum(w^2 (x - mean)^2) / sum(w)^2. Effective n
    (Kish): sum(w)^2 / sum(w^2); `variance` is the product of the two, and with equal weights the plain
    sum((x - mean)^2) / n.

    Every part comes from sum(w), sum(w^2), sum(wx), sum(w^2 x) and sum(w^2 x^2), so groups can be added up.
    Raises ValueError for a value that is not finite, or a weight that is not above zero.
    Source: Hajek (1971); Kish (1965), Survey Sampling, 11.7; Sarndal, Swensson and Wretman (1992), 5.7.
    """
    x = _finite(values, "values")
    w = np.ones_like(x) if weights is None else _finite(weights, "weights")
    if w.shape != x.shape or w.min() <= 0:
        raise ValueError("weights must be above zero, one for each value")
    # Only ratios of weights matter: scaling by the largest keeps the squares in range.
    w = w / w.max()
    total, squares = w.sum(), w @ w
    # Taken from the first value, so that calls all alike have exactly their value and no spread.
    mean = x[0] + (w @ (x - x[0])) / total
    variance = (w**2 @ (x - mean) ** 2) / squares
    return WeightedMean(x.size, float(total**2 / squares), float(mean), float(variance))


def weighted_mean_from(
    n: ArrayLike,
    least: ArrayLike,
    most: ArrayLike,
    w: ArrayLike,
    w2: ArrayLike,
    wx: ArrayLike,
    w2x: ArrayLike,
    w2x2: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Effective n, mean and variance of many samples at once, each of one value at least; see `weighted_mean`.

    `least` and `most` are the smallest and the largest value, `w2x` the sum of w^2 x, and so on; arrays of one shape.
    Sums forget what is lost in rounding: calls all alike have exactly their value and no spread here too, and equal
    weights count as exactly so many calls.
    """
    low, high = np.asarray(least, dtype=np.float64), np.asarray(most, dtype=np.float64)
    total, squares, crossed = (np.asarray(one, dtype=np.float64) for one in (w, w2, w2x))
    mean = np.clip(np.asarray(wx, dtype=np.float64) / total, low, high)
    second = np.asarray(w2x2, dtype=np.float64)
    variance = np.maximum((second - 2 * mean * crossed + mean**2 * squares) / squares, 0)
    count, worth = np.asarray(n, dtype=np.float64), total**2 / squares
    worth = np.where(worth > count * (1 - _ROUNDING), count, worth)
    return worth, mean, np.where(low == high, 0.0, variance)


def _finite(numbers: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.asarray(numbers, dtype=np.float64)
    if array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError(f"{name} must be one row of finite numbers; leave what is not applicable out")
    return array
