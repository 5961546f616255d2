"""An evaluation says how its call ended before its time, since criteria may have no place in it then."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Go forward."""
    # added where the table is: a batch would build it anew on SQLite, and take along what hangs on it
    op.add_column("evaluations", sa.Column("ending", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("evaluations", "ending")
