"""The inbox of one's own: what somebody was told of, as far as they may still read what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.evaluation import EvaluationRow
from benvenuto.domain.notices import Notice, NoticeFilter
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.text import Text
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.evaluations import readable as open_to
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction

MOST = 500
"""How far back an inbox goes: what is older is not listed."""
MOST_COUNTED = 99
EVERYTHING = NoticeFilter()


@dataclass(frozen=True, slots=True)
class ReadableNotice:
    """A notice with what it is about: an evaluation, or else the criterion to practise."""

    notice: Notice
    evaluation: EvaluationRow | None
    criterion: Text | None


@dataclass(frozen=True)
class NoticeService:
    """The service of notices."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def unread(self, actor: Actor) -> int:
        """How many notices wait to be read, counted to 99."""
        with self.database.read() as tx:
            waiting = tx.notices.latest(actor.id, MOST_COUNTED, unread=True)
            return len(readable(tx, self.scorecards, actor, waiting))

    def listed(
        self, actor: Actor, wanted: NoticeFilter = EVERYTHING, limit: int = 30, offset: int = 0
    ) -> tuple[Sequence[ReadableNotice], int]:
        """One page of the actor's notices, newest first, and how many there are in all.

        One about something that the actor may no longer read is not among them.
        """
        with self.database.read() as tx:
            notices = [notice for notice in tx.notices.latest(actor.id, MOST) if wanted.leaves(notice)]
            rows = readable(tx, self.scorecards, actor, notices)
        return rows[offset : offset + limit], len(rows)

    def opened(self, actor: Actor, *, evaluation_id: int | None = None, criterion: str = "") -> bool:
        """Note that the actor has opened what notices are about; whether one waited to be read."""
        with self.database.read() as tx:  # nearly always none, and a page that is only read makes nobody wait
            waiting = [
                notice.id
                for notice in tx.notices.latest(actor.id, MOST, unread=True)
                if notice.evaluation_id == evaluation_id and criterion in ("", notice.subject)
            ]
        if waiting:
            with self.database.write() as tx:
                tx.notices.read(actor.id, self.clock(), waiting)
        return bool(waiting)

    def read_all(self, actor: Actor) -> None:
        """Mark everything as read that the actor was told of until now."""
        with self.database.write() as tx:
            waiting = tx.notices.latest(actor.id, MOST, unread=True)
            tx.notices.read(actor.id, self.clock(), [notice.id for notice in waiting])


def readable(
    tx: Transaction, scorecards: Scorecards, actor: Actor, notices: Sequence[Notice]
) -> Sequence[ReadableNotice]:
    """Those of these notices that are about something the actor may still read."""
    ids = {notice.evaluation_id for notice in notices if notice.evaluation_id is not None}
    rows = {stored.id: stored for stored in (open_to(tx, actor, tx.evaluations.these(sorted(ids))) if ids else ())}
    practising = Role.AGENT in actor.roles and any(notice.subject for notice in notices)
    criteria = _criteria(tx, scorecards) if practising else {}
    return [
        ReadableNotice(notice, rows.get(notice.evaluation_id or 0), criteria.get(notice.subject))
        for notice in notices
        if (notice.evaluation_id in rows if notice.evaluation_id is not None else notice.subject in criteria)
    ]


def _criteria(tx: Transaction, scorecards: Scorecards) -> Mapping[str, Text]:
    return {
        path: criterion.title
        for in_force in scorecards.in_force_within(tx)
        for path, criterion in in_force.scorecard.criteria()
    }
