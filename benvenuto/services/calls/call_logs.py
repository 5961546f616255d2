"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.instants import microseconds
from benvenuto.domain.people import Actor
from benvenuto.domain.text import DEFAULT_LANGUAGE
from benvenuto.formats.calls.call_log import (
    CallField,
    Dialect,
    LoggedCalls,
    Preview,
    RejectedLine,
    detect_dialect,
    open_table,
    preview,
    read_lines,
)
from benvenuto.formats.calls.call_log.table import Source
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.call_bulk import NewCalls, ReadyCalls
from benvenuto.storage.database import Database, Transaction

# the database is held for about a quarter of a second at a time
BATCH = 20_000
_PART = 1_024  # calls made ready together: as many as one statement takes, and the processor keeps at hand
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
        return open_table(source).count()

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
            for batch in tally.batches(map(writing.prepared, tally.parts(lines))):
                tally.added += written.result()
                written = aside.submit(writing.write, batch)
                progress(tally.lines)
            tally.added += written.result()
        return tally.result(table.headers, writing.waiting)


class _Tally:
    def __init__(self) -> None:
        self.lines = self.added = self.seen = self.rejected_count = 0
        self.rejected: list[RejectedLine] = []

    def parts(self, lines: Iterable[LoggedCalls | RejectedLine]) -> Iterator[LoggedCalls]:
        """The calls, hundreds at once; the rejected lines are counted and, as far as there is room, kept."""
        waiting, count, begun = list[LoggedCalls](), 0, 0
        for part in lines:
            if isinstance(part, RejectedLine):
                self._reject(part)
            else:
                waiting.append(part)
                count += len(part.number)
                self.lines += len(part.number)
                self.seen += len(part.number)
            if count >= _PART:
                *full, rest = LoggedCalls.joined(waiting).cut(_PART)
                yield from full
                waiting, count, begun = [rest], len(rest.number), self.lines
            elif self.lines - begun >= BATCH:  # of bad lines: how far the reading is must be told of them too
                yield LoggedCalls.joined(waiting)
                waiting, count, begun = [], 0, self.lines
        yield LoggedCalls.joined(waiting)

    def batches(self, parts: Iterable[_Part]) -> Iterator[Sequence[_Part]]:
        """Of the parts that were made ready of the above, those that are written in one transaction."""
        batch, begun = list[_Part](), 0
        for part in parts:
            batch.append(part)
            if self.lines - begun >= BATCH:
                yield batch
                batch, begun = [], self.lines
        yield batch

    def _reject(self, line: RejectedLine) -> None:
        self.lines += 1
        self.rejected_count += 1
        if len(self.rejected) < MOST_REJECTED_KEPT:
            self.rejected.append(line)

    def result(self, headers: tuple[str, ...], waiting: Mapping[str, int]) -> Imported:
        """What became of the file."""
        already_there = self.seen - self.added
        return Imported(headers, self.added, already_there, self.rejected, self.rejected_count, waiting)


@dataclass(frozen=True, slots=True)
class _Agents:
    """Agent and team by whatever a log may call the agent: code, user name or name; with what tells of any change."""

    at_a_glance: str
    by_code: _ByCode

    @classmethod
    def of(cls, tx: Transaction) -> _Agents:
        """Those of now."""
        named: dict[str, tuple[int, int]] = {}
        for person, team_id in tx.people.agents():
            for name in (person.name, person.username, person.agent_code):
                named[name.casefold()] = (person.id, team_id)
        return cls(tx.people.agents_at_a_glance(), _ByCode(named))


class _ByCode(dict[str, tuple[int | None, int | None]]):
    """Agent and team by a code as the log writes it, None where nobody is known by it."""

    def __init__(self, named: Mapping[str, tuple[int, int]]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, code: str) -> tuple[int | None, int | None]:
        agent_and_team = self[code] = self._named.get(code.casefold(), (None, None))
        return agent_and_team


@dataclass(frozen=True, slots=True)
class _Part:
    """Calls of the log, made ready for the database by the agents there are; `waiting` holds the codes of others."""

    logged: LoggedCalls
    agents: _Agents
    ready: ReadyCalls
    waiting: Sequence[str]


class _Writing:
    """Writes the calls of one file, a batch a transaction; `waiting` counts those of agents nobody knows, by code."""

    def __init__(self, database: Database, clock: Clock, actor: Actor) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        with database.read() as tx:
            self._agents = _Agents.of(tx)
        self.waiting: Counter[str] = Counter()

    def prepared(self, logged: LoggedCalls) -> _Part:
        """All that can be done before the transaction, so that others may write meanwhile."""
        agents = self._agents
        new = self._new(logged, agents)
        waiting = [code for code, agent_id in zip(new.agent_code, new.agent_id, strict=True) if agent_id is None]
        return _Part(logged, agents, self._database.ready(new), waiting)

    def write(self, batch: Sequence[_Part]) -> int:
        """Add the calls that are not there yet; how many there were."""
        with self._database.write() as tx:
            tx.advisory_lock("people")  # an agent added meanwhile would not adopt these calls
            at_a_glance = tx.people.agents_at_a_glance()
            if any(part.agents.at_a_glance != at_a_glance for part in batch):
                self._agents = _Agents.of(tx)
                batch = [self.prepared(part.logged) for part in batch]
            added = tx.calls.add_many(part.ready for part in batch)
            if added:
                tx.audit.write(self._clock(), self._actor.id, "calls_imported", "calls", "", added=added)
        for part in batch:
            self.waiting.update(part.waiting)
        return added

    def _new(self, batch: LoggedCalls, who: _Agents) -> NewCalls:
        count, now = len(batch.number), microseconds(self._clock())
        agents = list(map(who.by_code.__getitem__, batch.agent))
        return NewCalls(
            external_id=batch.external_id,
            agent_id=[agent_id for agent_id, _ in agents],
            agent_code=batch.agent,
            team_id=[team_id for _, team_id in agents],
            started_at=batch.started_us,
            duration_s=batch.duration_s,
            contact_reason=[reason or "other" for reason in batch.contact_reason],
            language=[language or DEFAULT_LANGUAGE for language in batch.language],
            caller=batch.caller,
            note=[
                f"{outcome} · {note}" if outcome and note else outcome or note
                for outcome, note in zip(batch.outcome, batch.note, strict=True)
            ],
            recording_name=batch.recording,
            simulated=[False] * count,
            created_at=[now] * count,
        )
