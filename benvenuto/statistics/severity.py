"""Evaluator severity: who marks strictly and who leniently, estimated together with agents and contact reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.crossed import MOST, Absorbed, Equations, Ratios, absorb, deviance, equations, estimate, solve
from benvenuto.statistics.design import Design, design
from benvenuto.statistics.intervals import LEVEL

Array = NDArray[np.float64]

# Two evaluators, and more evaluations than agents: with less there is nothing to tell severity from.
LEAST_EVALUATORS = 2
# Points over which what is not known of the spread between evaluators is averaged; twice as many change nothing.
GRID = 21
# A ratio of agents so large that nothing is assumed of them, yet no equation becomes singular.
FIXED = 20.0
# Deviance above the best at which a ratio's likelihood is nothing: exp(-6).
NOTHING = 12.0


@dataclass(frozen=True, slots=True)
class EvaluatorSeverity:
    """Severity of an evaluator, in points: how much lower than average this one marks the same call, with its interval.

    low <= severity <= high. Above 0 is strict, below 0 lenient. Compare only evaluators of one `island`;
    `shared_agents` of the agents heard were heard by somebody else too.
    """

    evaluator: Any
    n: int
    island: int
    shared_agents: int
    severity: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AdjustedScore:
    """An agent's mean as it is, and as average evaluators on an average mix of contact reasons would have marked it.

    low <= adjusted <= high. Compare only agents of one `island`.
    """

    agent: Any
    n: int
    island: int
    raw: float
    adjusted: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Severity:
    """Evaluators and agents in the order of their ids, and what spreads the scores (standard deviations, points).

    `islands` is how many parts of the design no shared agent joins: 1 when all can be compared.
    """

    islands: int
    evaluators: tuple[EvaluatorSeverity, ...]
    agents: tuple[AdjustedScore, ...]
    between_agents: float
    between_reasons: float
    rest: float

    @property
    def connected(self) -> bool:
        """Whether every evaluator can be compared with every other."""
        return self.islands == 1


def severity(
    scores: ArrayLike,
    agents: ArrayLike,
    evaluators: ArrayLike,
    contact_reasons: ArrayLike,
    *,
    low: float = 0,
    high: float = 100,
    level: float = LEVEL,
) -> Severity | None:
    """Severity of evaluators and adjusted scores of agents, from a mixed model with crossed random effects (REML).

    Arrays of shape (evaluations,); ids may be numbers or strings. Raises ValueError for scores that are not finite, and
    for arrays of different lengths.
    None where there is nothing to tell it from: fewer than two evaluators, or no agent evaluated twice.

    Model: score = island + agent + evaluator + contact reason + rest, the last four random and independent. Variances
    by REML (`crossed.estimate`), effects by Henderson's equations (`crossed.solve`), so a severity from few calls is
    shrunken towards none. In these equations agents are as good as fixed: evaluators are compared only through calls
    of the same agents. Were agents random there too, whoever hears a weak team would look strict: where evaluators hear
    mostly their own team, the 95% interval then holds 75% to 84%, so 92% to 96%, with hardly more error elsewhere
    (`python -m benchmarks.severities`). With few evaluators their spread is hardly known and REML alone would be too
    sure; so everything is averaged over the restricted likelihood of that spread, as in `shrinkage.shrink`.

    Severity is beside the average evaluator of the same island, a connected part of the design (`design.design`).
    Islands have means of their own, because between them strict evaluators and weak agents look the same. The only
    evaluator of an island has severity 0 and the interval of not knowing.

    Adjusted score: the agent's raw mean less the mean effects of the evaluators and reasons it met, beside the average
    evaluator and the average mix of reasons; not shrunken, cut at the ends of the scale. Variance: rest / n + x' V x,
    x the shares of those met, V their errors' covariance. Within a team and a reason, calls must not be chosen by
    their evaluator: whoever picks difficult ones looks strict. Formulas and sources: see `crossed`; strict and lenient
    markers: Linacre (1989), Many-Facet Rasch Measurement; Searle, Casella and McCulloch (1992), ch. 7.
    """
    marks = np.asarray(scores, dtype=np.float64)
    if marks.ndim != 1 or not np.isfinite(marks).all():
        raise ValueError("scores must be one row of finite numbers; leave what is not applicable out")
    crossing = design(agents, evaluators, contact_reasons) if marks.size else None
    if crossing is None or crossing.evaluators.size < LEAST_EVALUATORS or marks.size <= crossing.agents.size:
        return None
    if crossing.agent.shape != marks.shape:
        raise ValueError("every evaluation has one agent, one evaluator and one contact reason")
    sums = equations(marks, crossing)
    ratios = estimate(sums)
    effects, covariance, rest = _averaged(sums, ratios)
    centring = _centring(crossing)
    effects, covariance = centring @ effects, centring @ covariance @ centring.T
    reach = float(scipy.special.ndtri((1 + level) / 2))
    rest_sd = float(np.sqrt(rest))
    return Severity(
        islands=crossing.islands,
        evaluators=tuple(_evaluators(crossing, effects, covariance, reach)),
        agents=tuple(_agents(crossing, sums, effects, covariance, rest, reach, (low, high))),
        between_agents=ratios.agents * rest_sd,
        between_reasons=ratios.reasons * rest_sd,
        rest=rest_sd,
    )


def _averaged(sums: Equations, ratios: Ratios) -> tuple[Array, Array, float]:
    """Effects, covariance of their errors and residual variance, averaged over what the evaluators' ratio may be."""
    absorbed, fixed = absorb(sums, ratios.agents), absorb(sums, FIXED)
    grid = _likely(absorbed, ratios)
    deviances = np.array([deviance(absorbed, float(ratio), ratios.reasons) for ratio in grid])
    weights = np.exp((deviances.min() - deviances) / 2)
    weights /= weights.sum()
    solutions = [solve(fixed, float(ratio), ratios.reasons) for ratio in grid]
    rest = solve(absorbed, ratios.evaluators, ratios.reasons).rest
    each = np.array([solution.effects for solution in solutions])
    effects = weights @ each
    covariance = (each - effects).T @ (weights[:, None] * (each - effects))
    for weight, solution in zip(weights, solutions, strict=True):
        # total covariance: above between the solutions, here within each, all on one residual
        covariance += weight * rest / solution.rest * solution.covariance
    return effects, covariance, rest


