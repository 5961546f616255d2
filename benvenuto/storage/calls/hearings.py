"""Who heard a call, or read what was said or scored of it: the lines that its agent reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, distinct, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from benvenuto.domain.evaluation import FOR_THE_AGENT, SelectionKind, Status
from benvenuto.domain.hearing import Grounds, Heard, HeardBy, Hearing, HearingFilter, HearingReason, HearingRow
from benvenuto.domain.people import Role
from benvenuto.storage.calls.nameless import GOING_ON
from benvenuto.storage.tables import (
    calibration_calls,
    calibration_seats,
    calibration_sessions,
    calls,
    evaluations,
    framed_calls,
    hearings,
    memberships,
    people,
    second_listenings,
)

_COLUMNS = {
    Heard.RECORDING: hearings.c.recording_at,
    Heard.TRANSCRIPT: hearings.c.transcript_at,
    Heard.EVALUATION: hearings.c.evaluation_at,
}


@dataclass(frozen=True)
class Hearings:
    """The repository of hearings."""

    connection: Connection

    def note(
        self,
        call_id: int,
        person_id: int,
        reason: HearingReason,
        what: Collection[Heard],
        day: date,
        at: datetime,
        words: str = "",
    ) -> None:
        """Write that this was handed out, unless it was that day for the same reason; two at once write one line."""
        insert = sqlite.insert if self.connection.dialect.name == "sqlite" else postgresql.insert
        new = insert(hearings).values(
            call_id=call_id,
            person_id=person_id,
            agent_id=select(calls.c.agent_id).where(calls.c.id == call_id).scalar_subquery(),
            day=day,
            reason=reason.value,
            words=words,
            began_at=at,
            **{_COLUMNS[each].name: at for each in what},
        )
        first = {_COLUMNS[each].name: func.coalesce(_COLUMNS[each], new.excluded[_COLUMNS[each].name]) for each in what}
        key = ["call_id", "person_id", "day", "reason"]
        self.connection.execute(new.on_conflict_do_update(index_elements=key, set_=first))

    def of(self, call_id: int, person_id: int) -> Sequence[Hearing]:
        """A person's hearings of a call, the newest first."""
        mine = hearings.c.call_id == call_id, hearings.c.person_id == person_id
        query = select(hearings).where(*mine).order_by(hearings.c.began_at.desc(), hearings.c.id.desc())
        return [_hearing(row) for row in self.connection.execute(query)]

    def grounds(self, call_id: int, person_id: int) -> Grounds:
        """What a person has to do with a call."""
        row = self.connection.execute(_grounds(call_id, person_id)).one()
        return Grounds(
            calibration=bool(row.calibration),
            second=bool(row.second),
            disputed=bool(row.disputed),
            drawn=bool(row.drawn),
            taken=bool(row.taken),
            mine=SelectionKind(row.mine) if row.mine else None,
        )

    def of_agent(
        self, agent_id: int, wanted: HearingFilter, limit: int | None, offset: int = 0
    ) -> tuple[Sequence[HearingRow], int]:
        """An agent's calls as others heard them, the latest first, and how many hearings there are in all."""
        # a call that others heard may have come to be theirs since, by a log that says so
        by_others = hearings.c.person_id != agent_id
        conditions = list(_conditions(wanted, hearings.c.agent_id == agent_id, by_others))
        total = self.connection.scalar(select(func.count()).select_from(hearings).where(*conditions)) or 0
        for_the_agent = evaluations.c.selection.in_([kind.value for kind in FOR_THE_AGENT])
        published = (
            select(func.min(evaluations.c.id))
            .where(evaluations.c.call_id == calls.c.id, evaluations.c.status != Status.DRAFT.value, for_the_agent)
            .scalar_subquery()
        )
        query = (
            select(hearings, people.c.name, calls.c.started_at, calls.c.contact_reason, published.label("published"))
            .join(people, people.c.id == hearings.c.person_id)
            .join(calls, calls.c.id == hearings.c.call_id)
            .where(*conditions)
            .order_by(hearings.c.began_at.desc(), hearings.c.id.desc())
        )
        rows = self.connection.execute(query.limit(limit).offset(offset)).all()
        roles = self._roles({row.person_id for row in rows})
        return [
            HearingRow(
                _hearing(row),
                row.name,
                roles.get(row.person_id, ()),
                row.call_id,
                row.started_at,
                row.contact_reason,
                row.published,
            )
            for row in rows
        ], total

    def by_person(self, begin: datetime, end: datetime, team_ids: Collection[int] | None = None) -> Sequence[HeardBy]:
        """Who heard how much within a time, of all calls or those of these teams; who heard most comes first."""
        conditions = [hearings.c.began_at >= begin, hearings.c.began_at < end]
        if team_ids is not None:
            conditions.append(calls.c.team_id.in_(list(team_ids)))
        of_reason = {
            reason: func.sum(case((hearings.c.reason == reason.value, 1), else_=0)).label(reason.value)
            for reason in HearingReason
        }
        query = (
            select(
                people.c.id,
                people.c.name,
                *of_reason.values(),
                func.count(distinct(hearings.c.call_id)).label("calls"),
                func.count(distinct(hearings.c.agent_id)).label("agents"),
            )
            .select_from(hearings)
            .join(people, people.c.id == hearings.c.person_id)
            .join(calls, calls.c.id == hearings.c.call_id)
            .where(*conditions)
            .group_by(people.c.id, people.c.name)
        )
        listeners = [
            HeardBy(
                row.id,
                row.name,
                {reason: number for reason in HearingReason if (number := int(row._mapping[reason.value]))},
                row.calls,
                row.agents,
            )
            for row in self.connection.execute(query)
        ]
        return sorted(listeners, key=lambda each: (-each.hearings, each.name.casefold()))

    def _roles(self, person_ids: Collection[int]) -> Mapping[int, tuple[Role, ...]]:
        query = select(memberships.c.person_id, memberships.c.role).where(memberships.c.person_id.in_(person_ids))
        held: dict[int, set[str]] = {}
        for row in self.connection.execute(query.distinct()):
            held.setdefault(row.person_id, set()).add(row.role)
        return {person: tuple(role for role in Role if role.value in names) for person, names in held.items()}


