"""The tables, as SQLAlchemy Core; the migrations build the same, and a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    CursorResult,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Instant(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database, on SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone would be taken for the machine's own time")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text that people send or files hold; what no database can keep (NUL, half a surrogate pair) is left out."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "").encode("utf-8", "ignore").decode()


class LongWords(CleanText):
    """The same without a limit."""

    impl = Text
    cache_ok = True


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")


def inserted_id(result: CursorResult[Any]) -> int:
    """The id of the row just inserted."""
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - every table here has a generated key
    return int(key[0])


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _to(table: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    name = {"people": "person", "scorecard_versions": "scorecard_version"}.get(table, table.rstrip("s"))
    return Column(f"{name}_id", Id, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


people = Table(
    "people",
    metadata,
    _id(),
    Column("username", CleanText(120), nullable=False, unique=True),
    Column("name", CleanText(200), nullable=False),
    Column("language", CleanText(2), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("agent_code", CleanText(120), nullable=False, index=True),
    Column("password_hash", CleanText(255)),
    Column("must_change_password", Boolean, nullable=False),
    # until when a one-time password lets its person in; null for a password of their own
    Column("password_expires_at", Instant),
    # the secret that codes of a second factor are made of, and the step of time whose code was the last to be used
    Column("second_factor", CleanText(64)),
    Column("second_factor_step", Integer),
    # the seat of OpenID Connect: "issuer subject" of the account that signs in as this person
    Column("external_subject", CleanText(500), unique=True),
    Column("created_at", Instant, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    _id(),
    Column("name", CleanText(200), nullable=False, unique=True),
)

memberships = Table(
    "memberships",
    metadata,
    _id(),
    _to("people", index=True),
    Column("role", CleanText(20), nullable=False),
    _to("teams", nullable=True, index=True),
    UniqueConstraint("person_id", "role", "team_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", CleanText(64), primary_key=True),
    _to("people", index=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    # to the minute: when it was last of use to anybody
    Column("seen_at", Instant, nullable=False),
    Column("address", CleanText(100), nullable=False),
)

# browsers in which somebody has signed in before: strangers' wrong passwords do not make them wait
known_devices = Table(
    "known_devices",
    metadata,
    Column("token_hash", CleanText(64), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("seen_at", Instant, nullable=False),
    Index(None, "person_id"),
)

failed_sign_ins = Table(
    "failed_sign_ins",
    metadata,
    _id(),
    Column("username", CleanText(120), nullable=False),
    Column("address", CleanText(100), nullable=False),
    # the hash of a known device; "" for any other browser
    Column("device", CleanText(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "username", "at"),
    Index(None, "address", "at"),
)

calls = Table(
    "calls",
    metadata,
    _id(),
    Column("external_id", CleanText(200), nullable=False, unique=True),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=True),
    Column("agent_code", CleanText(120), nullable=False),
    _to("teams", nullable=True),
    Column("started_at", Instant, nullable=False),
    Column("duration_s", Integer),
    Column("contact_reason", CleanText(80), nullable=False),
    Column("language", CleanText(10), nullable=False),
    Column("caller", CleanText(120), nullable=False),
    Column("note", LongWords, nullable=False),
    Column("simulated", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    # those of an agent are found among the team's; those that wait for an agent have no team either
    Index(None, "team_id", "started_at", "agent_id"),
)

recordings = Table(
    "recordings",
    metadata,
    _id(),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False, unique=True),
    Column("side", CleanText(10), nullable=False),
    # the untouched files: side, key in the store, sha256, name and size of each
    Column("originals", JSON, nullable=False),
    Column("listening_key", CleanText(120), nullable=False),
    Column("listening_media_type", CleanText(60), nullable=False),
    Column("channels", Integer, nullable=False),
    Column("sample_rate", Integer, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("peaks", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("speaker", CleanText(10), nullable=False),
    Column("start_s", Float),
    Column("end_s", Float),
    Column("text", LongWords, nullable=False),
    # of each word its text, start, end and confidence; null where no times of words are known
    Column("words", JSON(none_as_null=True)),
)

# where a call's turns came from: a file, or what heard the recording, which may have found nobody speaking
transcripts = Table(
    "transcripts",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id"), primary_key=True, autoincrement=False),
    Column("format", CleanText(40), nullable=False),
    Column("sha256", JSON, nullable=False),
    Column("engine", CleanText(120), nullable=False),
    Column("model", CleanText(300), nullable=False),
    Column("model_hash", CleanText(64), nullable=False),
    Column("created_at", Instant, nullable=False),
)

# what was heard of a recording, or why it could not be: one row once somebody has tried
analyses = Table(
    "analyses",
    metadata,
    Column("recording_id", Id, ForeignKey("recordings.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    # measured, and the transcript has changed since
    Column("stale", Boolean, nullable=False),
    # a person has said that the channels are the wrong way round: agent and caller below are right already
    Column("exchanged", Boolean, nullable=False),
    Column("measured", JSON(none_as_null=True)),
    Column("fault", JSON(none_as_null=True)),
    CheckConstraint("(measured is null) <> (fault is null)", name="measured_or_fault"),
    # what waits is asked for all day, and what was measured is long
    Index(None, "version", "stale", "recording_id"),
)

measures = Table(
    "measures",
    metadata,
    Column("recording_id", Id, ForeignKey("analyses.recording_id", ondelete="CASCADE"), primary_key=True),
    Column("measure", CleanText(40), primary_key=True),
    Column("value", Float, nullable=False),
    # how many moments went into it
    Column("n", Integer, nullable=False),
)

rubric_versions = Table(
    "rubric_versions",
    metadata,
    _id(),
    Column("kind", CleanText(10), nullable=False),
    Column("rubric_id", CleanText(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("content_hash", CleanText(64), nullable=False),
    Column("in_force_since", Instant, nullable=False),
    UniqueConstraint("kind", "rubric_id", "version"),
)

scorecard_versions = Table(
    "scorecard_versions",
    metadata,
    _id(),
    Column("scorecard_id", CleanText(80), nullable=False),
    Column("content_hash", CleanText(64), nullable=False, unique=True),
    Column("snapshot", JSON, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
)

sampling_plans = Table(
    "sampling_plans",
    metadata,
    Column("team_id", Id, ForeignKey("teams.id"), primary_key=True),
    Column("per_agent_per_week", Integer, nullable=False),
    Column("changed_by", Id, ForeignKey("people.id"), nullable=False),
    Column("changed_at", Instant, nullable=False),
)

sampling_frames = Table(
    "sampling_frames",
    metadata,
    _id(),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False),
    Column("week", Date, nullable=False),
    Column("size", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("drawn_at", Instant, nullable=False),
    Index(None, "agent_id", "week"),
)

framed_calls = Table(
    "framed_calls",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id"), primary_key=True),
    Column("frame_id", Id, ForeignKey("sampling_frames.id"), nullable=False, index=True),
    # the inclusion probability of a call that was drawn; null for one that had its chance and was not
    Column("probability", Float),
)

evaluations = Table(
    "evaluations",
    metadata,
    _id(),
    _to("calls", index=True),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False),
    _to("teams"),
    Column("evaluator_id", Id, ForeignKey("people.id"), nullable=False),
    _to("scorecard_versions"),
    Column("status", CleanText(20), nullable=False),
    Column("selection", CleanText(10), nullable=False),
    Column("probability", Float),
    Column("contact_reason", CleanText(80), nullable=False),
    Column("language", CleanText(10), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("summary", LongWords, nullable=False),
    Column("care_score", Float),
    Column("final_score", Float),
    Column("band", CleanText(80)),
    Column("passed", Boolean),
    Column("called_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("published_at", Instant),
    Column("acknowledged_at", Instant),
    UniqueConstraint("call_id", "evaluator_id", "scorecard_version_id"),
    CheckConstraint("selection <> 'random' or probability > 0", name="random_has_probability"),
    Index(None, "team_id", "called_at"),
    Index(None, "agent_id", "called_at"),
    Index(None, "called_at"),
    Index(None, "evaluator_id", "status"),
    Index(None, "team_id", "evaluator_id", "called_at"),
)

answers = Table(
    "answers",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("path", CleanText(170), primary_key=True),
    Column("level", CleanText(80)),
    Column("not_applicable", Boolean, nullable=False),
    # the level's value 0..1, written when published: null where nothing counts
    Column("value", Float),
    Column("reasons", JSON, nullable=False),
    Column("note", LongWords, nullable=False),
    Column("moments", JSON, nullable=False),
)

rubric_scores = Table(
    "rubric_scores",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("rubric_id", CleanText(80), primary_key=True),
    Column("score", Float, nullable=False),
)

critical_errors = Table(
    "critical_errors",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("path", CleanText(170), primary_key=True),
    Column("type", CleanText(20), nullable=False),
)

# what counts, added up by week (see weekly_rollups.py); the columns from n on are those of domain.sums.Sums.
# Ordered so that what one page reads, and what one publication rewrites, lies together.
weekly = Table(
    "weekly",
    metadata,
    Column("week", Date, primary_key=True),
    Column("team_id", Id, primary_key=True, autoincrement=False),
    # added up over all of the team, or for each agent, or for each contact reason
    Column("grain", CleanText(10), primary_key=True),
    Column("kind", CleanText(10), primary_key=True),
    Column("selection", CleanText(10), primary_key=True),
    Column("of", CleanText(170), primary_key=True),
    Column("agent_id", Id, primary_key=True, autoincrement=False),
    Column("contact_reason", CleanText(80), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("simulated", Integer, nullable=False),
    *(Column(name, Float, nullable=False) for name in ("least", "most", "w", "w2", "wx", "w2x", "w2x2")),
    sqlite_with_rowid=False,
)

# by which time zone the weeks above were cut, and by which version of the sums: one row, none before the first time
weekly_basis = Table(
    "weekly_basis",
    metadata,
    Column("timezone", CleanText(80), primary_key=True),
    Column("version", Integer, nullable=False),
)

applied_edits = Table(
    "applied_edits",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("client", CleanText(64), primary_key=True),
    Column("seq", Integer, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    _id(),
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("author_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", CleanText(20), nullable=False),
    Column("text", LongWords, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Instant, nullable=False, index=True),
    Column("actor_id", Id, ForeignKey("people.id")),
    Column("action", CleanText(60), nullable=False),
    Column("subject_type", CleanText(30), nullable=False),
    Column("subject_id", CleanText(120), nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "subject_type", "subject_id"),
)

# what was tried of the exercises; both paths are "rubric/…"
attempts = Table(
    "attempts",
    metadata,
    _id(),
    _to("people"),
    Column("exercise", CleanText(170), nullable=False),
    Column("criterion", CleanText(170), nullable=False),
    Column("outcome", CleanText(10), nullable=False),
    Column("given", JSON, nullable=False),
    Column("language", CleanText(10), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "person_id", "exercise"),
)

# which criterion a supervisor asked an agent to practise
assignments = Table(
    "assignments",
    metadata,
    _id(),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False),
    Column("criterion", CleanText(170), nullable=False),
    Column("assigned_by", Id, ForeignKey("people.id"), nullable=False),
    Column("assigned_at", Instant, nullable=False),
    UniqueConstraint("agent_id", "criterion"),
)

# signatures under the steps of an agent's learning path; one that is withdrawn stays, with who withdrew it
sign_offs = Table(
    "sign_offs",
    metadata,
    _id(),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False),
    Column("step", CleanText(80), nullable=False),
    # what the step was called when it was signed, by language: the path may change, what was signed does not
    Column("title", JSON, nullable=False),
    Column("signed_by", Id, ForeignKey("people.id"), nullable=False),
    Column("signed_at", Instant, nullable=False),
    Column("withdrawn_by", Id, ForeignKey("people.id")),
    Column("withdrawn_at", Instant),
    Index(None, "agent_id", "step"),
)
