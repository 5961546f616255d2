"""Shrunken estimates and the funnel: error beside raw means, coverage, and who is called different without being so.

`python -m benchmarks.comparisons` prints its tables in about two minutes, the same each time; they are kept in
docs/statistics.md.
"""

from time import perf_counter
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from benchmarks.score_shapes import SHAPES, Draw, Scores
from benvenuto.statistics.funnel import Funnel, FunnelStanding, funnel
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.shrinkage import Shrinkage, posterior, shrink

ROUNDS = 600
LIKELY = (
    "ordinary",
    "ordinary, 2% critical zeros",
    "ordinary, 10% critical zeros",
    "ceiling (40% at 100)",
    "near the ceiling, 3% zeros",
    "mean of eight criteria",
    "pass or fail, 97% pass",
)


def main() -> None:
    began = perf_counter()
    rng = np.random.default_rng(20260103)
    print(
        "Equal true skill, 10 to 60 calls each: reports that call anybody different, agents called, and agents said to"
    )
    print(f"stand out; {ROUNDS} reports each")
    for agents in (5, 30, 200):
        for name in LIKELY:
            print(f"{agents:>5} agents  {name:<29}", equal_row(SHAPES[name], agents, rng))
    print("\nAgents differ (sd of true care in points), 5 to 60 calls each, ordinary scores with 2% critical zeros:")
    print("squared error of shrunken estimates over that of raw means; coverage of the 95% interval; called of those")
    print("more than 8 points off; called on the wrong side, of those called")
    for agents in (5, 10, 30, 200):
        for spread in (0, 2, 4, 8):
            print(f"{agents:>5} agents  sd {spread}  ", differing_row(agents, spread, rng))
    print(
        "\nScores near the ceiling (two calls in three faultless, 3% critical zeros): agents more than 8 points below"
    )
    print("the mean who are called so; called on the wrong side, of those called")
    own = np.random.default_rng(9)
    for agents, fewest, most, rounds in ((50, 5, 40, 40), (200, 20, 60, 12)):
        for lean in (0.7, 1.0):
            row = ceiling_row(agents, fewest, most, lean, rounds, own)
            print(f"{agents:>5} agents, {fewest} to {most} calls ", row)
    print(
        "\nOurs beside one estimate of the spread (Paule and Mandel), means drawn from the model, 5 to 60 calls each:"
    )
    print("coverage of the 95% interval and squared error, ours then theirs; how often theirs is 0")
    for agents in (5, 10, 30):
        for spread in (2, 4):
            print(f"{agents:>5} agents  sd {spread}  ", rival_row(agents, spread, rng))
    print(f"\n{perf_counter() - began:.0f} s")


def reports(draw: Draw, skill: Scores, fewest: int, rng: np.random.Generator) -> dict[int, Estimate]:
    """One estimate an agent; `skill` in points moves all its calls, reflected at the ends of the scale."""
    n = rng.integers(fewest, 61, skill.size)
    edges = np.cumsum(n) - n
    scores = np.clip(draw(rng, (int(n.sum()),)) + np.repeat(skill, n), 0, 100)
    means = np.add.reduceat(scores, edges) / n
    variances = np.add.reduceat((scores - np.repeat(means, n)) ** 2, edges) / n
    return {
        nth: Estimate(int(size), float(size), float(mean), 0, 100, float(variance))
        for nth, (size, mean, variance) in enumerate(zip(n, means, variances, strict=True))
    }


def called(chart: Funnel[int]) -> Scores:
    """1 for every unit above its limits, -1 for every one below, else 0; one number a unit."""
    side = {FunnelStanding.ABOVE: 1.0, FunnelStanding.BELOW: -1.0}
    return np.array([side.get(place.standing, 0.0) for place in chart.places.values()])


def equal_row(draw: Draw, agents: int, rng: np.random.Generator, rounds: int = ROUNDS) -> str:
    """Of agents all alike: reports that call anybody different, agents called, agents said to stand out."""
    charts = [placed(reports(draw, np.zeros(agents), 10, rng)) for _ in range(rounds)]
    sides = np.array([called(chart) for chart in charts])
    out = np.mean([[place.stands_out for place in chart.places.values()] for chart in charts])
    return f"{np.mean(sides.any(axis=1)):>5.1%} {np.mean(sides != 0):>7.2%} {out:>7.2%}"


def placed(estimates: dict[int, Estimate]) -> Funnel[int]:
    chart = funnel(estimates)
    assert chart is not None
    return chart


def shrunk(estimates: dict[int, Estimate]) -> Shrinkage[int]:
    shrinkage = shrink(estimates)
    assert shrinkage is not None
    return shrinkage


def truths(draw: Draw, skill: Scores, rng: np.random.Generator) -> Scores:
    """The true mean of each agent, in points: that of 5,000 calls moved by the agent's skill."""
    many = draw(rng, (5000,))
    return np.asarray(np.clip(many + skill[:, None], 0, 100).mean(axis=1))


class Differing(NamedTuple):
    """Mean squared errors, coverage, share of those more than 8 points off that are called, share called wrongly."""

    error: float
    raw_error: float
    covered: float
    detected: float
    wrong: float


