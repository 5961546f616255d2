"""What was published is corrected by revisions, and a dispute is about criteria.

Evaluations upheld or overturned before have neither, and read as they did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "revisions",
        _of_evaluation("revisions"),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("summary_before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_revisions_author_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "revision", name=op.f("pk_revisions")),
    )
    op.create_table(
        "disputed_criteria",
        _of_evaluation("disputed_criteria"),
        sa.Column("path", sa.String(length=170), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at_s", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("evaluation_id", "path", name=op.f("pk_disputed_criteria")),
    )
    op.create_table(
        "blind_marks",
        _of_evaluation("blind_marks"),
        sa.Column("listener_id", _ID, nullable=False),
        sa.Column("path", sa.String(length=170), nullable=False),
        sa.Column("level", sa.String(length=80), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listener_id"], ["people.id"], name=op.f("fk_blind_marks_listener_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "listener_id", "path", name=op.f("pk_blind_marks")),
    )
    op.create_table(
        "decided_criteria",
        _of_evaluation("decided_criteria"),
        sa.Column("path", sa.String(length=170), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_decided_criteria_author_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "path", name=op.f("pk_decided_criteria")),
    )


def downgrade() -> None:
    """Go back. Which marks count stays; who changed them and why is lost."""
    for name in ("decided_criteria", "blind_marks", "disputed_criteria", "revisions"):
        op.drop_table(name)


def _of_evaluation(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("evaluations.id", name=op.f(f"fk_{table}_evaluation_id"), ondelete="CASCADE")
    return sa.Column("evaluation_id", _ID, key, autoincrement=False, nullable=False)
