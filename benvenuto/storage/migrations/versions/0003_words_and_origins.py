"""The words of turns with their times, and where transcripts came from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Go forward."""
    op.add_column("turns", sa.Column("words", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "transcripts",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.JSON(), nullable=False),
        sa.Column("engine", sa.String(length=120), nullable=False),
        sa.Column("model", sa.String(length=300), nullable=False),
        sa.Column("model_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_transcripts_call_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_transcripts")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("transcripts")
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.drop_column("words")
