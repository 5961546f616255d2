"""Sums by week, kept beside the evaluations: written in the transaction that changes what counts, and only read else.

What is touched is added up anew from the evaluations themselves, never corrected by a difference: so the sums can't
drift away from what they are sums of, whatever happened in whichever order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
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
        for grain in Grain:  # the team's from its agents', so last
            self.connection.execute(_clearing(grain, part), places)
            self.connection.execute(_adding_up(grain, part), places)

    def _alone(self, week: Week) -> None:
        """Let two transactions that touch a week add it up one after the other, the second seeing the first's."""
        if self.connection.dialect.name == "postgresql":
            name = f"week {week.begin}"
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


_PLACES = ("week", "team_id", "grain", "kind", "selection", "of", "agent_id", "contact_reason")
_BOUNDS = ("team_id", "agent_id", "contact_reason")
_BY = {Grain.AGENT: ("team_id", "agent_id"), Grain.REASON: ("team_id", "contact_reason"), Grain.TEAM: ("team_id",)}

_WEEK = bindparam("at_week", type_=weekly.c.week.type)
_LOW, _HIGH = (bindparam(name, type_=evaluations.c.called_at.type) for name in ("at_low", "at_high"))


# built once: to put such a statement together costs as much as the database takes for a publication
@cache
def _clearing(grain: Grain, part: bool) -> Delete:
    here = (weekly.c.week == _WEEK, weekly.c.grain == grain.value)
    return delete(weekly).where(*here, *_within(weekly, grain, part))


@cache
def _adding_up(grain: Grain, part: bool) -> Insert:
    added = _teams(part) if grain is Grain.TEAM else _parts(grain, part)
    return insert(weekly).from_select([*_PLACES, *SUMS], added)


def _parts(grain: Grain, part: bool) -> Select[Any]:
    at = (evaluations.c.called_at >= _LOW, evaluations.c.called_at < _HIGH)
    rows = every_kind(*at, *_within(evaluations, grain, part))
    of_nobody: dict[str, ColumnElement[Any]] = {"agent_id": literal_column("0"), "contact_reason": literal_column("''")}
    who = [rows.c[name] if name in _BY[grain] else nobody for name, nobody in of_nobody.items()]
    what = (rows.c.kind, rows.c.selection, rows.c.of)
    places = (_WEEK, rows.c.team_id, literal_column(f"'{grain.value}'"), *what, *who)
    return select(*places, *sums(rows)).group_by(*what, *(rows.c[name] for name in _BY[grain]))


def _teams(part: bool) -> Select[Any]:
    one = weekly.c
    grain: ColumnElement[Any] = literal_column(f"'{Grain.TEAM.value}'")
    nobody: tuple[ColumnElement[Any], ...] = (literal_column("0"), literal_column("''"))
    places = (one.week, one.team_id, grain, one.kind, one.selection, one.of, *nobody)
    return (
        select(*places, *sums_again(weekly))
        .where(one.week == _WEEK, one.grain == Grain.AGENT.value, *_within(weekly, Grain.TEAM, part))
        .group_by(one.week, one.team_id, one.kind, one.selection, one.of)
    )


def _within(table: Table, grain: Grain, part: bool) -> Iterator[ColumnElement[bool]]:
    for name in _BY[grain] if part else ():
        yield table.c[name].in_(bindparam(f"at_{name}", expanding=True))


def mondays_kept(connection: Connection) -> Sequence[date]:
    """Every Monday from the first with sums to the last."""
    # asked apart: of both at once SQLite would read the whole table
    first, last = (connection.scalar(select(end(weekly.c.week))) for end in (func.min, func.max))
    if first is None or last is None:
        return []
    return [first + timedelta(weeks=nth) for nth in range((last - first).days // 7 + 1)]
