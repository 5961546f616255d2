"""How often the intervals of amounts hold, and how often a change is claimed where there is none; beside Student's t.

Run: `python benchmarks/amounts.py`. Takes about a minute on an idle core.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t, ttest_ind

from benchmarks.one_sample import amount_interval
from benvenuto.statistics.amounts import AmountEstimate, amount_difference

Numbers = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Numbers]
RUNS = 1000
SHAPES: Mapping[str, tuple[Draw, float]] = {
    "normal": (lambda rng, n: rng.normal(9, 1, n), 9.0),
    "exponential": (lambda rng, n: rng.exponential(1, n), 1.0),
    "lognormal 0.7": (lambda rng, n: rng.lognormal(0, 0.7, n), float(np.exp(0.245))),
    "lognormal 1": (lambda rng, n: rng.lognormal(0, 1, n), float(np.exp(0.5))),
    "Poisson 0.5": (lambda rng, n: rng.poisson(0.5, n).astype(float), 0.5),
    "60% nothing": (lambda rng, n: rng.exponential(1, n) * (rng.random(n) < 0.4), 0.4),
    "negative binomial": (lambda rng, n: rng.negative_binomial(0.5, 0.2, n).astype(float), 2.0),
}


def main() -> None:
    """Print both tables."""
    rng = np.random.default_rng(20261122)
    print("95% intervals that hold: ours, Student's")
    for name, (draw, truth) in SHAPES.items():
        cells = "   ".join(f"n={n}: {coverage(draw, truth, n, rng)}" for n in (10, 20, 50))
        print(f"  {name:<18} {cells}")
    print("changes claimed where nothing changed: ours, Welch's")
    for name, (draw, _) in SHAPES.items():
        cells = "   ".join(f"{a} and {b}: {alarms(draw, a, b, rng)}" for a, b in ((10, 10), (30, 30), (300, 12)))
        print(f"  {name:<18} {cells}")


def coverage(draw: Draw, truth: float, n: int, rng: np.random.Generator) -> str:
    """The share of intervals that hold the truth, both ways."""
    ours = students = 0
    for _ in range(RUNS):
        sample = draw(rng, n)
        estimate = _estimated(sample)
        ours += bool(estimate.low <= truth <= estimate.high)
        reach = t.ppf(0.975, n - 1) * sample.std(ddof=1) / n**0.5
        students += bool(abs(sample.mean() - truth) <= reach)
    return f"{ours / RUNS:.3f}, {students / RUNS:.3f}"


def alarms(draw: Draw, before: int, after: int, rng: np.random.Generator) -> str:
    """The share of comparisons of like with like that call it a change, both ways."""
    ours = welch = 0
    for _ in range(RUNS):
        first, second = draw(rng, before), draw(rng, after)
        change = amount_difference(_estimated(first), _estimated(second))
        ours += bool(change.low > 0 or change.high < 0)
        if first.std() or second.std():
            welch += bool(ttest_ind(first, second, equal_var=False).pvalue < 0.05)
    return f"{ours / RUNS:.3f}, {welch / RUNS:.3f}"


def _estimated(sample: Numbers) -> AmountEstimate:
    # the normal shape goes below 0 once in a long while, which no amount does
    return amount_interval(np.maximum(sample, 0), largest=20)


if __name__ == "__main__":
    main()
