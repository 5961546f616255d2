"""Coaching plans: one behaviour, what both agreed, until when, and who signed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "coaching_plans",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("agent_id", _ID, nullable=False),
        sa.Column("team_id", _ID, nullable=False),
        sa.Column("begun_by", _ID, nullable=False),
        sa.Column("criterion", sa.String(length=170), nullable=False),
        sa.Column("behaviour", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("evaluation_id", _ID, nullable=True),
        sa.Column("clip_begin_s", sa.Float(), nullable=True),
        sa.Column("clip_end_s", sa.Float(), nullable=True),
        sa.Column("begun_at", _AT, nullable=False),
        sa.Column("agreed_at", _AT, nullable=True),
        sa.Column("agent_signed_at", _AT, nullable=True),
        sa.Column("supervisor_signed_at", _AT, nullable=True),
        sa.Column("supervisor_signed_by", _ID, nullable=True),
        sa.Column("withdrawn_at", _AT, nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["people.id"], name=op.f("fk_coaching_plans_agent_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_coaching_plans_team_id")),
        sa.ForeignKeyConstraint(["begun_by"], ["people.id"], name=op.f("fk_coaching_plans_begun_by")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_coaching_plans_evaluation_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_signed_by"], ["people.id"], name=op.f("fk_coaching_plans_supervisor_signed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_plans")),
    )
    for columns in (["agent_id", "criterion"], ["team_id"], ["evaluation_id"]):
        op.create_index(op.f(f"ix_coaching_plans_{'_'.join(columns)}"), "coaching_plans", columns, unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_table("coaching_plans")
