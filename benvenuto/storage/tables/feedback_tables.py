"""Tables of feedback: what agent and evaluator write to each other, corrections, disputes by criterion, coaching."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table

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
    # how the call had ended early until then, likewise
    Column("ending_before", CleanText(20)),
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

# what a manager says of the feedback in an evaluation; drawn, it waits to be handed in
gradings = Table(
    "gradings",
    metadata,
    id_column(),
    Column("evaluation_id", Id, ForeignKey("evaluations.id", ondelete="CASCADE"), nullable=False, unique=True),
    reference("scorecard_versions"),
    Column("by_id", Id, ForeignKey("people.id"), nullable=False),
    Column("drawn", Boolean, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("handed_in_at", Instant),
    Column("revision", Integer, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("words", LongWords, nullable=False),
    Column("acknowledged_at", Instant),
    Column("reply", LongWords, nullable=False),
    Column("replied_at", Instant),
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
