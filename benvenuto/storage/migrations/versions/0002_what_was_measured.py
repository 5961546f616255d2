"""What was measured of the sound of recordings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "analyses",
        sa.Column("recording_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("exchanged", sa.Boolean(), nullable=False),
        sa.Column("measured", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("fault", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["recording_id"], ["recordings.id"], name=op.f("fk_analyses_recording_id")),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_analyses")),
        sa.CheckConstraint("(measured is null) <> (fault is null)", name=op.f("ck_analyses_measured_or_fault")),
    )
    with op.batch_alter_table("analyses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_analyses_version_stale_recording_id"), ["version", "stale", "recording_id"], unique=False
        )

    op.create_table(
        "measures",
        sa.Column("recording_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["analyses.recording_id"], name=op.f("fk_measures_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", "measure", name=op.f("pk_measures")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("measures")
    with op.batch_alter_table("analyses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_analyses_version_stale_recording_id"))

    op.drop_table("analyses")
