"""Where a call stands among its team's: places on a line, and the words for them; no ranking, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benvenuto.statistics.enough import enough_to_say


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A strip plot of the team's calls: places in thousandths of its axis, of each call, of this one and of the median.

    Below the number of calls at which a comparison means something there is no median, and `lower` is None; else
    `lower` says how many calls have less than this one.
    """

    dots: tuple[int, ...] = ()
    here: int | None = None
    middle: int | None = None
    median: float | None = None
    lower: int | None = None

    @property
    def n(self) -> int:
        """How many calls."""
        return len(self.dots)


def standing(value: float | None, team: Sequence[float], *, high: float | None = None) -> TeamStanding:
    """Where `value` stands among those of `team`, itself among them; the axis runs from 0 to `high`, or the largest."""
    if not team:
        return TeamStanding()
    # where every call has 0, the line still needs a length
    end = high or max(*team, value or 0.0) or 1.0

    def place(number: float) -> int:
        return round(1000 * min(number, end) / end)

    dots = tuple(place(other) for other in team)
    here = None if value is None else place(value)
    if not enough_to_say(len(team)):
        return TeamStanding(dots, here)
    middle = median(team)
    lower = None if value is None else sum(other < value for other in team)
    return TeamStanding(dots, here, place(middle), middle, lower)
