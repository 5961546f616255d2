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
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Row,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    true,
    union_all,
)
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

    AGENT = "agent"
    REASON = "reason"
    TEAM = "team"


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
        part = bool(cells) and len(cells) <= _MANY_CELLS
        places: dict[str, object] = {"at_week": week.begin, "at_low": week.low, "at_high": week.high}
        if part:
            places |= {f"at_{name}": sorted({getattr(cell, name) for cell in cells}) for name in _BOUNDS}
        for change in (_clearing(part), _adding_up(part), _adding_up_teams(part)):
            self.connection.execute(change, places)

    def _alone(self, week: Week) -> None:
        """Let two transactions that touch a week add it up one after the other, the second seeing the first's."""
        if self.connection.dialect.name == "postgresql":
            name = f"week {week.begin}"
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


_PLACES = ("week", "team_id", "grain", "kind", "selection", "of", "agent_id", "contact_reason")
_BOUNDS = ("team_id", "agent_id", "contact_reason")

_WEEK = bindparam("at_week", type_=weekly.c.week.type)
_LOW, _HIGH = (bindparam(name, type_=evaluations.c.called_at.type) for name in ("at_low", "at_high"))
_AGENT: ColumnElement[Any] = literal_column(f"'{Grain.AGENT.value}'")
_REASON: ColumnElement[Any] = literal_column(f"'{Grain.REASON.value}'")
_TEAM: ColumnElement[Any] = literal_column(f"'{Grain.TEAM.value}'")
_NO_AGENT: ColumnElement[Any] = literal_column("0")
_NO_REASON: ColumnElement[Any] = literal_column("''")


# built once: to put such a statement together costs as much as the database takes for a publication
@cache
def _clearing(part: bool) -> Delete:
    here = weekly.c
    cells = (
        _named(here.team_id),
        ((here.grain == _AGENT) & _named(here.agent_id))
        | ((here.grain == _REASON) & _named(here.contact_reason))
        | (here.grain == _TEAM),
    )
    return delete(weekly).where(here.week == _WEEK, *(cells if part else ()))


@cache
def _adding_up(part: bool) -> Insert:
    """By agent and by contact reason at once: PostgreSQL plans longer than it reads."""
    at, one = evaluations.c, (evaluations.c.called_at >= _LOW, evaluations.c.called_at < _HIGH)
    cells = (_named(at.team_id), _named(at.agent_id) | _named(at.contact_reason))
    rows = every_kind(*one, *(cells if part else ()))
    twice = union_all(*(select(grain.label("grain")) for grain in (_AGENT, _REASON))).subquery("twice")
    of_agent = twice.c.grain == _AGENT
    agent = case((of_agent, rows.c.agent_id), else_=_NO_AGENT)
    reason = case((of_agent, _NO_REASON), else_=rows.c.contact_reason)
    places = (rows.c.team_id, twice.c.grain, rows.c.kind, rows.c.selection, rows.c.of, agent, reason)
    added = select(_WEEK, *places, *sums(rows)).join_from(rows, twice, true()).group_by(*places)
    if part:
        added = added.where((of_agent & _named(rows.c.agent_id)) | (~of_agent & _named(rows.c.contact_reason)))
    return insert(weekly).from_select([*_PLACES, *SUMS], added)


@cache
def _adding_up_teams(part: bool) -> Insert:
    """The team's from its agents'."""
    one = weekly.c
    places = (one.week, one.team_id, _TEAM, one.kind, one.selection, one.of, _NO_AGENT, _NO_REASON)
    added = (
        select(*places, *sums_again(weekly))
        .where(one.week == _WEEK, one.grain == _AGENT, *((_named(one.team_id),) if part else ()))
        .group_by(one.week, one.team_id, one.kind, one.selection, one.of)
    )
    return insert(weekly).from_select([*_PLACES, *SUMS], added)


def _named(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a cell names what stands in this column."""
    return column.in_(bindparam(f"at_{column.key}", expanding=True))


def mondays_kept(connection: Connection) -> Sequence[date]:
    """Every Monday from the first with sums to the last."""
    # asked apart: of both at once SQLite would read the whole table
    first, last = (connection.scalar(select(end(weekly.c.week))) for end in (func.min, func.max))
    if first is None or last is None:
        return []
    return [first + timedelta(weeks=nth) for nth in range((last - first).days // 7 + 1)]
