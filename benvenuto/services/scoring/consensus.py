"""What a calibration session compares, the consensus that it writes down, and what it proposes for rubrics."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.calibration import (
    LONGEST_REASON,
    AnotherStage,
    CalibrationSession,
    CalibrationStatus,
    ConsensusNote,
    NewProposal,
    NoConsensusReason,
    NoLevel,
    NothingProposed,
    ProposalState,
    RubricProposal,
    SettledAlready,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import Heard
from benvenuto.domain.people import Actor
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.blindness import hidden, hidden_calls
from benvenuto.services.scoring.calibration_reach import authorise_call, fetch_session, led_session
from benvenuto.services.scoring.evaluations import as_it_stood, assemble, readable, reader_of
from benvenuto.services.scoring.listen_first import unheard
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class ComparedCall:
    """What was marked of one call of a session, by evaluator, with what was agreed so far, by criterion.

    The marks are as they were when the session compared them; those of `corrected_since` are others by now.
    `listen_first`: its reader is to decide a dispute about the call, and has yet to listen; so there are no marks.
    `blind`: its reader has yet to score the call without anybody else's marks; so there are none either.
    """

    evaluations: Sequence[Evaluation]
    consensus: Mapping[str, ConsensusNote]
    corrected_since: Collection[int] = ()
    listen_first: bool = False
    blind: bool = False


@dataclass(frozen=True)
class ConsensusService:
    """The service of what calibration sessions compare, agree on and propose."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def comparison(self, actor: Actor, session_id: int, call_id: int) -> ComparedCall:
        """What all marked of one of its calls, for whoever may read it, once the session compares."""
        with self.database.read() as tx:
            session = fetch_session(tx, actor, session_id)
            authorise_call(actor, session, call_id)
            if session.compared_at is None:
                raise Forbidden
            handed_in = [seat.evaluation_id for seat in session.seats if seat.call_id == call_id and seat.evaluation_id]
            stored = tx.evaluations.these(handed_in)
            rows = [as_it_stood(tx, row, session.compared_at) for row in readable(tx, actor, stored)]
            notes = {note.path: note for note in tx.calibrations.notes_of(session_id) if note.call_id == call_id}
            # of the whole call: what others marked of it says as much, whoever of them is in the session
            if unheard(tx, actor, tx.evaluations.of_call(call_id)):
                return ComparedCall((), {}, listen_first=True)
            # what was agreed on, too, tells what was marked
            if hidden(tx, actor, stored):
                return ComparedCall((), {}, blind=True)
            rows = sorted(rows, key=lambda row: (row.evaluator_name.casefold(), row.id))
            now = {row.id: row.revision for row in stored}
            since = {row.id for row in rows if row.revision != now[row.id]}
            compared = ComparedCall([assemble(tx, self.scorecards, row) for row in rows], notes, since)
            readers = [reader_of(tx, actor, row, self.clock()) for row in rows[:1]]
        for reader in readers:
            reader.note(self.database, Heard.EVALUATION)
        return compared

    def write(self, actor: Actor, session_id: int, call_id: int, path: str, level: str | None, reason: str) -> None:
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

    def notes(self, actor: Actor) -> Sequence[ConsensusNote]:
        """What stands beside the levels of all criteria, for everybody in the house.

        Not what was agreed on about a call whose marks the actor does not know yet.
        """
        authorise(actor, Permission.READ_HANDBOOK)
        with self.database.read() as tx:
            notes = tx.calibrations.notes()
            kept = hidden_calls(tx, actor) if notes else frozenset()
            return [note for note in notes if note.call_id not in kept]

    def withdraw(self, actor: Actor, note_id: int) -> None:
        """Take a note from beside its level, which nothing replaces."""
        with self.database.write() as tx:
            note = tx.calibrations.note(note_id)
            if note is None:
                raise Forbidden
            led_session(tx, actor, note.session_id)
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
                fetch_session(tx, actor, session_id)
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

    def _comparing(
        self, tx: Transaction, actor: Actor, session_id: int, call_id: int
    ) -> tuple[CalibrationSession, Scorecard]:
        """The session that the actor writes in, and the scorecard of the call."""
        session = fetch_session(tx, actor, session_id, lock=True)
        authorise_call(actor, session, call_id)
        if session.status is not CalibrationStatus.COMPARING:
            raise AnotherStage
        version_id = next(each.version_id for each in session.calls if each.call.id == call_id)
        return session, self.scorecards.version(tx, version_id)


def _rubric_version(scorecard: Scorecard, path: str) -> int:
    return next(part.rubric.version for part in scorecard.parts if part.rubric.id == path.partition("/")[0])
