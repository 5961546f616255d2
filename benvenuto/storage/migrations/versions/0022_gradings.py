"""Managers grade the feedback that supervisors give."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "gradings",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("evaluation_id", _ID, nullable=False),
        sa.Column("scorecard_version_id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.id"], name=op.f("fk_gradings_evaluation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["scorecard_version_id"], ["scorecard_versions.id"], name=op.f("fk_gradings_scorecard_version_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_gradings_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradings")),
        sa.UniqueConstraint("evaluation_id", name=op.f("uq_gradings_evaluation_id")),
    )


def downgrade() -> None:
    """Go back."""
    op.execute("delete from notices where kind in ('graded', 'grading_answered')")
    op.drop_table("gradings")
