"""What a weighted sample holds: its mean, the variance of that mean, and how many equal calls it is worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Moments:
    """A sample in four numbers. `variance` is that of one call; the mean's own is `variance / effective_n`."""

    n: int
    effective_n: float
    mean: float
    variance: float


def moments(values: ArrayLike, weights: ArrayLike | None = None) -> Moments:
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
    return Moments(x.size, float(total**2 / squares), float(mean), float(variance))


def _finite(numbers: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.asarray(numbers, dtype=np.float64)
    if array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError(f"{name} must be one row of finite numbers; leave what is not applicable out")
    return array
