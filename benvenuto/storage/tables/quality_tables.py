"""Tables of quality: sums by week."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, Integer, Table

from benvenuto.storage.tables.columns import CleanText, Id, metadata

# what counts, added up by week (see weekly_rollups.py); the columns from n on are those of domain.sums.Sums.
# Ordered so that what one page reads, and what one publication rewrites, lies together.
weekly = Table(
    "weekly",
    metadata,
    Column("week", Date, primary_key=True),
    Column("team_id", Id, primary_key=True, autoincrement=False),
    # added up over all of the team, or for each agent, or for each contact reason
    Column("grain", CleanText(10), primary_key=True),
    Column("kind", CleanText(10), primary_key=True),
    Column("selection", CleanText(10), primary_key=True),
    Column("of", CleanText(170), primary_key=True),
    Column("agent_id", Id, primary_key=True, autoincrement=False),
    Column("contact_reason", CleanText(80), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("simulated", Integer, nullable=False),
    *(Column(name, Float, nullable=False) for name in ("least", "most", "w", "w2", "wx", "w2x", "w2x2")),
    sqlite_with_rowid=False,
)

# by which time zone the weeks above were cut, and by which version of the sums: one row, none before the first time
weekly_basis = Table(
    "weekly_basis",
    metadata,
    Column("timezone", CleanText(80), primary_key=True),
    Column("version", Integer, nullable=False),
)
