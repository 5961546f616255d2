"""The mean care score with an interval that holds for few, bounded, skewed scores."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

LEVEL = 0.95

# Past this many calls the beta quantile loses its footing; an interval for fewer is wider, so it still holds.
MOST_CALLS = 1e7


@dataclass(frozen=True, slots=True)
class Estimate:
    """Mean with its two-sided confidence interval, in one unit: low <= mean <= high, never NaN.

    `n` calls, worth `effective_n` equally weighted ones; `variance` is that of one call.
    """

    n: int
    effective_n: float
    mean: float
    low: float
    high: float
    variance: float


def bounds(
    mean: ArrayLike,
    variance: ArrayLike,
    effective_n: ArrayLike,
    *,
    low: float = 0,
    high: float = 100,
    level: float = LEVEL,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two-sided confidence interval of means of bounded scores: beta quantiles with one call added; vectorised.

    Arrays of one shape in, lower and upper bounds out. Raises ValueError for a `level` outside 0..1. `mean`, of scores
    within low..high, `variance` and `effective_n` as in `weighting`.

    Method: each bound is that of a sample with one call more, the worst possible (`low`) for the lower bound and the
    best possible (`high`) for the upper one. Why this one: a team at the ceiling looks certain until its
    first critical zero. Before that zero is seen the sample has next to no spread, and Student's t and every bootstrap
    trust it: over realistic shapes of score their 95% is 64% to 75% at n = 5, and 9% at worst. The added call stands
    for what the sample could not show. Of what was simulated (`python -m benchmarks.coverage`: Student's t,
    percentile, BCa and bootstrap-t, Gaffke's bound, hedged betting) this is the narrowest that never fell under 93%
    for n from 5 to 200; the worst that an exact search over distributions of two to four values found is 93.7%. Half
    an added call would be a sixth narrower at n = 5 and falls to 83%. It is wide for few calls because few calls say
    little.

    What is called 95% is thus 99% on average up to some 20 calls and 98% at 50; it costs 1.6 times the width of
    Student's t at 10 to 20 calls. A lower level would cover 95% of most shapes there (at 90%, an eighth narrower, worst
    95.2% at n = 20 near the ceiling) but not of the worst: 93.7% at 30 calls, and 90% where calls are pass or fail.

    One call alone gives nearly the whole range: 90 reads 3.2 to 99.0. Finite populations are not corrected for, so an
    interval from most of an agent's calls is wider than it must be.

    Lower bound, on a 0..1 scale: with r = n m / (n + 1) and s2 = (n v / (n + 1) + n m^2 / (n + 1)^2) / (n + 2), the
    mean and variance of a Bayesian bootstrap of the sample and one added zero, take the (1 - level) / 2 quantile of the
    beta distribution with that mean and variance: Beta(r k, (1 - r) k), k = r (1 - r) / s2 - 1. The upper bound mirrors
    it. For scores that are all 0 or 100 this is exactly Clopper-Pearson; for large n it is the normal interval.

    Source: Gaffke (2005), "Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative
    variable"; Learned-Miller and Thomas (2019), "A new confidence interval for the mean of a bounded random variable";
    Rubin (1981), "The Bayesian bootstrap"; Clopper and Pearson (1934). The beta in place of
    Gaffke's Monte Carlo draw is ours: same coverage, no noise, some microseconds.
    """
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    span = high - low
    m = (np.asarray(mean, dtype=np.float64) - low) / span
    v = np.asarray(variance, dtype=np.float64) / span**2
    n = np.minimum(np.asarray(effective_n, dtype=np.float64), MOST_CALLS)
    tail = (1 - level) / 2
    return low + span * _lower(m, v, n, tail), high - span * _lower(1 - m, v, n, tail)


def _lower(m: NDArray[np.float64], v: NDArray[np.float64], n: NDArray[np.float64], tail: float) -> NDArray[np.float64]:
    r = n * m / (n + 1)
    s2 = (n * v / (n + 1) + n * (m / (n + 1)) ** 2) / (n + 2)
    # Shorter than any score: nothing, lest the squares below vanish.
    nothing = r < 1e-12
    # Weights far apart can claim more spread than the scale allows: then it is worth a single call.
    k = np.maximum(r * (1 - r) / np.where(nothing, 1, s2) - 1, 1)
    bound = scipy.special.betaincinv(np.where(nothing, 1, r * k), (1 - r) * k, tail)
    return np.where(nothing, 0, np.minimum(bound, m))
