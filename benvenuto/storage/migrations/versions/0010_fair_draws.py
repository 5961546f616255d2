"""Plans stay on record and say what a call must have; frames belong to no week; a skipped call has a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PLANS = (
    "insert into {into} (team_id, per_agent_per_week, {more}changed_by, changed_at)"
    " select team_id, per_agent_per_week, {values}changed_by, changed_at from {table}"
)


def upgrade() -> None:
    """Go forward."""
    op.execute("create table plans_before as select * from sampling_plans")
    op.drop_table("sampling_plans")
    op.create_table(
        "sampling_plans",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("team_id", _ID, nullable=False),
        sa.Column("per_agent_per_week", sa.Integer(), nullable=False),
        sa.Column("material", sa.String(length=20), nullable=False),
        sa.Column("changed_by", _ID, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_sampling_plans_changed_by")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_sampling_plans_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_plans")),
    )
    op.create_index(op.f("ix_sampling_plans_team_id"), "sampling_plans", ["team_id"], unique=False)
    op.execute(_PLANS.format(into="sampling_plans", more="material, ", values="'log', ", table="plans_before"))
    op.drop_table("plans_before")
    op.drop_index(op.f("ix_sampling_frames_agent_id_week"), table_name="sampling_frames")
    op.drop_column("sampling_frames", "week")
    op.create_index(op.f("ix_sampling_frames_agent_id"), "sampling_frames", ["agent_id"], unique=False)
    op.create_table(
        "skipped_calls",
        sa.Column("call_id", _ID, autoincrement=False, nullable=False),
        sa.Column("evaluator_id", _ID, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("skipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["framed_calls.call_id"], name=op.f("fk_skipped_calls_call_id")),
        sa.ForeignKeyConstraint(["evaluator_id"], ["people.id"], name=op.f("fk_skipped_calls_evaluator_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_skipped_calls")),
    )
    op.create_index(op.f("ix_skipped_calls_evaluator_id"), "skipped_calls", ["evaluator_id"], unique=False)


def downgrade() -> None:
    """Go back: of each team's plans the last one stays."""
    op.drop_table("skipped_calls")
    op.drop_index(op.f("ix_sampling_frames_agent_id"), table_name="sampling_frames")
    op.add_column("sampling_frames", sa.Column("week", sa.Date(), nullable=False, server_default="1970-01-05"))
    op.create_index(op.f("ix_sampling_frames_agent_id_week"), "sampling_frames", ["agent_id", "week"], unique=False)
    op.execute(
        "create table plans_after as select * from sampling_plans"
        " where id in (select max(id) from sampling_plans group by team_id)"
    )
    op.drop_table("sampling_plans")
    op.create_table(
        "sampling_plans",
        sa.Column("team_id", _ID, nullable=False),
        sa.Column("per_agent_per_week", sa.Integer(), nullable=False),
        sa.Column("changed_by", _ID, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_sampling_plans_changed_by")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_sampling_plans_team_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_sampling_plans")),
    )
    op.execute(_PLANS.format(into="sampling_plans", more="", values="", table="plans_after"))
    op.drop_table("plans_after")
