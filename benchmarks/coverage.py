"""Coverage and width of the care score's interval beside its rivals', and the false alarms of a change.

`python -m benchmarks.coverage` prints its tables in about four minutes, the same each time; they are kept in
docs/statistics.md.
"""

from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

import numpy as np
from scipy.stats import binom

from benchmarks.one_sample import mean_interval
from benchmarks.rival_intervals import RIVALS, Bounds, Scores
from benchmarks.score_shapes import CARDS, SHAPES, Draw
from benvenuto.statistics.enough import Change, difference, said_by
from benvenuto.statistics.intervals import Estimate, bounds
from benvenuto.statistics.proportions import wilson

Interval = Callable[[Scores, np.random.Generator], Bounds]

SIZES = (5, 8, 12, 20, 30, 50, 100, 200)
SAMPLES = 2000
# Samples at a time: one rival makes 200 numbers of each score, 640 MB for the largest samples.
CHUNK = 100


def main() -> None:
    began = perf_counter()
    rng = np.random.default_rng(20260101)
    truths = {name: float(draw(rng, (1_000_000,)).mean()) for name, draw in SHAPES.items()}
    _print_coverage(rng, truths)
    _print_worst_of_two_values()
    _print_proportions()
    _print_weighted(rng)
    _print_changes(rng)
    _print_cards()
    _print_speed(rng)
    print(f"\n{perf_counter() - began:.0f} s")


def ours(x: Scores, rng: np.random.Generator) -> Bounds:
    """Our 95% interval of each row's mean; `x` is samples x scores."""
    return bounds(x.mean(axis=1), x.var(axis=1), np.full(len(x), x.shape[1]))


def _print_coverage(rng: np.random.Generator, truths: dict[str, float]) -> None:
    print(f"Coverage of the 95% interval, {SAMPLES} samples of each of {len(SHAPES)} shapes of score")
    print(f"\n{'n':>4}  {'method':<21} {'worst':>6} {'mean':>6} {'width':>6}  worst at")
    for n in SIZES:
        for method, interval in {"ours": ours, **RIVALS}.items():
            covered, widths = [], []
            for name, draw in SHAPES.items():
                low, high = _in_chunks(interval, draw(rng, (SAMPLES, n)), rng)
                # a truth at the very end of an interval is within it, whatever rounding does
                covered.append(np.mean((low <= truths[name] + 1e-6) & (truths[name] - 1e-6 <= high)))
                widths.append(np.mean(high - low))
            worst = list(SHAPES)[int(np.argmin(covered))]
            figures = f"{min(covered):>6.1%} {np.mean(covered):>6.1%} {np.mean(widths):>6.1f}"
            print(f"{n:>4}  {method:<21} {figures}  {worst}")
        print()


def _print_cards() -> None:
    print("Cards near the ceiling: worst and mean coverage, and mean width, of ours at 95% and at lower levels")
    rng = np.random.default_rng(3)
    truths = {name: float(draw(rng, (400_000,)).mean()) for name, draw in CARDS.items()}
    for n in (10, 20, 30, 50, 100):
        cells = []
        for level in (0.95, 0.9, 0.85):
            covered, widths = [], []
            for name, draw in CARDS.items():
                x = draw(np.random.default_rng(n), (SAMPLES, n))
                low, high = bounds(x.mean(axis=1), x.var(axis=1), np.full(SAMPLES, n), level=level)
                covered.append(np.mean((low <= truths[name] + 1e-6) & (truths[name] - 1e-6 <= high)))
                widths.append(np.mean(high - low))
            cells.append(f"{level:.0%}: {min(covered):.1%} {np.mean(covered):.1%} {np.mean(widths):.1f}")
        print(f"{n:>4}  " + "   ".join(cells))


def _in_chunks(interval: Interval, x: Scores, rng: np.random.Generator) -> Bounds:
    parts = [interval(x[i:j], rng) for i, j in pairwise(range(0, len(x) + 1, CHUNK))]
    return np.concatenate([low for low, _ in parts]), np.concatenate([high for _, high in parts])


def _print_worst_of_two_values() -> None:
    print("Exact coverage of ours where every score is one of two values: the worst of 500 chances of the second")
    chances = np.concatenate([np.geomspace(1e-4, 0.02, 200), np.linspace(0.02, 0.5, 300)])
    pairs = [(100, 0), (98, 0), (95, 0), (90, 0), (80, 0), (50, 0), (100, 50), (90, 50), (100, 80), (80, 100)]
    for often, seldom in pairs:
        worst = min((exact_coverage(often, seldom, chances, n).min(), n) for n in [*range(5, 60), *SIZES])
        print(f"  {often:>3} and {seldom:>3}: {worst[0]:.1%} at n = {worst[1]}")


