"""Calibration sessions: chosen and called by a facilitator, scored blind, compared, and ended."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.audit import from_to
from benvenuto.domain.calibration import (
    FEWEST_EVALUATORS,
    LONGEST_TITLE,
    MOST_CALLS,
    AlreadyBegun,
    AnotherStage,
    CalibrationSession,
    CalibrationStatus,
    Candidate,
    ChosenBecause,
    DayInThePast,
    InAnotherSession,
    NewSession,
    NoCalls,
    NoLongerToChoose,
    NothingHandedIn,
    NoTitle,
    SessionChange,
    TooFewEvaluators,
    TooFewToDraw,
    TooManyCalls,
)
from benvenuto.domain.call import Call
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.services.calls.nameless import without_name
from benvenuto.services.clock import Clock
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.services.scoring.blindness import hidden
from benvenuto.services.scoring.calibration_reach import LEADING, concerns, fetch_session, leads, led_session, reaches
from benvenuto.services.scoring.calibration_steps import compare, differences, tell_changed, tell_concerned
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.scoring.calibrations import NewCall, NewSeat

BACK = timedelta(days=90)
"""How old a call may be that is chosen."""
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class SeenSession:
    """A session as its reader sees it: until it is over, without the names of the agents."""

    session: CalibrationSession
    leads: bool


@dataclass(frozen=True)
class CalibrationService:
    """The service of calibration sessions."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    timezone: ZoneInfo
    rules: WorksRules
    generator: Callable[[], Random] = SystemRandom

    def sessions(self, actor: Actor) -> Sequence[SeenSession]:
        """The sessions that the actor leads or is invited to, the newest first."""
        _authorise_role(actor)
        with self.database.read() as tx:
            return [_seen(actor, session) for session in tx.calibrations.all() if concerns(actor, session)]

    def session(self, actor: Actor, session_id: int) -> SeenSession:
        """One of them."""
        with self.database.read() as tx:
            return _seen(actor, fetch_session(tx, actor, session_id))

    def waiting(self, actor: Actor) -> int:
        """How many calls the actor has still to hand in."""
        if Role.SUPERVISOR not in actor.roles:
            return 0
        with self.database.read() as tx:
            if not tx.calibrations.is_open_for(actor.id):
                return 0
        return sum(len(seen.session.to_score(actor.id)) for seen in self.sessions(actor))

    def candidates(self, actor: Actor) -> Sequence[Candidate]:
        """The calls that the actor may put into a session, the newest first; agents are not named."""
        _authorise_role(actor)
        with self.database.read() as tx:
            pool = self._pool(tx, actor)
        return [replace(each, call=without_name(each.call)) for each in pool]

    def evaluators(self, actor: Actor) -> Sequence[Person]:
        """Whom the actor may invite: who scores in the teams that the actor answers for, by name."""
        _authorise_role(actor)
        with self.database.read() as tx:
            ids = {person_id for team_id in _teams(actor) for person_id in tx.people.holding(Role.SUPERVISOR, team_id)}
            people = [person for person_id in ids if (person := tx.people.get(person_id)) is not None]
        return sorted(people, key=lambda person: (person.name.casefold(), person.id))

    def begin(self, actor: Actor, new: NewSession) -> int:
        """Call a session; its id. Who is invited is told.

        Nobody is invited to their own call, nor to one that they may not score: each call needs two who are.
        """
        title = new.title.strip()[:LONGEST_TITLE]
        with self.database.write() as tx:
            _authorise_role(actor)
            if not title:
                raise NoTitle
            if new.day < self._today():
                raise DayInThePast
            tx.advisory_lock("calibration")  # two who call a session with the same call at once
            _check_number(len({*new.call_ids}) + new.drawn)
            chosen = self._chosen(tx, actor, new.call_ids, new.drawn)
            seats = [seat for each in chosen for seat in self._seats(tx, each.call, new.people)]
            calls = [self._new(tx, each) for each in chosen]
            session_id = tx.calibrations.begin(title, new.day, actor.id, self.clock(), calls, seats)
            people = sorted({seat.person_id for seat in seats})
            detail = {"calls": len(calls), "people": len(people)}
            tx.audit.write(self.clock(), actor.id, "calibration_called", "calibration", session_id, **detail)
            session = tx.calibrations.get(session_id)
            assert session is not None  # noqa: S101 - written in this transaction
            tell_concerned(tx, self.clock(), NoticeKind.CALIBRATION_INVITED, session, actor.id)
            return session_id

    def change(self, actor: Actor, session_id: int, wanted: SessionChange) -> None:
        """Give a session another day, and while nobody has begun to score, other calls and evaluators.

        Whoever is invited, is no longer, or has other calls is told; what is as it was changes nothing.
        """
        with self.database.write() as tx:
            tx.advisory_lock("calibration")
            session = fetch_session(tx, actor, session_id)
            for call_id in sorted(each.call.id for each in session.calls):
                tx.calls.lock(
                    call_id
                )  # whoever begins to score this moment has, or sees what has become of the session
            session = led_session(tx, actor, session_id)
            if not session.open:
                raise AnotherStage
            if wanted.day != session.day and wanted.day < self._today():
                raise DayInThePast
            others = {*wanted.call_ids} != {each.call.id for each in session.calls}
            if others or {*wanted.people} != {*session.evaluators}:
                self._refill(tx, actor, session, wanted)
            elif wanted.day != session.day:
                tx.calibrations.set(session_id, day=wanted.day)
                changed = from_to({"day": session.day.isoformat()}, {"day": wanted.day.isoformat()})
                tx.audit.write(self.clock(), actor.id, "calibration_moved", "calibration", session_id, **changed)
                tell_concerned(tx, self.clock(), NoticeKind.CALIBRATION_MOVED, session, actor.id)

    def cancel(self, actor: Actor, session_id: int) -> None:
        """Call a session off that has not ended; what was published for it stays. Called off twice, once."""
        with self.database.write() as tx:
            session = led_session(tx, actor, session_id)
            if session.status is CalibrationStatus.CANCELLED:
                return
            if session.over:
                raise AnotherStage
            tx.calibrations.set(session_id, cancelled_at=self.clock())
            tx.audit.write(self.clock(), actor.id, "calibration_cancelled", "calibration", session_id)
            tell_concerned(tx, self.clock(), NoticeKind.CALIBRATION_CANCELLED, session, actor.id)

    def close(self, actor: Actor, session_id: int) -> None:
        """Go on to the comparison; whoever has not handed in is out. Closed twice, it is closed once."""
        with self.database.write() as tx:
            session = led_session(tx, actor, session_id)
            if session.status is CalibrationStatus.COMPARING:
                return
            if not session.open:
                raise AnotherStage
            if not any(seat.evaluation_id for seat in session.seats):
                raise NothingHandedIn
            compare(tx, self.clock(), session, actor.id)

    def end(self, actor: Actor, session_id: int) -> None:
        """End a session: what it has written down stands beside its levels from now on. Ended twice, once."""
        with self.database.write() as tx:
            session = led_session(tx, actor, session_id)
            if session.status is CalibrationStatus.AGREED:
                return
            if session.status is not CalibrationStatus.COMPARING:
                raise AnotherStage
            tx.calibrations.set(session_id, agreed_at=self.clock())
            tx.calibrations.supersede(session_id, self.clock())
            tx.audit.write(self.clock(), actor.id, "calibration_agreed", "calibration", session_id)

    def _pool(self, tx: Transaction, actor: Actor) -> Sequence[Candidate]:
        pool = tx.session_candidates.pool(_teams(actor), actor.id, self.clock() - BACK, MOST_LISTED)
        return _without_what_is_kept(tx, actor, pool)

    def _refill(self, tx: Transaction, actor: Actor, session: CalibrationSession, wanted: SessionChange) -> None:
        if session.status is not CalibrationStatus.PLANNED:
            raise AlreadyBegun
        _check_number(len({*wanted.call_ids}))
        kept = [each for each in session.calls if each.call.id in wanted.call_ids]
        added = {*wanted.call_ids} - {each.call.id for each in kept}
        chosen = self._chosen(tx, actor, added) if added else ()
        in_it = [*(each.call for each in kept), *(each.call for each in chosen)]
        seats = [seat for call in in_it for seat in self._seats(tx, call, wanted.people)]
        calls = [NewCall(each.call.id, each.version_id, each.because) for each in kept]
        calls += [self._new(tx, each) for each in chosen]
        tx.calibrations.fill(session.id, calls, seats)
        tx.calibrations.set(session.id, day=wanted.day)
        after = tx.calibrations.get(session.id)
        assert after is not None  # noqa: S101 - locked in this transaction
        day = {"day": wanted.day.isoformat()} if wanted.day != session.day else {}
        if not (detail := {**differences(session, after), **day}):
            return
        tx.audit.write(self.clock(), actor.id, "calibration_changed", "calibration", session.id, **detail)
        tell_changed(tx, self.clock(), session, after, actor.id)

    def _new(self, tx: Transaction, chosen: Candidate) -> NewCall:
        version_id = self.scorecards.for_reason(tx, chosen.call.contact_reason).version_id
        return NewCall(chosen.call.id, version_id, chosen.because)

    def _chosen(
        self, tx: Transaction, actor: Actor, call_ids: Collection[int], to_draw: int = 0
    ) -> Sequence[Candidate]:
        """The calls that were chosen, and as many more as are to be drawn, in the order of their ids."""
        wanted = set(call_ids)
        pool = self._pool(tx, actor)
        there = {each.call.id: each for each in pool}
        for call_id in sorted(wanted - there.keys()):
            self._refuse(tx, actor, call_id)
        rest = [each for each in pool if each.call.id not in wanted]
        if len(rest) < to_draw:
            raise TooFewToDraw(there=len(rest))
        drawn = self.generator().sample(list(rest), max(to_draw, 0))
        chosen = [there[call_id] for call_id in wanted]
        chosen += [replace(each, because=ChosenBecause.DRAWN) for each in drawn]
        return sorted(chosen, key=lambda each: each.call.id)

    def _refuse(self, tx: Transaction, actor: Actor, call_id: int) -> None:
        call = tx.calls.get(call_id)
        if call is None or not can(actor, Permission.CALIBRATE, Subject(call.agent_id, call.team_id)):
            raise Forbidden
        if tx.calibrations.going_on([call_id]):
            raise InAnotherSession(day=self._day(call.started_at.astimezone(self.timezone).date()))
        raise NoLongerToChoose

    def _seats(self, tx: Transaction, call: Call, people: Collection[int]) -> Sequence[NewSeat]:
        """Who of the people is to score the call; whoever has begun to already takes part with that evaluation."""
        self.rules.check_scoring(call)
        seats = []
        begun = {evaluation.evaluator_id for evaluation in tx.evaluations.of_call(call.id)}
        for person_id in sorted(set(people)):
            person = tx.people.actor(person_id)
            if person is None or person.id == call.agent_id:
                continue
            if can(person, Permission.SCORE, Subject(call.agent_id, call.team_id, person.id)):
                seats.append(NewSeat(call.id, person.id, person.id in begun))
        if len(seats) < FEWEST_EVALUATORS:
            raise TooFewEvaluators(day=self._day(call.started_at.astimezone(self.timezone).date()))
        return seats

    def _today(self) -> date:
        return self.clock().astimezone(self.timezone).date()

    @staticmethod
    def _day(day: date) -> str:
        return f"{day:%d/%m/%Y}"


