"""Idle sessions, known devices, wrong passwords by device, one-time passwords that expire, and second factors."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ONE_TIME = timedelta(days=3)


def upgrade() -> None:
    """Go forward."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "known_devices",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("seen_at", instant, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_known_devices_person_id")),
        sa.PrimaryKeyConstraint("token_hash", "person_id", name=op.f("pk_known_devices")),
    )
    with op.batch_alter_table("known_devices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_devices_person_id"), ["person_id"], unique=False)
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", instant, nullable=True))
    op.execute("update sessions set seen_at = created_at")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.alter_column("seen_at", existing_type=instant, nullable=False)
    op.execute("delete from failed_sign_ins")  # a lock-out that begins anew
    with op.batch_alter_table("failed_sign_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("device", sa.String(length=64), nullable=False))
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("password_expires_at", instant, nullable=True))
        batch_op.add_column(sa.Column("second_factor", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("second_factor_step", sa.Integer(), nullable=True))
    people = sa.table(
        "people", sa.column("must_change_password", sa.Boolean), sa.column("password_expires_at", instant)
    )
    expires = datetime.now(UTC) + _ONE_TIME
    op.execute(people.update().where(people.c.must_change_password).values(password_expires_at=expires))


def downgrade() -> None:
    """Go back."""
    # in place: a batch would put a copy in the place of `people`, and take along on SQLite whatever refers to it
    for table, column in (
        ("people", "second_factor_step"),
        ("people", "second_factor"),
        ("people", "password_expires_at"),
        ("failed_sign_ins", "device"),
        ("sessions", "seen_at"),
    ):
        op.drop_column(table, column)
    op.drop_table("known_devices")
