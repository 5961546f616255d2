"""Whether two figures go together, by their ranks: within groups, and between them, with an interval."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.intervals import LEVEL

FEWEST = 10
"""Pairs to spare below which nothing is said: under it an interval covers nearly everything."""


@dataclass(frozen=True, slots=True)
class RankCorrelation:
    """Spearman's rank correlation, low <= value <= high within -1..1, of `n` pairs in `groups` groups."""

    n: int
    groups: int
    value: float
    low: float
    high: float


def within_groups(
    n: ArrayLike, products: ArrayLike, first: ArrayLike, second: ArrayLike, *, level: float = LEVEL
) -> RankCorrelation | None:
    """Spearman's rank correlation within groups (an agent's calls), -1 to 1, from sums over each group's ranks.

    Arrays of shape (groups,): its `n` pairs, and of their mid-ranks r and s within the group the sums of r s, r^2 and
    s^2. A group's spread of ranks is S = sum(r s) - n (n + 1)^2 / 4, and alike for r^2 and s^2. Ranks are divided by n,
    so that a group counts by its number of pairs; the value is sum(S_rs / n^2) / sqrt(sum(S_rr / n^2) sum(S_ss / n^2)).
    What differs between the groups is not in it: an agent who is both slow and careful adds nothing.

    None when fewer than `FEWEST` pairs are left once each group has had its mean taken out, or when one of the two
    never varies within a group. Pairs count alike, whatever their sampling probability: what is asked is whether the
    two go together in the calls heard.
    Source: Taylor (1987), "Kendall's and Spearman's correlation coefficients in the presence of a blocking variable",
    Biometrics 43; the interval as in `between`, a group's mean costing one pair.
    """
    size = np.asarray(n, dtype=np.float64)
    used = size >= 2
    size = size[used]
    centre = size * (size + 1) ** 2 / 4
    common, first_spread, second_spread = (
        float((((np.asarray(sums, dtype=np.float64)[used]) - centre) / size**2).sum())
        for sums in (products, first, second)
    )
    # a group's mean costs a pair, but for the one that the interval's n - 3 takes off itself
    spare = int(size.sum()) - size.size + 1
    if spare < FEWEST or first_spread <= _NOTHING or second_spread <= _NOTHING:
        return None
    value = common / (first_spread * second_spread) ** 0.5
    return _with_interval(int(size.sum()), size.size, value, spare, level)


def between(first: ArrayLike, second: ArrayLike, *, level: float = LEVEL) -> RankCorrelation | None:
    """Spearman's rank correlation of two figures, shape (agents,), with its interval, -1 to 1.

    None for fewer than `FEWEST` pairs, or when one of the two never varies.
    With z = atanh(r) and s = sqrt((1 + r^2 / 2) / (n - 3)), the bounds are tanh(z -+ 1.96 s) at 95%.
    Means of few calls blur it towards 0: it is that of the figures seen, not of what lies behind them.
    Source: Spearman (1904), American Journal of Psychology 15; Bonett and Wright (2000), Psychometrika 65.
    """
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if x.size < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    alone = np.zeros(x.size)
    value = np.corrcoef(mid_ranks(x, alone), mid_ranks(y, alone))[0, 1]
    return _with_interval(x.size, 1, float(value), x.size, level)


def mid_ranks(values: ArrayLike, groups: ArrayLike) -> NDArray[np.float64]:
    """Mid-ranks within groups, shape (n,), from 1: values alike share the mean of their places.

    `groups` holds a number for each value, the same for all of a group. By hand: 7, 5, 5, 9 have 3, 1.5, 1.5, 4.
    """
    x, group = np.asarray(values, dtype=np.float64), np.asarray(groups)
    order = np.lexsort((x, group))
    x, group = x[order], group[order]
    new_group = np.diff(group, prepend=np.nan) != 0
    first = np.flatnonzero(new_group | (np.diff(x, prepend=np.nan) != 0))
    alike = np.diff(first, append=x.size)
    start = np.maximum.accumulate(np.where(new_group, np.arange(x.size), 0))[first]
    ranks = np.empty(x.size)
    ranks[order] = np.repeat(first - start + (alike + 1) / 2, alike)
    return ranks


# ranks over n leave rounding, not 0, where all values of a group are alike
_NOTHING = 1e-9


def _with_interval(n: int, groups: int, value: float, worth: int, level: float) -> RankCorrelation:
    # a correlation of 1 has no z
    near = min(max(value, -1 + 1e-9), 1 - 1e-9)
    centre = np.arctanh(near)
    reach = float(scipy.special.ndtri((1 + level) / 2)) * np.sqrt((1 + near**2 / 2) / (worth - 3))
    return RankCorrelation(n, groups, near, float(np.tanh(centre - reach)), float(np.tanh(centre + reach)))
