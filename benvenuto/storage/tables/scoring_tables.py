"""Tables of scoring: versions of rubrics and scorecards, evaluations and their answers."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
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
    # when an agent finished with an own call: it is a draft for ever, which nobody publishes
    Column("handed_in_at", Instant),
    # true where by the works agreement it serves training alone: it comes to no score, and counts in no average
    Column("for_training", Boolean),
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

# what agents have handed in about own calls; blind: before they had read what anybody else marked
self_evaluations = Table(
    "self_evaluations",
    metadata,
    Column(
        "evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("blind", Boolean, nullable=False),
    Column("shared_at", Instant),
)

# agents who share all of theirs, whenever they were handed in
self_evaluation_sharing = Table(
    "self_evaluation_sharing",
    metadata,
    Column("agent_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("shared_at", Instant, nullable=False),
)

# calls whose marks their agent has read, though what they stood in was taken back since
marks_read = Table(
    "marks_read",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

# several evaluators, the same calls, blind, then a consensus: open until it is compared or cancelled
calibration_sessions = Table(
    "calibration_sessions",
    metadata,
    id_column(),
    Column("title", CleanText(200), nullable=False),
    Column("day", Date, nullable=False),
    Column("facilitator_id", Id, ForeignKey("people.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("compared_at", Instant),
    Column("agreed_at", Instant),
    Column("cancelled_at", Instant),
)

# the version that all score the call by, whatever comes into force meanwhile
calibration_calls = Table(
    "calibration_calls",
    metadata,
    Column("session_id", Id, ForeignKey("calibration_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("call_id", Id, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, index=True),
    reference("scorecard_versions"),
    Column("because", CleanText(20), nullable=False),
)

# `earlier`: had an evaluation of the call before the session, which stands in it as it is
calibration_seats = Table(
    "calibration_seats",
    metadata,
    Column("session_id", Id, ForeignKey("calibration_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("call_id", Id, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, index=True),
    Column("earlier", Boolean, nullable=False),
)

# what a session agreed on, for a level or, without one, for N/A; one that is replaced is withdrawn and stays
consensus_notes = Table(
    "consensus_notes",
    metadata,
    id_column(),
    Column("session_id", Id, ForeignKey("calibration_sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("call_id", Id, ForeignKey("calls.id", ondelete="SET NULL"), index=True),
    Column("path", CleanText(170), nullable=False),
    Column("level", CleanText(80)),
    Column("rubric_version", Integer, nullable=False),
    Column("reason", LongWords, nullable=False),
    Column("author_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
)

# other words for a level that a session proposes to whoever keeps the rubrics
rubric_proposals = Table(
    "rubric_proposals",
    metadata,
    id_column(),
    Column("session_id", Id, ForeignKey("calibration_sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("path", CleanText(170), nullable=False),
    Column("level", CleanText(80), nullable=False),
    Column("rubric_version", Integer, nullable=False),
    # by language; those that nobody wrote are missing
    Column("words", JSON, nullable=False),
    Column("reason", LongWords, nullable=False),
    Column("author_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", CleanText(10), nullable=False),
    Column("settled_by", Id, ForeignKey("people.id")),
    Column("settled_at", Instant),
)
