"""Notices: what somebody is told of, written in the transaction of the deed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from benvenuto.domain.notices import Notice, NoticeKind
from benvenuto.storage.tables import notices


@dataclass(frozen=True)
class Notices:
    """The repository of notices."""

    connection: Connection

    def add(
        self,
        at: datetime,
        kind: NoticeKind,
        recipient_ids: Collection[int],
        *,
        evaluation_id: int | None = None,
        subject: str = "",
    ) -> None:
        """Tell these people; who has not read an earlier one of the same finds it once, with the time of the latest."""
        if not recipient_ids:
            return
        same = _about(kind, evaluation_id, subject), notices.c.read_at.is_(None)
        self.connection.execute(delete(notices).where(*same, notices.c.recipient_id.in_(sorted(recipient_ids))))
        about = {"kind": kind.value, "evaluation_id": evaluation_id, "subject": subject, "at": at}
        rows = [about | {"recipient_id": recipient_id} for recipient_id in sorted(recipient_ids)]
        self.connection.execute(insert(notices), rows)

    def take_back(
        self,
        kind: NoticeKind,
        recipient_id: int | None = None,
        *,
        evaluation_id: int | None = None,
        subject: str = "",
    ) -> None:
        """As if nobody had been told, or not this one person."""
        taken = _about(kind, evaluation_id, subject)
        if recipient_id is not None:
            taken &= notices.c.recipient_id == recipient_id
        self.connection.execute(delete(notices).where(taken))

    def latest(self, recipient_id: int, limit: int, *, unread: bool = False) -> Sequence[Notice]:
        """What a person was told of, the newest first; only what is not read yet, if asked."""
        query = select(notices).where(notices.c.recipient_id == recipient_id)
        if unread:
            query = query.where(notices.c.read_at.is_(None))
        rows = self.connection.execute(query.order_by(notices.c.at.desc(), notices.c.id.desc()).limit(limit))
        return [_notice(row) for row in rows]

    def recipients(self, kind: NoticeKind, *, evaluation_id: int | None = None, subject: str = "") -> frozenset[int]:
        """Who was told of this already."""
        query = select(notices.c.recipient_id).where(_about(kind, evaluation_id, subject))
        return frozenset(self.connection.scalars(query))

    def known(self, kinds: Collection[NoticeKind]) -> Mapping[tuple[NoticeKind, int | None, str], Collection[int]]:
        """Who was told already, of everything of these kinds: by kind, evaluation and subject."""
        at, by_about = notices.c, defaultdict(set)
        query = select(at.kind, at.evaluation_id, at.subject, at.recipient_id)
        for row in self.connection.execute(query.where(at.kind.in_([kind.value for kind in kinds]))):
            by_about[NoticeKind(row.kind), row.evaluation_id, row.subject].add(row.recipient_id)
        return by_about

    def read(self, recipient_id: int, at: datetime, ids: Collection[int]) -> None:
        """Note that a person has read these of their own."""
        mine = notices.c.recipient_id == recipient_id, notices.c.read_at.is_(None)
        self.connection.execute(update(notices).where(*mine, notices.c.id.in_(sorted(ids))).values(read_at=at))


def _about(kind: NoticeKind, evaluation_id: int | None, subject: str) -> ColumnElement[bool]:
    about = notices.c
    return (
        (about.kind == kind.value)
        & about.evaluation_id.is_not_distinct_from(evaluation_id)
        & (about.subject == subject)
    )


def _notice(row: Row[Any]) -> Notice:
    return Notice(row.id, row.recipient_id, NoticeKind(row.kind), row.evaluation_id, row.subject, row.at, row.read_at)
