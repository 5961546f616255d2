"""Tables of feedback: what agent and evaluator write to each other, what was corrected, and disputes by criterion."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, Table

from benvenuto.storage.tables.columns import CleanText, Id, Instant, LongWords, id_column, metadata

comments = Table(
    "comments",
    metadata,
    id_column(),
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("author_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", CleanText(20), nullable=False),
    Column("text", LongWords, nullable=False),
)

# revisions after the first, which is the publication
revisions = Table(
    "revisions",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("kind", CleanText(20), nullable=False),
    Column("author_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", LongWords, nullable=False),
    # the words for the agent as they were until then; as they are now, the evaluation has them
    Column("summary_before", LongWords, nullable=False),
)

# none of a dispute about the whole evaluation
disputed_criteria = Table(
    "disputed_criteria",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("path", CleanText(170), primary_key=True),
    Column("reason", LongWords, nullable=False),
    Column("at_s", Float),
)

# what somebody heard on them before they saw the mark; neither level nor N/A: they could not tell
blind_marks = Table(
    "blind_marks",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("listener_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("path", CleanText(170), primary_key=True),
    Column("level", CleanText(80)),
    Column("not_applicable", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

decided_criteria = Table(
    "decided_criteria",
    metadata,
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), primary_key=True),
    Column("path", CleanText(170), primary_key=True),
    Column("decision", CleanText(20), nullable=False),
    # the one it was changed to
    Column("level", CleanText(80)),
    Column("reason", LongWords, nullable=False),
    Column("author_id", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
)
