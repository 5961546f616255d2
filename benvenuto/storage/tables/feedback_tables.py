"""Tables of feedback: what agent and evaluator write to each other."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

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

# what somebody is told of: about an evaluation, or else about what `subject` names
notices = Table(
    "notices",
    metadata,
    id_column(),
    Column("recipient_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("kind", CleanText(20), nullable=False),
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), index=True),
    Column("subject", CleanText(170), nullable=False),
    Column("at", Instant, nullable=False),
    Column("read_at", Instant),
    Index(None, "recipient_id", "read_at"),
)

# who wants to be told outside the application: hours in the site's zone
channel_choices = Table(
    "channel_choices",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("channel", CleanText(10), primary_key=True),
    Column("frequency", CleanText(10), nullable=False),
    Column("address", CleanText(1000), nullable=False),
    Column("hour", Integer, nullable=False),
    Column("quiet_from", Integer, nullable=False),
    Column("quiet_to", Integer, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    id_column(),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("channel", CleanText(10), nullable=False),
    Column("kind", CleanText(10), nullable=False),
    # whose message on which channel it is while more news may still go with it; null once it is being sent
    Column("slot", CleanText(60), unique=True),
    Column("message_id", CleanText(255), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("taken_at", Instant),
    Column("sent_at", Instant),
    Column("failed_at", Instant),
    Column("reason", CleanText(300), nullable=False),
)
