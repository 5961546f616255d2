"""Signatures under the steps of the learning path."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Go forward."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sign_offs",
        sa.Column("id", identity, autoincrement=True, nullable=False),
        sa.Column("agent_id", identity, nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("signed_by", identity, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", identity, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["people.id"], name=op.f("fk_sign_offs_agent_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["people.id"], name=op.f("fk_sign_offs_signed_by")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["people.id"], name=op.f("fk_sign_offs_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
    )
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_offs_agent_id_step"), ["agent_id", "step"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_offs_agent_id_step"))
    op.drop_table("sign_offs")
