"""Writing the calls of a log: a batch a transaction, what was there compared, every other line counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.instants import instant, microseconds
from benvenuto.domain.people import Actor
from benvenuto.domain.text import DEFAULT_LANGUAGE
from benvenuto.formats.calls.call_log import ApartLine, Lines, LoggedCalls, RejectedLine
from benvenuto.formats.calls.call_log.lines import LegOfCall
from benvenuto.services.calls.log_survey import count_some
from benvenuto.services.clock import Clock
from benvenuto.services.people.agents_of_logs import AgentsOfLogs, glance
from benvenuto.storage.calls.call_bulk import NewCalls, ReadyCalls
from benvenuto.storage.calls.calls import NewLeg
from benvenuto.storage.database import Database, Transaction

# the database is held for about a quarter of a second at a time
BATCH = 20_000
MOST_REJECTED_KEPT = 50_000
MOST_DIFFERING_KEPT = 1_000
MOST_CHARACTERS_KEPT = 30_000_000
_CORRECTED = ("agent_id", "agent_code", "team_id", "duration_s", "contact_reason", "language", "caller", "note")


class TakenBackMeanwhile(BenvenutoError):
    """An import was taken back while it was still under way."""

    template = message("Import {number} was taken back while it was running: no more of it is added.")
    remedy = message("If that was a mistake, import the file again.")


@dataclass(frozen=True, slots=True)
class LogDifference:
    """What a line of the log says otherwise than the call that is there: start, seconds and agent's code, both ways."""

    number: int
    external_id: str
    logged: tuple[datetime, int | None, str]
    kept: tuple[datetime, int | None, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `waiting` calls belong to agents nobody knows yet, by agent code.

    `rejected` and `apart` hold the first 50,000 of such lines; `rejected_count` and `apart_counts` count all of them.
    `already_there` were calls before; `differing` of them say something else than the log, as far as they were not
    `corrected`. `import_id` is the number by which all can be taken back, None where nothing came.
    """

    headers: tuple[str, ...]
    added: int
    already_there: int
    rejected: Sequence[RejectedLine]
    rejected_count: int
    waiting: Mapping[str, int]
    apart: Sequence[ApartLine] = ()
    apart_counts: Mapping[str, int] = field(default_factory=dict)
    differing: Sequence[LogDifference] = ()
    differing_count: int = 0
    corrected: int = 0
    import_id: int | None = None


class LogTally:
    """What became of the lines so far."""

    def __init__(self) -> None:
        self.lines = self.added = self.seen = self.rejected_count = 0
        self._room = MOST_CHARACTERS_KEPT
        self.rejected: list[RejectedLine] = []
        self.apart: list[ApartLine] = []
        self.apart_counts: Counter[str] = Counter()

    def batches(
        self, lines: Iterable[Lines], prepared: Callable[[Lines], ReadyLines]
    ) -> Iterator[Sequence[ReadyLines]]:
        """The calls made ready, as many as are written in one transaction; the other lines are counted.

        They are kept too, as far as there is room.
        """
        batch, begun = list[ReadyLines](), 0
        for some in lines:
            self._count(some)
            batch.append(prepared(some))
            if self.lines - begun >= BATCH:
                yield batch
                batch, begun = [], self.lines
        yield batch

    def _count(self, lines: Lines) -> None:
        self.lines += len(lines)
        self.seen += len(lines.calls.number)
        self.rejected_count += len(lines.rejected)
        self.apart_counts.update(line.kind for line in lines.apart)
        if self._room > 0:
            self.rejected += lines.rejected[: MOST_REJECTED_KEPT - len(self.rejected)]
            self.apart += lines.apart[: MOST_REJECTED_KEPT - len(self.apart)]
            self._room -= sum(len(cell) for line in (*lines.rejected, *lines.apart) for cell in line.raw)

    def counts(self) -> Mapping[str, Any]:
        """What is kept of the import."""
        return {"added": self.added, "rejected": self.rejected_count, "apart": dict(self.apart_counts)}

    def result(self, headers: tuple[str, ...], writing: LogWriting, import_id: int | None) -> Imported:
        """What became of the file."""
        return Imported(
            headers,
            self.added,
            self.seen - self.added,
            self.rejected,
            self.rejected_count,
            writing.waiting,
            self.apart,
            self.apart_counts,
            writing.differing,
            writing.differing_count,
            writing.corrected,
            import_id,
        )


@dataclass(frozen=True, slots=True)
class ReadyLines:
    """Lines of the log, made ready for the database by the agents there are; `waiting` holds the codes of others."""

    lines: Lines
    agents: AgentsOfLogs
    new: NewCalls
    ready: ReadyCalls
    waiting: Sequence[str]


def _with_parts(lines: Lines) -> LoggedCalls:
    """The calls, with who took part in a note where they went through several hands: 201 1:00 → 202 3:30."""
    if not lines.legs:
        return lines.calls
    words = {
        name: " → ".join(f"{leg.agent} {_minutes(leg.duration_s)}".strip() for leg in legs)
        for name, legs in lines.legs.items()
    }
    notes = zip(lines.calls.external_id, lines.calls.note, strict=True)
    return lines.calls._replace(note=[" · ".join(filter(None, (note, words.get(name)))) for name, note in notes])


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


class LogWriting:
    """Writes the calls of one file, a batch a transaction; `waiting` counts those of agents nobody knows, by code."""

    def __init__(self, database: Database, clock: Clock, actor: Actor, import_id: int, correct: bool) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._import_id = import_id
        self._correct = correct
        with database.read() as tx:
            self._agents = AgentsOfLogs.of(tx)
        self.waiting: Counter[str] = Counter()
        self.differing: list[LogDifference] = []
        self.differing_count = self.corrected = 0

    def prepared(self, lines: Lines) -> ReadyLines:
        """All that can be done before the transaction, so that others may write meanwhile."""
        agents = self._agents
        new = self._new(_with_parts(lines), agents)
        waiting = [code for code, agent_id in zip(new.agent_code, new.agent_id, strict=True) if agent_id is None]
        return ReadyLines(lines, agents, new, self._database.ready(new), waiting)

    def write(self, batch: Sequence[ReadyLines]) -> int:
        """Add the calls that are not there yet; how many there were."""
        with self._database.write() as tx:
            tx.advisory_lock("people")  # an agent added meanwhile would not adopt these calls
            if tx.call_imports.is_undone(self._import_id):
                raise TakenBackMeanwhile(number=self._import_id)
            at_a_glance = glance(tx)
            if any(part.agents.at_a_glance != at_a_glance for part in batch):
                self._agents = AgentsOfLogs.of(tx)
                batch = [self.prepared(part.lines) for part in batch]
            added = tx.calls.add_many(part.ready for part in batch)
            for part in batch:
                if part.lines.legs:
                    tx.calls.put_legs({name: self._legs(legs) for name, legs in part.lines.legs.items()})
            corrected = 0
            if added < sum(len(part.lines.calls.number) for part in batch):
                corrected = sum(self._compare(tx, part) for part in batch)
            if added:
                number = str(self._import_id)
                tx.audit.write(self._clock(), self._actor.id, "calls_imported", "calls", number, added=added)
            if corrected:
                tx.audit.write(
                    self._clock(), self._actor.id, "calls_corrected", "calls", str(self._import_id), corrected=corrected
                )
        self.corrected += corrected
        for part in batch:
            count_some(self.waiting, part.waiting)
        return added

    def _compare(self, tx: Transaction, part: ReadyLines) -> int:
        """Compare the calls that were there with what the log says, and correct them where that is wanted."""
        new = part.new
        places = {name: place for place, name in enumerate(new.external_id)}
        corrections = list[Mapping[str, Any]]()
        for known in tx.call_imports.known(list(places), self._import_id):
            place = places[known.external_id]
            logged = (instant(new.started_at[place]), new.duration_s[place], new.agent_code[place])
            kept = (known.started_at, known.duration_s, known.agent_code)
            if logged == kept:
                continue
            if self._correct and not known.is_held:
                facts = new._asdict()
                right = {name: facts[name][place] for name in _CORRECTED}
                corrections.append({**right, "id": known.id, "started_at": logged[0]})
                continue
            self.differing_count += 1
            if len(self.differing) < MOST_DIFFERING_KEPT:
                number = part.lines.calls.number[place]
                self.differing.append(LogDifference(number, known.external_id, logged, kept))
        tx.call_imports.correct(corrections)
        return len(corrections)

    def _legs(self, legs: Sequence[LegOfCall]) -> Sequence[NewLeg]:
        return [
            NewLeg(leg.agent, self._agents.by_code[leg.agent][0], instant(leg.started_us), leg.duration_s)
            for leg in legs
        ]

    def _new(self, batch: LoggedCalls, who: AgentsOfLogs) -> NewCalls:
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
            import_id=[self._import_id] * count,
        )
