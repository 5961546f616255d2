"""Evaluations that serve training alone, as a works agreement may have it: they come to no score."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Go forward."""
    op.add_column("evaluations", sa.Column("for_training", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("evaluations", "for_training")
