"""Sums by week, kept beside the evaluations: written in the transaction that changes what counts, and only read else.

What begins to count is added; where anything else changed, the week of the team is added up anew from the evaluations
themselves. Nothing is ever taken off a sum: so they can't drift away from what they are sums of, whatever happened in
whichever order.

The evaluation of `all_metric_rows` (agent 7 of team 3, a call about delivery on Tuesday 3 March, w = 4) is published.
Its nine values go into a row each by team, by agent and by contact reason: 27 rows, all of the week of Monday 2 March.
Those of its care score:

    grain   agent_id  contact_reason    n  least  most    w   w2    wx   w2x    w2x2
    team           0                    1     80    80    4   16   320  1280  102400
    agent          7                    1     80    80    4   16   320  1280  102400
    reason         0  delivery          1     80    80    4   16   320  1280  102400

Another is published: agent 8, a call about a refund on the same day, drawn with probability 0.5, care score 60. It adds
to the row of the team, and begins rows of its own for agent and reason:

    team           0                    2     60    80    6   20   440  1520  116800

Their weighted mean is wx / w = 440 / 6 = 73.3, their effective number w^2 / w2 = 36 / 20 = 1.8. If the first is
overturned, the rows of team 3 and that week are deleted and summed again from what still counts, the second one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Select,
    Subquery,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement

from benvenuto.domain.sums import Sums
from benvenuto.domain.weeks import monday_of, week_from
from benvenuto.storage.dirty_weeks import DirtyWeeks
from benvenuto.storage.quality.metric_rows import all_metric_rows, resum, sums
from benvenuto.storage.tables import evaluations, weekly, weekly_basis

VERSION = 2
"""Grows when the same evaluations would give other sums; what an older version added up is added up again."""

SUMS = tuple(name for name in Sums._fields if name in weekly.c)


class Grain(StrEnum):
    """How finely a row is added up within its team and week."""

    AGENT = "agent"
    REASON = "reason"
    TEAM = "team"


@dataclass(frozen=True)
class WeeklyRollups:
    """The repository of sums by week; weeks are those of the site's time zone."""

    connection: Connection
    zone: ZoneInfo

    def refresh(self, dirty_weeks: DirtyWeeks) -> None:
        """Add what has newly_counting to count; where anything else changed, add up anew that week of that team."""
        if not dirty_weeks.changed:
            for monday, ids in self._by_week(
                (at, number) for number, (at, _team) in dirty_weeks.newly_counting.items()
            ):
                self._advisory_lock(monday)
                self.connection.execute(_counting_in(), {"at_week": monday, "at_id": ids})
            return
        for monday, teams in self._by_week(chain(dirty_weeks.changed, dirty_weeks.newly_counting.values())):
            self._add_up(monday, teams)

    def rebuild(self, monday: date) -> None:
        """Add up anew everything of a week."""
        self._add_up(monday)

    def weeks(self) -> Sequence[date]:
        """The Mondays of all weeks with evaluations or with sums."""
        first, last = (self.connection.scalar(select(end(evaluations.c.called_at))) for end in (func.min, func.max))
        mondays = set(self.connection.scalars(select(weekly.c.week).distinct()))
        if first is not None and last is not None:
            monday, until = monday_of(first, self.zone), monday_of(last, self.zone)
            while monday <= until:
                mondays.add(monday)
                monday = monday_of(week_from(monday, self.zone).high, self.zone)
        return sorted(mondays)

    def extent(self) -> tuple[date, date] | None:
        """The first and the last Monday with sums."""
        mondays = mondays_kept(self.connection)
        return (mondays[0], mondays[-1]) if mondays else None

    def in_order(self) -> bool:
        """Whether all was added up by today's rules and time zone."""
        rows = self.connection.execute(select(weekly_basis.c.timezone, weekly_basis.c.version))
        return [tuple(row) for row in rows] == [(self.zone.key, VERSION)]

    def put_in_order(self) -> None:
        """Remember that it was."""
        self.connection.execute(delete(weekly_basis))
        self.connection.execute(insert(weekly_basis).values(timezone=self.zone.key, version=VERSION))

    def _add_up(self, monday: date, teams: Sequence[int] = ()) -> None:
        """Anew, of these teams; of all when none is named."""
        self._advisory_lock(monday)
        week, part = week_from(monday, self.zone), bool(teams)
        places = {"at_week": monday, "at_low": week.low, "at_high": week.high, "at_team_id": teams}
        for change in (_clearing(part), _adding_up(part), _adding_up_teams(part)):
            self.connection.execute(change, places)

    def _by_week(self, pairs: Iterable[tuple[datetime, int]]) -> Iterator[tuple[date, Sequence[int]]]:
        """These numbers by the Monday of their moments, in order, so that no two transactions wait for each other."""
        by_week: dict[date, set[int]] = defaultdict(set)
        for at, number in pairs:
            by_week[monday_of(at, self.zone)].add(number)
        for monday in sorted(by_week):
            yield monday, sorted(by_week[monday])

    def _advisory_lock(self, monday: date) -> None:
        """Let two transactions that touch a week add it up one after the other, the second seeing the first's."""
        if self.connection.dialect.name == "postgresql":
            name = func.hashtextextended(f"week {monday}", 0)
            # and plan for this very week: a plan for any week at all reads far too much
            planned = func.set_config("plan_cache_mode", "force_custom_plan", True)
            self.connection.execute(select(planned, func.pg_advisory_xact_lock(name)))


