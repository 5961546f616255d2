"""What a weighted sample holds: its mean, the variance of that mean, and how many equal calls it is worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """Weighted mean of a sample; `variance` is that of one call, the mean's own is `variance / effective_n` (Kish)."""

    n: int
    effective_n: float
    mean: float
    variance: float


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
    """Hajek's weighted means of many samples, from their sums: effective n (Kish), mean, variance of one call.

    Arrays of one shape in, three out; each sample has one value at least.
    Each value x counts with w = 1 / its sampling probability, all above zero. `least` and `most` are the smallest and
    the largest value, `w2x` is the sum of w^2 x, and so on: groups can be added up.

    Mean: Hajek's ratio sum(w x) / sum(w). Its variance, linearised: sum(w^2 (x - mean)^2) / sum(w)^2. Effective n
    (Kish): sum(w)^2 / sum(w^2); `variance` is the product of the two, and with equal weights the plain
    sum((x - mean)^2) / n.

    Sums forget what is lost in rounding: calls all alike have exactly their value and no spread here too, and equal
    weights count as exactly so many calls.
    Source: Hajek (1971); Kish (1965), Survey Sampling, 11.7; Sarndal, Swensson and Wretman (1992), 5.7.
    """
    low, high = np.asarray(least, dtype=np.float64), np.asarray(most, dtype=np.float64)
    total, squares, crossed = (np.asarray(column, dtype=np.float64) for column in (w, w2, w2x))
    mean = np.clip(np.asarray(wx, dtype=np.float64) / total, low, high)
    second = np.asarray(w2x2, dtype=np.float64)
    variance = np.maximum((second - 2 * mean * crossed + mean**2 * squares) / squares, 0)
    count, worth = np.asarray(n, dtype=np.float64), total**2 / squares
    worth = np.where(worth > count * (1 - _ROUNDING), count, worth)
    return worth, mean, np.where(low == high, 0.0, variance)
