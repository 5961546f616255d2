"""Tables of the handbook: practice and the learning path."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Table, UniqueConstraint

from benvenuto.storage.tables.columns import CleanText, Id, Instant, id_column, metadata, reference

# what was tried of the exercises; both paths are "rubric/…"
attempts = Table(
    "attempts",
    metadata,
    id_column(),
    reference("people"),
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
    id_column(),
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
    id_column(),
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
