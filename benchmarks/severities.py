"""Evaluator severity: how well planted severities are found again, what it does for agents' scores, and its time.

`python -m benchmarks.severities` prints its tables in about two minutes; they are kept in docs/statistics.md.
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benvenuto.statistics.crossed import absorb, equations, estimate, solve
from benvenuto.statistics.design import design
from benvenuto.statistics.severity import Severity, severity

Array = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Planted:
    """Evaluations and the truth behind them, in points; every agent and evaluator occurs."""

    scores: Array
    agent: Places
    evaluator: Places
    reason: Places
    skill: Array
    severity: Array


def main() -> None:
    rng = np.random.default_rng(20260104)
    print(
        "Severities with sd 4, agents 5, contact reasons 3, the rest 12 points. Error (root mean square) of severity,"
    )
    print("ours and of the evaluator's plain mean; coverage of its interval; squared error of agents' scores, adjusted")
    print("over raw; coverage of theirs. Evaluators hear everybody, or mostly (80%) their own team, whose skill varies")
    print(
        "by 3 points from team to team. Last, error and coverage of severity were agents random in the equations too.\n"
    )
    for agents, evaluators, evaluations, rounds in (
        (30, 3, 300, 60),
        (30, 4, 600, 60),
        (200, 15, 3000, 20),
        (1000, 50, 20_000, 4),
    ):
        for own_team in (0.0, 0.8):
            drawn = (plant(agents, evaluators, evaluations, rng, own_team) for _ in range(rounds))
            rows = [[*figures(planted), *with_random_agents(planted)] for planted in drawn]
            error, plain, covered, ratio, agents_covered, random_error, random_covered = np.mean(rows, axis=0)
            size = f"{agents:>5} x {evaluators:>3}, {evaluations:>6} evaluations"
            heard = "own team " if own_team else "everybody"
            random = f"{random_error:.2f} {random_covered:.1%}"
            print(
                f"{size}, {heard}  {error:.2f} {plain:.2f}  {covered:.1%}  {ratio:.2f}  {agents_covered:.1%}  {random}"
            )
    for agents, evaluators, evaluations in ((1000, 50, 20_000), (5000, 200, 100_000), (10_000, 400, 200_000)):
        planted = plant(agents, evaluators, evaluations, rng, 0)
        began = perf_counter()
        estimated(planted)
        print(
            f"{agents:>6} agents x {evaluators} evaluators x {evaluations} evaluations: {perf_counter() - began:.1f} s"
        )


def plant(agents: int, evaluators: int, evaluations: int, rng: np.random.Generator, own_team: float = 0) -> Planted:
    """Evaluations with known severities, every agent in at least one; `own_team` is the share heard by their own."""
    agent = np.concatenate([np.arange(agents), rng.integers(0, agents, evaluations - agents)])
    evaluator = np.where(
        rng.random(evaluations) < own_team, agent % evaluators, rng.integers(0, evaluators, evaluations)
    )
    reason = rng.integers(0, 20, evaluations)
    team = rng.normal(0, 3, evaluators) if own_team else np.zeros(evaluators)
    skill = 75 + rng.normal(0, 5, agents) + team[np.arange(agents) % evaluators]
    strict, hard = rng.normal(0, 4, evaluators), rng.normal(0, 3, 20)
    # severity means beside the average evaluator, and difficulty beside the average reason
    strict, hard = strict - strict.mean(), hard - hard.mean()
    scores = skill[agent] - strict[evaluator] - hard[reason] + rng.normal(0, 12, evaluations)
    return Planted(scores, agent, evaluator, reason, skill, strict)


def estimated(planted: Planted) -> Severity:
    # planted scores know no ends of a scale
    fitted = severity(planted.scores, planted.agent, planted.evaluator, planted.reason, low=-np.inf, high=np.inf)
    assert fitted is not None
    return fitted


def figures(planted: Planted) -> list[float]:
    """Errors of severity, ours and plain; coverage; agents' squared error over raw; their coverage."""
    fitted = estimated(planted)
    ours = np.array([[evaluator.severity, evaluator.low, evaluator.high] for evaluator in fitted.evaluators])
    heard = np.bincount(planted.evaluator, planted.scores) / np.bincount(planted.evaluator)
    plain = heard.mean() - heard
    scores = np.array([[agent.raw, agent.adjusted, agent.low, agent.high] for agent in fitted.agents])
    return [
        float(np.sqrt(np.mean((ours[:, 0] - planted.severity) ** 2))),
        float(np.sqrt(np.mean((plain - planted.severity) ** 2))),
        float(np.mean((ours[:, 1] <= planted.severity) & (planted.severity <= ours[:, 2]))),
        float(np.mean((scores[:, 1] - planted.skill) ** 2) / np.mean((scores[:, 0] - planted.skill) ** 2)),
        float(np.mean((scores[:, 2] <= planted.skill) & (planted.skill <= scores[:, 3]))),
    ]


def with_random_agents(planted: Planted) -> list[float]:
    """Error of severity and its coverage by the textbook's equations: agents random, variances taken for certain."""
    sums = equations(planted.scores, design(planted.agent, planted.evaluator, planted.reason))
    at = estimate(sums)
    solution = solve(absorb(sums, at.agents), at.evaluators, at.reasons)
    own = slice(sums.islands, sums.islands + sums.evaluators)
    centring = np.eye(sums.evaluators) - 1 / sums.evaluators
    off = -centring @ solution.effects[own] - planted.severity
    errors = np.sqrt(np.diag(centring @ solution.covariance[own, own] @ centring))
    return [float(np.sqrt(np.mean(off**2))), float(np.mean(np.abs(off) <= 1.96 * errors))]


if __name__ == "__main__":
    main()
