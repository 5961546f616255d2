"""The inbox of one's own: what somebody was told of, as far as they may still read what it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from benvenuto.domain.access import Permission, Subject, can, scope
from benvenuto.domain.calibration import CalibrationSession
from benvenuto.domain.call import Call
from benvenuto.domain.coaching import CoachingPlan
from benvenuto.domain.evaluation import FOR_THE_AGENT, EvaluationRow, Status
from benvenuto.domain.grading import Grading
from benvenuto.domain.notices import Notice, NoticeFilter, NoticeKind, NoticeTarget
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.text import Text
from benvenuto.services.calls.nameless import nameless_to, without_name
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.gradings import gradings_open_to
from benvenuto.services.scoring.calibration_reach import concerns
from benvenuto.services.scoring.evaluations import readable as open_to
from benvenuto.services.scoring.listen_first import without_results
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction

MOST = 500
"""How far back an inbox goes: what is older is not listed."""
MOST_COUNTED = 99
EVERYTHING = NoticeFilter()


class OwnFirst(StrEnum):
    """Whether the agent can score a call themselves before they read the feedback on it."""

    NO = "no"
    POSSIBLE = "possible"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class ReadableNotice:
    """A notice with what it is about.

    An evaluation, a criterion to practise, a coaching plan, a call to hear, a grading, or a calibration session.
    `own_first`: how an evaluation stands to what the actor scores of the call themselves; while that is begun, it is
    without its marks.
    """

    notice: Notice
    evaluation: EvaluationRow | None = None
    criterion: Text | None = None
    plan: CoachingPlan | None = None
    call: Call | None = None
    grading: Grading | None = None
    session: CalibrationSession | None = None
    own_first: OwnFirst = OwnFirst.NO


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

    def opened(
        self,
        actor: Actor,
        *,
        evaluation_id: int | None = None,
        criterion: str = "",
        plan_id: int | None = None,
        call_id: int | None = None,
        grading_id: int | None = None,
        session_id: int | None = None,
    ) -> bool:
        """Note that the actor has opened what notices are about; whether one waited to be read."""
        about = NoticeTarget(evaluation_id, criterion, plan_id, call_id, grading_id, session_id)
        with self.database.read() as tx:  # nearly always none, and a page that is only read makes nobody wait
            unread = tx.notices.latest(actor.id, MOST, unread=True)
            waiting = [notice.id for notice in unread if notice.about == about]
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
    stored_rows = tx.evaluations.these(sorted(ids)) if ids else ()
    rows = {stored.id: stored for stored in open_to(tx, actor, stored_rows)}
    own_first = _own_first(tx, actor, stored_rows)
    begun = {stored.id: without_results(stored) for stored in stored_rows if own_first.get(stored.id) is OwnFirst.BEGUN}
    abouts = [notice.about for notice in notices]
    practising = Role.AGENT in actor.roles and any(about.criterion for about in abouts)
    criteria = _criteria(tx, scorecards) if practising else {}
    plans = _plans(tx, actor) if any(about.plan_id for about in abouts) else {}
    calls = _to_hear(tx, actor, {about.call_id for about in abouts if about.call_id is not None})
    gradings = gradings_open_to(tx, actor, {about.grading_id for about in abouts if about.grading_id is not None})
    sessions, left = _sessions(tx, actor, {about.session_id for about in abouts if about.session_id is not None})
    known = [
        ReadableNotice(
            notice,
            rows.get(about.evaluation_id or 0) or begun.get(about.evaluation_id or 0),
            criteria.get(about.criterion),
            plans.get(about.plan_id or 0),
            calls.get(about.call_id or 0),
            gradings.get(about.grading_id or 0),
            (left if notice.kind is NoticeKind.CALIBRATION_UNINVITED else sessions).get(about.session_id or 0),
            own_first=own_first.get(about.evaluation_id or 0, OwnFirst.NO),
        )
        for notice, about in zip(notices, abouts, strict=True)
    ]
    return [
        each
        for each in known
        if each.evaluation or each.criterion or each.plan or each.call or each.grading or each.session
    ]


def _own_first(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Mapping[int, OwnFirst]:
    """Of feedback on own calls that the actor has not opened, and whose call they have not scored, how it stands."""
    unread = [
        row
        for row in rows
        if row.agent_id == actor.id
        and row.selection.kind in FOR_THE_AGENT
        and row.status is not Status.DRAFT
        and row.first_read_at is None
    ]
    if not unread or Role.AGENT not in actor.roles:
        return {}
    calls = {row.call_id for row in unread}
    being_scored = tx.self_evaluations.being_scored(actor.id, calls)
    handed_in = {row.call_id for row in tx.evaluations.of_calls(calls) if row.handed_in_at is not None}
    return {
        row.id: OwnFirst.BEGUN if row.call_id in being_scored else OwnFirst.POSSIBLE
        for row in unread
        if row.call_id not in handed_in
    }


def _plans(tx: Transaction, actor: Actor) -> Mapping[int, CoachingPlan]:
    return {plan.id: plan for plan in tx.coaching.within(scope(actor, Role.AGENT, Role.SUPERVISOR))}


def _sessions(
    tx: Transaction, actor: Actor, ids: Collection[int]
) -> tuple[Mapping[int, CalibrationSession], Mapping[int, CalibrationSession]]:
    """Those of these sessions that concern the actor; and all of them as whoever is invited no longer knows them."""
    sessions = tx.calibrations.these(ids)
    left = {each.id: replace(each, calls=(), seats=()) for each in sessions}
    return {each.id: each for each in sessions if concerns(actor, each)}, left


def _to_hear(tx: Transaction, actor: Actor, call_ids: Collection[int]) -> Mapping[int, Call]:
    """Those of these calls that the actor is named to hear second."""
    named = [call_id for call_id in call_ids if tx.second_listenings.evaluator(call_id) == actor.id]
    calls = [call for call in map(tx.calls.get, named) if call is not None]
    may_score = [call for call in calls if can(actor, Permission.SCORE, Subject(call.agent_id, call.team_id))]
    unknown = nameless_to(tx, actor, [call.id for call in may_score]) if may_score else frozenset()
    return {call.id: without_name(call) if call.id in unknown else call for call in may_score}


def _criteria(tx: Transaction, scorecards: Scorecards) -> Mapping[str, Text]:
    return {
        path: criterion.title
        for in_force in scorecards.in_force_within(tx)
        for path, criterion in in_force.scorecard.criteria()
    }
