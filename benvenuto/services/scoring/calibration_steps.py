"""How a calibration session goes on by itself, and who is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from benvenuto.domain.calibration import CalibrationSession
from benvenuto.domain.evaluation import EvaluationRow, SelectionKind
from benvenuto.domain.notices import NoticeKind
from benvenuto.services.telling import tell_people
from benvenuto.storage.database import Transaction


def hand_in(tx: Transaction, at: datetime, call_id: int, person_id: int) -> None:
    """Let the sessions that waited for this evaluation compare, when it was the last."""
    for session_id in tx.calibrations.open_of(call_id, person_id):
        session = tx.calibrations.get(session_id, lock=True)
        if session is not None and session.open and session.complete:
            compare(tx, at, session, by=None)


def was_compared(tx: Transaction, stored: EvaluationRow) -> bool:
    """Whether it was marked for a session that has shown it: changed now, it would not be what was marked blind."""
    for_session = stored.selection.kind is SelectionKind.CALIBRATION
    return for_session and tx.calibrations.was_compared(stored.call_id, stored.evaluator_id)


def compare(tx: Transaction, at: datetime, session: CalibrationSession, by: int | None) -> None:
    """From now on everybody concerned sees all marks; whoever has not handed in is out."""
    tx.calibrations.set(session.id, compared_at=at)
    tx.audit.write(at, by, "calibration_compared", "calibration", session.id)
    tell_concerned(tx, at, NoticeKind.CALIBRATION_READY, session, by)


def differences(before: CalibrationSession, after: CalibrationSession) -> Mapping[str, Sequence[str]]:
    """Which calls and which people a session has now and had not, or has no longer, by their ids in words."""
    had, has = ({each.call.id for each in session.calls} for session in (before, after))
    were, are = {*before.evaluators}, {*after.evaluators}
    sets = {"calls_added": has - had, "calls_removed": had - has, "invited": are - were, "uninvited": were - are}
    return {name: [str(number) for number in sorted(ids)] for name, ids in sets.items() if ids}


def tell_changed(tx: Transaction, at: datetime, before: CalibrationSession, after: CalibrationSession, by: int) -> None:
    """Tell who is invited, who is no longer, and of those who stay, and who leads it, whom the change concerns."""
    subject, were, are = str(after.id), {*before.evaluators}, {*after.evaluators}
    for person_id in were - are:
        for kind in (NoticeKind.CALIBRATION_INVITED, NoticeKind.CALIBRATION_MOVED, NoticeKind.CALIBRATION_CHANGED):
            tx.notices.take_back(kind, person_id, subject=subject)
    for person_id in are - were:
        tx.notices.take_back(NoticeKind.CALIBRATION_UNINVITED, person_id, subject=subject)
    moved = before.day != after.day
    staying = {person_id for person_id in were & are if _calls_of(before, person_id) != _calls_of(after, person_id)}
    recipients = {
        NoticeKind.CALIBRATION_INVITED: are - were,
        NoticeKind.CALIBRATION_UNINVITED: were - are,
        NoticeKind.CALIBRATION_CHANGED: staying | ({after.facilitator_id} - are),
        NoticeKind.CALIBRATION_MOVED: (were & are) - staying if moved else set[int](),
    }
    for kind, people in recipients.items():
        if people - {by}:
            tell_people(tx, at, kind, people - {by}, subject=subject)


def _calls_of(session: CalibrationSession, person_id: int) -> frozenset[int]:
    return frozenset(seat.call_id for seat in session.seats if seat.person_id == person_id)


def tell_concerned(
    tx: Transaction, at: datetime, kind: NoticeKind, session: CalibrationSession, by: int | None
) -> None:
    """Tell who is invited, and who leads it, but for who did it."""
    people = {*session.evaluators, session.facilitator_id} - {by}
    tell_people(tx, at, kind, people, subject=str(session.id))
