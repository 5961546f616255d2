"""Whom a calibration session concerns, and which of its calls."""

from __future__ import annotations

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.calibration import CalibrationSession
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role
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


def concerns(actor: Actor, session: CalibrationSession) -> bool:
    """Whether the actor leads it or takes part."""
    return leads(actor, session) or takes_part(actor, session)


def fetch_session(tx: Transaction, actor: Actor, session_id: int, *, lock: bool = False) -> CalibrationSession:
    """A session that concerns the actor."""
    session = tx.calibrations.get(session_id, lock=lock)
    # the same answer as without permission, so that nobody learns which ids there are
    if session is None or not concerns(actor, session):
        raise Forbidden
    return session


def led_session(tx: Transaction, actor: Actor, session_id: int) -> CalibrationSession:
    """A session that the actor leads, locked."""
    session = fetch_session(tx, actor, session_id, lock=True)
    if not leads(actor, session):
        raise Forbidden
    return session


def reaches(actor: Actor, session: CalibrationSession, call_id: int) -> bool:
    """Whether this call of it concerns the actor: as who leads, or as one of those who were to score it."""
    mine = {seat.call_id for seat in session.seats if seat.person_id == actor.id}
    for each in session.calls:
        if each.call.id == call_id:
            subject = Subject(each.call.agent_id, each.call.team_id)
            return can(actor, Permission.CALIBRATE, subject) and (call_id in mine or leads(actor, session))
    return False


def authorise_call(actor: Actor, session: CalibrationSession, call_id: int) -> None:
    """Refuse a call that the session does not have for the actor."""
    if not reaches(actor, session, call_id):
        raise Forbidden
