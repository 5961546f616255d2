"""What the call log calls the recording of a call, so that its file is recognised by that name."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Go forward."""
    op.add_column("calls", sa.Column("recording_name", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Go back."""
    # in place: a batch would put a copy in the place of `calls`, and take along on SQLite whatever refers to it
    op.drop_column("calls", "recording_name")
