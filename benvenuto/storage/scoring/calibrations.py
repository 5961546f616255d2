"""Calibration sessions, with who is to score which call, what was agreed on and what was proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, func, insert, or_, select, update

from benvenuto.domain.calibration import (
    CalibrationSession,
    ChosenBecause,
    ConsensusNote,
    NewProposal,
    ProposalState,
    RubricProposal,
    Seat,
    SessionCall,
)
from benvenuto.domain.evaluation import MEASURING, SelectionKind, Status
from benvenuto.domain.text import Text
from benvenuto.storage.calls.calls import as_call, call_facts
from benvenuto.storage.calls.nameless import GOING_ON, nameless_calls
from benvenuto.storage.tables import (
    calibration_calls,
    calibration_seats,
    calibration_sessions,
    calls,
    consensus_notes,
    evaluations,
    inserted_id,
    people,
    rubric_proposals,
)


class NewCall(NamedTuple):
    """A call as it is put into a session."""

    call_id: int
    version_id: int
    because: ChosenBecause


class NewSeat(NamedTuple):
    """A seat as it is given."""

    call_id: int
    person_id: int
    earlier: bool


class OpenSeat(NamedTuple):
    """What somebody is asked to score in a session that still takes marks."""

    session_id: int
    version_id: int


_AT = calibration_sessions.c
_OPEN = and_(_AT.compared_at.is_(None), _AT.agreed_at.is_(None), _AT.cancelled_at.is_(None))


@dataclass(frozen=True)
class Calibrations:
    """The repository of calibration sessions."""

    connection: Connection

    def begin(
        self, title: str, day: date, by: int, at: datetime, new: Sequence[NewCall], seats: Sequence[NewSeat]
    ) -> int:
        """Keep a new session; its id."""
        values = {"title": title, "day": day, "facilitator_id": by, "created_at": at}
        session_id = inserted_id(self.connection.execute(insert(calibration_sessions).values(values)))
        self.fill(session_id, new, seats)
        return session_id

    def fill(self, session_id: int, new: Sequence[NewCall], seats: Sequence[NewSeat]) -> None:
        """Give a session these calls and seats, in place of those that it has."""
        for table in (calibration_seats, calibration_calls):
            self.connection.execute(delete(table).where(table.c.session_id == session_id))
        rows = [
            {
                "session_id": session_id,
                "call_id": each.call_id,
                "scorecard_version_id": each.version_id,
                "because": each.because.value,
            }
            for each in new
        ]
        self.connection.execute(insert(calibration_calls), rows)
        self.connection.execute(insert(calibration_seats), [{"session_id": session_id, **s._asdict()} for s in seats])

    def set(self, session_id: int, **values: object) -> None:
        """Change columns of a session."""
        change = update(calibration_sessions).where(_AT.id == session_id)
        self.connection.execute(change.values(**values))

    def get(self, session_id: int, *, lock: bool = False) -> CalibrationSession | None:
        """One session; locked against other writers until the end of the transaction when asked."""
        if lock:
            self.connection.execute(select(_AT.id).where(_AT.id == session_id).with_for_update())
        return next(iter(self.these([session_id])), None)

    def all(self) -> Sequence[CalibrationSession]:
        """Every session, the newest first."""
        return self.these(list(self.connection.scalars(select(_AT.id))))

    def these(self, ids: Collection[int]) -> Sequence[CalibrationSession]:
        """The sessions of these ids, the newest first."""
        if not ids:
            return []
        query = select(calibration_sessions, people.c.name).join(people, people.c.id == _AT.facilitator_id)
        rows = self.connection.execute(query.where(_AT.id.in_(list(ids))).order_by(_AT.id.desc())).all()
        in_them, seats = self._calls(ids), self._seats(ids)
        return [
            CalibrationSession(
                id=row.id,
                title=row.title,
                day=row.day,
                facilitator_id=row.facilitator_id,
                facilitator_name=row.name,
                created_at=row.created_at,
                compared_at=row.compared_at,
                agreed_at=row.agreed_at,
                cancelled_at=row.cancelled_at,
                calls=tuple(in_them[row.id]),
                seats=tuple(seats[row.id]),
            )
            for row in rows
        ]

    def seat(self, call_id: int, person_id: int, *, lock: bool = False) -> OpenSeat | None:
        """What this person is to score blind of a call, in a session that still takes marks; None for nothing."""
        at = calibration_seats.c
        query = (
            select(at.session_id, calibration_calls.c.scorecard_version_id)
            .join(calibration_sessions, _AT.id == at.session_id)
            .join(
                calibration_calls,
                (calibration_calls.c.session_id == at.session_id) & (calibration_calls.c.call_id == at.call_id),
            )
            .where(at.call_id == call_id, at.person_id == person_id, at.earlier.is_(False), _OPEN)
        )
        row = self.connection.execute(query.with_for_update(of=calibration_sessions) if lock else query).first()
        return OpenSeat._make(row) if row else None

    def open_of(self, call_id: int, person_id: int) -> Sequence[int]:
        """The sessions that still take marks and have a seat for this person at this call."""
        at = calibration_seats.c
        query = select(at.session_id).join(calibration_sessions, _AT.id == at.session_id)
        return list(self.connection.scalars(query.where(at.call_id == call_id, at.person_id == person_id, _OPEN)))

    def is_open_for(self, person_id: int) -> bool:
        """Whether this person is invited to a session that still takes marks: nearly always nobody is."""
        return self.connection.scalar(open_seats_of(person_id).limit(1)) is not None

    def was_compared(self, call_id: int, person_id: int | None = None) -> bool:
        """Whether what was marked of a call in a session has been shown: to this person in theirs, or to anybody."""
        at = calibration_seats.c
        mine = [] if person_id is None else [at.person_id == person_id]
        here = and_(at.call_id == call_id, at.session_id == _AT.id, _AT.compared_at.is_not(None), *mine)
        query = select(exists().where(here))
        return self.connection.scalar(query) is True

    def open_calls(self, person_id: int, call_ids: Collection[int] | None = None) -> Mapping[int, bool]:
        """The calls, or those of these, that are being scored in a session; whether this person is to score them."""
        at, seat = calibration_calls.c, calibration_seats.c
        mine = exists().where(seat.session_id == at.session_id, seat.call_id == at.call_id, seat.person_id == person_id)
        query = select(at.call_id, mine.label("mine")).join(calibration_sessions, _AT.id == at.session_id).where(_OPEN)
        if call_ids is not None:
            query = query.where(at.call_id.in_(list(call_ids)))
        return {row.call_id: bool(row.mine) for row in self.connection.execute(query)}

    def nameless(self, person_id: int, call_ids: Collection[int]) -> frozenset[int]:
        """Those of these calls whose agent this person is not to know: invited to a session that is not over."""
        query = nameless_calls(person_id).where(calibration_seats.c.call_id.in_(list(call_ids)))
        return frozenset(self.connection.scalars(query))

    def going_on(self, call_ids: Collection[int]) -> frozenset[int]:
        """Those of these calls that are in a session which is not over."""
        at = calibration_calls.c
        query = select(at.call_id).join(calibration_sessions, _AT.id == at.session_id)
        return frozenset(self.connection.scalars(query.where(at.call_id.in_(list(call_ids)), GOING_ON)))

    def add_note(
        self,
        session_id: int,
        call_id: int,
        path: str,
        level: str | None,
        *,
        rubric_version: int,
        reason: str,
        by: int,
        at: datetime,
    ) -> int:
        """Write down a consensus in place of what the session had for this call and criterion, which is withdrawn."""
        note = consensus_notes.c
        same = (note.session_id == session_id) & (note.call_id == call_id) & (note.path == path)
        self._withdraw(same, at)
        values = {
            "session_id": session_id,
            "call_id": call_id,
            "path": path,
            "level": level,
            "rubric_version": rubric_version,
            "reason": reason,
            "author_id": by,
            "at": at,
        }
        return inserted_id(self.connection.execute(insert(consensus_notes).values(values)))

    def supersede(self, session_id: int, at: datetime) -> None:
        """Withdraw the notes of other sessions on the levels that this one has agreed on."""
        note, newer = consensus_notes.c, consensus_notes.alias("newer")
        ended = select(_AT.id).where(_AT.agreed_at.is_not(None), _AT.id != session_id)
        replaced = exists().where(
            newer.c.session_id == session_id,
            newer.c.withdrawn_at.is_(None),
            newer.c.path == note.path,
            newer.c.level.is_not_distinct_from(note.level),
        )
        # by id: some databases do not update what the condition reads again
        ids = list(
            self.connection.scalars(
                select(note.id).where(note.session_id.in_(ended), note.withdrawn_at.is_(None), replaced)
            )
        )
        self._withdraw(note.id.in_(ids), at)

    def withdraw(self, note_id: int, at: datetime) -> None:
        """Take a note from beside its level; it stays in its session."""
        self._withdraw(consensus_notes.c.id == note_id, at)

    def note(self, note_id: int) -> ConsensusNote | None:
        """One note, withdrawn or not."""
        return next(iter(self._notes(consensus_notes.c.id == note_id)), None)

    def notes_of(self, session_id: int) -> Sequence[ConsensusNote]:
        """What a session wrote down and did not replace, the oldest first."""
        return self._notes(consensus_notes.c.session_id == session_id, consensus_notes.c.withdrawn_at.is_(None))

    def notes(self) -> Sequence[ConsensusNote]:
        """What stands beside the levels: of sessions that ended with it, and not withdrawn."""
        return self._notes(consensus_notes.c.withdrawn_at.is_(None), _AT.agreed_at.is_not(None))

    def propose(self, session_id: int, new: NewProposal, *, rubric_version: int, by: int, at: datetime) -> int:
        """Keep a proposal; its id."""
        values = {
            "session_id": session_id,
            "path": new.path,
            "level": new.level,
            "rubric_version": rubric_version,
            "words": dict(new.words.versions),
            "reason": new.reason,
            "author_id": by,
            "at": at,
            "state": ProposalState.OPEN.value,
        }
        return inserted_id(self.connection.execute(insert(rubric_proposals).values(values)))

    def settle(self, proposal_id: int, state: ProposalState, by: int, at: datetime) -> bool:
        """Say what became of an open proposal; False when it was settled before."""
        mine = (rubric_proposals.c.id == proposal_id) & (rubric_proposals.c.state == ProposalState.OPEN.value)
        change = update(rubric_proposals).where(mine)
        return self.connection.execute(change.values(state=state.value, settled_by=by, settled_at=at)).rowcount > 0

    def proposals(self, session_id: int | None = None) -> Sequence[RubricProposal]:
        """All proposals, or those of a session, the newest first."""
        author, settler = people.alias("author"), people.alias("settler")
        query = (
            select(rubric_proposals, author.c.name.label("author"), settler.c.name.label("settler"), _AT.title)
            .join(author, author.c.id == rubric_proposals.c.author_id)
            .join(calibration_sessions, _AT.id == rubric_proposals.c.session_id)
            .outerjoin(settler, settler.c.id == rubric_proposals.c.settled_by)
        )
        if session_id is not None:
            query = query.where(rubric_proposals.c.session_id == session_id)
        return [_proposal(row) for row in self.connection.execute(query.order_by(rubric_proposals.c.id.desc()))]

    def _withdraw(self, condition: ColumnElement[bool], at: datetime) -> None:
        change = update(consensus_notes).where(condition, consensus_notes.c.withdrawn_at.is_(None))
        self.connection.execute(change.values(withdrawn_at=at))

    def _notes(self, *conditions: ColumnElement[bool]) -> Sequence[ConsensusNote]:
        query = (
            select(consensus_notes, people.c.name, _AT.agreed_at)
            .join(people, people.c.id == consensus_notes.c.author_id)
            .join(calibration_sessions, _AT.id == consensus_notes.c.session_id)
            .where(*conditions)
        )
        return [_note(row) for row in self.connection.execute(query.order_by(consensus_notes.c.id))]

    def _calls(self, ids: Collection[int]) -> Mapping[int, list[SessionCall]]:
        at, by_session = calibration_calls.c, defaultdict[int, list[SessionCall]](list)
        query = (
            call_facts()
            .add_columns(at.session_id, at.scorecard_version_id, at.because)
            .join(calibration_calls, at.call_id == calls.c.id)
            .where(at.session_id.in_(list(ids)))
            .order_by(calls.c.started_at, calls.c.id)
        )
        for row in self.connection.execute(query):
            chosen = SessionCall(as_call(row), row.scorecard_version_id, ChosenBecause(row.because))
            by_session[row.session_id].append(chosen)
        return by_session

    def _seats(self, ids: Collection[int]) -> Mapping[int, list[Seat]]:
        at, by_session = calibration_seats.c, defaultdict[int, list[Seat]](list)
        own = evaluations.c
        counted = or_(at.earlier, own.selection.in_([kind.value for kind in MEASURING]))
        whose = (own.call_id == at.call_id) & (own.evaluator_id == at.person_id) & counted
        handed_in = and_(
            whose,
            own.status != Status.DRAFT.value,
            or_(_AT.compared_at.is_(None), own.published_at <= _AT.compared_at),
        )
        query = (
            select(
                calibration_seats,
                people.c.name,
                people.c.active,
                select(func.max(own.id))
                .where(handed_in)
                .correlate(calibration_seats, calibration_sessions)
                .scalar_subquery()
                .label("evaluation_id"),
                exists().where(whose).correlate(calibration_seats).label("begun"),
            )
            .join(people, people.c.id == at.person_id)
            .join(calibration_sessions, _AT.id == at.session_id)
            .where(at.session_id.in_(list(ids)))
            .order_by(people.c.name, at.person_id)
        )
        for row in self.connection.execute(query):
            seat = Seat(
                call_id=row.call_id,
                person_id=row.person_id,
                person_name=row.name,
                active=row.active,
                earlier=row.earlier,
                begun=bool(row.begun),
                evaluation_id=row.evaluation_id,
            )
            by_session[row.session_id].append(seat)
        return by_session


def of_open_session() -> ColumnElement[bool]:
    """Evaluations made for a session that still takes marks: nobody but who made it knows of one."""
    at = calibration_calls.c
    going_on = select(at.call_id).join(calibration_sessions, _AT.id == at.session_id).where(_OPEN)
    return and_(evaluations.c.selection == SelectionKind.CALIBRATION.value, evaluations.c.call_id.in_(going_on))


def in_a_session_going_on() -> ColumnElement[bool]:
    """Calls that are in a session which is not over."""
    at = calibration_calls.c
    return calls.c.id.in_(select(at.call_id).join(calibration_sessions, _AT.id == at.session_id).where(GOING_ON))


def open_seats_of(person_id: int) -> Any:
    """The calls that this person is to score in a session that still takes marks."""
    at = calibration_seats.c
    return (
        select(at.call_id).join(calibration_sessions, _AT.id == at.session_id).where(at.person_id == person_id, _OPEN)
    )


def _note(row: Row[Any]) -> ConsensusNote:
    return ConsensusNote(
        id=row.id,
        session_id=row.session_id,
        call_id=row.call_id,
        path=row.path,
        level=row.level,
        rubric_version=row.rubric_version,
        reason=row.reason,
        author_name=row.name,
        at=row.at,
        agreed_at=row.agreed_at,
        withdrawn_at=row.withdrawn_at,
    )


def _proposal(row: Row[Any]) -> RubricProposal:
    return RubricProposal(
        id=row.id,
        session_id=row.session_id,
        session_title=row.title,
        new=NewProposal(row.path, row.level, Text(row.words), row.reason),
        rubric_version=row.rubric_version,
        author_name=row.author,
        at=row.at,
        state=ProposalState(row.state),
        settled_by=row.settler or "",
        settled_at=row.settled_at,
    )