def differing(agents: int, spread: float, rounds: int, rng: np.random.Generator) -> Differing:
    """Agents whose true care differs with this standard deviation; ordinary scores with 2% critical zeros."""
    draw = SHAPES["ordinary, 2% critical zeros"]
    rows, far, wrong = [], [], []
    for _ in range(rounds):
        skill = rng.normal(0, spread, agents)
        truth, estimates = truths(draw, skill, rng), reports(draw, skill, 5, rng)
        ours = np.array(
            [
                [estimate.raw.mean, estimate.mean, estimate.low, estimate.high]
                for estimate in shrunk(estimates).shrunken.values()
            ]
        ).T
        errors = (ours[1] - truth) ** 2, (ours[0] - truth) ** 2
        rows.append([*map(np.mean, errors), np.mean((ours[2] <= truth) & (truth <= ours[3]))])
        sides, off = called(placed(estimates)), truth - truth.mean()
        far += list(sides[np.abs(off) > 8] != 0)
        wrong += list((sides * off)[sides != 0] < 0)
    return Differing(*np.mean(rows, axis=0), *(float(np.mean(some)) if some else 0.0 for some in (far, wrong)))


def differing_row(agents: int, spread: float, rng: np.random.Generator) -> str:
    result = differing(agents, spread, max(ROUNDS // agents, 20) * 5, rng)
    sides = f"{result.detected:>5.0%} {result.wrong:>5.1%}" if spread else "    -     -"
    return f"{result.error / result.raw_error:.2f}  {result.covered:.1%}  {sides}"


def ceiling_row(agents: int, fewest: int, most: int, spread: float, rounds: int, rng: np.random.Generator) -> str:
    """Of agents whose calls are mostly faultless, by so much skill: the true spread, who is found, who wrongly."""
    rows = []
    for _ in range(rounds):
        skill, n = rng.normal(0, spread, agents), rng.integers(fewest, most + 1, agents)
        scores, edges = near_ceiling(np.repeat(skill, n), rng), np.cumsum(n) - n
        means = np.add.reduceat(scores, edges) / n
        variances = np.add.reduceat((scores - np.repeat(means, n)) ** 2, edges) / n
        truth = near_ceiling(np.repeat(skill, 4000), rng).reshape(agents, -1).mean(axis=1)
        figures = zip(n.tolist(), means.tolist(), variances.tolist(), strict=True)
        sides = called(placed({nth: Estimate(k, k, m, 0, 100, v) for nth, (k, m, v) in enumerate(figures)}))
        off = truth - truth.mean()
        low = off < -8
        rows.append([truth.std(), (sides[low] < 0).sum(), low.sum(), (sides * off < 0).sum(), (sides != 0).sum()])
    spreads, found, low_ones, wrong, out = np.array(rows).T
    share = wrong.sum() / max(out.sum(), 1)
    return f"true sd {spreads.mean():.1f}: found {found.sum() / low_ones.sum():.0%}, wrong {share:.1%}"


def near_ceiling(skill: Scores, rng: np.random.Generator) -> Scores:
    """A call of five rubrics of five criteria for each entry: faultless, or some missed, or a critical zero."""
    faultless = rng.random(skill.size) < 1 / (1 + np.exp(-1 - skill))
    missed = rng.binomial(5, 1 / (1 + np.exp(1.6 + 0.8 * skill))[:, None], (skill.size, 5))
    care = np.where(faultless, 100, 100 * (1 - 0.15 * missed).mean(axis=1))
    return np.where(rng.random(skill.size) < 0.03 * np.exp(-0.7 * skill), 0, care)


def rival_row(agents: int, spread: float, rng: np.random.Generator) -> str:
    """Coverage and squared error, ours and with one estimate of the spread; the share of rounds in which that is 0."""
    figures = []
    for _ in range(ROUNDS):
        truth, variances = rng.normal(0, spread, agents), 14.0**2 / rng.integers(5, 61, agents)
        means = truth + rng.normal(size=agents) * np.sqrt(variances)
        ours = posterior(means, variances)
        theirs, theirs_variance, between = with_one_estimate(means, variances)
        row = [
            *(np.mean(np.abs(ours.mean - truth) < 1.96 * np.sqrt(ours.variance)), np.mean((ours.mean - truth) ** 2)),
            *(np.mean(np.abs(theirs - truth) < 1.96 * np.sqrt(theirs_variance)), np.mean((theirs - truth) ** 2)),
        ]
        figures.append([*map(float, row), float(between == 0)])
    covered, error, their_cover, their_error, zero = np.mean(figures, axis=0)
    return f"{covered:.1%} {error:.2f}   {their_cover:.1%} {their_error:.2f}  {zero:.0%}"


def with_one_estimate(means: Scores, variances: Scores) -> tuple[Scores, Scores, float]:
    """Shrunken means, their variances and Paule and Mandel's between-agent variance (1982), taken for certain."""

    def misfit(between: float) -> float:
        weights = 1 / (variances + between)
        return float(weights @ (means - weights @ means / weights.sum()) ** 2) - (means.size - 1)

    between = 0.0 if misfit(0) <= 0 else float(brentq(misfit, 0, 1e5))
    weights, pull = 1 / (variances + between), variances / (variances + between)
    mean = weights @ means / weights.sum()
    return means + pull * (mean - means), variances * (1 - pull) + pull**2 / weights.sum(), between


if __name__ == "__main__":
    main()
