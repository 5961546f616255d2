"""Rater agreement: how often 95% intervals of AC1 and alpha hold the truth from 10 and 20 calls, ours and the usual.

`python -m benchmarks.rater_agreement` prints its table in about three minutes on one core; it is kept in
docs/statistics.md. How the coefficients compare with other packages: `benchmarks.rater_agreement_rivals`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from benvenuto.statistics.rater_agreement import RaterAgreement, Ratings, gwet, krippendorff, ratings

Array = NDArray[np.float64]
Sample = tuple[int, ...]
Ends = tuple[float, float]
Coefficient = Callable[[Ratings], RaterAgreement | None]
Value = Callable[[Array, Array], Array]

ROUNDS = 400
TAIL = 0.025
PREVALENCES = (0.5, 0.7, 0.9, 0.95)
RIGHT = (0.7, 0.85, 0.95, 0.99)


@dataclass(frozen=True)
class Truth:
    """What calls are like: the patterns of counts there are, how often each comes; rows of counts, and chances."""

    patterns: Array
    chances: Array


def main() -> None:
    print(
        "Two to five evaluators, two levels: calls are good in .5 to .95, each evaluator hears it right in .7 to .99;"
    )
    print("three levels, the lower two alike rare; and two levels where one in three ratings of three is missing.")
    print(f"{ROUNDS} sessions for each of sixteen truths. Of samples in which more than one level is given: worst and")
    print("mean coverage, mean width. Normal: jackknife and t. Log: the same of log(1 - coefficient).\n")
    for calls in (20, 10):
        for name, truths in settings():
            for coefficient in (gwet, krippendorff):
                figures = [covered(coefficient, truth, calls) for truth in truths]
                cells = []
                for method in METHODS:
                    held, width = zip(*(figure[method] for figure in figures), strict=True)
                    cells.append(f"{method} {min(held):.1%} {np.mean(held):.1%} {np.mean(width):.2f}")
                print(f"{calls} calls, {name:22} {coefficient.__name__:12}", "  ".join(cells), flush=True)


def settings() -> Iterator[tuple[str, Sequence[Truth]]]:
    """What is simulated, by name."""
    for evaluators in (2, 3, 4, 5):
        yield f"{evaluators} evaluators", [two_levels(evaluators, *truth) for truth in product(PREVALENCES, RIGHT)]
    yield "2, three levels", [three_levels(*truth) for truth in product(PREVALENCES, RIGHT)]
    yield "3, a third missing", [missing(*truth) for truth in product(PREVALENCES, RIGHT)]


def two_levels(evaluators: int, prevalence: float, right: float) -> Truth:
    """Each evaluator hears right or wrong by chance, whatever the call."""
    yes = np.arange(evaluators + 1)
    ways = np.array([comb(evaluators, number) for number in yes], dtype=np.float64)
    good, poor = (ways * chance**yes * (1 - chance) ** (evaluators - yes) for chance in (right, 1 - right))
    return Truth(np.column_stack([yes, evaluators - yes]).astype(float), prevalence * good + (1 - prevalence) * poor)


def three_levels(prevalence: float, right: float) -> Truth:
    """Two evaluators; who hears it wrong hears either of the other levels."""
    often, heard = np.array([prevalence, *2 * [(1 - prevalence) / 2]]), np.full((3, 3), (1 - right) / 2)
    np.fill_diagonal(heard, right)
    cells = [(first, second) for first in range(3) for second in range(3)]
    chances = [float((often * heard[:, first] * heard[:, second]).sum()) for first, second in cells]
    return Truth(np.array([np.eye(3)[first] + np.eye(3)[second] for first, second in cells]), np.array(chances))


def missing(prevalence: float, right: float) -> Truth:
    """Three evaluators, of whom each leaves a third of the calls out; calls with one rating or none are left out."""
    whole, pair = two_levels(3, prevalence, right), two_levels(2, prevalence, right)
    patterns = np.vstack([whole.patterns, pair.patterns])
    chances = np.concatenate([8 * whole.chances, 12 * pair.chances]) / 20
    return Truth(patterns, chances)


def covered(coefficient: Coefficient, truth: Truth, calls: int) -> Mapping[str, Ends]:
    """Coverage and mean width of each method, over sessions of so many calls."""
    value = VALUES[coefficient]
    true = float(value(truth.patterns, 1e9 * truth.chances[None, :])[0])
    held = {method: [0, 0.0] for method in METHODS}
    told = 0
    samples = np.random.default_rng(15).multinomial(calls, truth.chances, ROUNDS).tolist()
    for sample in map(tuple, samples):
        ends = KNOWN.get((coefficient, truth.patterns.tobytes(), sample))
        if ends is None:
            ends = KNOWN[coefficient, truth.patterns.tobytes(), sample] = intervals(coefficient, truth, sample)
        told += bool(ends)
        for method, (low, high) in ends.items():
            held[method][0] += low - 1e-9 <= true <= high + 1e-9
            held[method][1] += high - low
    return {method: (inside / told, width / told) for method, (inside, width) in held.items()}


KNOWN: dict[tuple[Coefficient, bytes, Sample], Mapping[str, Ends]] = {}


def intervals(coefficient: Coefficient, truth: Truth, sample: Sample) -> Mapping[str, Ends]:
    """Every method's interval of one session; none where one level is used."""
    ours = coefficient(ratings(np.repeat(truth.patterns, sample, axis=0)))
    if ours is None:
        return {}
    value, times = VALUES[coefficient], np.array(sample, dtype=np.float64)
    rows, times = truth.patterns[times > 0], times[times > 0]
    rng = np.random.default_rng(1)
    drawn = value(rows, rng.multinomial(times.sum(), times / times.sum(), 1000).astype(float))
    ends = np.quantile(drawn[np.isfinite(drawn)], [TAIL, 1 - TAIL])
    return {
        "ours": (ours.low, ours.high),
        "normal": _jackknife(value, rows, times, lambda x: x, lambda x: x),
        "log": _jackknife(value, rows, times, lambda x: np.log(np.maximum(1 - x, 1e-9)), lambda x: 1 - np.exp(x)),
        "bootstrap": (float(ends[0]), float(ends[1])),
    }


