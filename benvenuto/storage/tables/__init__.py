"""The tables by area, as SQLAlchemy Core; the migrations build the same, and a test compares the two.

Import them from here: whoever has one has all, so that foreign keys find the tables they name.
"""

from benvenuto.storage.tables.call_tables import (
    analyses,
    call_imports,
    call_legs,
    calls,
    framed_calls,
    measures,
    recordings,
    sampling_frames,
    sampling_plans,
    skipped_calls,
    transcripts,
    turns,
)
from benvenuto.storage.tables.columns import CleanText, Instant, LongWords, inserted_id, metadata
from benvenuto.storage.tables.feedback_tables import channel_choices, comments, notices, outbox
from benvenuto.storage.tables.handbook_tables import assignments, attempts, sign_offs
from benvenuto.storage.tables.people_tables import (
    agent_codes,
    audit,
    failed_sign_ins,
    known_devices,
    memberships,
    people,
    sessions,
    teams,
)
from benvenuto.storage.tables.quality_tables import weekly, weekly_basis
from benvenuto.storage.tables.scoring_tables import (
    answers,
    applied_edits,
    critical_errors,
    edit_histories,
    evaluations,
    rubric_scores,
    rubric_versions,
    scorecard_versions,
)

__all__ = [
    "CleanText",
    "Instant",
    "LongWords",
    "agent_codes",
    "analyses",
    "answers",
    "applied_edits",
    "assignments",
    "attempts",
    "audit",
    "call_imports",
    "call_legs",
    "calls",
    "channel_choices",
    "comments",
    "critical_errors",
    "edit_histories",
    "evaluations",
    "failed_sign_ins",
    "framed_calls",
    "inserted_id",
    "known_devices",
    "measures",
    "memberships",
    "metadata",
    "notices",
    "outbox",
    "people",
    "recordings",
    "rubric_scores",
    "rubric_versions",
    "sampling_frames",
    "sampling_plans",
    "scorecard_versions",
    "sessions",
    "sign_offs",
    "skipped_calls",
    "teams",
    "transcripts",
    "turns",
    "weekly",
    "weekly_basis",
]
