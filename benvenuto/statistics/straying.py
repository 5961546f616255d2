"""How far whole weeks stray beyond what their calls explain, and how much each resembles the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benvenuto.statistics.intervals import Estimate

Array = NDArray[np.float64]

MOST_AUTOCORRELATION = 0.7
# Below this many weeks the correction for bias is larger than anything that could be estimated.
LEAST_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Straying:
    """What straying weeks add to the variances of the means of two periods, `before` and `after`.

    These two are worth `freedom` degrees of freedom, at least 1; `weeks` are those of both periods.
    """

    before: float
    after: float
    freedom: float
    weeks: int

    def widened(self, variance: float, freedom: float) -> tuple[float, float]:
        """The variance of a difference whose calls alone have this one, and its degrees of freedom.

        Satterthwaite's, as in Welch's t, but never more than the weeks less two.
        """
        own = self.before + self.after
        worth = (variance + own) ** 2 / (variance**2 / freedom + own**2 / self.freedom) if variance + own else freedom
        return variance + own, max(min(worth, self.weeks - 2), 1)


def straying(before: Sequence[Estimate], after: Sequence[Estimate]) -> Straying:
    """Estimate from the means of the weeks of two periods, in order of time, how far weeks stray of themselves.

    With n_k the effective calls of a week, m_k its mean, h = 1 / n_k + 1 / n_{k+1} and s^2 the variance of one call
    within its week, weeks of themselves have the variance t^2 = sum((m_k - m_{k+1})^2 / h - s^2) / sum(2 / h) / (1 - r)
    over the pairs of weeks of one period that follow one another, never under 0; they resemble one another by r, see
    `autocorrelation`. A period's mean then strays by t^2 (1 + r) / (1 - r) sum n_k^2 / (sum n_k)^2 beyond its calls.
    From successive weeks, as a control chart: a lasting change within a period is no straying. That costs a third of
    the degrees of freedom, and likeness more: 2/3 (K - 2) (1 - r) / (1 + r) of K weeks.

    Source: von Neumann (1941), "Distribution of the ratio of the mean square successive difference to the variance",
    Annals of Mathematical Statistics 12; Bayley and Hammersley (1946), "The effective number of independent
    observations in an autocorrelated time series", Supplement to the JRSS 8.
    """
    periods = [np.array([(week.mean, week.variance, week.effective_n) for week in side]).T for side in (before, after)]
    weeks, calls = sum(n.size for _, _, n in periods), sum(float(n.sum()) for _, _, n in periods)
    within = sum(float(n @ v) for _, v, n in periods) / max(calls - weeks, 1)
    alike = float(autocorrelation(*((m - (n @ m) / n.sum()) * np.sqrt(n) for m, _, n in periods)))
    longer = (1 + alike) / (1 - alike)
    steps = [(np.diff(m) ** 2, 1 / n[1:] + 1 / n[:-1]) for m, _, n in periods]
    beyond = sum(float((squares / h - within).sum()) for squares, h in steps)
    pairs = sum(float((2 / h).sum()) for _, h in steps)
    of_week = max(beyond / pairs, 0.0) / (1 - alike) if pairs else 0.0
    first, second = (of_week * longer * float(n @ n) / float(n.sum()) ** 2 for _, _, n in periods)
    return Straying(first, second, max(2 / 3 * (weeks - 2) / longer, 1.0), weeks)


def autocorrelation(*stretches: Array) -> Array:
    """How much each week resembles the one before, 0 to 0.7, from stretches of weeks' distances from their own mean.

    Weeks along the last axis. r = sum z_t z_{t+1} / sum z_t^2 is too low for few weeks, by (1 + 4 rho) / K for each
    mean taken from K of them; corrected for p stretches, (K r' + p) / (K - 3 - p) with r' = r K / (K - p). Of 12 weeks
    the standard error is 0.3, of 26 it is 0.2: it tells strong from none, no more. Fewer than 8 weeks tell nothing: 0.
    What is under 0 counts as 0: weeks that seem to take turns narrow no limit.
    Source: Marriott and Pope (1954), "Bias in the estimation of autocorrelations", and Kendall (1954), Biometrika 41.
    """
    weeks, means = sum(stretch.shape[-1] for stretch in stretches), len(stretches)
    if weeks < LEAST_WEEKS:
        return np.zeros(stretches[0].shape[:-1])
    products = sum((stretch[..., 1:] * stretch[..., :-1]).sum(axis=-1) for stretch in stretches)
    squares = np.asarray(sum((stretch**2).sum(axis=-1) for stretch in stretches), dtype=np.float64)
    seen = np.divide(products, squares, out=np.zeros_like(squares), where=squares > 0) * weeks / (weeks - means)
    return np.where(squares > 0, np.clip((weeks * seen + means) / (weeks - 3 - means), 0, MOST_AUTOCORRELATION), 0.0)
