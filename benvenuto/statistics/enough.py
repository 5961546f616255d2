"""Whether there are calls enough to say anything, and whether two periods differ by more than chance."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

import scipy

from benvenuto.statistics.intervals import LEVEL, Estimate
from benvenuto.statistics.straying import Straying

# On ordinary scores (mean 83, two critical zeros in a hundred) the 95% interval of five calls spans more than half of
# the scale: it cannot tell good care from poor. Ten calls bring it to a third, and every faultless run of ten clear of
# the lower two thirds. Below that a figure is luck; above it the interval itself says how much it is worth.
ENOUGH_CALLS = 10


def enough_to_say(effective_n: float) -> bool:
    """Whether a figure from calls worth `effective_n` equally weighted ones may be shown; else "too few to say"."""
    return effective_n >= ENOUGH_CALLS


class Change(StrEnum):
    """What may be said of two periods; the direction is the sign of their difference."""

    SIGNAL = "signal"
    NOISE = "noise"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class Difference:
    """Difference of two means, after minus before, in their unit, with its confidence interval: low <= mean <= high."""

    mean: float
    low: float
    high: float


def comparable(before: Estimate | None, after: Estimate | None) -> bool:
    """Whether both sides have calls enough to say anything."""
    return all(side is not None and enough_to_say(side.effective_n) for side in (before, after))


def said_by(delta: Difference) -> Change:
    """Verdict on the difference of two comparable sides: SIGNAL when its interval excludes 0, else NOISE.

    Made to be believed rather than quick. Simulated false alarms when nothing changed (`python -m benchmarks.coverage`)
    are about 5% at most and mostly under 2%, from 10 calls a side on, also when one side has many more; plain Welch
    reaches 20% there and more. A drop of 10 points on ordinary scores is found in about 4 of 10 comparisons of
    30 calls a side, and in nearly 9 of 10 of 60; near the ceiling with 3% critical errors (standard deviation 17) in
    3 to 4 of 10 and 7 to 8 of 10, and with 10 calls a side next to never. Weeks that stray (`straying`) cost more.
    Noise is no proof that nothing changed, only that chance would do. One comparison is meant: of 26 weeks each against
    the one before, some will alarm by chance; control charts are made for that.
    """
    return Change.SIGNAL if delta.low > 0 or delta.high < 0 else Change.NOISE


def difference(
    before: Estimate,
    after: Estimate,
    weeks: Straying | None = None,
    *,
    low: float = 0,
    high: float = 100,
    level: float = LEVEL,
) -> Difference:
    """Confidence interval of the difference of two independent means of scores: Welch's t with two calls added a side.

    Scores lie within low..high (shares: high=1); the result is in their unit.
    Each side gets two calls more, one the worst possible and one the best; then Welch's t. With N = n + 2,
    a = (n m + low + high) / N and u the augmented variance / (N - 1): a2 - a1 plus and minus t sqrt(u1 + u2), t with
    (u1 + u2)^2 / (u1^2 / (N1 - 1) + u2^2 / (N2 - 1)) degrees of freedom. `mean` is the plain difference.

    Calls of one week share its weather: where two periods of `weeks` are compared, what weeks stray of themselves joins
    u1 + u2 (see `straying`). Without, four weeks against
    13 with 100 calls each, straying by 2.4 points, are called changed in 25% of cases where nothing lasting changed.

    Not from the two intervals (square and add, Zou and Donner 2008): skewness mostly cancels in a difference, and
    there the unheard call would be counted twice over; it finds a drop half as often at 20 calls a side.
    Source: Welch (1947), Biometrika 34; the added calls: Agresti and Caffo (2000), The American Statistician 54.
    """
    first, second = _augmented(before, low, high), _augmented(after, low, high)
    both = first.variance + second.variance
    freedom = both**2 / (first.variance**2 / (first.n - 1) + second.variance**2 / (second.n - 1))
    if weeks:
        both, freedom = weeks.widened(both, freedom)
    reach = float(scipy.special.stdtrit(freedom, (1 + level) / 2)) * sqrt(both)
    centre, plain = second.mean - first.mean, after.mean - before.mean
    return Difference(plain, min(centre - reach, plain), max(centre + reach, plain))


class _Augmented(NamedTuple):
    n: float
    mean: float
    variance: float


def _augmented(estimate: Estimate, low: float, high: float) -> _Augmented:
    n = estimate.effective_n + 2
    mean = (estimate.effective_n * estimate.mean + low + high) / n
    spread = estimate.effective_n * (estimate.variance + (estimate.mean - mean) ** 2)
    spread += (low - mean) ** 2 + (high - mean) ** 2
    return _Augmented(n, mean, spread / n / (n - 1))
