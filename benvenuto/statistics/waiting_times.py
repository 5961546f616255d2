"""How long something takes to happen, when for some it has not happened yet: median with a confidence interval.

To leave out what has not happened yet would call the slow ones fast: of calls published yesterday only those that were
read within the day would count. They count as what they are, right-censored times.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.intervals import LEVEL

_HALF = 0.5
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class MedianTime:
    """The median of `n` times, `happened` of which have ended; None where too few have: it is later than can be said.

    `low` and `high` bound it, in the unit of the times.
    """

    n: int
    happened: int
    median: float | None
    low: float
    high: float | None


def median_time(times: ArrayLike, happened: ArrayLike, *, level: float = LEVEL) -> MedianTime:
    """Kaplan and Meier's median of times, those that have not `happened` yet among them, with its confidence interval.

    A time is in the interval where 1/2 is in the beta product interval of the survival there (Fay, Brittain and
    Proschan, 2013, Biostatistics 14, 723-736; products of betas by the moments, as Fay and Brittain, 2016). It is
    made to cover at the level or above at any n, and is the exact one of order statistics where nothing is censored.
    """
    durations, ended = np.asarray(times, dtype=np.float64), np.asarray(happened, dtype=bool)
    if durations.shape != ended.shape or not np.all(durations >= 0):
        raise ValueError("times must not be negative, and as many as flags")
    at, deaths = np.unique(durations[ended], return_counts=True)
    # whoever leaves at a time was there at that time
    at_risk = len(durations) - np.searchsorted(np.sort(durations), at, side="left")
    survival = np.cumprod(1 - deaths / at_risk)
    lower, upper = _beta_product(durations, at, at_risk, deaths, level)
    # before the first event nobody has gone below a half, unless they are so few that anything may be
    edges = np.concatenate(([0.0], at))
    low = _first(edges, lower <= _HALF)
    return MedianTime(
        n=len(durations),
        happened=int(ended.sum()),
        median=_first(at, survival <= _HALF + _ROUNDING),
        low=float(durations.max()) if low is None else low,
        high=_first(at, upper < _HALF),
    )


def _beta_product(
    durations: NDArray[np.float64],
    at: NDArray[np.float64],
    at_risk: NDArray[np.int64],
    deaths: NDArray[np.int64],
    level: float,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Bounds of the survival: the lower one before the first event and from each event on, the upper from each on."""
    tail = (1 - level) / 2
    left, right = at_risk - deaths + 1.0, deaths.astype(np.float64)
    # first and second moments of products of independent betas
    first = np.cumprod(left / (left + right))
    second = np.cumprod(left * (left + 1) / ((left + right) * (left + right + 1)))
    upper = scipy.special.betaincinv(*_fitted_beta(first, second), 1 - tail)
    after = np.searchsorted(np.sort(durations), at, side="right")
    still = np.concatenate(([len(durations)], len(durations) - after)).astype(np.float64)
    first, second = np.concatenate(([1.0], first)), np.concatenate(([1.0], second))
    with np.errstate(invalid="ignore", divide="ignore"):
        lower = scipy.special.betaincinv(*_fitted_beta(first * still / (still + 1), second * still / (still + 2)), tail)
    return np.where(still > 0, lower, 0.0), upper


def _fitted_beta(first: NDArray[Any], second: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Parameters of the beta with these moments."""
    common = (first - second) / (second - first**2)
    return first * common, (1 - first) * common


def _first(at: NDArray[np.float64], so: NDArray[np.bool_]) -> float | None:
    return float(at[np.argmax(so)]) if so.any() else None