def _likely(absorbed: Absorbed, ratios: Ratios) -> Array:
    """A grid over the evaluators' ratio, from 0 or half the best up to where its likelihood is nothing."""
    best = deviance(absorbed, ratios.evaluators, ratios.reasons)

    def reaches(ratio: float) -> bool:
        return deviance(absorbed, ratio, ratios.reasons) < best + NOTHING

    # a ratio of 0 gives no step; and steps grow, for with few evaluators the tail is long
    step = max(ratios.evaluators, 0.02) / 4
    high = ratios.evaluators + step
    while reaches(high) and high < MOST:
        high += (step := 1.6 * step)
    low = 0.0 if reaches(ratios.evaluators / 2) else ratios.evaluators / 2
    return np.linspace(low, high, GRID)


def _centring(crossing: Design) -> Array:
    """What takes effects to those beside the average evaluator of the island and the average mix of reasons.

    The only evaluator of an island stays as it is: beside itself everybody is average.
    """
    first, last = crossing.islands, crossing.islands + crossing.evaluators.size
    matrix = np.eye(last + crossing.reasons.size)
    same = crossing.evaluator_island[:, None] == crossing.evaluator_island
    many = same.sum(axis=1) > 1
    matrix[first:last, first:last] -= (same & many) / same.sum(axis=1)
    matrix[last:, last:] -= np.bincount(crossing.reason) / crossing.reason.size
    return matrix


def _evaluators(crossing: Design, effects: Array, covariance: Array, reach: float) -> Sequence[EvaluatorSeverity]:
    first = crossing.islands
    own = slice(first, first + crossing.evaluators.size)
    severities, errors = -effects[own], reach * np.sqrt(np.diag(covariance)[own])
    facts = zip(
        crossing.evaluators.tolist(),
        np.bincount(crossing.evaluator).tolist(),
        crossing.evaluator_island.tolist(),
        crossing.shared_agents.tolist(),
        severities.tolist(),
        (severities - errors).tolist(),
        (severities + errors).tolist(),
        strict=True,
    )
    return [EvaluatorSeverity(*row) for row in facts]


def _agents(
    crossing: Design,
    sums: Equations,
    effects: Array,
    covariance: Array,
    rest: float,
    reach: float,
    scale: tuple[float, float],
) -> Sequence[AdjustedScore]:
    shares = sums.met[:, crossing.islands :].toarray() / sums.count[:, None]
    met, errors = effects[crossing.islands :], covariance[crossing.islands :, crossing.islands :]
    raw = sums.agent_sums / sums.count + sums.shift
    adjusted = raw - shares @ met
    far = reach * np.sqrt(rest / sums.count + np.einsum("ij,ij->i", shares, shares @ errors))
    facts = zip(
        crossing.agents.tolist(),
        sums.count.astype(int).tolist(),
        crossing.island.tolist(),
        raw.tolist(),
        *(np.clip(column, *scale).tolist() for column in (adjusted, adjusted - far, adjusted + far)),
        strict=True,
    )
    return [AdjustedScore(*row) for row in facts]
