"""The median of few figures of any shape, such as days until a decision, with an interval that holds for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from benvenuto.statistics.intervals import LEVEL


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of `n` figures; low and high are None where so few admit of no interval (fewer than six, at 95%)."""

    n: int
    median: float
    low: float | None
    high: float | None


def median_of(figures: Sequence[float], *, level: float = LEVEL) -> Median | None:
    """The median with its distribution-free interval; None of nothing.

    From the k-th smallest to the k-th largest figure, with the greatest k for which fewer than k of n fair coins show
    heads with a probability of at most (1 - level) / 2: so it covers at least `level` whatever the figures are
    distributed like. Source: David and Nagaraja (2003), Order Statistics, 7.1.
    """
    if not figures:
        return None
    ordered = np.sort(np.asarray(figures, dtype=np.float64))
    n, middle = len(ordered), float(np.median(ordered))
    # the quantile is the first count whose probability to be reached exceeds the tail: one more would be too many
    k = int(scipy.stats.binom.ppf((1 - level) / 2, n, 0.5))
    if k < 1:
        return Median(n, middle, None, None)
    return Median(n, middle, float(ordered[k - 1]), float(ordered[n - k]))
