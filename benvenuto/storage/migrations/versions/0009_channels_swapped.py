"""Channels the wrong way round are called what everybody calls them: swapped.

The column is renamed where it is. A batch would build the table anew on SQLite, and dropping the old one would take the
measures that hang on it along (ON DELETE CASCADE).
"""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Go forward."""
    op.execute("ALTER TABLE analyses RENAME COLUMN exchanged TO channels_swapped")


def downgrade() -> None:
    """Go back."""
    op.execute("ALTER TABLE analyses RENAME COLUMN channels_swapped TO exchanged")
