"""The health of criteria: which never fail, which are never applicable, and which do not tell good calls from bad."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.answered import Answered
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import LEVEL
from benvenuto.statistics.proportions import wilson

Array = NDArray[np.float64]

# At most this share of calls below the best level, for certain: whoever is told so at every call learns nothing.
NEVER = 0.05
# At least this share of calls not applicable, for certain.
ALWAYS = 0.95
# Item-rest correlations below this are poor by custom: Ebel and Frisbie (1991), Essentials of Educational Measurement.
SEPARATES = 0.2


class HealthFinding(StrEnum):
    """What is wrong with a criterion."""

    NEVER_FAILS = "never fails"
    ALWAYS_NOT_APPLICABLE = "always not applicable"
    DOES_NOT_SEPARATE = "does not separate good calls from bad"


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion of `n` calls, 0 to 1, with Wilson's interval."""

    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's correlation over `n` calls, -1 to 1, with its interval."""

    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CriterionHealth:
    """One criterion: share of calls where it was not applicable, share of answers below the best level, item-rest.

    `short` is None where nobody answered; `rest` where answers or calls do not vary, or fewer than 10 say anything.
    """

    answered: int
    not_applicable: Share | None
    short: Share | None
    rest: Correlation | None
    findings: tuple[HealthFinding, ...]


def criterion_health(
    answers: Answered, not_applicable: ArrayLike, *, level: float = LEVEL
) -> Sequence[CriterionHealth]:
    """Item analysis of criteria: shares not applicable and below the best level, and item-rest correlation of each.

    `not_applicable`, shape (criteria,), counts the calls where each did not apply; one result a criterion, in order.
    Raises ValueError where an answer's criterion is not among them.

    Item-rest correlation: of the criterion's value (0 to 1) with the care score of the rest of the call, that is
    (care - share x value) / (1 - share); calls where nothing else was answered are left out. The criterion itself is
    out of the rest, or else every criterion would seem to go with the score it is part of.
    Interval: Fisher's z = atanh(r) plus and minus t standard errors, the larger of 1 / sqrt(n - 3) and the
    distribution-free sqrt(V / n) / (1 - r^2), V = r^2 / 4 (m40 + m04 + 2 m22) + m22 - r (m31 + m13), m the standardised
    moments; levels are few and skewed, so the normal formula alone would be too sure. t is Student's with k - 1 degrees
    of freedom, k the answers at the best level or those below, whichever are fewer: they carry what is known.

    Findings are made only for certain: "never fails" when the upper end of the share below best is at most 5% (so from
    73 calls on without one); "always not applicable" when the lower end is at least 95%; "does not separate" when the
    upper end of the correlation is below 0.2. No finding is no praise: look at n.
    Source: Nunnally and Bernstein (1994), Psychometric Theory, 8; Steiger and Hakstian (1982), British Journal of
    Mathematical and Statistical Psychology 35, 208-215.
    """
    left = np.asarray(not_applicable, dtype=np.float64)
    size = left.size
    if answers.criterion.size and answers.criterion.max() >= size:
        raise ValueError("not_applicable has one number for each criterion")
    count = np.bincount(answers.criterion, minlength=size)
    short = np.bincount(answers.criterion[answers.value < 1], minlength=size)
    correlations = _correlations(answers, size, level)
    health = []
    for nth in range(size):
        absent = _share(left[nth], left[nth] + count[nth], level)
        below = _share(short[nth], count[nth], level)
        rest = correlations[nth]
        health.append(CriterionHealth(int(count[nth]), absent, below, rest, _findings(absent, below, rest)))
    return health


def _share(some: float, n: float, level: float) -> Share | None:
    if n == 0:
        return None
    low, high = wilson(some / n, n, level=level)
    return Share(int(n), float(some / n), float(low), float(high))


def _findings(absent: Share | None, short: Share | None, rest: Correlation | None) -> tuple[HealthFinding, ...]:
    conditions = {
        HealthFinding.NEVER_FAILS: short is not None and short.high <= NEVER,
        HealthFinding.ALWAYS_NOT_APPLICABLE: absent is not None and absent.low >= ALWAYS,
        HealthFinding.DOES_NOT_SEPARATE: rest is not None and rest.high < SEPARATES,
    }
    return tuple(finding for finding, true in conditions.items() if true)


def _correlations(answers: Answered, size: int, level: float) -> Sequence[Correlation | None]:
    place, x, y = _pairs(answers)
    n, best = np.bincount(place, minlength=size), np.bincount(place, x == 1, minlength=size)
    x, y = _standardised(x, place, n), _standardised(y, place, n)

    def mean(amounts: Array) -> Array:
        return np.asarray(np.bincount(place, amounts, minlength=size) / np.maximum(n, 1))

    xx, xy, yy = x * x, x * y, y * y
    r, m20, m02 = np.clip(mean(xy), -1, 1), mean(xx), mean(yy)
    m22 = mean(xx * yy)
    spread = r**2 / 4 * (mean(xx * xx) + mean(yy * yy) + 2 * m22) + m22 - r * (mean(xx * xy) + mean(xy * yy))
    # A correlation of 1 has no z; this one's ends are 1 to nine digits.
    inside = np.clip(r, -1 + 1e-9, 1 - 1e-9)
    free = np.sqrt(np.maximum(spread, 0) / np.maximum(n, 1)) / (1 - inside**2)
    # one answer below the best, or one at it, would leave no degree of freedom
    rarer = np.maximum(np.minimum(best, n - best) - 1, 1)
    reach = scipy.special.stdtrit(rarer, (1 + level) / 2) * np.maximum(free, 1 / np.sqrt(np.maximum(n - 3, 1)))
    low, high = np.tanh(np.arctanh(inside) - reach), np.tanh(np.arctanh(inside) + reach)
    # standardised, so 1 where values vary and 0 where not: rounding never reaches the middle
    varies = (m20 > 0.5) & (m02 > 0.5)
    return [
        Correlation(int(n[nth]), float(r[nth]), float(min(low[nth], r[nth])), float(max(high[nth], r[nth])))
        if varies[nth] and enough_to_say(float(n[nth]))
        else None
        for nth in range(size)
    ]


def _pairs(answers: Answered) -> tuple[NDArray[np.intp], Array, Array]:
    """Criterion, its value, and the score of the rest of the call, 0 to 1, of every answer that has a rest."""
    care = np.bincount(answers.evaluation, answers.share * answers.value)[answers.evaluation]
    has_rest = answers.share < 1 - 1e-9
    share, value = answers.share[has_rest], answers.value[has_rest]
    return answers.criterion[has_rest], value, (care[has_rest] - share * value) / (1 - share)


def _standardised(values: Array, place: NDArray[np.intp], n: NDArray[np.intp]) -> Array:
    """Values less their group's mean, over its standard deviation; 0 where a group does not vary."""
    each = np.maximum(n, 1)
    less = values - (np.bincount(place, values, minlength=n.size) / each)[place]
    spread = np.sqrt(np.bincount(place, less**2, minlength=n.size) / each)
    return np.asarray(np.divide(less, spread[place], out=np.zeros_like(less), where=spread[place] > 1e-9))
