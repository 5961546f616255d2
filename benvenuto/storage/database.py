"""The database: one engine, and two ways in: to read, and to write all or nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, select

from benvenuto.domain.faults import BenvenutoError
from benvenuto.storage.calls.call_bulk import NewCalls, ReadyCalls, make_ready
from benvenuto.storage.calls.call_imports import CallImports
from benvenuto.storage.calls.calls import Calls
from benvenuto.storage.calls.heard_calls import HeardCalls
from benvenuto.storage.calls.hearings import Hearings
from benvenuto.storage.calls.measures import Measures
from benvenuto.storage.calls.recordings import Recordings
from benvenuto.storage.calls.sampling import Samples
from benvenuto.storage.calls.second_listenings import SecondListenings
from benvenuto.storage.calls.transcripts import Transcripts
from benvenuto.storage.dirty_weeks import DirtyWeeks
from benvenuto.storage.engines import PATIENCE_S, make_engine
from benvenuto.storage.faults import in_words
from benvenuto.storage.feedback.coaching import CoachingPlans
from benvenuto.storage.feedback.disputes import Disputes
from benvenuto.storage.feedback.gradings import Gradings
from benvenuto.storage.feedback.notices import Notices
from benvenuto.storage.feedback.outbox import OutboxMessages
from benvenuto.storage.feedback.progress import ProgressOfFeedback
from benvenuto.storage.feedback.response_times import ResponseTimes
from benvenuto.storage.feedback.revisions import Revisions
from benvenuto.storage.handbook.learning import Learning
from benvenuto.storage.handbook.practice import Practice
from benvenuto.storage.health import DatabaseHealth
from benvenuto.storage.patience import wait_patiently
from benvenuto.storage.people.audit import AuditLog
from benvenuto.storage.people.failed_sign_ins import FailedSignIns
from benvenuto.storage.people.known_devices import KnownDevices
from benvenuto.storage.people.people import People
from benvenuto.storage.people.sessions import Sessions
from benvenuto.storage.quality.coverage import Coverage
from benvenuto.storage.quality.critical_errors import CriticalErrors
from benvenuto.storage.quality.decisions import Decisions
from benvenuto.storage.quality.efficiency import Efficiency
from benvenuto.storage.quality.evaluators import Evaluators
from benvenuto.storage.quality.quality_scores import QualityScores
from benvenuto.storage.quality.shared_calls import SharedCalls
from benvenuto.storage.quality.trends import Trends
from benvenuto.storage.quality.weekly_rollups import WeeklyRollups
from benvenuto.storage.sample_week import SampleWeek
from benvenuto.storage.scoring.calibrations import Calibrations
from benvenuto.storage.scoring.candidates import SessionCandidates
from benvenuto.storage.scoring.edit_histories import EditHistories
from benvenuto.storage.scoring.evaluations import Evaluations
from benvenuto.storage.scoring.rubrics import RubricVersions
from benvenuto.storage.scoring.self_evaluations import SelfEvaluations
from benvenuto.storage.snapshots import Snapshot

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Transaction:
    """One transaction, with the repositories that work inside it; `zone` is the site's, by which weeks are cut."""

    connection: Connection
    zone: ZoneInfo
    dirty_weeks: DirtyWeeks = field(default_factory=DirtyWeeks)

    def flush(self) -> None:
        """Add up anew what counts in the weeks that were dirty_weeks: the last thing before the commit."""
        if self.dirty_weeks:
            self.weekly.refresh(self.dirty_weeks)

    def advisory_lock(self, name: str) -> None:
        """Hold this name until the end: another transaction that asks for it waits, then sees what this one wrote.

        For what no row lock covers: rows that are not there yet, and rules about several rows at once.
        """
        if self.connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    @cached_property
    def people(self) -> People:
        return People(self.connection)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.connection)

    @cached_property
    def failed_sign_ins(self) -> FailedSignIns:
        return FailedSignIns(self.connection)

    @cached_property
    def known_devices(self) -> KnownDevices:
        return KnownDevices(self.connection)

    @cached_property
    def calls(self) -> Calls:
        return Calls(self.connection)

    @cached_property
    def call_imports(self) -> CallImports:
        return CallImports(self.connection)

    @cached_property
    def heard_calls(self) -> HeardCalls:
        """Calls heard in a month, which a works agreement limits."""
        return HeardCalls(self.connection)

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(self.connection)

    @cached_property
    def transcripts(self) -> Transcripts:
        return Transcripts(self.connection)

    @cached_property
    def measures(self) -> Measures:
        return Measures(self.connection)

    @cached_property
    def hearings(self) -> Hearings:
        """Who heard a call, and why."""
        return Hearings(self.connection)

    @cached_property
    def rubrics(self) -> RubricVersions:
        return RubricVersions(self.connection)

    @cached_property
    def second_listenings(self) -> SecondListenings:
        """Calls that are heard by two."""
        return SecondListenings(self.connection)

    @cached_property
    def self_evaluations(self) -> SelfEvaluations:
        """What agents scored of own calls."""
        return SelfEvaluations(self.connection)

    @cached_property
    def samples(self) -> Samples:
        return Samples(self.connection)

    @cached_property
    def sample_week(self) -> SampleWeek:
        return SampleWeek(self.connection, self.dirty_weeks)

    @cached_property
    def evaluations(self) -> Evaluations:
        return Evaluations(self.connection, self.dirty_weeks)

    @cached_property
    def calibrations(self) -> Calibrations:
        """Calibration sessions, with what was agreed and proposed in them."""
        return Calibrations(self.connection)

    @cached_property
    def session_candidates(self) -> SessionCandidates:
        """Calls to choose for a calibration session."""
        return SessionCandidates(self.connection)

    @cached_property
    def edit_histories(self) -> EditHistories:
        return EditHistories(self.connection)

    @cached_property
    def revisions(self) -> Revisions:
        return Revisions(self.connection)

    @cached_property
    def disputes(self) -> Disputes:
        return Disputes(self.connection)

    @cached_property
    def gradings(self) -> Gradings:
        return Gradings(self.connection)

    @cached_property
    def progress(self) -> ProgressOfFeedback:
        return ProgressOfFeedback(self.connection)

    @cached_property
    def decisions(self) -> Decisions:
        return Decisions(self.connection)

    @cached_property
    def evaluators(self) -> Evaluators:
        return Evaluators(self.connection)

    @cached_property
    def trends(self) -> Trends:
        return Trends(self.connection)

    @cached_property
    def weekly(self) -> WeeklyRollups:
        return WeeklyRollups(self.connection, self.zone)

    @cached_property
    def critical_errors(self) -> CriticalErrors:
        return CriticalErrors(self.connection)

    @cached_property
    def coverage(self) -> Coverage:
        return Coverage(self.connection)

    @cached_property
    def efficiency(self) -> Efficiency:
        return Efficiency(self.connection)

    @cached_property
    def quality_scores(self) -> QualityScores:
        return QualityScores(self.connection)

    @cached_property
    def shared_calls(self) -> SharedCalls:
        return SharedCalls(self.connection)

    @cached_property
    def practice(self) -> Practice:
        return Practice(self.connection)

    @cached_property
    def learning(self) -> Learning:
        return Learning(self.connection)

    @cached_property
    def coaching(self) -> CoachingPlans:
        return CoachingPlans(self.connection)

    @cached_property
    def notices(self) -> Notices:
        return Notices(self.connection)

    @cached_property
    def outbox(self) -> OutboxMessages:
        return OutboxMessages(self.connection, self.zone)

    @cached_property
    def response_times(self) -> ResponseTimes:
        return ResponseTimes(self.connection)

    @cached_property
    def audit(self) -> AuditLog:
        return AuditLog(self.connection)

    @cached_property
    def snapshot(self) -> Snapshot:
        """Every row of every table."""
        return Snapshot(self.connection)


