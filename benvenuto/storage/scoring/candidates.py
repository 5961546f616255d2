"""Calls that may be put into a calibration session, and those of them that were argued about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, or_, select

from benvenuto.domain.calibration import FAR_APART, Candidate, ChosenBecause
from benvenuto.domain.evaluation import FOR_THE_AGENT, SelectionKind, Status
from benvenuto.storage.calls.calls import as_call, call_facts
from benvenuto.storage.scoring.calibrations import in_a_session_going_on
from benvenuto.storage.tables import answers, calls, evaluations, framed_calls, recordings, skipped_calls, turns

_AT = evaluations.c
_FIRST_REVISION = 1


@dataclass(frozen=True)
class SessionCandidates:
    """The repository of calls to choose from."""

    connection: Connection

    def pool(self, team_ids: Collection[int], but_agent: int, since: datetime, limit: int) -> Sequence[Candidate]:
        """Calls of these teams that can be heard or read and are nobody else's to score, the newest first.

        Not those of the agent `but_agent`, nor those in another session that is going on; a call that a plan has drawn
        and that waits for its one evaluation would lose it.
        """
        heard = exists().where(recordings.c.call_id == calls.c.id)
        scored = exists().where(_AT.call_id == calls.c.id, _AT.selection.in_([kind.value for kind in FOR_THE_AGENT]))
        waiting = exists().where(framed_calls.c.call_id == calls.c.id, framed_calls.c.probability.is_not(None))
        skipped = exists().where(skipped_calls.c.call_id == calls.c.id)
        query = (
            call_facts()
            .add_columns(heard.label("heard"))
            .where(
                calls.c.team_id.in_(sorted(team_ids)),
                calls.c.agent_id.is_not(None),
                calls.c.agent_id != but_agent,
                calls.c.started_at >= since,
                or_(heard, exists().where(turns.c.call_id == calls.c.id)),
                or_(~waiting, scored, skipped),
                ~in_a_session_going_on(),
            )
            .order_by(calls.c.started_at.desc(), calls.c.id.desc())
            .limit(limit)
        )
        argued = self._argued(team_ids, since)
        rows = self.connection.execute(query).all()
        return [
            Candidate(as_call(row), argued.get(row.id, ChosenBecause.BY_HAND), has_recording=bool(row.heard))
            for row in rows
        ]

    def _argued(self, team_ids: Collection[int], since: datetime) -> Mapping[int, ChosenBecause]:
        """Why each call was argued about that was: the strongest reason of several."""
        reason = case(
            (_AT.status.in_([Status.CHANGED.value, Status.OVERTURNED.value]), ChosenBecause.CHANGED.value),
            (_AT.status.in_([Status.DISPUTED.value, Status.UPHELD.value]), ChosenBecause.DISPUTED.value),
            (_AT.revision > _FIRST_REVISION, ChosenBecause.CORRECTED.value),
        )
        counted = [*_published(team_ids, since), _AT.selection.in_([kind.value for kind in FOR_THE_AGENT])]
        reasons: dict[int, set[ChosenBecause]] = {}
        for call_id, because in self.connection.execute(select(_AT.call_id, reason).where(*counted)):
            if because:
                reasons.setdefault(call_id, set()).add(ChosenBecause(because))
        for (call_id,) in self.connection.execute(_far_apart(team_ids, since)):
            reasons.setdefault(call_id, set()).add(ChosenBecause.APART)
        order = list(ChosenBecause)
        return {call_id: min(those, key=order.index) for call_id, those in reasons.items()}


def _published(team_ids: Collection[int], since: datetime) -> list[ColumnElement[bool]]:
    return [
        _AT.team_id.in_(sorted(team_ids)),
        _AT.called_at >= since,
        _AT.status != Status.DRAFT.value,
        _AT.selection != SelectionKind.SELF.value,
    ]


def _far_apart(team_ids: Collection[int], since: datetime) -> Select[Any]:
    """Calls of which some criterion has values far apart, as several evaluators first published them."""
    spread = func.max(answers.c.value) - func.min(answers.c.value)
    query = (
        select(_AT.call_id)
        .join(answers, answers.c.evaluation_id == _AT.id)
        .where(*_published(team_ids, since), answers.c.revision == _FIRST_REVISION, answers.c.value.is_not(None))
        .group_by(_AT.call_id, answers.c.path)
        .having(func.count(_AT.evaluator_id.distinct()) > 1, spread >= FAR_APART)
    )
    return query.distinct()
