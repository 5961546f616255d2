"""Every hearing of a call by somebody other than its agent leaves a line that the agent reads."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "hearings",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("agent_id", _ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("began_at", _INSTANT, nullable=False),
        sa.Column("recording_at", _INSTANT, nullable=True),
        sa.Column("transcript_at", _INSTANT, nullable=True),
        sa.Column("evaluation_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_hearings_call_id_calls"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hearings_person_id_people")),
        sa.ForeignKeyConstraint(["agent_id"], ["people.id"], name=op.f("fk_hearings_agent_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings")),
        sa.UniqueConstraint(
            "call_id", "person_id", "day", "reason", name=op.f("uq_hearings_call_id_person_id_day_reason")
        ),
    )
    op.create_index(op.f("ix_hearings_agent_id_began_at"), "hearings", ["agent_id", "began_at"])
    op.create_index(op.f("ix_hearings_person_id_began_at"), "hearings", ["person_id", "began_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("hearings")
