"""Imports of call logs have a number, calls their parts, and agents several codes.

The new column of calls is added where the table is. A batch would build the table anew on SQLite.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "call_imports",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", _ID, nullable=True),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("headers", sa.String(length=64), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_call_imports_actor_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["people.id"], name=op.f("fk_call_imports_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_imports")),
    )
    op.create_index(op.f("ix_call_imports_headers"), "call_imports", ["headers"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE calls ADD COLUMN import_id INTEGER CONSTRAINT fk_calls_import_id REFERENCES call_imports (id)"
        )
    else:
        op.add_column("calls", sa.Column("import_id", _ID, nullable=True))
        op.create_foreign_key(op.f("fk_calls_import_id"), "calls", "call_imports", ["import_id"], ["id"])
    op.create_index(op.f("ix_calls_import_id"), "calls", ["import_id"], unique=False)
    op.create_table(
        "call_legs",
        sa.Column("call_id", _ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agent_code", sa.String(length=120), nullable=False),
        sa.Column("agent_id", _ID, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_legs_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["agent_id"], ["people.id"], name=op.f("fk_call_legs_agent_id")),
        sa.PrimaryKeyConstraint("call_id", "number", name=op.f("pk_call_legs")),
    )
    op.create_table(
        "agent_codes",
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agent_codes_person_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agent_codes")),
    )
    op.create_index(op.f("ix_agent_codes_person_id"), "agent_codes", ["person_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_table("agent_codes")
    op.drop_table("call_legs")
    op.drop_index(op.f("ix_calls_import_id"), table_name="calls")
    op.drop_column("calls", "import_id")
    op.drop_table("call_imports")
