"""The mean of amounts that have no upper end and are mostly small: seconds of silence, interruptions, words."""

from dataclasses import dataclass

import numpy as np
import scipy

from benvenuto.statistics.enough import Difference
from benvenuto.statistics.intervals import LEVEL, Estimate, bounds
from benvenuto.statistics.straying import Straying
from benvenuto.statistics.weighting import WeightedMean

# the correction of skewness for small samples divides by n - 2
_FEWEST_FOR_SKEWNESS = 3
# of Hall's transformation for a mean; another statistic would have others
_A, _B = 1 / 3, 1 / 6


@dataclass(frozen=True, slots=True)
class AmountEstimate(Estimate):
    """Estimate of a mean of amounts, each 0 or more, with the skewness of one call (no unit).

    `largest` is the largest amount seen in all that is compared, in the unit of the mean: what one more could bring.
    """

    skewness: float = 0.0
    largest: float = 1.0


def amount_from(sample: WeightedMean, third: float, *, largest: float, level: float = LEVEL) -> AmountEstimate:
    """Two-sided confidence interval of a mean of amounts, each 0 or more: Hall's transformation of Student's t.

    From sums that were added up already; in the unit of the amounts.
    `third` is sum(w^3 (x - mean)^3) / sum(w)^3, with w = 1 / sampling probability: the third cumulant of the mean.
    `largest` is the largest amount seen in all that is compared.

    Method: Hall's transformation of Student's t. With skewness g of the calls, n worth, s2 = v n / (n - 1) and q the
    (1 + level) / 2 quantile of Student's t with n - 1 degrees of freedom, the bounds are
    mean - s / sqrt(n) h(q) and mean - s / sqrt(n) h(-q), a = 1/3, b = 1/6,
    h(z) = sqrt(n) / (a g) (cbrt(1 + 3 a g (z / sqrt(n) - b g / n)) - 1); without skewness h(z) = z, Student's own
    interval. Why: seconds and counts are lopsided, and for few of them Student's 95% is 83% to 90% (exponential,
    lognormal, many zeros; n = 10), nearly always with the upper bound too low. Hall's is 90% to 99% there, and for n
    from 20 on 91% at worst (lognormal, sigma 1; `python benchmarks/amounts.py`).

    Calls that are all alike, or fewer than three, show no spread to reckon with. Then the interval is that of scores
    (`bounds`) between 0 and `largest`: one more call is imagined, the worst there is.
    Source: Hall (1992), "On the removal of skewness by transformation", JRSS B 54; Zhou and Gao (2000), The American
    Statistician 54.
    """
    skewness = _skewness(third, sample.variance, sample.effective_n)
    figures = (sample.n, sample.effective_n, sample.mean, sample.mean, sample.mean, sample.variance)
    return _with_interval(AmountEstimate(*figures, skewness, largest), level)


def amount_difference(
    before: AmountEstimate, after: AmountEstimate, weeks: Straying | None = None, *, level: float = LEVEL
) -> Difference:
    """Confidence interval of the difference of two independent means of amounts, after minus before, in their unit.

    From the two intervals, each lopsided as it is: d - sqrt((m2 - l2)^2 + (u1 - m1)^2) to
    d + sqrt((u2 - m2)^2 + (m1 - l1)^2). Simulated false alarms when nothing changed, from 10 calls a side on: 2% to 5%
    for most, 8% at worst (300 lognormal calls against 12); Welch's t gives 12% to 15% where one side has many more.
    What the weeks of the two periods stray of themselves joins both ends: t^2 times its variance, see `straying`.
    Source: Zou and Donner (2008), Statistics in Medicine 27.
    """
    first, second = _with_interval(before, level), _with_interval(after, level)
    mean = after.mean - before.mean
    down = np.hypot(second.mean - second.low, first.high - first.mean)
    up = np.hypot(second.high - second.mean, first.mean - first.low)
    if weeks:
        own, freedom = weeks.widened(0, 1)
        reach = scipy.special.stdtrit(freedom, (1 + level) / 2) * np.sqrt(own)
        down, up = np.hypot(down, reach), np.hypot(up, reach)
    return Difference(mean, mean - float(down), mean + float(up))


def _with_interval(estimate: AmountEstimate, level: float) -> AmountEstimate:
    low, high = _spread(estimate, level)
    return AmountEstimate(
        estimate.n,
        estimate.effective_n,
        estimate.mean,
        # skewness may bend a bound past the mean, and no amount is below 0
        max(min(low, estimate.mean), 0.0),
        max(high, estimate.mean),
        estimate.variance,
        estimate.skewness,
        estimate.largest,
    )


def _spread(estimate: AmountEstimate, level: float) -> tuple[float, float]:
    n = estimate.effective_n
    if estimate.variance <= 0 or n < _FEWEST_FOR_SKEWNESS:
        low, high = bounds(estimate.mean, estimate.variance, n, high=max(estimate.largest, 1.0), level=level)
        return float(low), float(high)
    error = np.sqrt(estimate.variance / (n - 1))
    reach = float(scipy.special.stdtrit(n - 1, (1 + level) / 2))
    return (
        float(estimate.mean - error * _untransformed(reach, estimate.skewness, n)),
        float(estimate.mean - error * _untransformed(-reach, estimate.skewness, n)),
    )


def _untransformed(z: float, skewness: float, n: float) -> float:
    lean = _A * skewness
    # the limit of the formula below, which would divide nothing by nothing
    if abs(lean) < 1e-9:
        return z
    return float(np.sqrt(n) / lean * (np.cbrt(1 + 3 * lean * (z / np.sqrt(n) - _B * skewness / n)) - 1))


def _skewness(third: float, variance: float, n: float) -> float:
    """Of one call, so that the mean's is this / sqrt(n); corrected for small samples as usual."""
    scale = (variance / n) ** 1.5 if n >= _FEWEST_FOR_SKEWNESS else 0.0
    if scale <= 0:  # no spread, or one so small that its cube is nothing
        return 0.0
    of_mean = third / scale
    return float(of_mean * np.sqrt(n) * np.sqrt(n * (n - 1)) / (n - 2))