def exact_coverage(often: float, seldom: float, chances: Scores, n: int) -> Scores:
    """The probability that the interval of `n` scores holds the mean, for each chance of the seldom value."""
    seen = np.arange(n + 1)
    means = often + (seldom - often) * seen / n
    variances = (seldom - often) ** 2 * (seen / n) * (1 - seen / n)
    low, high = bounds(means, variances, np.full(n + 1, n))
    truths = (often + (seldom - often) * chances)[:, None]
    inside = (low <= truths + 1e-9) & (truths - 1e-9 <= high)
    return np.asarray((binom.pmf(seen, n, chances[:, None]) * inside).sum(axis=1))


def _print_proportions() -> None:
    print("\nA share of calls: exact coverage and mean width, worst and mean of 400 shares from 50% to 99.5%")
    shares = np.linspace(0.5, 0.995, 400)[:, None]
    for n in (10, 30, 100, 300):
        seen = np.arange(n + 1) / n
        each = np.full(n + 1, n)
        both = {"Wilson": wilson(seen, each), "ours": bounds(seen, seen * (1 - seen), each, high=1)}
        for name, (low, high) in both.items():
            chance = binom.pmf(np.arange(n + 1), n, shares)
            covered = (chance * ((low <= shares + 1e-12) & (shares - 1e-12 <= high))).sum(axis=1)
            width = (chance * (high - low)).sum(axis=1).mean()
            print(f"  n = {n:>3}  {name:<7} {covered.min():.1%} {covered.mean():.1%}  {width:.3f}")


def _print_weighted(rng: np.random.Generator) -> None:
    print("\nWeighted: half the calls sampled w times as rarely, and harder (10 points lower, 5% zeros against 2%)")
    easy, hard = SHAPES["ordinary, 2% critical zeros"], SHAPES["ordinary, 5% critical zeros"]
    for weight in (1, 2, 5, 10):
        truth = (easy(rng, (1_000_000,)).mean() + _harder(hard, rng, (1_000_000,)).mean()) / 2
        figures = [_weighted_coverage(easy, hard, weight, n, truth, rng) for n in SIZES]
        print(f"  w = {weight:>2}: " + "  ".join(f"n={n} {c:.1%}" for n, c in zip(SIZES, figures, strict=True)))


def _harder(draw: Draw, rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    return np.maximum(draw(rng, size) - 10, 0)


def _weighted_coverage(easy: Draw, hard: Draw, weight: float, n: int, truth: float, rng: np.random.Generator) -> float:
    rare = rng.random((SAMPLES, n)) < 1 / (1 + weight)
    scores = np.where(rare, _harder(hard, rng, rare.shape), easy(rng, rare.shape))
    estimates = [mean_interval(x, w) for x, w in zip(scores, np.where(rare, weight, 1), strict=True)]
    return float(np.mean([e.low <= truth <= e.high for e in estimates]))


def _print_changes(rng: np.random.Generator) -> None:
    print("\nSignals: false alarms (worst and mean over the shapes), and a drop of 10 points found in ordinary care")
    ordinary = SHAPES["ordinary, 2% critical zeros"]
    for n, m in ((10, 10), (10, 40), (10, 200), (20, 20), (30, 30), (30, 200), (60, 60), (100, 100), (200, 200)):
        false = [_signals(draw(rng, (SAMPLES, n)), draw(rng, (SAMPLES, m))) for draw in SHAPES.values()]
        worst = list(SHAPES)[int(np.argmax(false))]
        detected = _signals(ordinary(rng, (SAMPLES, n)), np.maximum(ordinary(rng, (SAMPLES, m)) - 10, 0))
        print(f"  {n:>3} and {m:>3}: {max(false):>5.1%} {np.mean(false):>5.1%}   found {detected:>4.0%}   {worst}")
    print("  and a drop of 10.5 points found near the ceiling (25 criteria, 60% to 80% faultless, 3% critical zeros)")
    rng = np.random.default_rng(4)
    for n in (10, 30, 60, 120):
        found = [
            _signals(draw(rng, (SAMPLES, n)), np.maximum(draw(rng, (SAMPLES, n)) - 10.5, 0))
            for name, draw in CARDS.items()
            if name.endswith(", 3% zero")
        ]
        print(f"  {n:>3} and {n:>3}: {min(found):.1%} to {max(found):.1%}")


def _signals(before: Scores, after: Scores) -> float:
    pairs = zip(_estimates(before), _estimates(after), strict=True)
    return float(np.mean([said_by(difference(a, b)) is Change.SIGNAL for a, b in pairs]))


def _estimates(x: Scores) -> list[Estimate]:
    n, means, variances = x.shape[1], x.mean(axis=1), x.var(axis=1)
    low, high = bounds(means, variances, np.full(len(x), n))
    return [Estimate(n, n, *facts) for facts in zip(means, low, high, variances, strict=True)]


def _print_speed(rng: np.random.Generator) -> None:
    scores = SHAPES["ordinary"](rng, (30,))
    times = []
    for _ in range(2000):
        began = perf_counter()
        mean_interval(scores)
        times.append(perf_counter() - began)
    print(f"\nmean_interval of 30 scores: median {np.median(times) * 1e6:.0f} microseconds")


if __name__ == "__main__":
    main()
