"""How often a control chart alarms when nothing changed, and how long it takes to find what did.

`python -m benchmarks.control_charts` prints its tables in about a minute, the same each time; they are kept in
docs/statistics.md.
"""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.score_shapes import SHAPES, Draw, Scores
from benchmarks.weeks import STRAYS, together
from benvenuto.statistics.bounded import standard_errors
from benvenuto.statistics.control_chart import usual
from benvenuto.statistics.nelson import Rule, beyond, complete

YEAR = 52
CHARTS = 2000
FEWEST, MOST = 5, 40
LIKELY = (
    "ordinary",
    "ordinary, 2% critical zeros",
    "ordinary, 10% critical zeros",
    "ceiling, 5% critical zeros",
    "near the ceiling, 3% zeros",
    "mean of eight criteria",
    "pass or fail, 97% pass",
)
AMOUNTS: dict[str, Draw] = {
    "seconds, exponential": lambda rng, size: rng.exponential(20, size),
    "seconds, lognormal": lambda rng, size: rng.lognormal(2.5, 1, size),
    "seconds, seven of ten none": lambda rng, size: np.where(rng.random(size) < 0.7, 0, rng.exponential(10, size)),
    "counts, 0.4 a call": lambda rng, size: rng.poisson(0.4, size).astype(np.float64),
}
Alarms = dict[Rule, NDArray[np.bool_]]


def main() -> None:
    began = perf_counter()
    rng = np.random.default_rng(20260102)
    print(f"{CHARTS} charts each, {FEWEST} to {MOST} calls a week. False alarms: new signals in a year after the")
    print(
        "baseline, by rule and together, and the share of charts with any. Then weeks until a drop of 1 and 2 standard"
    )
    print("errors of a week is seen: median, and the share of charts that see it within 26 weeks.\n")
    for baseline in (6, 12, 26, 52):
        for name in LIKELY:
            print(f"{baseline:>3} weeks  {name:<29}", row(SHAPES[name], baseline, rng))
        print()
    for stray in (1.0, 2.0, 4.0):
        print(
            f" 26 weeks  ordinary, weeks of their own, sd {stray:.0f}  ", row(SHAPES["ordinary"], 26, rng, stray=stray)
        )
    print("\nWeeks that stray and hang together, then drops of 5 and 10 points")
    for baseline in (12, 26):
        for alike, stray in STRAYS:
            facts = weeks(SHAPES["ordinary, 2% critical zeros"], baseline + YEAR, rng, stray, alike=alike)
            print(f" {baseline} weeks  alike {alike}, straying {stray}  ", hanging_together(*facts, baseline))
    for name, amounts in AMOUNTS.items():
        n, means, variances = weeks(to_largest(amounts), 26 + YEAR, rng)
        print(f" 26 weeks  {name:<29}", false_alarms(alarms(means, variances, n, 26)))
    print(f"\n{perf_counter() - began:.0f} s")


def row(draw: Draw, baseline: int, rng: np.random.Generator, stray: float = 0) -> str:
    """False alarms of a shape of score in a year, and the delays until two sizes of drop are seen."""
    n, means, variances = weeks(draw, baseline + YEAR, rng, stray)
    error = np.sqrt((draw(rng, (100_000,)).var() / n) + stray**2)
    cells = false_alarms(alarms(means, variances, n, baseline))
    for size in (1, 2):
        dropped = means - size * error * (np.arange(len(n)) >= baseline)
        late = delays(any_rule(alarms(np.clip(dropped, 0, 100), variances, n, baseline)))
        cells += f"  | {size} se: {np.median(late):.0f} weeks, {np.mean(late <= 26):.0%}"
    return cells


def hanging_together(n: Scores, means: Scores, variances: Scores, baseline: int) -> str:
    """False alarms of weeks in a year, and the delays until drops of 5 and 10 points are seen."""
    cells = false_alarms(alarms(means, variances, n, baseline))
    for drop in (5, 10):
        dropped = np.clip(means - drop * (np.arange(len(n)) >= baseline), 0, 100)
        late = delays(any_rule(alarms(dropped, variances, n, baseline)))
        cells += f"  | {drop} points: {np.median(late):.0f} weeks, {np.mean(late <= 26):.0%}"
    return cells


def false_alarms(nothing: Alarms) -> str:
    """Signals a year by rule and together, and the share of charts with any, where nothing happened."""
    each = "  ".join(f"{rule}: {onsets(broken).mean():.2f}" for rule, broken in nothing.items())
    return f"{each}  all {onsets(any_rule(nothing)).mean():.2f}  any {any_rule(nothing).any(axis=1).mean():.0%}"


def to_largest(draw: Draw) -> Draw:
    """Amounts without an end, in percent of the largest of their chart: what `high` is for them."""

    def scaled(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
        amounts = draw(rng, size)
        return np.asarray(100 * amounts / amounts.max(axis=-1, keepdims=True))

    return scaled


def weeks(
    draw: Draw, length: int, rng: np.random.Generator, stray: float = 0, charts: int = CHARTS, alike: float = 0
) -> tuple[Scores, Scores, Scores]:
    """Calls of each week, then means and variances (charts x weeks).

    `stray` moves whole weeks, in points, each `alike` the one before (autocorrelation).
    """
    n = rng.integers(FEWEST, MOST + 1, length)
    edges = np.cumsum(n) - n
    scores = draw(rng, (charts, int(n.sum()))).astype(np.float64)
    means = np.add.reduceat(scores, edges, axis=1) / n
    variances = np.add.reduceat((scores - np.repeat(means, n, axis=1)) ** 2, edges, axis=1) / n
    return n.astype(np.float64), np.clip(means + together(alike, means.shape, rng) * stray, 0, 100), variances


def alarms(means: Scores, variances: Scores, n: Scores, baseline: int) -> Alarms:
    """Where each rule is broken in the weeks after the baseline: for each rule bool, charts x weeks."""
    fitted = usual(means[:, :baseline], variances[:, :baseline], n[:baseline])
    centre = fitted.centre[:, None]
    errors = standard_errors(means, centre, fitted.of_week(n, np.arange(len(n)) >= baseline))
    gaps = means - centre

    def broken(rule: Rule, sign: int) -> NDArray[np.bool_]:
        return complete(rule, beyond(rule, sign * errors, sign * gaps), fitted.alike)

    return {rule: (broken(rule, 1) | broken(rule, -1))[:, baseline:] for rule in Rule}


def any_rule(by_rule: Alarms) -> NDArray[np.bool_]:
    """Where any rule is broken, charts x weeks."""
    return np.asarray(np.logical_or.reduce(list(by_rule.values())))


def onsets(alarmed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many times each chart begins to alarm, from bool, charts x weeks."""
    return np.asarray((np.diff(alarmed, axis=1, prepend=False) & alarmed).sum(axis=1))


def delays(alarmed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The week of each chart's first alarm, counted from 1; one past the end where there is none."""
    return np.asarray(np.where(alarmed.any(axis=1), alarmed.argmax(axis=1) + 1, alarmed.shape[1] + 1))


if __name__ == "__main__":
    main()
