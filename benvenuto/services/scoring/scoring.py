"""Scoring a call: a draft that is saved at every click, and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from benvenuto.domain.access import Permission, Subject, authorise, can
from benvenuto.domain.calibration import SessionMovedOn
from benvenuto.domain.call import Call
from benvenuto.domain.edits import Edit
from benvenuto.domain.evaluation import (
    TAKEN_BACK_WITHIN,
    DraftId,
    Evaluation,
    EvaluationRow,
    NotReady,
    SelectionKind,
    Status,
    still_lacking,
)
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.overtaken import Written, changes_anything, merge
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Ending
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.domain.scoring import CallFacts, score, to_publish
from benvenuto.services.calls.calls import subject_of
from benvenuto.services.calls.nameless import unnamed
from benvenuto.services.clock import Clock
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.services.scoring.evaluations import assemble, fetch, subject
from benvenuto.services.scoring.listen_first import unheard, without_marks
from benvenuto.services.scoring.publication import undo_publication, was_seen, write_publication
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.scoring.selection import selection_of, takes
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class JustPublished:
    """A publication that can still be taken back, until then."""

    evaluation: EvaluationRow
    until: datetime


@dataclass(frozen=True)
class Scoring:
    """The service of scoring."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    rules: WorksRules

    def open(self, actor: Actor, call_id: int) -> Evaluation:
        """The actor's evaluation of a call; while there is none, what it would begin as. Looking begins nothing."""
        with self.database.read() as tx:
            call, agent_id, team_id = self._scorable(tx, actor, call_id)
            return self._mine(tx, actor, call) or self._unbegun(tx, actor, call, agent_id, team_id)

    def begin(self, actor: Actor, call_id: int, scorecard_id: str = "") -> Evaluation:
        """The actor's evaluation of a call, begun when there is none yet.

        A drawn call that nobody else has taken counts as random, with its probability; any other is targeted, and
        an agent's own call a self-evaluation. The scorecard is the one for the contact reason, or the one named.
        """
        with self.database.write() as tx:
            call, _, _ = self._scorable(tx, actor, call_id)
            tx.calls.lock(call_id)  # a call that is opened twice at once is begun once
            if existing := self._mine(tx, actor, call):
                return existing
            in_force = self.scorecards.in_force_within(tx)
            named = [each.version_id for each in in_force if each.scorecard.id == scorecard_id]
            # one that is named and no longer in force gives way to the one for the reason
            version_id = named[0] if named else self.scorecards.for_reason(tx, call.contact_reason).version_id
            return assemble(tx, self.scorecards, self._begin(tx, actor, call, version_id))

    def taken_by(self, actor: Actor, call_id: int) -> str:
        """The colleague who has a drawn call, so that what the actor marks counts as picked by hand; "" for nobody."""
        with self.database.read() as tx:
            self._scorable(tx, actor, call_id)
            if tx.samples.probability(call_id) is None:
                return ""
            others = [each for each in tx.evaluations.of_call(call_id) if each.evaluator_id != actor.id]
            return next((each.evaluator_name for each in others if takes(each)), "")

    def read(self, actor: Actor, evaluation_id: int) -> Evaluation:
        """An evaluation, draft or published, for whoever may read it."""
        with self.database.read() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id)
            evaluation = assemble(tx, self.scorecards, stored)
            return without_marks(evaluation) if unheard(tx, actor, [stored]) else evaluation

    def edit(self, actor: Actor, draft: DraftId, client: str, edits: Sequence[Edit]) -> tuple[Evaluation, int]:
        """Apply a browser's edits that are not applied yet; the evaluation, and the number of the last one applied.

        The first that changes anything begins the draft. Edits carry growing numbers, so the same ones may arrive twice
        (after a reload, a reconnection, a restart) and count once, whatever another browser has changed or discarded
        since. Edits that name no criterion, level or reason of the scorecard are passed over. One that another window
        has overtaken replaces nothing and is set aside: it stands in the evaluation's history until somebody uses or
        leaves it.
        """
        with self.database.read() as tx:  # a page sends again at each run what it sent last, and makes nobody wait
            shown = self._shown(tx, actor, draft)
            last = tx.evaluations.applied(shown.call_id, shown.evaluator_id, client)
            if all(edit.seq <= last for edit in edits):
                return self._whole(tx, shown), last
        with self.database.write() as tx:
            stored, call_id = self._editable(tx, actor, draft), shown.call_id
            # by browser, for two windows number their edits apart from each other
            last = tx.evaluations.applied(call_id, actor.id, client)
            fresh = sorted((edit for edit in edits if edit.seq > last), key=lambda edit: edit.seq)
            if stored is None and changes_anything(self.scorecards.version(tx, shown.scorecard_version_id), fresh):
                call, _, _ = self._scorable(tx, actor, call_id)
                stored = self._begin(tx, actor, call, shown.scorecard_version_id)
            if fresh:
                tx.evaluations.set_applied(call_id, actor.id, client, last := fresh[-1].seq)
            return self._merged(tx, stored, client, fresh) if stored else self._whole(tx, shown), last

    def end_early(self, actor: Actor, draft: DraftId, ending: Ending | None) -> Evaluation:
        """Say of a draft how its call ended before its time, None that it took its course; this may begin the draft.

        Answers that have no place in the call now stay stored, and count again once this is taken back.
        """
        with self.database.write() as tx:
            stored, shown = self._editable(tx, actor, draft), self._shown(tx, actor, draft)
            if stored is None and ending is not None:
                call, _, _ = self._scorable(tx, actor, shown.call_id)
                stored = self._begin(tx, actor, call, shown.scorecard_version_id)
            if stored is None:
                return self._whole(tx, shown)
            tx.evaluations.set(stored.id, ending=ending)
            return self._assembled(tx, stored.id)

    def unapplied(self, actor: Actor, draft: DraftId, client: str, edits: Sequence[Edit]) -> Sequence[Edit]:
        """Those of a browser's edits that were never applied, whatever the evaluation has become."""
        with self.database.read() as tx:
            shown = self._shown(tx, actor, draft)
            last = tx.evaluations.applied(shown.call_id, shown.evaluator_id, client)
        return [edit for edit in edits if edit.seq > last]

    def use_overtaken(self, actor: Actor, evaluation_id: int, number: int) -> Evaluation:
        """Let an edit that was set aside replace what was kept; pressed twice, it is used once."""
        return self._settle(actor, evaluation_id, number, use=True)

    def leave_overtaken(self, actor: Actor, evaluation_id: int, number: int) -> Evaluation:
        """Let what was kept stand, and forget the edit that was set aside."""
        return self._settle(actor, evaluation_id, number, use=False)

    def publish(self, actor: Actor, evaluation_id: int) -> Evaluation:
        """Publish a draft; NotReady names what is lacking. Published twice, it is published once.

        A self-evaluation is for its agent alone: it is handed in, and nobody publishes it.
        """
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            # a second click, or the first one's answer that was lost on the way
            if stored.status is not Status.DRAFT and stored.evaluator_id == actor.id:
                return assemble(tx, self.scorecards, stored)
            authorise(actor, Permission.EDIT, subject(stored))
            if stored.selection.kind is SelectionKind.SELF:
                raise Forbidden
            stored = self._as_agreed(tx, stored)
            evaluation = assemble(tx, self.scorecards, stored)
            if faults := still_lacking(evaluation):
                raise NotReady(faults)
            for_session = stored.selection.kind is SelectionKind.CALIBRATION
            # locked: a session that is closed at this very time takes it, or does not
            if for_session and tx.calibrations.seat(stored.call_id, actor.id, lock=True) is None:
                raise SessionMovedOn
            answers = to_publish(evaluation.scorecard, evaluation.answers, evaluation.facts)
            evaluation = replace(evaluation, answers=answers)
            published = write_publication(tx, self.clock(), actor.id, stored, evaluation)
            return assemble(tx, self.scorecards, published, evaluation.answers)

    def just_published(self, actor: Actor) -> JustPublished | None:
        """What the actor published last, while it can be taken back."""
        with self.database.read() as tx:
            latest = tx.evaluations.latest_published(actor.id, self.clock() - TAKEN_BACK_WITHIN)
            stored = unnamed(tx, actor, [latest])[0] if latest else None
            seen = stored is not None and was_seen(tx, stored)
        if stored is None or stored.published_at is None or not can(actor, Permission.TAKE_BACK, subject(stored)):
            return None
        if seen:
            return None
        return JustPublished(stored, stored.published_at + TAKEN_BACK_WITHIN)

    def take_back(self, actor: Actor, evaluation_id: int) -> Evaluation:
        """Make a publication the draft that it was, within a minute and while the agent has not responded.

        The agent may have read it meanwhile: it is there as soon as it is published. Taken back twice, it is taken back
        once.
        """
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            if stored.status is Status.DRAFT and stored.evaluator_id == actor.id:
                return assemble(tx, self.scorecards, stored)
            authorise(actor, Permission.TAKE_BACK, subject(stored))
            undo_publication(tx, self.clock(), actor.id, stored)
            return self._assembled(tx, evaluation_id)

    def discard(self, actor: Actor, evaluation_id: int) -> None:
        """Throw a draft away; what is published cannot be."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.EDIT, evaluation_id, lock=True)
            tx.evaluations.discard(evaluation_id)
            tx.audit.write(self.clock(), actor.id, "draft_discarded", "evaluation", evaluation_id, call=stored.call_id)

    def may_edit(self, actor: Actor, evaluation: Evaluation) -> bool:
        """Whether the actor may still change this evaluation."""
        draft = evaluation.status is Status.DRAFT
        handed_in = evaluation.handed_in_at is not None
        concerned = Subject(
            evaluation.agent_id, evaluation.team_id, evaluation.evaluator_id, draft=draft, handed_in=handed_in
        )
        return can(actor, Permission.EDIT, concerned)

    def _mine(self, tx: Transaction, actor: Actor, call: Call) -> Evaluation | None:
        stored = tx.evaluations.mine(call.id, actor.id)
        return assemble(tx, self.scorecards, stored) if stored else None

    def _unbegun(
        self, tx: Transaction, actor: Actor, call: Call, agent_id: int, team_id: int, version_id: int = 0
    ) -> Evaluation:
        seat = tx.calibrations.seat(call.id, actor.id)
        # all score a call of a session by one version
        version_id = seat.version_id if seat else version_id
        version_id = version_id or self.scorecards.for_reason(tx, call.contact_reason).version_id
        scorecard, facts = self.scorecards.version(tx, version_id), CallFacts(call.contact_reason, call.language)
        for_training = self.rules.for_training(call.team_name)
        return Evaluation(
            id=0,
            call_id=call.id,
            agent_id=agent_id,
            team_id=team_id,
            evaluator_id=actor.id,
            evaluator_name=actor.name,
            status=Status.DRAFT,
            selection=selection_of(tx, actor.id, agent_id, call.id),
            scorecard=scorecard,
            facts=facts,
            revision=1,
            answers={},
            score=None if for_training else score(scorecard, {}, facts),
            scorecard_version_id=version_id,
            for_training=for_training,
        )

    def _begin(self, tx: Transaction, actor: Actor, call: Call, version_id: int) -> EvaluationRow:
        seat = tx.calibrations.seat(call.id, actor.id)
        evaluation_id = tx.evaluations.begin(
            self.clock(),
            selection_of(tx, actor.id, call.agent_id or 0, call.id),
            CallFacts(call.contact_reason, call.language),
            call_id=call.id,
            agent_id=call.agent_id,
            team_id=call.team_id,
            evaluator_id=actor.id,
            scorecard_version_id=seat.version_id if seat else version_id,
            called_at=call.started_at,
            for_training=self.rules.for_training(call.team_name),
        )
        tx.audit.write(self.clock(), actor.id, "evaluation_begun", "evaluation", evaluation_id, call=call.id)
        stored = tx.evaluations.get(evaluation_id)
        assert stored is not None  # noqa: S101 - written in this transaction
        return stored

    def _shown(self, tx: Transaction, actor: Actor, draft: DraftId) -> EvaluationRow | Evaluation:
        """What edits of this draft are about: what is stored by now, or what would be begun."""
        if isinstance(draft, int):
            return fetch(tx, actor, Permission.READ, draft)
        call, agent_id, team_id = self._scorable(tx, actor, draft.call_id)
        mine = tx.evaluations.mine(call.id, actor.id)
        if not (mine or self._is_for_calls(tx, draft.version_id)):
            raise Forbidden
        return mine or self._unbegun(tx, actor, call, agent_id, team_id, draft.version_id)

    def _is_for_calls(self, tx: Transaction, version_id: int) -> bool:
        if not tx.rubrics.has_version(version_id):
            return False
        return self.scorecards.version(tx, version_id).judges is ScorecardKind.CALLS

    def _whole(self, tx: Transaction, shown: EvaluationRow | Evaluation) -> Evaluation:
        return shown if isinstance(shown, Evaluation) else assemble(tx, self.scorecards, shown)

    @staticmethod
    def _editable(tx: Transaction, actor: Actor, draft: DraftId) -> EvaluationRow | None:
        """The draft, locked; None when it is not begun yet: then its call is, so that it is begun once."""
        if isinstance(draft, int):
            return fetch(tx, actor, Permission.EDIT, draft, lock=True)
        tx.calls.lock(draft.call_id)
        mine = tx.evaluations.mine(draft.call_id, actor.id)
        return fetch(tx, actor, Permission.EDIT, mine.id, lock=True) if mine else None

    def _merged(
        self, tx: Transaction, stored: EvaluationRow, client: str, edits: Sequence[Edit], settled: int = 0
    ) -> Evaluation:
        scorecard = self.scorecards.version(tx, stored.scorecard_version_id)
        before = Written(tx.evaluations.answers(stored.id, stored.revision), stored.summary)
        history = tx.edit_histories.get(stored.id)
        written, merged = merge(scorecard, before, history.settled(settled), client, edits, self.clock())
        changed = {path: answer for path, answer in written.answers.items() if before.answers.get(path) != answer}
        tx.evaluations.put_answers(stored.id, stored.revision, changed)
        if written.summary != stored.summary:
            tx.evaluations.set(stored.id, summary=written.summary)
            stored = replace(stored, summary=written.summary)
        if merged != history:
            tx.edit_histories.put(stored.id, merged)
        return assemble(tx, self.scorecards, stored, written.answers, merged)

    def _settle(self, actor: Actor, evaluation_id: int, number: int, *, use: bool) -> Evaluation:
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.EDIT, evaluation_id, lock=True)
            history = tx.edit_histories.get(evaluation_id)
            edits = [each.edit for each in history.overtaken if each.number == number and use]
            return self._merged(tx, stored, "", edits, settled=number)

    def _scorable(self, tx: Transaction, actor: Actor, call_id: int) -> tuple[Call, int, int]:
        """The call with its agent's and team's id, when the actor may score it, by the works agreement too."""
        call = tx.calls.get(call_id)
        if call is None or call.agent_id is None or call.team_id is None:
            raise Forbidden
        # how far its evaluations have come matters to its agent alone
        own = call.agent_id == actor.id
        concerned = subject_of(tx, actor, call) if own else Subject(call.agent_id, call.team_id)
        concerned = replace(concerned, evaluator_id=actor.id)
        authorise(actor, Permission.SCORE, concerned)
        if self.rules.in_force is not None and tx.evaluations.mine(call.id, actor.id) is None:
            self.rules.check_scoring(call)  # what was begun may still be looked at, and discarded
        return call, call.agent_id, call.team_id

    def _as_agreed(self, tx: Transaction, stored: EvaluationRow) -> EvaluationRow:
        """The draft as the works agreement has it by now, which may have changed since it was begun."""
        if self.rules.in_force is None:
            return stored
        call = tx.calls.get(stored.call_id)
        assert call is not None  # noqa: S101 - it has an evaluation
        self.rules.check_scoring(call)
        if stored.for_training or not self.rules.for_training(call.team_name):
            return stored
        tx.evaluations.set(stored.id, for_training=True)
        return replace(stored, for_training=True)

    def _assembled(self, tx: Transaction, evaluation_id: int) -> Evaluation:
        stored = tx.evaluations.get(evaluation_id)
        assert stored is not None  # noqa: S101 - written in this transaction
        return assemble(tx, self.scorecards, stored)
