"""Versions of rubrics and scorecards that have been in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, insert, select, update

from benvenuto.storage.tables import inserted_id, rubric_versions, scorecard_versions


@dataclass(frozen=True, slots=True)
class StoredScorecard:
    """Which scorecard a stored version is of."""

    id: int
    scorecard_id: str


@dataclass(frozen=True)
class RubricVersions:
    """The repository of what was in force, and what is."""

    connection: Connection

    def known(self) -> Mapping[tuple[str, str, int], str]:
        """Content hashes by (kind, id, version); kind is "rubric" or "scorecard"."""
        rows = self.connection.execute(select(rubric_versions))
        return {(row.kind, row.rubric_id, row.version): row.content_hash for row in rows}

    def since(self) -> Mapping[tuple[str, str, int], datetime]:
        """When each version came into force, by (kind, id, version)."""
        rows = self.connection.execute(select(rubric_versions))
        return {(row.kind, row.rubric_id, row.version): row.in_force_since for row in rows}

    def record(self, kind: str, rubric_id: str, version: int, content_hash: str, at: datetime) -> None:
        """Remember the content of a version, so that a later edit without a new version is noticed."""
        self.connection.execute(
            insert(rubric_versions).values(
                kind=kind, rubric_id=rubric_id, version=version, content_hash=content_hash, in_force_since=at
            )
        )

    def put_in_force(self, scorecard_id: str, content_hash: str, snapshot: Mapping[str, Any], at: datetime) -> int:
        """Let this snapshot be the one in force for new evaluations; the stored version's id."""
        self.retire(scorecard_id)
        same = scorecard_versions.c.content_hash == content_hash
        stored = self.connection.scalar(select(scorecard_versions.c.id).where(same))
        # the same content again: a scorecard that went back is the version it was before
        if stored is not None:
            self.connection.execute(update(scorecard_versions).where(same).values(in_force=True))
            return int(stored)
        return inserted_id(
            self.connection.execute(
                insert(scorecard_versions).values(
                    scorecard_id=scorecard_id,
                    content_hash=content_hash,
                    snapshot=snapshot,
                    in_force=True,
                    created_at=at,
                )
            )
        )

    def retire(self, scorecard_id: str) -> None:
        """Let no version of this scorecard be in force; evaluations made with it keep theirs."""
        self.connection.execute(
            update(scorecard_versions).where(scorecard_versions.c.scorecard_id == scorecard_id).values(in_force=False)
        )

    def in_force(self) -> Sequence[StoredScorecard]:
        """The scorecards for new evaluations."""
        columns = scorecard_versions.c
        rows = self.connection.execute(
            select(columns.id, columns.scorecard_id).where(columns.in_force.is_(True)).order_by(columns.scorecard_id)
        )
        return [StoredScorecard(*row) for row in rows]

    def has_version(self, version_id: int) -> bool:
        """Whether there is such a stored version."""
        return self.connection.scalar(select(exists().where(scorecard_versions.c.id == version_id))) is True

    def snapshot(self, version_id: int) -> Mapping[str, Any]:
        """One stored scorecard, as JSON."""
        snapshot: Mapping[str, Any] = self.connection.execute(
            select(scorecard_versions.c.snapshot).where(scorecard_versions.c.id == version_id)
        ).scalar_one()
        return snapshot
