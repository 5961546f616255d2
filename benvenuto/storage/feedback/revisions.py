"""Who corrected what was published, when and why; the answers of a revision stand among those of all others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from benvenuto.domain.revision import Revision, RevisionKind
from benvenuto.domain.rubric import Ending
from benvenuto.storage.tables import people, revisions

_SECOND = 2
"""The first that somebody corrected: the publication is the first."""


@dataclass(frozen=True)
class Revisions:
    """The repository of revisions."""

    connection: Connection

    def add(
        self,
        evaluation_id: int,
        number: int,
        kind: RevisionKind,
        author_id: int,
        at: datetime,
        reason: str,
        summary_before: str,
        ending_before: Ending | None,
    ) -> None:
        """Append one."""
        self.connection.execute(
            insert(revisions).values(
                evaluation_id=evaluation_id,
                revision=number,
                kind=kind.value,
                author_id=author_id,
                at=at,
                reason=reason,
                summary_before=summary_before,
                ending_before=ending_before,
            )
        )

    def first_endings(self, evaluation_ids: Collection[int]) -> Mapping[int, Ending | None]:
        """How the calls of those that were corrected had been said to end as they were first published."""
        query = select(revisions.c.evaluation_id, revisions.c.ending_before)
        chosen = revisions.c.evaluation_id.in_(list(evaluation_ids)), revisions.c.revision == _SECOND
        rows = self.connection.execute(query.where(*chosen))
        return {row.evaluation_id: Ending(row.ending_before) if row.ending_before else None for row in rows}

    def of(self, evaluation_id: int) -> Sequence[Revision]:
        """Those of an evaluation, the second revision first: the first is the publication itself."""
        query = (
            select(revisions, people.c.name)
            .join(people, people.c.id == revisions.c.author_id)
            .where(revisions.c.evaluation_id == evaluation_id)
            .order_by(revisions.c.revision)
        )
        return [
            Revision(
                row.revision,
                RevisionKind(row.kind),
                row.author_id,
                row.name,
                row.at,
                row.reason,
                row.summary_before,
                Ending(row.ending_before) if row.ending_before else None,
            )
            for row in self.connection.execute(query)
        ]
