"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.instants import microseconds
from benvenuto.domain.people import Actor
from benvenuto.domain.text import DEFAULT_LANGUAGE
from benvenuto.formats.calls.call_log import (
    ApartLine,
    CallField,
    Dialect,
    Lines,
    LogChoices,
    LoggedCall,
    LoggedCalls,
    LogReading,
    RejectedLine,
    detect_dialect,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.table import LogTable, Source
from benvenuto.services.calls.log_survey import LogSurvey, Surveying
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.call_bulk import NewCalls, ReadyCalls
from benvenuto.storage.database import Database, Transaction

# the database is held for about a quarter of a second at a time
BATCH = 20_000
MOST_REJECTED_KEPT = 50_000
FIRST = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is going to be read: what it looks like, what somebody chose, and what was decided by its cells."""

    headers: tuple[str, ...]
    choices: LogChoices
    reading: LogReading

    @property
    def dialect(self) -> Dialect:
        """The kind of system that wrote it."""
        return self.reading.dialect

    @property
    def mapping(self) -> Mapping[CallField, str]:
        """Which header holds which field."""
        return self.reading.mapping


@dataclass(frozen=True, slots=True)
class Preview:
    """The first lines as they would be imported, in the order of the file, and what the whole file holds."""

    headers: tuple[str, ...]
    lines: Sequence[LoggedCall | RejectedLine]
    survey: LogSurvey

    @property
    def more(self) -> bool:
        """Whether the file goes on after these lines."""
        return self.survey.lines > len(self.lines)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `waiting` calls belong to agents nobody knows yet, by agent code.

    `rejected` and `apart` hold the first 50,000 of such lines; `rejected_count` and `apart_counts` count all of them.
    """

    headers: tuple[str, ...]
    added: int
    already_there: int
    rejected: Sequence[RejectedLine]
    rejected_count: int
    waiting: Mapping[str, int]
    apart: Sequence[ApartLine] = ()
    apart_counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CallLogs:
    """The service of importing call logs."""

    database: Database
    clock: Clock
    timezone: ZoneInfo

    def plan(self, actor: Actor, source: Source, choices: LogChoices | None = None) -> Plan:
        """How the file would be read, by its cells where nothing is chosen; raises CallLogError when it cannot be."""
        authorise(actor, Permission.ADMINISTER)
        return self._plan(open_table(source), choices or LogChoices())

    def _plan(self, table: LogTable, choices: LogChoices) -> Plan:
        reading = understand(table, choices, timezone=self.timezone, dialect=detect_dialect(table.headers))
        return Plan(table.headers, choices, reading)

    def lines(self, actor: Actor, source: Source) -> int:
        """How many lines the file has below its header: what there is to be done."""
        authorise(actor, Permission.ADMINISTER)
        return open_table(source).count()

    def preview(self, actor: Actor, source: Source, plan: Plan) -> Preview:
        """The first lines as they would be imported, and what would become of all; nothing is written."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            agents = _Agents.of(tx)
        now, first = self.clock(), list[LoggedCall | RejectedLine]()
        surveying = Surveying(plan.reading, now, lambda code: agents.by_code[code][0] is not None)
        for lines in read_lines(open_table(source), plan.reading, now):
            surveying.add(lines)
            if len(first) < FIRST:
                first += lines.each()
        return Preview(plan.headers, tuple(first[:FIRST]), surveying.result())

    def run(
        self,
        actor: Actor,
        source: Source,
        plan: Plan,
        *,
        progress: Callable[[int], None] = lambda lines: None,
    ) -> Imported:
        """Import the file, a batch a transaction, telling `progress` the number of lines read so far.

        Batches keep the database free for those who score meanwhile; an import that was cut off is simply run again.
        """
        authorise(actor, Permission.ADMINISTER)
        table = open_table(source)
        lines = read_lines(table, plan.reading, self.clock())
        tally = _Tally()
        writing = _Writing(self.database, self.clock, actor)
        # SQLite writes a batch without Python, which reads the next one meanwhile
        with ThreadPoolExecutor(1) as aside:
            written = aside.submit(int)
            for batch in tally.batches(lines, writing.prepared):
                tally.added += written.result()
                written = aside.submit(writing.write, batch)
                progress(tally.lines)
            tally.added += written.result()
        return tally.result(table.headers, writing.waiting)


class _Tally:
    def __init__(self) -> None:
        self.lines = self.added = self.seen = self.rejected_count = 0
        self.rejected: list[RejectedLine] = []
        self.apart: list[ApartLine] = []
        self.apart_counts: Counter[str] = Counter()

    def batches(self, lines: Iterable[Lines], prepared: Callable[[LoggedCalls], _Part]) -> Iterator[Sequence[_Part]]:
        """The calls made ready, as many as are written in one transaction; the other lines are counted and, as far as
        there is room, kept."""
        batch, begun = list[_Part](), 0
        for some in lines:
            self._count(some)
            batch.append(prepared(some.calls))
            if self.lines - begun >= BATCH:
                yield batch
                batch, begun = [], self.lines
        yield batch

    def _count(self, lines: Lines) -> None:
        self.lines += len(lines)
        self.seen += len(lines.calls.number)
        self.rejected_count += len(lines.rejected)
        self.rejected += lines.rejected[: MOST_REJECTED_KEPT - len(self.rejected)]
        self.apart_counts.update(line.kind for line in lines.apart)
        self.apart += lines.apart[: MOST_REJECTED_KEPT - len(self.apart)]

    def result(self, headers: tuple[str, ...], waiting: Mapping[str, int]) -> Imported:
        """What became of the file."""
        return Imported(
            headers,
            self.added,
            self.seen - self.added,
            self.rejected,
            self.rejected_count,
            waiting,
            self.apart,
            self.apart_counts,
        )


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
            simulated=[False] * count,
            created_at=[now] * count,
        )
