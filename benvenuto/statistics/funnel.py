"""The funnel: who differs from the mean of all by more than chance, instead of a league table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.bounded import chance_limits, standard_errors, unheard
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import LEVEL, Estimate
from benvenuto.statistics.shrinkage import Who, columns, one_call

Array = NDArray[np.float64]

# How many calls of everybody an agent's own variance is weighed against; see `calls_of_each`.
OTHERS = 80
# Spiegelhalter's share of z to pull in at each end, so that a few outliers do not widen everybody's limits.
WINSORISED = 0.1
# Beyond this many standard errors of the ordinary variety between agents, someone stands out (99.7%).
STANDS_OUT = 3.0


class FunnelStanding(StrEnum):
    """What may be said of an agent or team beside the others."""

    ABOVE = "above"
    AS_EXPECTED = "as expected"
    BELOW = "below"
    TOO_FEW = "too few calls to say"


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """A point of a funnel plot, an agent's or team's: `errors`, signed, in standard errors of chance from the centre.

    `stands_out`: even from the ordinary variety between agents, not from chance alone.
    """

    estimate: Estimate
    standing: FunnelStanding
    errors: float
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Funnel(Generic[Who]):
    """The whole funnel; places in the order given.

    `variance` is that of one call, over-dispersion and one unheard call included; `between` the standard deviation of
    the ordinary variety between agents; `cut` how many standard errors of chance say "above" or "below".
    """

    centre: float
    variance: float
    overdispersion: float
    between: float
    cut: float
    low: float
    high: float
    places: Mapping[Who, FunnelPoint]

    def limits(self, calls: ArrayLike) -> tuple[Array, Array]:
        """Funnel limits, lower and upper, of means of so many calls: a place outside is called above or below.

        Unless its own calls vary so much more than everybody's that its own limits are wider.
        """
        return self._limits(self.variance / np.asarray(calls, dtype=np.float64), self.cut)

    def ordinary(self, calls: ArrayLike) -> tuple[Array, Array]:
        """Where the ordinary variety between agents and chance keep them together: a place outside stands out."""
        return self._limits(self.variance / np.asarray(calls, dtype=np.float64) + self.between**2, STANDS_OUT)

    def _limits(self, variance: Array, errors: float) -> tuple[Array, Array]:
        return chance_limits(self.centre, variance, errors, low=self.low, high=self.high)


def funnel(
    estimates: Mapping[Who, Estimate],
    *,
    overdispersion: float = 1,
    low: float = 0,
    high: float = 100,
    level: float = LEVEL,
) -> Funnel[Who] | None:
    """Funnel plot of means (agents or teams) with controlled false discovery rate; None while nobody has calls enough.

    Those with fewer than `enough.ENOUGH_CALLS` effective calls are placed "too few" and move nothing. For the others:
    z_i = how many standard errors sqrt(s_i^2 phi / n_i) the mean lies from the mean of all calls, shaped by
    `bounded.standard_errors`; s_i^2 the variance of one call (`calls_of_each`, with one unheard call), phi
    the `overdispersion`. "Above" and "below" are those that Benjamini and Hochberg's procedure rejects at 1 - level:
    p_i = 2 ndtr(-|z_i|), the k smallest with p_(k) <= (1 - level) k / m. So at equal true skill at most 5 reports in
    100 call anybody different (not 5 agents in 100), and where skill differs at most 5% of those called are so by
    chance. `cut` is the |z| of that line.

    `between`, of the ordinary variety: tau^2 = (m phi_w - (m - 1)) / (sum w - sum w^2 / sum w), phi_w the mean of the
    squared z winsorised at 10% and 90%, w = n_i / (s_i^2 phi).
    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 3 and appendix A.3; Benjamini and
    Hochberg (1995), JRSS B 57, 289-300.
    """
    heard = {who: estimate for who, estimate in estimates.items() if enough_to_say(estimate.effective_n)}
    if not heard:
        return None
    means, n = columns(heard, "mean", "effective_n")
    centre = float(means @ n / n.sum())
    variance = float(unheard(centre, one_call(heard), n.sum(), low=low, high=high))
    chance = calls_of_each(heard, variance) * overdispersion / n
    errors = standard_errors(means, centre, chance, low=low, high=high)
    cut, between = _cut(errors, 1 - level), _between(errors, 1 / chance)
    wide = standard_errors(means, centre, chance + between**2, low=low, high=high)
    verdicts = {
        who: (float(z), bool(abs(z) >= cut), bool(abs(y) > STANDS_OUT))
        for who, z, y in zip(heard, errors, wide, strict=True)
    }
    places = {who: _place(estimate, verdicts.get(who)) for who, estimate in estimates.items()}
    return Funnel(centre, variance * overdispersion, overdispersion, between, cut, low, high, places)


def calls_of_each(estimates: Mapping[Who, Estimate], pooled: float) -> Array:
    """Variance of one call, shape (agents,): the pooled one, or more where the agent's own calls vary more.

    max(s^2, (n_i s_i^2 + 80 s^2) / (n_i + 80)), s_i^2 = n_i v_i / (n_i - 1). An agent's own variance from few calls is
    mostly luck, so it counts as its calls against 80 of everybody's; never less than the pooled one, because calls
    without a zero look surer than they are. Why: one rare zero in ten calls must not make an agent "below"; with the
    pooled variance alone a fifth of reports on 200 equal agents with 2% zeros call somebody different.
    """
    n, variances = columns(estimates, "effective_n", "variance")
    own = variances * n / np.maximum(n - 1, 1)
    return np.asarray(np.maximum(pooled, (n * own + OTHERS * pooled) / (n + OTHERS)))


def overdispersion(parts: Mapping[Who, Sequence[Estimate]]) -> float:
    """Over-dispersion factor, >= 1: how far the parts (weeks) of an agent vary beyond what their calls explain.

    The ratio of mean squares of nested analysis of variance: between the parts within agents, sum n (m - M)^2 /
    (parts - agents), over that of calls within parts, sum n v / sum (n - 1). M is the agent's mean over its parts.
    1 where agents have no two parts, or calls no spread. What is the same in all parts of an agent, such as a strict
    evaluator that hears nobody else, cannot show here: see `severity`.
    Source: Searle, Casella and McCulloch (1992), Variance Components, 3.3; Wedderburn (1974), Biometrika 61.
    """
    rows = [
        (nth, estimate.effective_n, estimate.mean, estimate.variance)
        for nth, part in enumerate(parts.values())
        for estimate in part
    ]
    return overdispersion_of(*np.array(rows).T) if rows else 1.0


def overdispersion_of(whose: ArrayLike, n: ArrayLike, means: ArrayLike, variances: ArrayLike) -> float:
    """The same of many parts at once, arrays of shape (parts,): `whose` they are, by number, their effective calls."""
    who, calls, mean, variance = (np.asarray(column, dtype=np.float64) for column in (whose, n, means, variances))
    agent = who.astype(int)
    several = np.bincount(agent)[agent] > 1
    agent, calls, mean, variance = agent[several], calls[several], mean[several], variance[several]
    if not agent.size:
        return 1.0
    whole = np.bincount(agent, calls)
    own = np.bincount(agent, calls * mean)[agent] / whole[agent]
    within = calls @ variance / max((calls - 1).sum(), 1.0)
    between = calls @ (mean - own) ** 2 / (agent.size - np.count_nonzero(whole))
    return max(1.0, float(between / within)) if within > 0 else 1.0


def _cut(errors: Array, share: float) -> float:
    chances = np.sort(2 * scipy.special.ndtr(-np.abs(errors)))
    allowed = share * np.arange(1, chances.size + 1) / chances.size
    rejected = np.flatnonzero(chances <= allowed)
    # where nobody is rejected, the line is the one that the smallest p would have had to pass
    return float(-scipy.special.ndtri(allowed[rejected[-1] if rejected.size else 0] / 2))


def _between(errors: Array, weights: Array) -> float:
    m = errors.size
    if m < 2:
        return 0.0
    pulled = np.clip(errors, *np.quantile(errors, [WINSORISED, 1 - WINSORISED]))
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    return float(np.sqrt(max(0.0, (m * np.mean(pulled**2) - (m - 1)) / spare)))


def _place(estimate: Estimate, verdict: tuple[float, bool, bool] | None) -> FunnelPoint:
    if verdict is None:
        return FunnelPoint(estimate, FunnelStanding.TOO_FEW, 0.0, stands_out=False)
    errors, called, stands_out = verdict
    side = FunnelStanding.ABOVE if errors > 0 else FunnelStanding.BELOW
    return FunnelPoint(estimate, side if called else FunnelStanding.AS_EXPECTED, errors, stands_out)
