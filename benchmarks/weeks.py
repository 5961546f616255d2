"""How often two periods are called different when whole weeks strayed, and nothing lasting changed.

`python -m benchmarks.weeks` prints its table in two minutes, the same each time; it is kept in docs/statistics.md.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.score_shapes import SHAPES, Draw, Scores
from benvenuto.statistics.enough import Change, difference, said_by
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.straying import straying

ROUNDS = 1000
BEFORE, AFTER = 13, 4
STRAYS = ((0.0, 0.0), (0.0, 2.4), (0.3, 2.4), (0.6, 2.4), (0.8, 4.0))


def main() -> None:
    print(f"{AFTER} weeks after {BEFORE}: called different when nothing changed, calls alone and with their weeks;")
    print("and when the later weeks are 8 points lower")
    for calls in (10, 25, 100):
        for alike, stray in STRAYS:
            rng = np.random.default_rng(20260108)
            n, means, variances = weeks(SHAPES["ordinary, 2% critical zeros"], calls, alike, stray, rng)
            nothing = [called(n, means, variances, by_week=by_week) for by_week in (False, True)]
            fell = np.where(np.arange(BEFORE + AFTER) < BEFORE, means, means - 8)
            found = [called(n, fell, variances, by_week=by_week) for by_week in (False, True)]
            print(
                f"  {calls:>3} a week, alike {alike}, straying {stray}: {nothing[0]:.1%}, {nothing[1]:.1%}"
                f"   fell: {found[0]:.0%}, {found[1]:.0%}"
            )


def together(alike: float, size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float64]:
    """Weeks that hang together: standard normal, each like the one before by `alike`; a row a series."""
    own = rng.normal(0, 1, size)
    found = own.copy()
    for week in range(1, size[1]):
        found[:, week] = alike * found[:, week - 1] + np.sqrt(1 - alike**2) * own[:, week]
    return found


def weeks(
    draw: Draw, calls: int, alike: float, stray: float, rng: np.random.Generator, rounds: int = ROUNDS
) -> tuple[Scores, Scores, Scores]:
    """About so many calls in each week, then means and variances (rounds x weeks); `stray` moves weeks, in points."""
    n = rng.integers(calls * 2 // 3, calls * 4 // 3 + 1, BEFORE + AFTER)
    edges = np.cumsum(n) - n
    scores = draw(rng, (rounds, int(n.sum())))
    means = np.add.reduceat(scores, edges, axis=1) / n
    variances = np.add.reduceat((scores - np.repeat(means, n, axis=1)) ** 2, edges, axis=1) / n
    return n.astype(np.float64), means + stray * together(alike, means.shape, rng), variances


def called(n: Scores, means: Scores, variances: Scores, *, by_week: bool) -> float:
    """The share of rounds in which the last weeks are called different from those before."""
    found = 0
    for row in zip(means.tolist(), variances.tolist(), strict=True):
        each = [Estimate(round(k), k, m, 0, 100, v) for k, m, v in zip(n.tolist(), *row, strict=True)]
        before, after = each[:BEFORE], each[BEFORE:]
        straying_weeks = straying(before, after) if by_week else None
        found += said_by(difference(_pooled(before), _pooled(after), straying_weeks)) is Change.SIGNAL
    return found / len(means)


def _pooled(each: list[Estimate]) -> Estimate:
    calls = sum(one.effective_n for one in each)
    mean = sum(one.effective_n * one.mean for one in each) / calls
    variance = sum(one.effective_n * (one.variance + (one.mean - mean) ** 2) for one in each) / calls
    return Estimate(round(calls), calls, mean, 0, 100, variance)


if __name__ == "__main__":
    main()
