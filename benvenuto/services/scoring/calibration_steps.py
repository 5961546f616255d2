"""How a calibration session goes on by itself, and who is told of it."""

from __future__ import annotations

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


def tell_concerned(
    tx: Transaction, at: datetime, kind: NoticeKind, session: CalibrationSession, by: int | None
) -> None:
    """Tell who is invited, and who leads it, but for who did it."""
    people = {*session.evaluators, session.facilitator_id} - {by}
    tell_people(tx, at, kind, people, subject=str(session.id))
