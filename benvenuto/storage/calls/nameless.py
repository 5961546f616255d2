"""Calls whose agent somebody is not to know: those that they are invited to score in a calibration session."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, select

from benvenuto.storage.tables import calibration_seats, calibration_sessions

_AT = calibration_sessions.c
GOING_ON: ColumnElement[bool] = and_(_AT.agreed_at.is_(None), _AT.cancelled_at.is_(None))
"""Sessions that are not over."""


def nameless_calls(person_id: int) -> Select[tuple[int]]:
    """The ids of these calls."""
    seat = calibration_seats.c
    query = select(seat.call_id).join(calibration_sessions, _AT.id == seat.session_id)
    return query.where(seat.person_id == person_id, GOING_ON)
