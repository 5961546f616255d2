"""What a works agreement limits: calls heard in a month, and evaluations that serve training alone."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0024"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.add_column("evaluations", sa.Column("for_training", sa.Boolean(), nullable=True))
    op.create_table(
        "heard_calls",
        sa.Column("call_id", _ID, autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_heard_calls_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", "month", name=op.f("pk_heard_calls")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("heard_calls")
    op.drop_column("evaluations", "for_training")