METHODS = ("ours", "normal", "log", "bootstrap")


def _jackknife(
    value: Value, rows: Array, times: Array, there: Callable[[Array], Array], back: Callable[[Array], Array]
) -> Ends:
    left = value(rows, times - np.eye(times.size))
    left = there(np.where(np.isfinite(left), left, 1.0))
    n, middle = times.sum(), there(value(rows, times[None, :]))[0]
    mean = times @ left / n
    error = np.sqrt((n - 1) / n * times @ (left - mean) ** 2)
    reach = float(stdtrit(n - 1, 1 - TAIL)) * error
    low, high = sorted(float(np.clip(back(end), -1, 1)) for end in (middle - reach, middle + reach))
    return low, high


def _pairs(rows: Array, mass: Array) -> tuple[Array, Array, Array]:
    number = rows.sum(axis=1)
    agreed = (rows * (rows - 1)).sum(axis=1) / (number * (number - 1))
    return number, agreed, mass.sum(axis=1)


def _ac1(rows: Array, mass: Array) -> Array:
    number, agreed, calls = _pairs(rows, mass)
    share = mass @ (rows / number[:, None]) / calls[:, None]
    chance = (share * (1 - share)).sum(axis=1) / (rows.shape[1] - 1)
    return np.asarray((mass @ agreed / calls - chance) / (1 - chance))


def _alpha(rows: Array, mass: Array) -> Array:
    number, agreed, _ = _pairs(rows, mass)
    whole, chosen = mass @ number, mass @ rows
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = 1 - ((chosen * (chosen - 1)).sum(axis=1)) / (whole * (whole - 1))
        return np.asarray(1 - mass @ (number * (1 - agreed)) / whole / expected)


VALUES: Mapping[Coefficient, Value] = {gwet: _ac1, krippendorff: _alpha}


if __name__ == "__main__":
    main()
