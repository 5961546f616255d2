"""One index of calls where there were two: those of an agent are found among the team's.

The other one had a page for every agent, and writing them took a third of the time of a call log.
"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_agent_id_started_at"))
        batch_op.drop_index(batch_op.f("ix_calls_team_id_started_at"))
        batch_op.create_index(
            batch_op.f("ix_calls_team_id_started_at_agent_id"), ["team_id", "started_at", "agent_id"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_team_id_started_at_agent_id"))
        batch_op.create_index(batch_op.f("ix_calls_team_id_started_at"), ["team_id", "started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_agent_id_started_at"), ["agent_id", "started_at"], unique=False)
