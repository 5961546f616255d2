"""Tables of scoring: versions of rubrics and scorecards, evaluations and their answers."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from benvenuto.storage.tables.columns import CleanText, Id, Instant, LongWords, id_column, metadata, reference

rubric_versions = Table(
    "rubric_versions",
    metadata,
    id_column(),
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
    id_column(),
    Column("scorecard_id", CleanText(80), nullable=False),
    Column("content_hash", CleanText(64), nullable=False, unique=True),
    Column("snapshot", JSON, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
)

evaluations = Table(
    "evaluations",
    metadata,
    id_column(),
    reference("calls", index=True),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False),
    reference("teams"),
    Column("evaluator_id", Id, ForeignKey("people.id"), nullable=False),
    reference("scorecard_versions"),
    Column("status", CleanText(20), nullable=False),
    Column("selection", CleanText(10), nullable=False),
    Column("probability", Float),
    Column("contact_reason", CleanText(80), nullable=False),
    Column("language", CleanText(10), nullable=False),
    # how the call ended before its time: null where it took its course
    Column("ending", CleanText(20)),
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
    # when its agent first opened it
    Column("first_read_at", Instant),
    UniqueConstraint("call_id", "evaluator_id", "scorecard_version_id"),
    CheckConstraint("selection <> 'random' or probability > 0", name="random_has_probability"),
    Index(None, "team_id", "called_at"),
    Index(None, "agent_id", "called_at"),
    Index(None, "called_at"),
    Index(None, "evaluator_id", "status", "published_at"),
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

# the last edit of each browser window to the draft of an evaluator; it outlives a draft that was discarded
applied_edits = Table(
    "applied_edits",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("evaluator_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("client", CleanText(64), primary_key=True),
    Column("seq", Integer, nullable=False),
)

edit_histories = Table(
    "edit_histories",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),
    # by place: number, client and time of the last change
    Column("places", JSON, nullable=False),
    Column("overtaken", JSON, nullable=False),
)

# drawn calls that are heard by two; who hears one second is named once the first has published
second_listenings = Table(
    "second_listenings",
    metadata,
    Column(
        "call_id", Id, ForeignKey("framed_calls.call_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("evaluator_id", Id, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("named_at", Instant),
    # left by who was named, for a reason that the audit log has
    Column("given_up_at", Instant),
)
