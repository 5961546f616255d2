"""What somebody has just published is looked up on every page for a minute."""

from alembic import op

revision = "0012"
down_revision = "0011"

_OF_EVALUATOR = "ix_evaluations_evaluator_id_status"


def upgrade() -> None:
    """Go forward."""
    op.drop_index(_OF_EVALUATOR, table_name="evaluations")
    op.create_index(f"{_OF_EVALUATOR}_published_at", "evaluations", ["evaluator_id", "status", "published_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(f"{_OF_EVALUATOR}_published_at", table_name="evaluations")
    op.create_index(_OF_EVALUATOR, "evaluations", ["evaluator_id", "status"])
