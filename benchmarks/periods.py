"""What moved and which criteria are healthy: coverage of the intervals, how often findings are wrong, and time.

`python -m benchmarks.periods` prints its tables in about two minutes; they are kept in docs/statistics.md.
"""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmarks.score_shapes import SHAPES
from benchmarks.weeks import together
from benvenuto.statistics.answered import Answered, answered
from benvenuto.statistics.criterion_health import Correlation, HealthFinding, criterion_health
from benvenuto.statistics.decomposition import ChangeComponent, Movement, what_moved
from benvenuto.statistics.tally import GROUPS, Tally, tally

Array = NDArray[np.float64]
REASONS, TEAMS, CRITERIA = 4, 3, 8
ROUNDS = 400


def main() -> None:
    rng = np.random.default_rng(20260105)
    print("What moved: coverage of the parts' 95% intervals, worst and mean of the parts, and the change's mean width;")
    print(f"{REASONS} reasons, {TEAMS} teams, {CRITERIA} criteria; a criterion falls, the mix shifts; {ROUNDS} rounds")
    truth = moved(400_000, rng)
    for size in (20, 60, 200, 1000):
        movements = [moved(size, rng) for _ in range(ROUNDS)]
        covered = np.array([covers(movement, truth) for movement in movements]).mean(axis=0)
        width = np.mean([movement.change.high - movement.change.low for movement in movements])
        print(f"{size:>6} calls a period  {covered.min():.1%} {covered.mean():.1%}  width {width:.1f}")
    print(
        "\nNothing lasting changes; whole weeks stray by 2.4 points. The change said to be more than chance, when the"
    )
    print(f"jackknife leaves out twentieths of the calls, and weeks (25 or 100 calls each); {ROUNDS} rounds")
    for number in (4, 8, 13, 26):
        for each in (25, 100):
            for alike in (0.0, 0.6):
                own = np.random.default_rng(20260111)
                found = np.array([strayed(number, each, alike, own) for _ in range(ROUNDS)]).mean(axis=0)
                print(f"  {number} weeks of {each} calls, alike {alike}: {found[0]:.1%}, {found[1]:.1%}")
    print("\nItem-rest correlation of a criterion of two levels: coverage of its 95% interval; called not to separate")
    for strength in (0.0, 0.5, 1.0, 2.0):
        for short in (0.05, 0.2, 0.5):
            print(f"  pull {strength:.1f}, {short:.0%} fall short  " + "   ".join(health_rows(strength, short, rng)))
    answers, reason, team = calls(250_000, 0, rng, teams=50, criteria=15)
    began = perf_counter()
    both = tally(answers, reason, team, reasons=REASONS, teams=50, criteria=15)
    summed = perf_counter()
    what_moved(both, both)
    print(f"\n250,000 evaluations x 15 answers: tally {summed - began:.2f} s")
    print(f"what_moved {perf_counter() - summed:.2f} s")
    began = perf_counter()
    criterion_health(answers, np.zeros(15))
    print(f"criterion_health {perf_counter() - began:.2f} s")


def calls(
    n: int, period: int, rng: np.random.Generator, teams: int = TEAMS, criteria: int = CRITERIA
) -> tuple[Answered, NDArray[np.intp], NDArray[np.intp]]:
    """Evaluations of one period: in the second, criterion 0 is done worse and more calls are of hard reasons."""
    odds = np.array([0.4, 0.3, 0.2, 0.1]) if period == 0 else np.array([0.3, 0.25, 0.2, 0.25])
    reason = rng.choice(REASONS, n, p=odds)
    team = (rng.random(n) ** (1.3 if period else 1) * teams).astype(np.intp)
    ease = 0.92 - 0.06 * reason[:, None] - 0.02 * (team[:, None] % 3) - 0.01 * np.arange(criteria)
    ease[:, 0] -= 0.15 * period
    heard = rng.random((n, criteria)) < 0.9 - 0.05 * (reason[:, None] == 3)
    heard[:, 1] = True
    evaluation, criterion = np.nonzero(heard)
    value = (rng.random((n, criteria)) < ease)[evaluation, criterion].astype(np.float64)
    weight = 1.0 + criterion % 3
    answers = answered(
        evaluation, criterion, value, rubric=criterion // 4, criterion_weight=weight, rubric_weight=1.0 + criterion // 4
    )
    return answers, reason, team


