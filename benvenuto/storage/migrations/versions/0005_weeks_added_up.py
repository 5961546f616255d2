"""What counts, added up by week; filled when the application starts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Go forward."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    sums = ("least", "most", "w", "w2", "wx", "w2x", "w2x2")
    op.create_table(
        "weekly",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("team_id", identity, autoincrement=False, nullable=False),
        sa.Column("grain", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("selection", sa.String(length=10), nullable=False),
        sa.Column("of", sa.String(length=170), nullable=False),
        sa.Column("agent_id", identity, autoincrement=False, nullable=False),
        sa.Column("contact_reason", sa.String(length=80), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in sums),
        sa.PrimaryKeyConstraint(
            "week", "team_id", "grain", "kind", "selection", "of", "agent_id", "contact_reason",
            name=op.f("pk_weekly"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "weekly_basis",
        sa.Column("timezone", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("timezone", name=op.f("pk_weekly_basis")),
    )
    op.create_index(op.f("ix_evaluations_called_at"), "evaluations", ["called_at"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_evaluations_called_at"), table_name="evaluations")
    op.drop_table("weekly_basis")
    op.drop_table("weekly")
