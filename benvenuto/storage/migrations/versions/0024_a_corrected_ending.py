"""A revision keeps how the call had been said to end, since that is corrected like any mark."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Go forward."""
    op.add_column("revisions", sa.Column("ending_before", sa.String(length=20), nullable=True))
    # until now no revision changed it: before each of them it was what it is
    op.execute(
        "UPDATE revisions SET ending_before ="
        " (SELECT ending FROM evaluations WHERE evaluations.id = revisions.evaluation_id)"
    )


def downgrade() -> None:
    """Go back."""
    op.drop_column("revisions", "ending_before")
