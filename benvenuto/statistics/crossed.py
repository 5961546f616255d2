"""Crossed random effects by restricted maximum likelihood, agents absorbed, so that thousands cost seconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import scipy
from numpy.typing import NDArray

from benvenuto.statistics.design import Design, incidence

Array = NDArray[np.float64]

# Half a residual standard deviation each: a start that no design has led astray.
START = 0.5
# A factor that spreads more than this many residual standard deviations would need no statistics.
MOST = 20.0


@dataclass(frozen=True, slots=True)
class Ratios:
    """Standard deviations of the random effects (agents, evaluators, contact reasons), each over the residual one."""

    agents: float
    evaluators: float
    reasons: float


@dataclass(frozen=True, slots=True)
class Solution:
    """Solution of the mixed model equations at given ratios: effects of islands, evaluators, reasons, in this order.

    `effects` has shape (k,), `covariance` (k, k), in points and points squared.
    `covariance` is that of their errors; `rest` the residual variance; `deviance` minus twice the restricted log
    likelihood.
    """

    effects: Array
    covariance: Array
    rest: float
    deviance: float


@dataclass(frozen=True, slots=True)
class Equations:
    """Sufficient statistics of the mixed model: `count` evaluations of each agent, `met` agents x the other columns.

    The other columns are islands (each with a mean of its own, so that none is compared with another), evaluators,
    reasons; `crossed` is their own cross product. `agent_sums`, `sums` and `squares` are of the scores less `shift`.
    """

    evaluations: int
    islands: int
    evaluators: int
    count: Array
    met: scipy.sparse.csr_array
    crossed: Array
    agent_sums: Array
    sums: Array
    squares: float
    shift: float

    @property
    def freedom(self) -> int:
        """Evaluations beyond one for each island."""
        return self.evaluations - self.islands


def equations(scores: Array, design: Design) -> Equations:
    """Sufficient statistics of the mixed model, from scores of shape (evaluations,) and their design.

    All evaluations are summed up once; whatever follows no longer depends on how many there are.
    """
    shift = float(scores.mean())
    # squares of scores around 80 would leave few digits for the differences between people
    y = scores - shift
    begins = np.cumsum([0, design.islands, design.evaluators.size])
    size = int(begins[-1]) + design.reasons.size
    places = [
        begin + index
        for begin, index in zip(begins, (design.island[design.agent], design.evaluator, design.reason), strict=True)
    ]
    rows = np.arange(y.size)
    columns = incidence(np.tile(rows, 3), np.concatenate(places), (y.size, size))
    agents = incidence(design.agent, rows, (design.agents.size, y.size))
    return Equations(
        evaluations=y.size,
        islands=design.islands,
        evaluators=design.evaluators.size,
        count=np.bincount(design.agent).astype(np.float64),
        met=(agents @ columns).tocsr(),
        crossed=(columns.T @ columns).toarray(),
        agent_sums=np.bincount(design.agent, y).astype(np.float64),
        sums=columns.T @ y,
        squares=float(y @ y),
        shift=shift,
    )


@dataclass(frozen=True, slots=True)
class Absorbed:
    """The equations with the agents' effects taken out, at one ratio of theirs; the costly step, once for many.

    `left` and `right` are those of the other columns; `explained` the squares that agents explain, `logs` log|D|.
    """

    sums: Equations
    left: Array
    right: Array
    explained: float
    logs: float


def absorb(sums: Equations, agents: float) -> Absorbed:
    """Absorb the agents' random effects (Gaussian elimination of their block) at the ratio theta_a = `agents`.

    D = 1 + theta_a^2 n is diagonal, so nothing large is inverted.
    left = C - theta_a^2 A' D^-1 A, C the other columns' cross product and A their counts by agent; right likewise.
    """
    own = 1 + agents**2 * sums.count
    share = agents**2 / own
    weighted = scipy.sparse.diags_array(share) @ sums.met
    return Absorbed(
        sums=sums,
        left=sums.crossed - (sums.met.T @ weighted).toarray(),
        right=sums.sums - weighted.T @ sums.agent_sums,
        explained=float(share @ sums.agent_sums**2),
        logs=float(np.log(own).sum()),
    )


def solve(absorbed: Absorbed, evaluators: float, reasons: float) -> Solution:
    """Best linear unbiased estimates and predictions: Henderson's equations at these ratios of evaluators and reasons.

    y = island + agent + evaluator + reason + e. Every random effect is written as theta b, b of the residual variance,
    so a theta of 0 is no special case. S = P + T left T, T = diag(1, theta_e, theta_r), P = diag(0, 1, 1); effects =
    T S^-1 T right; covariance of their errors = rest T S^-1 T. With r^2 the squares that nothing explains and N - p
    the evaluations beyond one an island: rest = r^2 / (N - p), deviance = log|D| + log|S| + (N - p)(1 + log 2 pi rest).

    Source: Henderson (1984), Applications of Linear Models in Animal Breeding, ch. 5 and 26; Bates et al. (2015),
    Journal of Statistical Software 67(1), eq. 42.
    """
    scale, factor, rest, deviance = _factored(absorbed, evaluators, reasons)
    covariance = rest * scale[:, None] * scipy.linalg.cho_solve(factor, np.diag(scale))
    return Solution(scale * scipy.linalg.cho_solve(factor, scale * absorbed.right), covariance, rest, deviance)


def deviance(absorbed: Absorbed, evaluators: float, reasons: float) -> float:
    """The deviance of `solve` alone, at a fraction of its cost."""
    return _factored(absorbed, evaluators, reasons)[3]


def estimate(sums: Equations) -> Ratios:
    """REML estimate of the ratios, each from 0 to 20: those of least deviance (L-BFGS-B, slopes by differences)."""
    # slopes by differences move one ratio at a time: three looks in four keep that of the agents
    absorbed = lru_cache(maxsize=4)(partial(absorb, sums))
    base = deviance(absorbed(START), START, START)

    def above(at: Array) -> float:
        agents, evaluators, reasons = map(float, at)
        return deviance(absorbed(agents), evaluators, reasons) - base

    # Differences a thousand times as wide as the default: a deviance of a million has few digits to spare.
    optimum = scipy.optimize.minimize(
        above,
        np.full(3, START),
        method="L-BFGS-B",
        bounds=[(0, MOST)] * 3,
        options={"eps": 1e-4, "ftol": 1e-7, "gtol": 1e-2},
    )
    return Ratios(*map(float, optimum.x))


def _factored(absorbed: Absorbed, evaluators: float, reasons: float) -> tuple[Array, tuple[Array, bool], float, float]:
    sums = absorbed.sums
    scale = np.ones(absorbed.right.size)
    scale[sums.islands :] = reasons
    scale[sums.islands : sums.islands + sums.evaluators] = evaluators
    left = scale[:, None] * absorbed.left * scale
    # P of `solve`: islands are fixed effects, so nothing pulls theirs towards 0
    left[np.diag_indices_from(left)] += np.arange(scale.size) >= sums.islands
    factor = scipy.linalg.cho_factor(left, lower=True)
    right = scale * absorbed.right
    unexplained = sums.squares - absorbed.explained - float(right @ scipy.linalg.cho_solve(factor, right))
    # marks that the effects explain to the last point leave no residual to take the logarithm of
    rest = max(unexplained, 1e-9 * sums.freedom) / sums.freedom
    logs = absorbed.logs + 2 * float(np.log(np.diag(factor[0])).sum())
    return scale, factor, rest, logs + sums.freedom * (1 + float(np.log(2 * np.pi * rest)))
