"""Attempts at exercises, and what agents were asked to practise."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Go forward."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "attempts",
        sa.Column("id", identity, autoincrement=True, nullable=False),
        sa.Column("person_id", identity, nullable=False),
        sa.Column("exercise", sa.String(length=170), nullable=False),
        sa.Column("criterion", sa.String(length=170), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attempts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_person_id_exercise"), ["person_id", "exercise"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("id", identity, autoincrement=True, nullable=False),
        sa.Column("agent_id", identity, nullable=False),
        sa.Column("criterion", sa.String(length=170), nullable=False),
        sa.Column("assigned_by", identity, nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["people.id"], name=op.f("fk_assignments_agent_id")),
        sa.ForeignKeyConstraint(["assigned_by"], ["people.id"], name=op.f("fk_assignments_assigned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("agent_id", "criterion", name=op.f("uq_assignments_agent_id_criterion")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("assignments")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_person_id_exercise"))
    op.drop_table("attempts")
