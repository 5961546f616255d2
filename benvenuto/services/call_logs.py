"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from benvenuto.storage.call_bulk import NewCall
from benvenuto.storage.database import Database, Transaction

# the database is held for about a quarter of a second at a time
BATCH = 20_000
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
        writing = _Writing(self.database, self.clock, actor)
        # SQLite writes a batch without Python, which reads the next one meanwhile
        with ThreadPoolExecutor(1) as aside:
            written = aside.submit(int)
            while batch := list(islice(lines, BATCH)):
                tally.added += written.result()
                calls = tally.accepted(batch)
                written = aside.submit(writing.write, calls)
                progress(tally.lines)
            tally.added += written.result()
        return tally.result(table.headers, writing.waiting)


class _Tally:
    def __init__(self) -> None:
        self.lines = self.added = self.seen = self.rejected_count = 0
        self.rejected: list[RejectedLine] = []

    def accepted(self, batch: Sequence[LoggedCall | RejectedLine]) -> list[LoggedCall]:
        """The calls of a batch; the rejected lines are counted and, as far as there is room, kept."""
        calls = [line for line in batch if isinstance(line, LoggedCall)]
        rejected = [line for line in batch if isinstance(line, RejectedLine)]
        self.lines += len(batch)
        self.seen += len(calls)
        self.rejected_count += len(rejected)
        self.rejected += rejected[: MOST_REJECTED_KEPT - len(self.rejected)]
        return calls

    def result(self, headers: tuple[str, ...], waiting: Mapping[str, int]) -> Imported:
        """What became of the file."""
        already_there = self.seen - self.added
        return Imported(headers, self.added, already_there, self.rejected, self.rejected_count, waiting)


class _Writing:
    """Writes the calls of one file, a batch a transaction; `waiting` counts those of agents nobody knows, by code."""

    def __init__(self, database: Database, clock: Clock, actor: Actor) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        with database.read() as tx:
            self._agents = _agents(tx)
        self.waiting: Counter[str] = Counter()

    def write(self, batch: Sequence[LoggedCall]) -> int:
        """Add the calls that are not there yet; how many there were."""
        rows = self._rows(batch)  # before the transaction, so that others may write meanwhile
        with self._database.write() as tx:
            tx.alone("people")  # an agent added meanwhile would not adopt these calls
            agents = _agents(tx)
            if agents != self._agents:
                self._agents = agents
                rows = self._rows(batch)
            added = tx.calls.add_many(rows)
            if added:
                tx.audit.write(self._clock(), self._actor.id, "calls_imported", "calls", "", added=added)
        self.waiting.update(row.agent_code for row in rows if row.agent_id is None)
        return added

    def _rows(self, batch: Sequence[LoggedCall]) -> Sequence[NewCall]:
        now, nobody = self._clock(), (None, None)
        owners = {code: self._agents.get(code.casefold(), nobody) for code in {line.agent for line in batch}}
        return [
            NewCall(
                external_id,
                owners[agent][0],
                agent,
                owners[agent][1],
                started_at,
                duration_s,
                contact_reason or "other",
                language or "it",
                caller,
                f"{outcome} · {note}" if outcome and note else outcome or note,
                False,
                now,
            )
            for (
                _number, external_id, started_at, agent, duration_s,
                contact_reason, language, caller, outcome, note, _recording,
            ) in batch
        ]  # fmt: skip


def _agents(tx: Transaction) -> Mapping[str, tuple[int, int]]:
    """Agent and team by whatever a log may call the agent: code, user name or name."""
    named: dict[str, tuple[int, int]] = {}
    for person, team_id in tx.people.agents():
        for name in (person.name, person.username, person.agent_code):
            named[name.casefold()] = (person.id, team_id)
    return named
