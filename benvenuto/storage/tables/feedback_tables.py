"""Tables of feedback: what agent and evaluator write to each other, and what they work on together."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Table

from benvenuto.storage.tables.columns import CleanText, Id, Instant, LongWords, id_column, metadata, reference

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

# one behaviour that an agent and a supervisor work on; nothing is deleted, a plan that is withdrawn says why
coaching_plans = Table(
    "coaching_plans",
    metadata,
    id_column(),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False),
    reference("teams"),
    Column("begun_by", Id, ForeignKey("people.id"), nullable=False),
    Column("criterion", CleanText(170), nullable=False),
    Column("behaviour", LongWords, nullable=False),
    Column("steps", LongWords, nullable=False),
    Column("due", Date, nullable=False),
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="SET NULL"), index=True),
    Column("clip_begin_s", Float),
    Column("clip_end_s", Float),
    Column("begun_at", Instant, nullable=False),
    Column("agreed_at", Instant),
    Column("agent_signed_at", Instant),
    Column("supervisor_signed_at", Instant),
    Column("supervisor_signed_by", Id, ForeignKey("people.id")),
    Column("withdrawn_at", Instant),
    Column("withdrawn_because", LongWords, nullable=False),
    Index(None, "agent_id", "criterion"),
    Index(None, "team_id"),
)
