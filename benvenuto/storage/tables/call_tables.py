"""Tables of calls: their sound, words and measures, and the draw."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table

from benvenuto.storage.tables.columns import CleanText, Id, Instant, LongWords, id_column, metadata, reference

# every import of a call log that brought calls: how it was read, and what became of its lines
call_imports = Table(
    "call_imports",
    metadata,
    id_column(),
    Column("at", Instant, nullable=False),
    Column("actor_id", Id, ForeignKey("people.id")),
    Column("file", CleanText(200), nullable=False),
    # a hash of the names of its columns: the next file that has the same is read likewise
    Column("headers", CleanText(64), nullable=False, index=True),
    Column("reading", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("undone_at", Instant),
    Column("undone_by", Id, ForeignKey("people.id")),
    # since when the next file with the same columns is no longer read likewise
    Column("forgotten_at", Instant),
)

calls = Table(
    "calls",
    metadata,
    id_column(),
    Column("external_id", CleanText(200), nullable=False, unique=True),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=True),
    Column("agent_code", CleanText(120), nullable=False),
    reference("teams", nullable=True),
    Column("started_at", Instant, nullable=False),
    Column("duration_s", Integer),
    Column("contact_reason", CleanText(80), nullable=False),
    Column("language", CleanText(10), nullable=False),
    Column("caller", CleanText(120), nullable=False),
    Column("note", LongWords, nullable=False),
    # what the log calls the file, a path or an address; empty where it does not say, null before it was kept
    Column("recording_name", CleanText(200)),
    Column("simulated", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("import_id", Id, ForeignKey("call_imports.id"), index=True),
    # those of an agent are found among the team's; those that wait for an agent have no team either
    Index(None, "team_id", "started_at", "agent_id"),
)

# the parts of a call that went through several hands, in order
call_legs = Table(
    "call_legs",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("agent_code", CleanText(120), nullable=False),
    Column("agent_id", Id, ForeignKey("people.id")),
    Column("started_at", Instant, nullable=False),
    Column("duration_s", Integer),
)

recordings = Table(
    "recordings",
    metadata,
    id_column(),
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
    Column("channels_swapped", Boolean, nullable=False),
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

# every plan that a team has had: the last one is in force
sampling_plans = Table(
    "sampling_plans",
    metadata,
    id_column(),
    reference("teams", index=True),
    Column("per_agent_per_week", Integer, nullable=False),
    # what a call must have to be drawn
    Column("material", CleanText(20), nullable=False),
    Column("changed_by", Id, ForeignKey("people.id"), nullable=False),
    Column("changed_at", Instant, nullable=False),
)

sampling_frames = Table(
    "sampling_frames",
    metadata,
    id_column(),
    Column("agent_id", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("drawn_at", Instant, nullable=False),
    # by which some of the drawn are heard by two, 0 to 1 of them; null for a frame drawn before there was any
    Column("seed", BigInteger),
    Column("second_share", Float),
)

framed_calls = Table(
    "framed_calls",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id"), primary_key=True),
    Column("frame_id", Id, ForeignKey("sampling_frames.id"), nullable=False, index=True),
    # the inclusion probability of a call that was drawn; null for one that had its chance and was not
    Column("probability", Float),
)

# drawn calls that somebody left unscored, and why: missing from the sample, and replaced
skipped_calls = Table(
    "skipped_calls",
    metadata,
    Column("call_id", Id, ForeignKey("framed_calls.call_id"), primary_key=True, autoincrement=False),
    Column("evaluator_id", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("reason", CleanText(20), nullable=False),
    Column("words", LongWords, nullable=False),
    Column("skipped_at", Instant, nullable=False),
)

# calls that somebody other than their agent has heard in a month (2027-04): what a works agreement limits
heard_calls = Table(
    "heard_calls",
    metadata,
    Column("call_id", Id, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("month", CleanText(7), primary_key=True),
    # false while it was heard for a dispute alone, which its agent asked for
    Column("counted", Boolean, nullable=False),
)
