"""Quality beside efficiency: care and handling time over the same calls, so that nobody buys one with the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor, Team
from benvenuto.domain.sums import add_up
from benvenuto.domain.weeks import Week, weeks_between
from benvenuto.services.clock import Clock
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.services.quality.estimates import amounts, means
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.quality.timed_calls import CareAndTime, added_up
from benvenuto.services.quality.timed_groups import of_groups, whole_weeks
from benvenuto.statistics.amounts import AmountEstimate, amount_difference
from benvenuto.statistics.enough import Change, Difference, comparable, difference, enough_to_say, said_by
from benvenuto.statistics.intervals import LEVEL, Estimate
from benvenuto.statistics.rank_correlation import RankCorrelation, between, within_groups
from benvenuto.statistics.straying import straying
from benvenuto.storage.database import Database

MOST_POINTS = 13
# 13 weeks are a quarter of a year, 26 half of one
_COARSE = (1, 2, 4, 8, 13, 26)


@dataclass(frozen=True, slots=True)
class Both:
    """Care (0..100) and handling time (seconds) of the same calls; `key` is the id of a person or a team.

    A point in time has the Monday that it begins with as its `name`.
    """

    key: str
    name: str
    care: Estimate
    time: AmountEstimate

    @property
    def enough(self) -> bool:
        """Whether there are calls enough to say anything."""
        return enough_to_say(self.care.effective_n)


@dataclass(frozen=True, slots=True)
class EfficiencyChange:
    """The second half of the period less the first; intervals hold for both differences together (Bonferroni)."""

    care: Difference
    time: Difference

    @property
    def care_change(self) -> Change:
        """What may be said of care."""
        return said_by(self.care)

    @property
    def time_change(self) -> Change:
        """What may be said of handling time."""
        return said_by(self.time)


@dataclass(frozen=True, slots=True)
class EfficiencyReport:
    """Care beside handling time. `since` is the Monday that the second half begins with.

    `agents` and `teams` are by name, `points` by time, `weeks_a_point` long; `moved` is None when a half has too few
    calls. `calls` is the correlation within the calls of each agent with one contact reason (hard reasons are long and
    go badly, whoever takes them), `people` that between agents with calls enough. `untimed` calls have no duration and
    are not in it; `simulated` of those that are never took place. Where the works agreement keeps one agent's
    handling time from everybody, it is not `by_agent`: `agents` is empty, and only weeks of agents enough are in it.
    """

    whole: Both | None
    agents: Sequence[Both]
    teams: Sequence[Both]
    points: Sequence[Both]
    weeks_a_point: int
    since: date | None
    before: Both | None
    after: Both | None
    moved: EfficiencyChange | None
    calls: RankCorrelation | None
    people: RankCorrelation | None
    untimed: int
    simulated: int
    by_agent: bool = True


@dataclass(frozen=True)
class EfficiencyService:
    """The service that sets care beside handling time."""

    database: Database
    clock: Clock
    timezone: ZoneInfo
    rules: WorksRules

    def beside(self, actor: Actor, wanted: EvaluationFilter) -> EfficiencyReport:
        """Care beside handling time in the teams that the actor supervises or manages."""
        within = oversight_scope(actor)
        by_agent = self.rules.agents_timed
        if not by_agent:
            narrowed = bool(wanted.agent_id or wanted.evaluator_id or wanted.contact_reason)
            self.rules.check_handling_time(narrowed=narrowed)
            wanted = whole_weeks(wanted, self.timezone)
        with self.database.read() as tx:
            begin = wanted.begin or tx.efficiency.begins(within, wanted)
            now = self.clock()
            weeks = weeks_between(begin, min(wanted.end or now, now), self.timezone) if begin else []
            points = stretches(weeks)
            timed = tx.efficiency.timed(within, wanted, [week.low for week in (points if by_agent else weeks)[1:]])
            untimed = tx.efficiency.counted(within, wanted) - len(timed.care)
            rows = added_up(timed if by_agent else of_groups(timed, _point_of_week(weeks, points)))
            names = tx.coverage.names({row.agent_id for row in rows})
            teams = {team.id: team for team in tx.people.teams()}
        report = _report(rows, points, len(weeks), untimed, names, teams)
        return report if by_agent else replace(report, agents=(), people=None, by_agent=False)


def _point_of_week(weeks: Sequence[Week], points: Sequence[Week]) -> Sequence[int]:
    return [sum(point.begin <= week.begin for point in points[1:]) for week in weeks]


def stretches(weeks: Sequence[Week]) -> Sequence[Week]:
    """The weeks with which the points begin; only the first may be shorter than the others."""
    size = weeks_a_point(len(weeks))
    rest = len(weeks) % size
    return [*weeks[:1], *weeks[rest::size]] if rest else weeks[::size]


def weeks_a_point(weeks: int) -> int:
    """How many weeks a point is: as few as keep the points from being too many."""
    return next((size for size in _COARSE if weeks <= size * MOST_POINTS), -(-weeks // MOST_POINTS))


def _report(
    rows: Sequence[CareAndTime],
    points: Sequence[Week],
    weeks: int,
    untimed: int,
    names: Mapping[int, str],
    teams: Mapping[int, Team],
) -> EfficiencyReport:
    half = len(points) // 2
    agents = _grouped(rows, lambda row: row.agent_id, names.__getitem__)
    before = _both("", "", [row for row in rows if row.stretch < half])
    after = _both("", "", [row for row in rows if row.stretch >= half])
    enough = [agent for agent in agents if agent.enough]
    dated = _grouped(rows, lambda row: row.stretch, lambda stretch: points[stretch].begin.isoformat())
    return EfficiencyReport(
        whole=_both("", "", rows),
        agents=agents,
        teams=_grouped(rows, lambda row: row.team_id, lambda team: teams[team].name),
        points=dated,
        weeks_a_point=weeks_a_point(weeks),
        since=points[half].begin if half else None,
        before=before,
        after=after,
        moved=_moved(
            before, after, [[both for both in dated if later is (int(both.key) >= half)] for later in (False, True)]
        ),
        calls=_within(rows),
        people=between([agent.time.mean for agent in enough], [agent.care.mean for agent in enough]),
        untimed=untimed,
        simulated=sum(row.care.simulated for row in rows),
    )


def _grouped(
    rows: Iterable[CareAndTime], key: Callable[[CareAndTime], int], name: Callable[[int], str]
) -> Sequence[Both]:
    groups: dict[int, list[CareAndTime]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    units = [_both(str(number), name(number), groups[number]) for number in groups]
    return sorted((unit for unit in units if unit), key=lambda unit: (unit.name.casefold(), unit.key))


def _both(key: str, name: str, rows: Sequence[CareAndTime]) -> Both | None:
    care, time = add_up(row.care for row in rows), add_up(row.time for row in rows)
    if care is None or time is None:
        return None
    # a sample that is not empty has an estimate, which is what the casts say
    (mean,), (amount,) = means([care]), amounts([time])
    return Both(key, name, cast(Estimate, mean), cast(AmountEstimate, amount))


def _moved(before: Both | None, after: Both | None, points: Sequence[Sequence[Both]]) -> EfficiencyChange | None:
    if before is None or after is None or not comparable(before.care, after.care):
        return None
    # two differences are told together: 95% is to hold for both (Bonferroni)
    level = 1 - (1 - LEVEL) / 2
    return EfficiencyChange(
        care=difference(
            before.care, after.care, straying(*([both.care for both in side] for side in points)), level=level
        ),
        time=amount_difference(
            before.time, after.time, straying(*([both.time for both in side] for side in points)), level=level
        ),
    )


def _within(rows: Iterable[CareAndTime]) -> RankCorrelation | None:
    groups: dict[tuple[int, int, str], list[CareAndTime]] = defaultdict(list)
    for row in rows:
        groups[row.agent_id, row.team_id, row.contact_reason].append(row)
    columns = [
        (sum(r.care.n for r in group), *(sum(getattr(r, name) for r in group) for name in _RANKS))
        for group in groups.values()
    ]
    return within_groups(*zip(*columns, strict=True)) if columns else None


_RANKS = ("products", "care_squares", "time_squares")
