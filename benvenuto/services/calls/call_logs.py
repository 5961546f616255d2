"""Importing call logs: a look first, then line by line; a bad line stops nothing, the same file changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.call_import import CallImport, ImportedCall
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Actor
from benvenuto.formats.calls.call_log import (
    Beginning,
    CallField,
    Dialect,
    LogChoices,
    LoggedCall,
    LogReading,
    RejectedLine,
    beginning,
    detect_dialect,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.faults import NoCallIds
from benvenuto.formats.calls.call_log.table import LogTable, Source
from benvenuto.services.calls.log_choices import headers_key, merged, recalled, remembered
from benvenuto.services.calls.log_survey import LogSurvey, Surveying
from benvenuto.services.calls.log_writing import Imported, LogTally, LogWriting
from benvenuto.services.clock import Clock
from benvenuto.services.people.agents_of_logs import AgentsOfLogs
from benvenuto.storage.database import Database

MOST_IMPORTS = 20
HANGING = ("evaluations", "skipped", "recordings", "transcripts")
FIRST = 20


class NoSuchImport(BenvenutoError):
    """No import has this number."""

    template = message("There is no import with the number {number}.")
    remedy = message("Look up its number among the imports.")


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


class OnlyCorrected(BenvenutoError):
    """An import that brought no calls of its own, but set others right."""

    template = message("Import {number} brought no calls of its own: those that it set right stay as they are now.")
    remedy = message("To set them right once more, import the log that is right, and choose to correct calls.")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is going to be read: what it looks like, what somebody chose, and what was decided by its cells."""

    headers: tuple[str, ...]
    choices: LogChoices
    reading: LogReading
    sheet: str = ""
    header_row: int = 0
    """The line with the names of the columns; 0 where the file does not name them."""
    remembered: CallImport | None = None
    """The import for which was chosen what is chosen here, as far as it was not said anew."""

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

    def plan(
        self,
        actor: Actor,
        source: Source,
        choices: LogChoices | None = None,
        *,
        recall: bool = True,
        file: str = "",
    ) -> Plan:
        """How the file would be read, by its cells where nothing is chosen; raises CallLogError when it cannot be.

        With `recall` what was chosen for the last file with these columns is, as far as nothing else is chosen here.
        The name of the `file` may tell the zone.
        """
        authorise(actor, Permission.ADMINISTER)
        choices = choices or LogChoices()
        table, earlier = _opened(source, choices), None
        if recall:
            with self.database.read() as tx:
                earlier = tx.call_imports.remembered(headers_key(table.headers))
        if earlier and (kept := recalled(earlier.reading)) != LogChoices():
            choices = merged(kept, choices)
        else:
            earlier = None
        dialect = detect_dialect(table.headers)
        reading = understand(table, choices, timezone=self.timezone, dialect=dialect, file=file)
        return Plan(table.headers, choices, reading, table.sheet, table.header_row, earlier)

    def beginning(self, actor: Actor, source: Source, sheet: str = "") -> Beginning:
        """What there is to choose among: the sheets of a workbook, and the first rows of one or of the file."""
        authorise(actor, Permission.ADMINISTER)
        return beginning(source, sheet)

    def lines(self, actor: Actor, source: Source, choices: LogChoices | None = None) -> int:
        """How many lines the file has below its header: what there is to be done."""
        authorise(actor, Permission.ADMINISTER)
        return _opened(source, choices or LogChoices()).count()

    def preview(
        self, actor: Actor, source: Source, plan: Plan, progress: Callable[[int], None] = lambda lines: None
    ) -> Preview:
        """The first lines as they would be imported, and what would become of all; nothing is written.

        `progress` is told the number of lines read so far.
        """
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            agents = AgentsOfLogs.of(tx)
        now, first = self.clock(), list[LoggedCall | RejectedLine]()
        table = _opened(source, plan.choices)
        surveying = Surveying(plan.reading, now, lambda code: agents.by_code[code][0] is not None, table.remarks)
        for lines in read_lines(table, plan.reading, now):
            surveying.add(lines)
            progress(surveying.lines)
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
            kept = remembered(plan.choices, plan.headers)
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
                tx.call_imports.close(import_id, {**tally.counts(), "corrected": writing.corrected})
                if tally.seen and not tally.rejected_count and not writing.corrected:
                    tx.call_imports.discard(import_id)  # all of it was here already
        return tally.result(plan.headers, writing, import_id if tally.added or writing.corrected else None)

    def imports(self, actor: Actor, offset: int = 0, words: str = "") -> tuple[Sequence[CallImport], int]:
        """Some imports, newest first, of files with these words in their name, and how many there are in all."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.call_imports.latest(MOST_IMPORTS, offset, words)

    def import_numbered(self, actor: Actor, import_id: int) -> tuple[CallImport, Mapping[str, int]]:
        """An import, and what hangs on its calls, with how many. Raises NoSuchImport."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            known = tx.call_imports.get(import_id)
            if known is None:
                raise NoSuchImport(number=import_id)
            return known, tx.call_imports.hanging(import_id)

    def calls_of(
        self, actor: Actor, import_id: int, limit: int, offset: int = 0, *, only: str = ""
    ) -> tuple[Sequence[ImportedCall], int]:
        """Some calls of an import, and how many there are; `only` those "waiting" for their agent, or with something
        "hanging" on them."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.call_imports.calls_of(import_id, limit, offset, only=only)

    def forget(self, actor: Actor, import_id: int) -> None:
        """Read the next file with the columns of this import's as if there had been none. Raises NoSuchImport."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            known = tx.call_imports.get(import_id)
            if known is None:
                raise NoSuchImport(number=import_id)
            tx.call_imports.forget(known.headers, self.clock())
            tx.audit.write(self.clock(), actor.id, "reading_forgotten", "calls", str(import_id))

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
            if known.counts.get("corrected") and not known.present:
                raise OnlyCorrected(number=import_id)
            removed = tx.call_imports.undo(import_id, self.clock(), actor.id)
            tx.audit.write(self.clock(), actor.id, "import_undone", "calls", str(import_id), removed=removed)
        return removed


def _opened(source: Source, choices: LogChoices) -> LogTable:
    return open_table(source, choices.sheet, choices.header_row)
