"""The audit log: who did what to which subject, written in the transaction that did it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from benvenuto.domain.audit import AuditRow
from benvenuto.storage.tables import audit, people


@dataclass(frozen=True)
class AuditLog:
    """Append and read; there is no way to change a row."""

    connection: Connection

    def write(
        self, at: datetime, actor_id: int | None, action: str, subject_type: str, subject_id: object, **detail: object
    ) -> None:
        """Append one row; actor 0, the command line, is written as nobody."""
        self.connection.execute(
            insert(audit).values(
                at=at,
                actor_id=actor_id or None,
                action=action,
                subject_type=subject_type,
                subject_id=str(subject_id),
                detail=detail,
            )
        )

    def latest(self, limit: int, offset: int = 0, action: str = "") -> Sequence[AuditRow]:
        """The newest rows first, of one action when it is named."""
        query = select(audit, people.c.name).outerjoin(people, people.c.id == audit.c.actor_id)
        if action:
            query = query.where(audit.c.action == action)
        rows = self.connection.execute(query.order_by(audit.c.id.desc()).limit(limit).offset(offset))
        return [_row(r) for r in rows]

    def count(self, action: str = "") -> int:
        """How many rows there are, of one action when it is named."""
        query = select(func.count()).select_from(audit)
        if action:
            query = query.where(audit.c.action == action)
        return int(self.connection.scalar(query) or 0)

    def actions(self) -> Sequence[str]:
        """Every kind of action there is in the log."""
        return list(self.connection.scalars(select(audit.c.action).distinct().order_by(audit.c.action)))


def _row(row: Row[Any]) -> AuditRow:
    actor = row.name or row.detail.get("actor", "")
    return AuditRow(row.at, actor, row.action, row.subject_type, row.subject_id, row.detail)