@dataclass(frozen=True)
class Database:
    """SQLite or PostgreSQL, used alike; `zone` is the site's."""

    engine: Engine
    zone: ZoneInfo
    _writer_lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @cached_property
    def _reading(self) -> Mapping[str, object]:
        # SQLite reads one timestamp of the database by itself; PostgreSQL must be told to
        if self.engine.dialect.name == "postgresql":
            return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return {}

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A consistent view; nothing is written."""
        with in_words(_LOG), self.engine.connect().execution_options(**self._reading) as connection:
            yield Transaction(connection, self.zone)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """All or nothing: committed at the end, rolled back when anything is raised."""
        with (
            in_words(_LOG),
            self._one_writer(),
            self.engine.connect().execution_options(benvenuto_writes=True) as connection,
            connection.begin(),
        ):
            transaction = Transaction(connection, self.zone)
            yield transaction
            # inside the same commit: nobody ever sees an evaluation without its share in the sums
            transaction.flush()

    @cached_property
    def health(self) -> DatabaseHealth:
        """Whether it answers and takes what is written, asked apart from the connections of everybody else."""
        return DatabaseHealth(self.engine)

    def close(self) -> None:
        """Let go of every connection; SQLite's last writes move from the log beside its file into the file itself."""
        # a file that is not there would be made
        if self.engine.dialect.name == "sqlite" and Path(self.engine.url.database or "").exists():
            with suppress(BenvenutoError), in_words(), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.health.close()
        self.engine.dispose()

    @contextmanager
    def advisory_lock(self, name: str) -> Iterator[None]:
        """Hold this name over several transactions: another process that asks for it waits until the end.

        It is let go when the process ends, however it ends.
        """
        if self.engine.dialect.name == "sqlite":  # a transaction that is held open would keep out those that come
            with FileLock(f"{self.engine.url.database}.{name}.lock"):
                yield
            return
        with in_words(), self.engine.begin() as connection:
            wait_patiently(connection)
            Transaction(connection, self.zone).advisory_lock(name)
            yield

    @contextmanager
    def try_lock(self, name: str) -> Iterator[bool]:
        """Hold this name over several transactions, unless another process or thread does: whether it is held now.

        It is let go when the process ends, however it ends.
        """
        if self.engine.dialect.name == "sqlite":
            lock = FileLock(f"{self.engine.url.database}.{name}.lock", is_singleton=False)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                yield False
                return
            try:
                yield True
            finally:
                lock.release()
            return
        with in_words(), self.engine.begin() as connection:
            wait_patiently(connection)
            key = func.hashtextextended(name, 0)
            yield bool(connection.scalar(select(func.pg_try_advisory_xact_lock(key))))

    def ready(self, new: NewCalls) -> ReadyCalls:
        """Many calls as this database takes them: what needs no transaction."""
        return make_ready(self.engine.dialect, new)

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """Let the threads of this process write to SQLite in turn.

        SQLite itself makes a writer sleep and look again, up to 100 ms at a time, and serves nobody in order. Other
        processes still wait that way; so does a thread whose turn does not come, and is then told by SQLite itself.
        """
        if self.engine.dialect.name != "sqlite":
            yield
            return
        came = self._writer_lock.acquire(timeout=PATIENCE_S)
        try:
            yield
        finally:
            if came:
                self._writer_lock.release()


def open_database(url: str, zone: ZoneInfo) -> Database:
    """Open the database at a SQLAlchemy URL, of a site in this zone; a missing folder of a SQLite file is made."""
    return Database(make_engine(url), zone)
