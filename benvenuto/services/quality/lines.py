"""Lines: the weeks of a trend sorted into points, each with its interval, and whether the last weeks differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from benvenuto.domain.sums import Sums, add_up
from benvenuto.services.quality.estimates import Method
from benvenuto.statistics.enough import Change, Difference, comparable, enough_to_say, said_by
from benvenuto.statistics.intervals import LEVEL, Estimate
from benvenuto.statistics.straying import straying
from benvenuto.storage.quality.trends import ByWeek

RECENT_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Pace:
    """How many weeks make a point, and how many of the last weeks are compared with all before them."""

    weeks_a_point: int = 1
    recent_weeks: int = RECENT_WEEKS


WEEKLY = Pace()


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One point of a line, of one week or several; the figure means something only where `enough` says so.

    `simulated` is how many of its calls never took place.
    """

    begin: date
    estimate: Estimate
    simulated: int

    @property
    def enough(self) -> bool:
        """Whether there are calls enough to say anything."""
        return enough_to_say(self.estimate.effective_n)


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One line of a trend. `change` compares the weeks from `recent_from` on with all before them.

    When there are several lines, the interval of each `difference` is widened so that 95% holds for all of them
    together.
    """

    key: str
    weeks: tuple[TrendPoint, ...]
    overall: Estimate
    before: Estimate | None
    recent: Estimate | None
    recent_from: date
    change: Change
    difference: Difference | None

    @property
    def enough(self) -> bool:
        """Whether the whole period has calls enough."""
        return enough_to_say(self.overall.effective_n)

    @property
    def simulated(self) -> int:
        """How many of its calls never took place."""
        return sum(week.simulated for week in self.weeks)


def draw_lines(by_week: Mapping[str, ByWeek], method: Method, pace: Pace) -> Sequence[TrendLine]:
    """Estimate one trend line for each key, with the difference of its recent weeks (Bonferroni over the lines).

    All share their last week, so that their recent weeks are the same weeks.
    """
    if not by_week:
        return []
    last = max(week for weeks in by_week.values() for week in weeks)
    drafts = [_Draft.of(key, weeks, last, pace) for key, weeks in by_week.items()]
    # of all lines at once: numpy takes a thousand estimates in the time of a few
    remaining = iter(method.estimate([sample for draft in drafts for sample in draft.samples()]))
    estimated = [(draft, list(islice(remaining, len(draft.samples())))) for draft in drafts]
    compared = sum(comparable(before, recent) for _, (before, recent, *_) in estimated)
    level = 1 - (1 - LEVEL) / max(compared, 1)  # Bonferroni: of many lines, one would differ by chance alone
    return [draft.line(estimates, method, level) for draft, estimates in estimated]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line before its figures: the sums of each period, oldest first."""

    key: str
    before: Sums | None
    recent: Sums | None
    recent_from: date
    periods: Mapping[date, Sums]

    @classmethod
    def of(cls, key: str, weeks: ByWeek, last: date, pace: Pace) -> _Draft:
        """Sort the weeks into periods that end with the week of `last`."""
        recent_from = last - timedelta(weeks=pace.recent_weeks - 1)
        periods: dict[date, list[Sums]] = defaultdict(list)
        for week in sorted(weeks):
            # counted back from the last week, so that it is the oldest point that may be short
            ago = (last - week).days // 7 // pace.weeks_a_point
            periods[last - timedelta(weeks=(ago + 1) * pace.weeks_a_point - 1)].append(weeks[week])
        return cls(
            key=key,
            before=add_up(sums for week, sums in weeks.items() if week < recent_from),
            recent=add_up(sums for week, sums in weeks.items() if week >= recent_from),
            recent_from=recent_from,
            periods={begin: added for begin, parts in periods.items() if (added := add_up(parts))},
        )

    def samples(self) -> Sequence[Sums | None]:
        """What must be estimated: before, recent, all, and each period."""
        whole = add_up(sums for sums in (self.before, self.recent) if sums)
        return [self.before, self.recent, whole, *self.periods.values()]

    def line(self, estimates: Sequence[Estimate | None], method: Method, level: float) -> TrendLine:
        """The line, with the estimates of its samples."""
        before, recent, overall, *weekly = estimates
        assert overall is not None  # noqa: S101 - a line has at least one point
        differs = None
        if before and recent:
            dated = [(begin, estimate) for begin, estimate in zip(self.periods, weekly, strict=True) if estimate]
            earlier = [estimate for begin, estimate in dated if begin < self.recent_from]
            weeks = straying(earlier, [estimate for begin, estimate in dated if begin >= self.recent_from])
            differs = method.difference(before, recent, weeks, level)
        return TrendLine(
            key=self.key,
            weeks=tuple(
                TrendPoint(begin, estimate, sums.simulated)
                for (begin, sums), estimate in zip(self.periods.items(), weekly, strict=True)
                if estimate is not None
            ),
            overall=overall,
            before=before,
            recent=recent,
            recent_from=self.recent_from,
            change=said_by(differs) if differs and comparable(before, recent) else Change.TOO_FEW,
            difference=differs,
        )
