"""Sums by week, kept beside the evaluations: written in the transaction that changes what counts, and only read else.

What is touched is added up anew from the evaluations themselves, never corrected by a difference: so the sums can't
drift away from what they are sums of, whatever happened in whichever order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, func, insert, literal, select
from sqlalchemy.sql.elements import ColumnElement

from benvenuto.domain.sums import Sums
from benvenuto.domain.weeks import Week, monday_of, week_from
from benvenuto.storage.counted import every_kind, sums, sums_again
from benvenuto.storage.tables import evaluations, weekly, weekly_basis

VERSION = 1
"""Grows when the same evaluations would give other sums; what an older version added up is added up again."""

SUMS = tuple(name for name in Sums._fields if name in weekly.c)


_MANY_CELLS = 100


class Grain(StrEnum):
    """How finely a row is added up within its team and week."""

    TEAM = "team"
    AGENT = "agent"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an evaluation counts."""

    called_at: datetime
    team_id: int
    agent_id: int
    contact_reason: str


@dataclass
class Touched:
    """The cells in which something that counts has changed during a transaction."""

    cells: set[Cell] = field(default_factory=set)

    def add(self, rows: Iterable[Row[Any] | Mapping[str, Any]]) -> None:
        """Rows that name an evaluation's `called_at`, `team_id`, `agent_id` and `contact_reason`."""
        for row in rows:
            facts = row if isinstance(row, Mapping) else row._mapping
            self.cells.add(Cell(facts["called_at"], facts["team_id"], facts["agent_id"], facts["contact_reason"]))


@dataclass(frozen=True)
class WeeklySums:
    """The repository of sums by week; weeks are those of the site's time zone."""

    connection: Connection
    zone: ZoneInfo

    def refresh(self, cells: Collection[Cell]) -> None:
        """Add up anew what these cells feed."""
        by_week: dict[date, list[Cell]] = defaultdict(list)
        for cell in cells:
            by_week[monday_of(cell.called_at, self.zone)].append(cell)
        for monday in sorted(by_week):
            self._add_up(week_from(monday, self.zone), by_week[monday])

    def rebuild(self, monday: date) -> None:
        """Add up anew everything of a week."""
        self._add_up(week_from(monday, self.zone))

    def weeks(self) -> Sequence[date]:
        """The Mondays of all weeks with evaluations or with sums."""
        first, last = (self.connection.scalar(select(end(evaluations.c.called_at))) for end in (func.min, func.max))
        found = set(self.connection.scalars(select(weekly.c.week).distinct()))
        if first is not None and last is not None:
            monday, until = monday_of(first, self.zone), monday_of(last, self.zone)
            while monday <= until:
                found.add(monday)
                monday = monday_of(week_from(monday, self.zone).high, self.zone)
        return sorted(found)

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

    def _add_up(self, week: Week, cells: Sequence[Cell] = ()) -> None:
        """Of the week, what these cells feed; all of it when none is named."""
        self._alone(week)
        # for a whole week of history the database reads the week once, not each agent's part of it
        named = cells if len(cells) <= _MANY_CELLS else ()
        of_teams, of_agents, of_reasons = (
            _within(name, sorted({getattr(cell, name) for cell in named}))
            for name in ("team_id", "agent_id", "contact_reason")
        )
        self._put(Grain.AGENT, week, _Part(("agent_id",), (*of_teams, *of_agents)))
        self._put(Grain.REASON, week, _Part(("contact_reason",), (*of_teams, *of_reasons)))
        self._clear(Grain.TEAM, week, of_teams)
        self.connection.execute(insert(weekly).from_select(list(_COLUMNS), self._teams(week, of_teams)))

    def _alone(self, week: Week) -> None:
        """Let two transactions that touch a week add it up one after the other, the second seeing the first's."""
        if self.connection.dialect.name == "postgresql":
            name = f"week {week.begin}"
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    def _put(self, grain: Grain, week: Week, part: _Part) -> None:
        self._clear(grain, week, part.bounds)
        at = (evaluations.c.called_at >= week.low, evaluations.c.called_at < week.high)
        rows = every_kind(*at, *(evaluations.c[name].in_(values) for name, values in part.bounds))
        of_nobody: dict[str, ColumnElement[Any]] = {"agent_id": literal(0), "contact_reason": literal("")}
        places = {name: rows.c[name] if name in part.by else nobody for name, nobody in of_nobody.items()}
        by = (rows.c.team_id, rows.c.kind, rows.c.selection, rows.c.of, *(rows.c[name] for name in part.by))
        added = select(
            literal(week.begin, weekly.c.week.type),
            rows.c.team_id,
            literal(grain.value),
            rows.c.kind,
            rows.c.selection,
            rows.c.of,
            *places.values(),
            *sums(rows),
        ).group_by(*by)
        self.connection.execute(insert(weekly).from_select(list(_COLUMNS), added))

    def _clear(self, grain: Grain, week: Week, bounds: Sequence[_Bound]) -> None:
        where = (weekly.c[name].in_(values) for name, values in bounds)
        self.connection.execute(
            delete(weekly).where(weekly.c.week == week.begin, weekly.c.grain == grain.value, *where)
        )

    @staticmethod
    def _teams(week: Week, bounds: Sequence[_Bound]) -> Any:
        one = weekly.c
        return (
            select(
                one.week,
                one.team_id,
                literal(Grain.TEAM.value),
                one.kind,
                one.selection,
                one.of,
                literal(0),
                literal(""),
                *sums_again(weekly),
            )
            .where(one.week == week.begin, one.grain == Grain.AGENT.value)
            .where(*(one[name].in_(values) for name, values in bounds))
            .group_by(one.week, one.team_id, one.kind, one.selection, one.of)
        )


_Bound = tuple[str, Sequence[Any]]
_PLACES = ("week", "team_id", "grain", "kind", "selection", "of", "agent_id", "contact_reason")
_COLUMNS = (*_PLACES, *SUMS)


@dataclass(frozen=True, slots=True)
class _Part:
    """By what a grain is added up beside the team, and which part of a week is."""

    by: tuple[str, ...]
    bounds: tuple[_Bound, ...]


def _within(name: str, values: Sequence[Any]) -> tuple[_Bound, ...]:
    return ((name, values),) if values else ()


def mondays_kept(connection: Connection) -> Sequence[date]:
    """Every Monday from the first with sums to the last."""
    # asked apart: of both at once SQLite would read the whole table
    first, last = (connection.scalar(select(end(weekly.c.week))) for end in (func.min, func.max))
    if first is None or last is None:
        return []
    return [first + timedelta(weeks=nth) for nth in range((last - first).days // 7 + 1)]
