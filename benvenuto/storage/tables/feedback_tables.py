"""Tables of feedback: what agent and evaluator write to each other."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

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
