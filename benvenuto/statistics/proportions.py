"""A share of calls, such as those free of critical errors, with Wilson's interval."""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.intervals import LEVEL, Estimate
from benvenuto.statistics.weighting import WeightedMean

_ROUNDING = 1e-9


def proportion_from(sample: WeightedMean, *, level: float = LEVEL) -> Estimate:
    """Wilson's confidence interval of a weighted proportion, 0 to 1, of calls whose flag is 1; flags added up already.

    n in Wilson's formula is the effective n: Kish's, or p (1 - p) / the linearised variance where that is smaller,
    since heavy calls may be the ones that fail (Korn and Graubard, 1998).

    Wilson's coverage is 95% on average over the shares and can fall to 84% close to 0 or 1 (Brown, Cai and DasGupta,
    2001): near there, where it must hold at every share, use `intervals.bounds` with high=1, exact there.
    """
    worth = _worth(sample)
    least, most = wilson(sample.mean, worth, level=level)
    spread = sample.mean * (1 - sample.mean)
    return Estimate(sample.n, worth, sample.mean, float(least), float(most), spread)


def wilson(share: ArrayLike, n: ArrayLike, *, level: float = LEVEL) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson score interval of proportions, 0 to 1, of n calls each (n > 0, may be fractional); vectorised.

    Arrays of one shape in, lower and upper bounds out. Raises ValueError for a `level` outside 0..1.
    With z the normal quantile of (1 + level) / 2: centre (p + z^2 / 2n) / (1 + z^2 / n), plus and minus
    z sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n). Source: Wilson (1927), JASA 22, 209-212.
    """
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    p, count = np.asarray(share, dtype=np.float64), np.asarray(n, dtype=np.float64)
    z2 = scipy.special.ndtri((1 + level) / 2) ** 2
    centre = (p + z2 / (2 * count)) / (1 + z2 / count)
    reach = np.sqrt(z2 * p * (1 - p) / count + (z2 / (2 * count)) ** 2) / (1 + z2 / count)
    # Rounding would leave a share of 0 or 1 just outside its own interval.
    return np.minimum(np.maximum(centre - reach, 0), p), np.maximum(np.minimum(centre + reach, 1), p)


def _worth(sample: WeightedMean) -> float:
    spread = sample.mean * (1 - sample.mean)
    # With equal weights the two are alike but for rounding, and ten calls must not be worth a hair less than ten.
    if sample.variance <= spread * (1 + _ROUNDING):
        return sample.effective_n
    return sample.effective_n * spread / sample.variance
