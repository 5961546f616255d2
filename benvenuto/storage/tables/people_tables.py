"""Tables of people: accounts and their teams, sign-in, and the audit log."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from benvenuto.storage.tables.columns import CleanText, Id, Instant, id_column, metadata, reference

people = Table(
    "people",
    metadata,
    id_column(),
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

# further codes by which call logs know an agent, as they are written, folded; what was confirmed once
agent_codes = Table(
    "agent_codes",
    metadata,
    Column("code", CleanText(120), primary_key=True),
    reference("people", index=True),
)

teams = Table(
    "teams",
    metadata,
    id_column(),
    Column("name", CleanText(200), nullable=False, unique=True),
)

memberships = Table(
    "memberships",
    metadata,
    id_column(),
    reference("people", index=True),
    Column("role", CleanText(20), nullable=False),
    reference("teams", nullable=True, index=True),
    UniqueConstraint("person_id", "role", "team_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", CleanText(64), primary_key=True),
    reference("people", index=True),
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
    id_column(),
    Column("username", CleanText(120), nullable=False),
    Column("address", CleanText(100), nullable=False),
    # the hash of a known device; "" for any other browser
    Column("device", CleanText(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "username", "at"),
    Index(None, "address", "at"),
)

audit = Table(
    "audit",
    metadata,
    id_column(),
    Column("at", Instant, nullable=False, index=True),
    Column("actor_id", Id, ForeignKey("people.id")),
    Column("action", CleanText(60), nullable=False),
    Column("subject_type", CleanText(30), nullable=False),
    Column("subject_id", CleanText(120), nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "subject_type", "subject_id"),
)