def _conditions(wanted: HearingFilter, *others: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
    conditions = list(others)
    if wanted.reason is not None:
        conditions.append(hearings.c.reason == wanted.reason.value)
    if wanted.begin is not None:
        conditions.append(hearings.c.began_at >= wanted.begin)
    if wanted.end is not None:
        conditions.append(hearings.c.began_at < wanted.end)
    return conditions


def _grounds(call_id: int, person_id: int) -> Any:
    session, seat = calibration_sessions.c, calibration_seats.c
    of_call = evaluations.c.call_id == call_id
    takes_part = exists().where(seat.session_id == session.id, seat.call_id == call_id, seat.person_id == person_id) | (
        session.facilitator_id == person_id
    )
    mine = select(evaluations.c.selection).where(of_call, evaluations.c.evaluator_id == person_id)
    return select(
        exists()
        .where(
            calibration_calls.c.call_id == call_id,
            calibration_calls.c.session_id == session.id,
            GOING_ON,
            takes_part,
        )
        .label("calibration"),
        exists()
        .where(
            second_listenings.c.call_id == call_id,
            second_listenings.c.evaluator_id == person_id,
            second_listenings.c.given_up_at.is_(None),
        )
        .label("second"),
        exists()
        .where(
            of_call,
            evaluations.c.status == Status.DISPUTED.value,
            evaluations.c.selection.in_([kind.value for kind in FOR_THE_AGENT]),
        )
        .label("disputed"),
        exists().where(framed_calls.c.call_id == call_id, framed_calls.c.probability.is_not(None)).label("drawn"),
        exists()
        .where(of_call, evaluations.c.selection == SelectionKind.RANDOM.value, evaluations.c.evaluator_id != person_id)
        .label("taken"),
        mine.limit(1).scalar_subquery().label("mine"),
    )


def _hearing(row: Row[Any]) -> Hearing:
    return Hearing(
        row.day,
        HearingReason(row.reason),
        row.words,
        row.began_at,
        frozenset(what for what, column in _COLUMNS.items() if row._mapping[column.name] is not None),
    )