def _check_number(calls: int) -> None:
    if calls > MOST_CALLS:
        raise TooManyCalls
    if calls < 1:
        raise NoCalls


def _authorise_role(actor: Actor) -> None:
    if not actor.roles.intersection(LEADING):
        raise Forbidden


def _teams(actor: Actor) -> frozenset[int]:
    return frozenset[int]().union(*(actor.teams(role) for role in LEADING))


def _without_what_is_kept(tx: Transaction, actor: Actor, pool: Sequence[Candidate]) -> Sequence[Candidate]:
    """The same calls, without the reasons that tell of marks which the actor does not know yet."""
    rows = tx.evaluations.of_calls([each.call.id for each in pool if each.because is not ChosenBecause.BY_HAND])
    kept = hidden(tx, actor, rows)
    blind = {row.call_id for row in rows if row.id in kept}
    return [replace(each, because=ChosenBecause.BY_HAND) if each.call.id in blind else each for each in pool]


def _seen(actor: Actor, session: CalibrationSession) -> SeenSession:
    """Without the calls that are not the actor's to see, and without the agents' names until it is over."""
    kept = [each for each in session.calls if reaches(actor, session, each.call.id)]
    if not session.over:
        kept = [replace(each, call=without_name(each.call)) for each in kept]
    ids = {each.call.id for each in kept}
    seats = tuple(seat for seat in session.seats if seat.call_id in ids)
    return SeenSession(replace(session, calls=tuple(kept), seats=seats), leads(actor, session))
