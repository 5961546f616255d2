"""What was just published is looked up for a minute; what windows have changed, so that a late edit replaces nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_OF_EVALUATOR = "ix_evaluations_evaluator_id_status"


def upgrade() -> None:
    """Go forward."""
    op.drop_index(_OF_EVALUATOR, table_name="evaluations")
    op.create_index(f"{_OF_EVALUATOR}_published_at", "evaluations", ["evaluator_id", "status", "published_at"])
    op.create_table(
        "edit_histories",
        sa.Column(
            "evaluation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("overtaken", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_edit_histories_evaluation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("evaluation_id", name=op.f("pk_edit_histories")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("edit_histories")
    op.drop_index(f"{_OF_EVALUATOR}_published_at", table_name="evaluations")
    op.create_index(_OF_EVALUATOR, "evaluations", ["evaluator_id", "status"])
