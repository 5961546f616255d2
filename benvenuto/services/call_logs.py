"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.people import Actor
from benvenuto.formats.call_log import (
    CallField,
    Dialect,
    LoggedCall,
    Preview,
    RejectedLine,
    detect_dialect,
    open_table,
    preview,
    read_lines,
)
from benvenuto.formats.call_log.table import Source
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database, Transaction

BATCH = 2000
MOST_REJECTED_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is going to be read: what it looks like, and the mapping that may be corrected first."""

    headers: tuple[str, ...]
    dialect: Dialect
    mapping: Mapping[CallField, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `waiting` calls belong to agents nobody knows yet, by agent code.

    `rejected` holds the first 50,000 rejected lines; `rejected_count` counts all of them.
    """

    headers: tuple[str, ...]
    added: int
    already_there: int
    rejected: Sequence[RejectedLine]
    rejected_count: int
    waiting: Mapping[str, int]


@dataclass(frozen=True)
class CallLogs:
    """The service of importing call logs."""

    database: Database
    clock: Clock
    timezone: ZoneInfo

    def plan(self, actor: Actor, source: Source) -> Plan:
        """What the file looks like and how its columns would be mapped; raises CallLogError when it is no table."""
        authorise(actor, Permission.ADMINISTER)
        headers = open_table(source).headers
        dialect = detect_dialect(headers)
        return Plan(headers, dialect, dialect.guess(headers))

    def lines(self, actor: Actor, source: Source) -> int:
        """How many lines the file has below its header, blank ones left out: what there is to be done."""
        authorise(actor, Permission.ADMINISTER)
        return sum(1 for _ in open_table(source).rows())

    def preview(self, actor: Actor, source: Source, plan: Plan, *, day_first: bool = True) -> Preview:
        """The first lines as they would be imported; nothing is written."""
        authorise(actor, Permission.ADMINISTER)
        return preview(
            open_table(source),
            plan.mapping,
            timezone=self.timezone,
            now=self.clock(),
            dialect=plan.dialect,
            day_first=day_first,
        )

    def run(
        self,
        actor: Actor,
        source: Source,
        plan: Plan,
        *,
        day_first: bool = True,
        progress: Callable[[int], None] = lambda lines: None,
    ) -> Imported:
        """Import the file, a batch a transaction, telling `progress` the number of lines read so far.

        Batches keep the database free for those who score meanwhile; an import that was cut off is simply run again.
        """
        authorise(actor, Permission.ADMINISTER)
        table = open_table(source)
        lines = read_lines(
            table,
            plan.mapping,
            timezone=self.timezone,
            now=self.clock(),
            dialect=plan.dialect,
            day_first=day_first,
        )
        tally = _Tally()
        while batch := list(islice(lines, BATCH)):
            with self.database.write() as tx:
                self._write(tx, actor, tally.accepted(batch), tally)
            progress(tally.lines)
        return tally.result(table.headers)

    def _write(self, tx: Transaction, actor: Actor, batch: Sequence[LoggedCall], tally: _Tally) -> None:
        tx.alone("people")  # an agent added meanwhile would not adopt these calls; a second import would add them too
        agents = _agents(tx)
        rows = [self._row(line, agents.get(line.agent.casefold())) for line in batch]
        added = tx.calls.add_new(rows)
        tally.count(rows, added)
        if added:
            tx.audit.write(self.clock(), actor.id, "calls_imported", "calls", "", added=added)

    def _row(self, line: LoggedCall, agent: tuple[int, int] | None) -> Mapping[str, object]:
        agent_id, team_id = agent or (None, None)
        return {
            "external_id": line.external_id,
            "agent_id": agent_id,
            "agent_code": line.agent,
            "team_id": team_id,
            "started_at": line.started_at,
            "duration_s": line.duration_s,
            "contact_reason": line.contact_reason or "other",
            "language": line.language or "it",
            "caller": line.caller,
            "note": " · ".join(part for part in (line.outcome, line.note) if part),
            "simulated": False,
            "created_at": self.clock(),
        }


class _Tally:
    def __init__(self) -> None:
        self.lines = self.added = self.seen = self.rejected_count = 0
        self.rejected: list[RejectedLine] = []
        self.waiting: dict[str, int] = {}

    def accepted(self, batch: Iterable[LoggedCall | RejectedLine]) -> list[LoggedCall]:
        """The calls of a batch; the rejected lines are counted and, as far as there is room, kept."""
        calls = []
        for line in batch:
            self.lines += 1
            if isinstance(line, LoggedCall):
                calls.append(line)
                continue
            self.rejected_count += 1
            if len(self.rejected) < MOST_REJECTED_KEPT:
                self.rejected.append(line)
        return calls

    def count(self, rows: Sequence[Mapping[str, object]], added: int) -> None:
        """Count a batch that was written."""
        self.seen += len(rows)
        self.added += added
        for code in (str(row["agent_code"]) for row in rows if row["agent_id"] is None):
            self.waiting[code] = self.waiting.get(code, 0) + 1

    def result(self, headers: tuple[str, ...]) -> Imported:
        """What became of the file."""
        already_there = self.seen - self.added
        return Imported(headers, self.added, already_there, self.rejected, self.rejected_count, self.waiting)


def _agents(tx: Transaction) -> Mapping[str, tuple[int, int]]:
    """Agent and team by whatever a log may call the agent: code, user name or name."""
    named: dict[str, tuple[int, int]] = {}
    for person, team_id in tx.people.agents():
        for name in (person.name, person.username, person.agent_code):
            named[name.casefold()] = (person.id, team_id)
    return named
