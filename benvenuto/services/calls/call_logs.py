"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.instants import instant, microseconds
from benvenuto.domain.people import Actor, Person
from benvenuto.domain.text import DEFAULT_LANGUAGE
from benvenuto.formats.calls.call_log import (
    ApartLine,
    CallField,
    Dialect,
    DurationUnit,
    Lines,
    LogChoices,
    LoggedCall,
    LoggedCalls,
    LogReading,
    RejectedLine,
    Scored,
    detect_dialect,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.faults import NoCallIds
from benvenuto.formats.calls.call_log.lines import LegOfCall
from benvenuto.formats.calls.call_log.table import LogTable, Source
from benvenuto.formats.calls.call_log.vocabulary import fold
from benvenuto.services.calls.agents_of_logs import AgentsOfLogs, glance
from benvenuto.services.calls.log_survey import LogSurvey, Surveying
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.call_bulk import NewCalls, ReadyCalls
from benvenuto.storage.calls.call_imports import CallImport
from benvenuto.storage.calls.calls import NewLeg
from benvenuto.storage.database import Database, Transaction

# the database is held for about a quarter of a second at a time
BATCH = 20_000
MOST_REJECTED_KEPT = 50_000
MOST_DIFFERING_KEPT = 1_000
MOST_CHARACTERS_KEPT = 30_000_000
MOST_IMPORTS = 50
HANGING = ("evaluations", "skipped", "recordings", "transcripts")
_CORRECTED = ("agent_id", "agent_code", "team_id", "duration_s", "contact_reason", "language", "caller", "note")
FIRST = 20


class UnknownImport(BenvenutoError):
    """No import has this number, or it was taken back already."""

    template = message("There is no import number {number} to take back.")
    remedy = message("Look up its number among the imports.")


class ImportInUse(BenvenutoError):
    """Somebody has worked with calls of this import."""

    template = message(
        "Import {number} cannot be taken back. Of its calls: evaluated or started {evaluations}, skipped {skipped},"
        " with a recording {recordings}, with a transcript {transcripts}."
    )
    remedy = message("Import the corrected log again: calls that nobody has scored can be set right by it.")


class NoSuchAgent(BenvenutoError):
    """A code was given to somebody who is no agent of any team."""

    template = message("This person is not an agent of any team.")
    remedy = message("Give the code to an agent.")


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


@dataclass(frozen=True)
class CallLogs:
    """The service of importing call logs."""

    database: Database
    clock: Clock
    timezone: ZoneInfo

    def plan(self, actor: Actor, source: Source, choices: LogChoices | None = None, *, recall: bool = True) -> Plan:
        """How the file would be read, by its cells where nothing is chosen; raises CallLogError when it cannot be.

        Where nothing at all is chosen, what was chosen for the last file of its kind is, with `recall`.
        """
        authorise(actor, Permission.ADMINISTER)
        choices = choices or LogChoices()
        table = _opened(source, choices)
        if recall and replace(choices, sheet="", header_row=0) == LogChoices():
            with self.database.read() as tx:
                kept = tx.call_imports.reading_of(headers_key(table.headers))
            if kept:
                choices = replace(recalled(kept), sheet=choices.sheet, header_row=choices.header_row)
        reading = understand(table, choices, timezone=self.timezone, dialect=detect_dialect(table.headers))
        return Plan(table.headers, choices, reading)

    def lines(self, actor: Actor, source: Source) -> int:
        """How many lines the file has below its header: what there is to be done."""
        authorise(actor, Permission.ADMINISTER)
        return open_table(source).count()

    def preview(self, actor: Actor, source: Source, plan: Plan, most: int | None = None) -> Preview:
        """The first lines as they would be imported, and what would become of all, or of `most`; nothing is written."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            agents = AgentsOfLogs.of(tx)
        now, first = self.clock(), list[LoggedCall | RejectedLine]()
        surveying = Surveying(plan.reading, now, lambda code: agents.by_code[code][0] is not None)
        for lines in read_lines(_opened(source, plan.choices), plan.reading, now):
            surveying.add(lines)
            if most is not None and surveying.lines >= most:
                break
            if len(first) < FIRST:
                first += lines.each()
        return Preview(plan.headers, tuple(first[:FIRST]), surveying.result())

    def run(
        self,
        actor: Actor,
        source: Source,
        plan: Plan,
        *,
        file: str = "",
        correct: bool = False,
        progress: Callable[[int], None] = lambda lines: None,
    ) -> Imported:
        """Import the file, a batch a transaction, telling `progress` the number of lines read so far.

        Batches keep the database free for those who score meanwhile; an import that was cut off is simply run again.
        With `correct` calls that are there and say something else are set right, unless somebody has scored them;
        raises NoCallIds where the log does not say which call is which.
        """
        authorise(actor, Permission.ADMINISTER)
        if correct and not plan.mapping.get(CallField.EXTERNAL_ID):
            raise NoCallIds
        lines = read_lines(_opened(source, plan.choices), plan.reading, self.clock())
        with self.database.write() as tx:
            kept = remembered(plan.choices)
            import_id = tx.call_imports.add(self.clock(), actor.id, file, headers_key(plan.headers), kept)
        tally = _Tally()
        writing = _Writing(self.database, self.clock, actor, import_id, correct)
        try:
            # SQLite writes a batch without Python, which reads the next one meanwhile
            with ThreadPoolExecutor(1) as aside:
                written = aside.submit(int)
                for batch in tally.batches(lines, writing.prepared):
                    tally.added += written.result()
                    written = aside.submit(writing.write, batch)
                    progress(tally.lines)
                tally.added += written.result()
        finally:
            with self.database.write() as tx:
                tx.call_imports.close(import_id, tally.counts())
        return tally.result(plan.headers, writing, import_id if tally.added else None)

    def imports(self, actor: Actor) -> Sequence[CallImport]:
        """The latest imports that brought calls, newest first."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.call_imports.latest(MOST_IMPORTS)

    def undo(self, actor: Actor, import_id: int) -> int:
        """Take an import back: its calls are gone; how many there were.

        Raises UnknownImport, or ImportInUse, which says what hangs on its calls.
        """
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            tx.advisory_lock("sampling")  # a draw of these calls waits, and finds them gone
            known = tx.call_imports.get(import_id)
            if known is None or known.undone_at is not None:
                raise UnknownImport(number=import_id)
            if hanging := tx.call_imports.hanging(import_id):
                raise ImportInUse(number=import_id, **{kind: hanging.get(kind, 0) for kind in HANGING})
            removed = tx.call_imports.undo(import_id, self.clock(), actor.id)
            tx.audit.write(self.clock(), actor.id, "import_undone", "calls", str(import_id), removed=removed)
        return removed

    def agents(self, actor: Actor) -> Sequence[Person]:
        """Everybody to whom the calls of an unknown code can be given, by name."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return list({person.id: person for person, _ in tx.people.agents()}.values())

    def give_code(self, actor: Actor, code: str, person_id: int) -> int:
        """Let logs know an agent by one more code, who gets the calls that wait for it; how many they were."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            tx.advisory_lock("people")
            team_id = next((team for person, team in tx.people.agents() if person.id == person_id), None)
            if team_id is None:
                raise NoSuchAgent
            tx.people.add_code(code.strip().casefold(), person_id)
            adopted = tx.calls.adopt(code, person_id, team_id)
            tx.audit.write(self.clock(), actor.id, "code_given", "person", str(person_id), code=code, calls=adopted)
        return adopted


def headers_key(headers: Sequence[str]) -> str:
    """The names of a file's columns in one short text, whatever their order."""
    return blake2b("\x1f".join(sorted(map(fold, headers))).encode(), digest_size=16).hexdigest()


def remembered(choices: LogChoices) -> Mapping[str, Any]:
    """What somebody chose, as it is kept for the next file of this kind."""
    columns = choices.columns if choices.mapping is None else choices.mapping
    return {
        "columns": {field.value: header for field, header in columns.items()},
        "whole": choices.mapping is not None,
        "day_first": choices.day_first,
        "unit": choices.unit and choices.unit.value,
        "zone": None if choices.zone is None else str(choices.zone),
        "scored": choices.scored.value,
    }


def recalled(kept: Mapping[str, Any]) -> LogChoices:
    """What somebody chose for the last file of this kind."""
    columns = {CallField(name): header for name, header in kept["columns"].items()}
    return LogChoices(
        mapping=columns if kept["whole"] else None,
        columns={} if kept["whole"] else columns,
        day_first=kept["day_first"],
        unit=DurationUnit(kept["unit"]) if kept["unit"] else None,
        zone=_zone(kept["zone"]),
        scored=Scored(kept["scored"]),
    )


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError):
        return None


