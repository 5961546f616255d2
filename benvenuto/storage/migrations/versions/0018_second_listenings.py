"""Edits are known beyond a draft that was discarded; some drawn calls are heard twice, and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.execute(
        "create table edits_before as select e.call_id, e.evaluator_id, a.client, max(a.seq) as seq"
        " from applied_edits a join evaluations e on e.id = a.evaluation_id"
        " group by e.call_id, e.evaluator_id, a.client"
    )
    op.drop_table("applied_edits")
    op.create_table(
        "applied_edits",
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("evaluator_id", _ID, nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_applied_edits_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["evaluator_id"], ["people.id"], name=op.f("fk_applied_edits_evaluator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "evaluator_id", "client", name=op.f("pk_applied_edits")),
    )
    op.execute("insert into applied_edits select call_id, evaluator_id, client, seq from edits_before")
    op.drop_table("edits_before")
    op.add_column("sampling_frames", sa.Column("seed", sa.BigInteger()))
    op.add_column("sampling_frames", sa.Column("second_share", sa.Float()))
    op.create_table(
        "second_listenings",
        sa.Column("call_id", _ID, autoincrement=False, nullable=False),
        sa.Column("evaluator_id", _ID, nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["framed_calls.call_id"], name=op.f("fk_second_listenings_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["evaluator_id"], ["people.id"], name=op.f("fk_second_listenings_evaluator_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_second_listenings")),
    )
    op.create_index(op.f("ix_second_listenings_evaluator_id"), "second_listenings", ["evaluator_id"], unique=False)


def downgrade() -> None:
    """Go back: of second listenings the evaluations stay, as picked by hand."""
    op.execute("update evaluations set selection = 'targeted', probability = null where selection = 'second'")
    op.drop_table("second_listenings")
    op.drop_column("sampling_frames", "second_share")
    op.drop_column("sampling_frames", "seed")
    op.execute(
        "create table edits_after as select e.id as evaluation_id, a.client, a.seq from applied_edits a"
        " join evaluations e on e.call_id = a.call_id and e.evaluator_id = a.evaluator_id"
    )
    op.drop_table("applied_edits")
    op.create_table(
        "applied_edits",
        sa.Column("evaluation_id", _ID, nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.id"], name=op.f("fk_applied_edits_evaluation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "client", name=op.f("pk_applied_edits")),
    )
    op.execute("insert into applied_edits select evaluation_id, client, seq from edits_after")
    op.drop_table("edits_after")
