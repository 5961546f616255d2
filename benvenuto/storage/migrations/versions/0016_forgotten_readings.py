"""How a file with the same columns was read can be forgotten.

The new column is added where the table is. A batch would build the table anew on SQLite.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Go forward."""
    op.add_column("call_imports", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("call_imports", "forgotten_at")
