"""Calibration sessions: chosen and called by a facilitator, scored blind, compared, and ended with what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, Subject, authorise, can
from benvenuto.domain.calibration import (
    FEWEST_EVALUATORS,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_CALLS,
    AnotherStage,
    CalibrationSession,
    CalibrationStatus,
    Candidate,
    ChosenBecause,
    ConsensusNote,
    DayInThePast,
    InAnotherSession,
    NewProposal,
    NewSession,
    NoCalls,
    NoConsensusReason,
    NoLevel,
    NoLongerToChoose,
    NothingHandedIn,
    NothingProposed,
    NoTitle,
    ProposalState,
    RubricProposal,
    SettledAlready,
    TooFewEvaluators,
    TooFewToDraw,
    TooManyCalls,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.services.calls.nameless import without_name
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.calibration_steps import LEADING, compare, leads, takes_part, tell_concerned
from benvenuto.services.scoring.evaluations import assemble, readable
from benvenuto.services.scoring.listen_first import unheard
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


@dataclass(frozen=True, slots=True)
class ComparedCall:
    """What was marked of one call of a session, by evaluator, with what was agreed so far, by criterion.

    `listen_first`: its reader is to decide a dispute about the call, and has yet to listen; so there are no marks.
    """

    evaluations: Sequence[Evaluation]
    consensus: Mapping[str, ConsensusNote]
    listen_first: bool = False


@dataclass(frozen=True)
class CalibrationService:
    """The service of calibration sessions."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    timezone: ZoneInfo
    generator: Callable[[], Random] = SystemRandom

    def sessions(self, actor: Actor) -> Sequence[SeenSession]:
        """The sessions that the actor leads or is invited to, the newest first."""
        _authorise_role(actor)
        with self.database.read() as tx:
            return [_seen(actor, session) for session in tx.calibrations.all() if _concerns(actor, session)]

    def session(self, actor: Actor, session_id: int) -> SeenSession:
        """One of them."""
        with self.database.read() as tx:
            return _seen(actor, _fetch(tx, actor, session_id))

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
            chosen = self._chosen(tx, actor, new)
            seats = [seat for each in chosen for seat in self._seats(tx, each, new.people)]
            calls = [NewCall(each.call.id, self._version(tx, each), each.because) for each in chosen]
            session_id = tx.calibrations.begin(title, new.day, actor.id, self.clock(), calls, seats)
            people = sorted({seat.person_id for seat in seats})
            detail = {"calls": len(calls), "people": len(people)}
            tx.audit.write(self.clock(), actor.id, "calibration_called", "calibration", session_id, **detail)
            session = tx.calibrations.get(session_id)
            assert session is not None  # noqa: S101 - written in this transaction
            tell_concerned(tx, self.clock(), NoticeKind.CALIBRATION_INVITED, session, actor.id)
            return session_id

    def change_day(self, actor: Actor, session_id: int, day: date) -> None:
        """Give a session another day, and tell who is invited; the same day changes nothing."""
        with self.database.write() as tx:
            session = _led(tx, actor, session_id)
            if not session.open:
                raise AnotherStage
            if day < self._today():
                raise DayInThePast
            if day == session.day:
                return
            tx.calibrations.set(session_id, day=day)
            tx.audit.write(self.clock(), actor.id, "calibration_moved", "calibration", session_id, day=day.isoformat())
            tell_concerned(tx, self.clock(), NoticeKind.CALIBRATION_MOVED, session, actor.id)

    def cancel(self, actor: Actor, session_id: int) -> None:
        """Call a session off that has not ended; what was published for it stays. Called off twice, once."""
        with self.database.write() as tx:
            session = _led(tx, actor, session_id)
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
            session = _led(tx, actor, session_id)
            if session.status is CalibrationStatus.COMPARING:
                return
            if not session.open:
                raise AnotherStage
            if not any(seat.evaluation_id for seat in session.seats):
                raise NothingHandedIn
            compare(tx, self.clock(), session, actor.id)

    def comparison(self, actor: Actor, session_id: int, call_id: int) -> ComparedCall:
        """What all marked of one of its calls, for whoever may read it, once the session compares."""
        with self.database.read() as tx:
            session = _fetch(tx, actor, session_id)
            _authorise_call(actor, session, call_id)
            if session.compared_at is None:
                raise Forbidden
            handed_in = [seat.evaluation_id for seat in session.seats if seat.call_id == call_id and seat.evaluation_id]
            rows = readable(tx, actor, tx.evaluations.these(handed_in))
            notes = {note.path: note for note in tx.calibrations.notes_of(session_id) if note.call_id == call_id}
            # of the whole call: what others marked of it says as much, whoever of them is in the session
            if unheard(tx, actor, tx.evaluations.of_call(call_id)):
                return ComparedCall((), {}, listen_first=True)
            rows = sorted(rows, key=lambda row: (row.evaluator_name.casefold(), row.id))
            return ComparedCall([assemble(tx, self.scorecards, row) for row in rows], notes)

    def write_consensus(
        self, actor: Actor, session_id: int, call_id: int, path: str, level: str | None, reason: str
    ) -> None:
        """Write down what was agreed on a criterion of a call: a level, None for not applicable, and why.

        It replaces what the session had written on it, which is withdrawn and kept; the same once more changes nothing.
        """
        reason = reason.strip()[:LONGEST_REASON]
        with self.database.write() as tx:
            session, scorecard = self._comparing(tx, actor, session_id, call_id)
            criterion = scorecard.criterion(path)
            if criterion is None or (criterion.level(level) is None if level else not criterion.not_applicable):
                raise NoLevel
            if not reason:
                raise NoConsensusReason
            for note in tx.calibrations.notes_of(session.id):
                if (note.call_id, note.path, note.level, note.reason) == (call_id, path, level, reason):
                    return
            version = _rubric_version(scorecard, path)
            tx.calibrations.add_note(
                session_id,
                call_id,
                path,
                level,
                rubric_version=version,
                reason=reason,
                by=actor.id,
                at=self.clock(),
            )
            tx.audit.write(self.clock(), actor.id, "consensus_written", "calibration", session_id, criterion=path)

    def propose(self, actor: Actor, session_id: int, call_id: int, new: NewProposal) -> None:
        """Propose other words for a level to whoever keeps the rubrics; the same again is proposed once."""
        words = {code: text.strip()[:LONGEST_REASON] for code, text in new.words.versions.items() if code in LANGUAGES}
        words = {code: text for code, text in words.items() if text}
        new = replace(new, words=Text(words), reason=new.reason.strip()[:LONGEST_REASON])
        with self.database.write() as tx:
            _, scorecard = self._comparing(tx, actor, session_id, call_id)
            criterion = scorecard.criterion(new.path)
            if criterion is None or criterion.level(new.level) is None:
                raise NoLevel
            if not words or not new.reason:
                raise NothingProposed
            if any(each.new == new for each in tx.calibrations.proposals(session_id)):
                return
            version = _rubric_version(scorecard, new.path)
            tx.calibrations.propose(session_id, new, rubric_version=version, by=actor.id, at=self.clock())
            tx.audit.write(self.clock(), actor.id, "rubric_proposed", "calibration", session_id, criterion=new.path)

    def end(self, actor: Actor, session_id: int) -> None:
        """End a session: what it has written down stands beside its levels from now on. Ended twice, once."""
        with self.database.write() as tx:
            session = _led(tx, actor, session_id)
            if session.status is CalibrationStatus.AGREED:
                return
            if session.status is not CalibrationStatus.COMPARING:
                raise AnotherStage
            tx.calibrations.set(session_id, agreed_at=self.clock())
            tx.calibrations.supersede(session_id, self.clock())
            tx.audit.write(self.clock(), actor.id, "calibration_agreed", "calibration", session_id)

    def notes(self, actor: Actor) -> Sequence[ConsensusNote]:
        """What stands beside the levels of all criteria, for everybody in the house."""
        authorise(actor, Permission.READ_HANDBOOK)
        with self.database.read() as tx:
            return tx.calibrations.notes()

    def withdraw(self, actor: Actor, note_id: int) -> None:
        """Take a note from beside its level, which nothing replaces."""
        with self.database.write() as tx:
            note = tx.calibrations.note(note_id)
            if note is None:
                raise Forbidden
            _led(tx, actor, note.session_id)
            if note.withdrawn_at is None:
                tx.calibrations.withdraw(note_id, self.clock())
                detail = {"criterion": note.path}
                tx.audit.write(self.clock(), actor.id, "consensus_withdrawn", "calibration", note.session_id, **detail)

    def proposals(self, actor: Actor, session_id: int | None = None) -> Sequence[RubricProposal]:
        """All proposals, for who keeps the rubrics; those of a session for whom it concerns. The newest first."""
        with self.database.read() as tx:
            if session_id is None:
                authorise(actor, Permission.ADMINISTER)
            else:
                _fetch(tx, actor, session_id)
            return tx.calibrations.proposals(session_id)

    def settle(self, actor: Actor, proposal_id: int, state: ProposalState) -> None:
        """Say that a proposal was put into the rubric, or that it was declined; said twice, it is said once."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            known = next((each for each in tx.calibrations.proposals() if each.id == proposal_id), None)
            if known is None:
                raise Forbidden
            if known.state is state:
                return
            if not tx.calibrations.settle(proposal_id, state, actor.id, self.clock()):
                raise SettledAlready
            detail = {"criterion": known.new.path, "outcome": state.value}
            tx.audit.write(self.clock(), actor.id, "proposal_settled", "calibration", known.session_id, **detail)

    def _pool(self, tx: Transaction, actor: Actor) -> Sequence[Candidate]:
        return tx.session_candidates.pool(_teams(actor), actor.id, self.clock() - BACK, MOST_LISTED)

    def _chosen(self, tx: Transaction, actor: Actor, new: NewSession) -> Sequence[Candidate]:
        """The calls that were chosen, and as many more as are to be drawn, in the order of their ids."""
        wanted = set(new.call_ids)
        if len(wanted) + new.drawn > MOST_CALLS:
            raise TooManyCalls
        if not wanted and new.drawn < 1:
            raise NoCalls
        pool = self._pool(tx, actor)
        there = {each.call.id: each for each in pool}
        for call_id in sorted(wanted - there.keys()):
            self._refuse(tx, actor, call_id)
        rest = [each for each in pool if each.call.id not in wanted]
        if len(rest) < new.drawn:
            raise TooFewToDraw(there=len(rest))
        drawn = self.generator().sample(list(rest), max(new.drawn, 0))
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

    def _seats(self, tx: Transaction, chosen: Candidate, people: Collection[int]) -> Sequence[NewSeat]:
        """Who of the people is to score the call; whoever has begun to already takes part with that evaluation."""
        call, seats = chosen.call, []
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

    def _version(self, tx: Transaction, chosen: Candidate) -> int:
        return self.scorecards.for_reason(tx, chosen.call.contact_reason).version_id

    def _comparing(
        self, tx: Transaction, actor: Actor, session_id: int, call_id: int
    ) -> tuple[CalibrationSession, Scorecard]:
        """The session that the actor writes in, and the scorecard of the call."""
        session = _fetch(tx, actor, session_id, lock=True)
        _authorise_call(actor, session, call_id)
        if session.status is not CalibrationStatus.COMPARING:
            raise AnotherStage
        version_id = next(each.version_id for each in session.calls if each.call.id == call_id)
        return session, self.scorecards.version(tx, version_id)

    def _today(self) -> date:
        return self.clock().astimezone(self.timezone).date()

    @staticmethod
    def _day(day: date) -> str:
        return f"{day:%d/%m/%Y}"


def _authorise_role(actor: Actor) -> None:
    if not actor.roles.intersection(LEADING):
        raise Forbidden


def _teams(actor: Actor) -> frozenset[int]:
    return frozenset[int]().union(*(actor.teams(role) for role in LEADING))


def _concerns(actor: Actor, session: CalibrationSession) -> bool:
    return leads(actor, session) or takes_part(actor, session)


def _fetch(tx: Transaction, actor: Actor, session_id: int, *, lock: bool = False) -> CalibrationSession:
    session = tx.calibrations.get(session_id, lock=lock)
    # the same answer as without permission, so that nobody learns which ids there are
    if session is None or not _concerns(actor, session):
        raise Forbidden
    return session


def _led(tx: Transaction, actor: Actor, session_id: int) -> CalibrationSession:
    session = _fetch(tx, actor, session_id, lock=True)
    if not leads(actor, session):
        raise Forbidden
    return session


def _reaches(actor: Actor, session: CalibrationSession, call_id: int) -> bool:
    """Whether this call of it concerns the actor: as who leads, or as one of those who were to score it."""
    mine = {seat.call_id for seat in session.seats if seat.person_id == actor.id}
    for each in session.calls:
        if each.call.id == call_id:
            subject = Subject(each.call.agent_id, each.call.team_id)
            return can(actor, Permission.CALIBRATE, subject) and (call_id in mine or leads(actor, session))
    return False


def _authorise_call(actor: Actor, session: CalibrationSession, call_id: int) -> None:
    if not _reaches(actor, session, call_id):
        raise Forbidden


def _seen(actor: Actor, session: CalibrationSession) -> SeenSession:
    """Without the calls that are not the actor's to see, and without the agents' names until it is over."""
    kept = [each for each in session.calls if _reaches(actor, session, each.call.id)]
    if not session.over:
        kept = [replace(each, call=without_name(each.call)) for each in kept]
    ids = {each.call.id for each in kept}
    seats = tuple(seat for seat in session.seats if seat.call_id in ids)
    return SeenSession(replace(session, calls=tuple(kept), seats=seats), leads(actor, session))


def _rubric_version(scorecard: Scorecard, path: str) -> int:
    return next(part.rubric.version for part in scorecard.parts if part.rubric.id == path.partition("/")[0])