def _opened(source: Source, choices: LogChoices) -> LogTable:
    return open_table(source, choices.sheet, choices.header_row)


class _Tally:
    def __init__(self) -> None:
        self.lines = self.added = self.seen = self.rejected_count = 0
        self._room = MOST_CHARACTERS_KEPT
        self.rejected: list[RejectedLine] = []
        self.apart: list[ApartLine] = []
        self.apart_counts: Counter[str] = Counter()

    def batches(self, lines: Iterable[Lines], prepared: Callable[[Lines], _Part]) -> Iterator[Sequence[_Part]]:
        """The calls made ready, as many as are written in one transaction; the other lines are counted and, as far as
        there is room, kept."""
        batch, begun = list[_Part](), 0
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

    def result(self, headers: tuple[str, ...], writing: _Writing, import_id: int | None) -> Imported:
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
class _Part:
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


class _Writing:
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

    def prepared(self, lines: Lines) -> _Part:
        """All that can be done before the transaction, so that others may write meanwhile."""
        agents = self._agents
        new = self._new(_with_parts(lines), agents)
        waiting = [code for code, agent_id in zip(new.agent_code, new.agent_id, strict=True) if agent_id is None]
        return _Part(lines, agents, new, self._database.ready(new), waiting)

    def write(self, batch: Sequence[_Part]) -> int:
        """Add the calls that are not there yet; how many there were."""
        with self._database.write() as tx:
            tx.advisory_lock("people")  # an agent added meanwhile would not adopt these calls
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
                tx.audit.write(self._clock(), self._actor.id, "calls_corrected", "calls", "", corrected=corrected)
        self.corrected += corrected
        for part in batch:
            self.waiting.update(part.waiting)
        return added

    def _compare(self, tx: Transaction, part: _Part) -> int:
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
