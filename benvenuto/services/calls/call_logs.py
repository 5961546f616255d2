"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Actor, Person
from benvenuto.formats.calls.call_log import (
    CallField,
    Dialect,
    LogChoices,
    LoggedCall,
    LogReading,
    RejectedLine,
    detect_dialect,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.faults import NoCallIds
from benvenuto.formats.calls.call_log.table import LogTable, Source
from benvenuto.services.calls.agents_of_logs import AgentsOfLogs
from benvenuto.services.calls.log_choices import headers_key, recalled, remembered
from benvenuto.services.calls.log_survey import LogSurvey, Surveying
from benvenuto.services.calls.log_writing import Imported, LogTally, LogWriting
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.call_imports import CallImport
from benvenuto.storage.database import Database

MOST_IMPORTS = 50
HANGING = ("evaluations", "skipped", "recordings", "transcripts")
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
        tally = LogTally()
        writing = LogWriting(self.database, self.clock, actor, import_id, correct)
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
            # a draw of these calls, a batch of them still to come, and who begins one of them wait, and find them gone
            tx.advisory_lock("sampling")
            tx.advisory_lock("people")
            tx.call_imports.lock(import_id)
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


def _opened(source: Source, choices: LogChoices) -> LogTable:
    return open_table(source, choices.sheet, choices.header_row)
