"""How often an agent who practised what had gone badly is told of a change when nothing changed.

`python -m benchmarks.practice` prints its table in a minute, the same each time; it is kept in docs/statistics.md.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from benvenuto.services.handbook.practice import LATEST
from benvenuto.services.quality.since_chosen import WEEKLY_LOOKS
from benvenuto.statistics.enough import Change, comparable, difference, said_by
from benvenuto.statistics.intervals import LEVEL, Estimate

CRITERIA = 9
EACH_WEEK = 5
Values = NDArray[np.float64]


def main() -> None:
    print("A fifth of the agents, the weakest in their last ten evaluations, practise what lost most in those ten;")
    print("nothing changes. Share told of a rise, a fall, and (one look a week) of either in any week; mean change")
    for before in (10, 20, 60):
        for left_out in (0, LATEST):
            rng = np.random.default_rng(20260106)
            earlier, later = chosen_when_weak(rng, agents=3000, before=before + LATEST, after=40)
            kept = earlier[:, left_out:][:, :before]
            gain = later.mean() - kept.mean()
            print(f"  {before} calls before, the newest {left_out} left out: mean change {gain:+.1f}")
            for level in (LEVEL, WEEKLY_LOOKS):
                looked = [changes(kept, later[:, :n], level) for n in range(EACH_WEEK, 41, EACH_WEEK)]
                anyhow = np.mean(np.any([week != 0 for week in looked], axis=0))
                told = f"rise {np.mean(looked[-1] > 0):.1%}, fall {np.mean(looked[-1] < 0):.1%}, any week {anyhow:.1%}"
                print(f"    at {level:.1%}: {told}")
    print("A true rise of a lasting kind, told after so many calls on each side, at 95% and at 99.5%:")
    rng = np.random.default_rng(20260107)
    for n in (20, 40, 80):
        poor, good = (rng.choice([0.0, 50, 100], p=p, size=(1000, n)) for p in ((0.3, 0.3, 0.4), (0.1, 0.2, 0.7)))
        found = [np.mean(changes(poor, good, level) > 0) for level in (LEVEL, WEEKLY_LOOKS)]
        print(f"  {n} calls, 55 to 80 points: {found[0]:.0%}, {found[1]:.0%}")


def chosen_when_weak(
    rng: np.random.Generator, *, agents: int, before: int, after: int, weakest: float = 0.2
) -> tuple[Values, Values]:
    """Calls of the practised criterion, 0..100, a row an agent: `before` newest first, and `after`; nothing changes."""
    skill = rng.normal(1.3, 0.5, (agents, 1, 1)) + rng.normal(0, 0.4, (1, CRITERIA, 1))
    fine = 1 / (1 + np.exp(-skill))
    luck = rng.random((agents, CRITERIA, before + after))
    values = np.where(luck < fine, 100.0, np.where(luck < (1 + fine) / 2, 50.0, 0.0))
    led = values[:, :, :LATEST].mean(axis=2)
    people = np.argsort(led.mean(axis=1), kind="stable")[: int(agents * weakest)]
    practised = values[people, led[people].argmin(axis=1)]
    return practised[:, :before], practised[:, before:]


def changes(before: Values, after: Values, level: float = WEEKLY_LOOKS) -> NDArray[np.int64]:
    """What each row is told: 1 of a rise, -1 of a fall, 0 of neither."""
    return np.array([_told(*rows, level) for rows in zip(_estimates(before), _estimates(after), strict=True)])


def _told(before: Estimate, after: Estimate, level: float) -> int:
    if not comparable(before, after):
        return 0
    change = difference(before, after, level=level)
    return int(np.sign(change.mean)) if said_by(change) is Change.SIGNAL else 0


def _estimates(values: Values) -> Iterable[Estimate]:
    n = values.shape[1]
    figures = zip(values.mean(axis=1).tolist(), values.var(axis=1).tolist(), strict=True)
    return [Estimate(n, n, mean, 0, 100, variance) for mean, variance in figures]


if __name__ == "__main__":
    main()
