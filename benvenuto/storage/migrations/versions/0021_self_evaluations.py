"""Agents score own calls: handed in, never published, and shared or not."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OWN = "(select id from evaluations where selection = 'self')"


def upgrade() -> None:
    """Go forward: what agents have published of own calls until now is handed in, and counts nowhere."""
    # added where the table is: a batch would build it anew on SQLite, and take along what hangs on it
    op.add_column("evaluations", sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "self_evaluations",
        sa.Column("evaluation_id", _ID, autoincrement=False, nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.id"], name=op.f("fk_self_evaluations_evaluation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evaluation_id", name=op.f("pk_self_evaluations")),
    )
    op.create_table(
        "self_evaluation_sharing",
        sa.Column("agent_id", _ID, autoincrement=False, nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["people.id"], name=op.f("fk_self_evaluation_sharing_agent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_self_evaluation_sharing")),
    )
    op.create_table(
        "marks_read",
        sa.Column("call_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_marks_read_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_marks_read")),
    )
    for table in ("rubric_scores", "critical_errors"):
        op.execute(f"delete from {table} where evaluation_id in {_OWN}")  # noqa: S608 - no words from outside
    op.execute(f"update answers set value = null where evaluation_id in {_OWN}")  # noqa: S608 - the same
    op.execute("delete from weekly where selection = 'self'")
    op.execute("update evaluations set handed_in_at = published_at where selection = 'self' and status <> 'draft'")
    # nobody knows what its agent had read by then
    op.execute(
        "insert into self_evaluations (evaluation_id, blind)"
        " select id, false from evaluations where handed_in_at is not null"
    )
    op.execute(
        "update evaluations set status = 'draft', care_score = null, final_score = null, band = null, passed = null,"
        " published_at = null, acknowledged_at = null, first_read_at = null where selection = 'self'"
    )


def downgrade() -> None:
    """Go back: what was handed in is a draft like any other."""
    op.drop_table("marks_read")
    op.drop_table("self_evaluation_sharing")
    op.drop_table("self_evaluations")
    op.drop_column("evaluations", "handed_in_at")
