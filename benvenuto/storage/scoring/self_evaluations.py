"""What agents scored of own calls: which calls are theirs to score, what is handed in, and what they share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, false, func, insert, or_, select, update

from benvenuto.domain.call import Call
from benvenuto.domain.evaluation import FOR_THE_AGENT, SelectionKind, Status
from benvenuto.domain.self_evaluation import RECENT, HandedIn
from benvenuto.storage.tables import (
    calls,
    evaluations,
    marks_read,
    recordings,
    self_evaluation_sharing,
    self_evaluations,
)

_RECORDED = exists().where(recordings.c.call_id == calls.c.id)


@dataclass(frozen=True)
class SelfEvaluations:
    """The repository of self-evaluations."""

    connection: Connection

    def is_theirs_to_score(self, call: Call) -> bool:
        """Whether its agent may score it: recorded, and recent; or begun, or handed in, already."""
        at = evaluations.c
        own = exists().where(at.call_id == call.id, at.evaluator_id == call.agent_id, _SELF)
        if self.connection.scalar(select(own)):
            return True
        if not self.connection.scalar(select(exists().where(recordings.c.call_id == call.id))):
            return False
        edge = self._edge(call.agent_id, call.team_id)
        return edge is not None and call.started_at >= edge

    def open_to(
        self, agent_id: int, team_ids: Collection[int], limit: int, offset: int = 0
    ) -> tuple[Sequence[int], int]:
        """One page of the calls that an agent of these teams can score, newest first, and how many there are in all.

        Recent ones that are recorded, those about which there is unread feedback, and those that are begun.
        """
        edges = {team_id: self._edge(agent_id, team_id) for team_id in team_ids}
        recent = [
            and_(calls.c.team_id == team_id, calls.c.started_at >= edge)
            for team_id, edge in sorted(edges.items())
            if edge is not None
        ]
        at = evaluations.c
        unread = and_(
            at.agent_id == agent_id,
            at.status == Status.PUBLISHED.value,
            at.selection.in_([kind.value for kind in FOR_THE_AGENT]),
            at.first_read_at.is_(None),
        )
        begun = and_(at.agent_id == agent_id, at.evaluator_id == agent_id, _SELF)
        handed_in = select(at.call_id).where(begun, at.handed_in_at.is_not(None))
        asked = [
            calls.c.agent_id == agent_id,
            or_(
                and_(or_(*recent) if recent else false(), _RECORDED),
                calls.c.id.in_(select(at.call_id).where(unread)),
                calls.c.id.in_(select(at.call_id).where(begun)),
            ),
            calls.c.id.not_in(handed_in),
        ]
        total = self.connection.scalar(select(func.count()).select_from(calls).where(*asked))
        query = select(calls.c.id).where(*asked).order_by(calls.c.started_at.desc(), calls.c.id.desc())
        return list(self.connection.scalars(query.limit(limit).offset(offset))), int(total or 0)

    def being_scored(self, agent_id: int, call_ids: Collection[int] | None = None) -> frozenset[int]:
        """The own calls, or those of these, that the agent has begun to score and not handed in."""
        at = evaluations.c
        query = select(at.call_id).where(
            at.agent_id == agent_id,
            at.evaluator_id == agent_id,
            _SELF,
            at.handed_in_at.is_(None),
            *([] if call_ids is None else [at.call_id.in_(list(call_ids))]),
        )
        return frozenset(self.connection.scalars(query))

    def hand_in(self, evaluation_id: int, at: datetime, *, blind: bool) -> None:
        """Finish one."""
        change = update(evaluations).where(evaluations.c.id == evaluation_id)
        self.connection.execute(change.values(handed_in_at=at))
        self.connection.execute(insert(self_evaluations).values(evaluation_id=evaluation_id, blind=blind))

    def get(self, evaluation_id: int) -> HandedIn | None:
        """One that is handed in."""
        query = select(self_evaluations).where(self_evaluations.c.evaluation_id == evaluation_id)
        row = self.connection.execute(query).first()
        return _handed_in(row) if row else None

    def of_agents(self, agent_ids: Collection[int], *, shared: bool = False) -> Mapping[int, HandedIn]:
        """What these agents have handed in, or what of it they share, by the id of the evaluation; newest first."""
        at = evaluations.c
        query = (
            select(self_evaluations)
            .join(evaluations, at.id == self_evaluations.c.evaluation_id)
            .where(at.agent_id.in_(list(agent_ids)))
            .order_by(at.handed_in_at.desc(), at.id.desc())
        )
        if shared:
            everything = select(self_evaluation_sharing.c.agent_id)
            query = query.where(or_(self_evaluations.c.shared_at.is_not(None), at.agent_id.in_(everything)))
        return {row.evaluation_id: _handed_in(row) for row in self.connection.execute(query)}

    def share(self, evaluation_id: int, at: datetime | None) -> None:
        """Share one, or no longer."""
        change = update(self_evaluations).where(self_evaluations.c.evaluation_id == evaluation_id)
        self.connection.execute(change.values(shared_at=at))

    def share_all(self, agent_id: int, at: datetime | None) -> None:
        """Share all of an agent's, those to come as well, or none any more, whatever was shared by itself."""
        self.connection.execute(delete(self_evaluation_sharing).where(self_evaluation_sharing.c.agent_id == agent_id))
        if at is not None:
            self.connection.execute(insert(self_evaluation_sharing).values(agent_id=agent_id, shared_at=at))
            return
        theirs = select(evaluations.c.id).where(evaluations.c.agent_id == agent_id, _SELF)
        change = update(self_evaluations).where(self_evaluations.c.evaluation_id.in_(theirs))
        self.connection.execute(change.values(shared_at=None))

    def all_shared(self, agent_ids: Collection[int]) -> Mapping[int, datetime]:
        """Those of these agents who share all of theirs, since when."""
        at = self_evaluation_sharing.c
        query = select(at.agent_id, at.shared_at).where(at.agent_id.in_(list(agent_ids)))
        return {row.agent_id: row.shared_at for row in self.connection.execute(query)}

    def note_marks_read(self, call_id: int, at: datetime) -> None:
        """Keep that its agent has read marks of this call which are taken back."""
        if not self.marks_were_read(call_id):
            self.connection.execute(insert(marks_read).values(call_id=call_id, at=at))

    def marks_were_read(self, call_id: int) -> bool:
        """Whether that is kept of the call."""
        return bool(self.connection.scalar(select(exists().where(marks_read.c.call_id == call_id))))

    def _edge(self, agent_id: int | None, team_id: int | None) -> datetime | None:
        """From when on calls of an agent in a team are recent; None where none is recorded."""
        at = calls.c
        query = select(at.started_at).where(at.team_id == team_id, at.agent_id == agent_id, _RECORDED)
        newest = self.connection.scalar(query.order_by(at.started_at.desc()).limit(1))
        return None if newest is None else newest - RECENT


_SELF: ColumnElement[bool] = evaluations.c.selection == SelectionKind.SELF.value


def _handed_in(row: Row[tuple[int, bool, datetime | None]]) -> HandedIn:
    return HandedIn(row.evaluation_id, row.blind, row.shared_at)