_PLACES = ("week", "team_id", "grain", "kind", "selection", "of", "agent_id", "contact_reason")

_WEEK = bindparam("at_week", type_=weekly.c.week.type)
_LOW, _HIGH = (bindparam(name, type_=evaluations.c.called_at.type) for name in ("at_low", "at_high"))
# written out, not bound: with parameters in them PostgreSQL would not see that it groups by what it selects
_NOBODY: ColumnElement[Any] = literal_column("0")
_NOTHING: ColumnElement[Any] = literal_column("''")
_GRAINS: Mapping[Grain, ColumnElement[Any]] = {grain: literal_column(f"'{grain.value}'") for grain in Grain}


# built once: to put such a statement together costs as much as the database takes for a publication
@cache
def _counting_in() -> Insert:
    """Add to the sums what these evaluations bring."""
    at = evaluations.c.id
    added = _added_up(all_metric_rows(_named(at)), *Grain)
    # SQLAlchemy has a clause for this for each database, and would put the statement together anew each time
    return insert(weekly).from_select([*_PLACES, *SUMS], added.suffix_with(text(_TO_WHAT_IS_THERE)))


_TO_WHAT_IS_THERE = "ON CONFLICT ({}) DO UPDATE SET {}, {}".format(
    ", ".join(f'"{name}"' for name in _PLACES),
    ", ".join(f"{name} = weekly.{name} + excluded.{name}" for name in SUMS if name not in {"least", "most"}),
    ", ".join(
        f"{name} = CASE WHEN excluded.{name} {beyond} weekly.{name} THEN excluded.{name} ELSE weekly.{name} END"
        for name, beyond in (("least", "<"), ("most", ">"))
    ),
)


@cache
def _clearing(part: bool) -> Delete:
    return delete(weekly).where(weekly.c.week == _WEEK, *((_named(weekly.c.team_id),) if part else ()))


@cache
def _adding_up(part: bool) -> Insert:
    """By agent and by contact reason."""
    at = evaluations.c
    rows = all_metric_rows(at.called_at >= _LOW, at.called_at < _HIGH, *((_named(at.team_id),) if part else ()))
    return insert(weekly).from_select([*_PLACES, *SUMS], _added_up(rows, Grain.AGENT, Grain.REASON))


@cache
def _adding_up_teams(part: bool) -> Insert:
    """The team's from its agents', which are fewer than the evaluations."""
    columns = weekly.c
    places = (
        columns.week,
        columns.team_id,
        _GRAINS[Grain.TEAM],
        columns.kind,
        columns.selection,
        columns.of,
        _NOBODY,
        _NOTHING,
    )
    added = (
        select(*places, *resum(weekly))
        .where(
            columns.week == _WEEK, columns.grain == _GRAINS[Grain.AGENT], *((_named(columns.team_id),) if part else ())
        )
        .group_by(columns.week, columns.team_id, columns.kind, columns.selection, columns.of)
    )
    return insert(weekly).from_select([*_PLACES, *SUMS], added)


def _added_up(rows: Subquery, *grains: Grain) -> Select[Any]:
    """The rows added up by each of these grains at once: they are read once, and planned once."""
    each = union_all(*(select(_GRAINS[grain].label("grain")) for grain in grains)).subquery("each_grain")
    grain = each.c.grain
    agent = case((grain == _GRAINS[Grain.AGENT], rows.c.agent_id), else_=_NOBODY)
    reason = case((grain == _GRAINS[Grain.REASON], rows.c.contact_reason), else_=_NOTHING)
    places = (rows.c.team_id, grain, rows.c.kind, rows.c.selection, rows.c.of, agent, reason)
    return select(_WEEK, *places, *sums(rows)).join_from(rows, each, true()).group_by(*places)


def _named(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether what stands in this column is among those named."""
    return column.in_(bindparam(f"at_{column.key}", expanding=True))


def mondays_kept(connection: Connection) -> Sequence[date]:
    """Every Monday from the first with sums to the last."""
    # asked apart: of both at once SQLite would read the whole table
    first, last = (connection.scalar(select(end(weekly.c.week))) for end in (func.min, func.max))
    if first is None or last is None:
        return []
    return [first + timedelta(weeks=nth) for nth in range((last - first).days // 7 + 1)]