def strayed(number: int, each: int, alike: float, rng: np.random.Generator) -> tuple[bool, bool]:
    """Whether two periods of so many weeks are said to differ, by twentieths of their calls and by weeks."""
    week = np.repeat(np.arange(number), each)
    mood = together(alike, (1, 2 * number), rng)[0].reshape(2, number)
    tallies: list[list[Tally]] = [[], []]
    for moods in mood:
        scores = SHAPES["ordinary, 2% critical zeros"](rng, (week.size,)) + 2.4 * moods[week]
        place, nothing = np.arange(week.size), np.zeros(week.size, dtype=np.intp)
        value, one = np.clip(scores, 0, 100) / 100, np.ones(week.size)
        answers = answered(place, nothing, value, rubric=nothing, criterion_weight=one, rubric_weight=one)
        for groups, periods in zip((None, week % GROUPS), tallies, strict=True):
            periods.append(tally(answers, nothing, nothing, reasons=1, teams=1, criteria=1, groups=groups))
    movements = [what_moved(*periods) for periods in tallies]
    first, second = (bool(m and (m.change.low > 0 or m.change.high < 0)) for m in movements)
    return first, second


def period(n: int, nth: int, rng: np.random.Generator) -> Tally:
    """The sums of one period of `n` evaluations, the first (0) or the second (1)."""
    answers, reason, team = calls(n, nth, rng)
    lost = 20.0 * (rng.random(n) < 0.03 + 0.02 * nth)
    return tally(answers, reason, team, reasons=REASONS, teams=TEAMS, criteria=CRITERIA, lost=lost)


def moved(n: int, rng: np.random.Generator) -> Movement:
    movement = what_moved(period(n, 0, rng), period(n, 1, rng))
    assert movement is not None
    return movement


def covers(estimated: Movement, truth: Movement) -> list[bool]:
    """Of every part and of the change itself: whether its interval holds the truth."""

    def parts(movement: Movement) -> list[ChangeComponent]:
        return [
            *movement.criteria,
            movement.counted,
            movement.critical,
            movement.reasons,
            movement.teams,
            movement.change,
        ]

    return [ours.low <= true.points <= ours.high for ours, true in zip(parts(estimated), parts(truth), strict=True)]


def health_rows(strength: float, short: float, rng: np.random.Generator) -> list[str]:
    """The true correlation, then for growing n its coverage and how often the criterion is called useless."""
    whole = item_rest(200_000, strength, short, rng)[0]
    truth = whole.value if whole else 0.0
    rows = [f"truth {truth:.2f}"]
    for n in (50, 200, 1000):
        estimates = [item_rest(n, strength, short, rng) for _ in range(ROUNDS)]
        covered = np.mean([estimate.low <= truth <= estimate.high for estimate, _ in estimates if estimate])
        rows.append(f"n={n}: {covered:.1%} {np.mean([bad for _, bad in estimates]):.0%}")
    return rows


def item_rest(n: int, strength: float, short: float, rng: np.random.Generator) -> tuple[Correlation | None, bool]:
    """The first of eight criteria, drawn to the quality of the call with this strength (the others with 1)."""
    quality = rng.normal(size=(n, 1))
    pull = np.array([strength, 1, 1, 1, 1, 1, 1, 1])
    drawn = (pull * quality + rng.normal(size=(n, 8))) / np.sqrt(1 + pull**2)
    cut = ndtri(np.array([short, *[0.2] * 7]))
    value = (drawn > cut).astype(np.float64)
    evaluation, criterion = np.nonzero(np.ones((n, 8)))
    ones = np.ones(evaluation.size)
    answers = answered(
        evaluation, criterion, value.ravel(), rubric=np.zeros_like(criterion), criterion_weight=ones, rubric_weight=ones
    )
    first = criterion_health(answers, np.zeros(8))[0]
    return first.rest, HealthFinding.DOES_NOT_SEPARATE in first.findings


if __name__ == "__main__":
    main()
