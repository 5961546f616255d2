"""Calibration sessions: several evaluators score the same calls blind, and write down what they agree on."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "calibration_sessions",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("facilitator_id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["people.id"], name=op.f("fk_calibration_sessions_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_sessions")),
    )
    op.create_table(
        "calibration_calls",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("scorecard_version_id", _ID, nullable=False),
        sa.Column("because", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["calibration_sessions.id"],
            name=op.f("fk_calibration_calls_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_calibration_calls_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["scorecard_version_id"], ["scorecard_versions.id"], name=op.f("fk_calibration_calls_scorecard_version_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "call_id", name=op.f("pk_calibration_calls")),
    )
    op.create_index(op.f("ix_calibration_calls_call_id"), "calibration_calls", ["call_id"], unique=False)
    op.create_table(
        "calibration_seats",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("earlier", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["calibration_sessions.id"],
            name=op.f("fk_calibration_seats_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_calibration_seats_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calibration_seats_person_id")),
        sa.PrimaryKeyConstraint("session_id", "call_id", "person_id", name=op.f("pk_calibration_seats")),
    )
    op.create_index(op.f("ix_calibration_seats_call_id"), "calibration_seats", ["call_id"], unique=False)
    op.create_index(op.f("ix_calibration_seats_person_id"), "calibration_seats", ["person_id"], unique=False)
    op.create_table(
        "consensus_notes",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("call_id", _ID, nullable=True),
        sa.Column("path", sa.String(length=170), nullable=False),
        sa.Column("level", sa.String(length=80), nullable=True),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["calibration_sessions.id"], name=op.f("fk_consensus_notes_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_consensus_notes_call_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_consensus_notes_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus_notes")),
    )
    op.create_index(op.f("ix_consensus_notes_session_id"), "consensus_notes", ["session_id"], unique=False)
    op.create_index(op.f("ix_consensus_notes_call_id"), "consensus_notes", ["call_id"], unique=False)
    op.create_table(
        "rubric_proposals",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("path", sa.String(length=170), nullable=False),
        sa.Column("level", sa.String(length=80), nullable=False),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_by", _ID, nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["calibration_sessions.id"], name=op.f("fk_rubric_proposals_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_rubric_proposals_author_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_rubric_proposals_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_proposals")),
    )
    op.create_index(op.f("ix_rubric_proposals_session_id"), "rubric_proposals", ["session_id"], unique=False)


def downgrade() -> None:
    """Go back: of calibration sessions the evaluations stay, as picked by hand."""
    op.execute("update evaluations set selection = 'targeted', probability = null where selection = 'session'")
    for table in (
        "rubric_proposals",
        "consensus_notes",
        "calibration_seats",
        "calibration_calls",
        "calibration_sessions",
    ):
        op.drop_table(table)
