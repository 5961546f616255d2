"""How a calibration session goes on by itself, and whom it concerns."""

from __future__ import annotations

from datetime import datetime

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.calibration import CalibrationSession
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Role
from benvenuto.services.telling import tell_people
from benvenuto.storage.database import Transaction

LEADING = (Role.SUPERVISOR, Role.MANAGER)
"""Who may lead a session."""


def leads(actor: Actor, session: CalibrationSession) -> bool:
    """Whether the actor may lead it: every call of it must be in their reach, and none their own.

    One that has lost its calls is left to who began it.
    """
    if not session.calls:
        return session.facilitator_id == actor.id and bool(actor.roles.intersection(LEADING))
    subjects = (Subject(each.call.agent_id, each.call.team_id) for each in session.calls)
    return all(can(actor, Permission.CALIBRATE, subject) for subject in subjects)


def takes_part(actor: Actor, session: CalibrationSession) -> bool:
    """Whether the actor is invited, and still in reach of a call that they are invited to."""
    mine = {seat.call_id for seat in session.seats if seat.person_id == actor.id}
    return any(
        can(actor, Permission.SCORE, Subject(each.call.agent_id, each.call.team_id))
        for each in session.calls
        if each.call.id in mine
    )


def hand_in(tx: Transaction, at: datetime, call_id: int, person_id: int) -> None:
    """Let the sessions that waited for this evaluation compare, when it was the last."""
    for session_id in tx.calibrations.open_of(call_id, person_id):
        session = tx.calibrations.get(session_id, lock=True)
        if session is not None and session.open and session.complete:
            compare(tx, at, session, by=None)


def compare(tx: Transaction, at: datetime, session: CalibrationSession, by: int | None) -> None:
    """From now on everybody concerned sees all marks; whoever has not handed in is out."""
    tx.calibrations.set(session.id, compared_at=at)
    tx.audit.write(at, by, "calibration_compared", "calibration", session.id)
    tell_concerned(tx, at, NoticeKind.CALIBRATION_READY, session, by)


def tell_concerned(
    tx: Transaction, at: datetime, kind: NoticeKind, session: CalibrationSession, by: int | None
) -> None:
    """Tell who is invited, and who leads it, but for who did it."""
    people = {*session.evaluators, session.facilitator_id} - {by}
    tell_people(tx, at, kind, people, subject=str(session.id))
