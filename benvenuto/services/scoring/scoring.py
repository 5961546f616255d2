"""Scoring a call: a draft that is saved at every click, and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from benvenuto.domain.access import Permission, Subject, authorise, can
from benvenuto.domain.call import Call
from benvenuto.domain.edits import Edit
from benvenuto.domain.evaluation import (
    COUNTING,
    TAKEN_BACK_WITHIN,
    AgentHasAnswered,
    Evaluation,
    EvaluationRow,
    NotReady,
    Selection,
    SelectionKind,
    Status,
    TooLateToTakeBack,
    lacking,
    step,
)
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.overtaken import Written, merge
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import DrawnCall
from benvenuto.domain.scoring import CallFacts, chosen_level, counting, score
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.evaluations import assemble, fetch, subject
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell
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

    def begin(self, actor: Actor, call_id: int, scorecard_id: str = "") -> Evaluation:
        """The actor's evaluation of a call, begun when there is none yet.

        A drawn call that nobody else has taken counts as random, with its probability; any other is targeted, and
        an agent's own call a self-evaluation. The scorecard is the one for the contact reason, or the one named.
        """
        with self.database.read() as tx:  # nearly always begun already, and a page that is only read makes nobody wait
            self._scorable(tx, actor, call_id)
            existing = tx.evaluations.mine(call_id, actor.id)
            if existing is not None:
                return assemble(tx, self.scorecards, existing)
        with self.database.write() as tx:
            call, agent_id, team_id = self._scorable(tx, actor, call_id)
            tx.calls.lock(call_id)  # a call that is opened twice at once is begun once
            existing = tx.evaluations.mine(call_id, actor.id)
            if existing is not None:
                return assemble(tx, self.scorecards, existing)
            chosen = self.scorecards.for_reason(tx, call.contact_reason)
            named = [
                in_force for in_force in self.scorecards.in_force_within(tx) if in_force.scorecard.id == scorecard_id
            ]
            # one that is named and no longer in force gives way to the one for the reason
            chosen = named[0] if named else chosen
            evaluation_id = tx.evaluations.begin(
                self.clock(),
                self._selection(tx, actor.id, agent_id, call_id),
                CallFacts(call.contact_reason, call.language),
                call_id=call_id,
                agent_id=agent_id,
                team_id=team_id,
                evaluator_id=actor.id,
                scorecard_version_id=chosen.version_id,
                called_at=call.started_at,
            )
            tx.audit.write(self.clock(), actor.id, "evaluation_begun", "evaluation", evaluation_id, call=call_id)
            return self._assembled(tx, evaluation_id)

    def read(self, actor: Actor, evaluation_id: int) -> Evaluation:
        """An evaluation, draft or published, for whoever may read it."""
        with self.database.read() as tx:
            return assemble(tx, self.scorecards, fetch(tx, actor, Permission.READ, evaluation_id))

    def edit(self, actor: Actor, evaluation_id: int, client: str, edits: Sequence[Edit]) -> tuple[Evaluation, int]:
        """Apply a browser's edits that are not applied yet; the evaluation, and the number of the last one applied.

        Edits carry growing numbers, so the same ones may arrive twice (after a reload, a reconnection, a restart)
        and count once, whatever another browser has changed since. Edits that name no criterion, level or reason of
        the scorecard are passed over. One that another window has overtaken replaces nothing and is set aside: it
        stands in the evaluation's history until somebody uses or leaves it.
        """
        with self.database.read() as tx:  # a page sends again at each run what it sent last, and makes nobody wait
            last = tx.evaluations.applied(evaluation_id, client)
            if all(edit.seq <= last for edit in edits):
                return assemble(tx, self.scorecards, fetch(tx, actor, Permission.READ, evaluation_id)), last
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.EDIT, evaluation_id, lock=True)
            # by browser, for two windows number their edits apart from each other
            last = tx.evaluations.applied(evaluation_id, client)
            fresh = sorted((edit for edit in edits if edit.seq > last), key=lambda edit: edit.seq)
            evaluation = self._merged(tx, stored, client, fresh)
            if fresh:
                tx.evaluations.set_applied(evaluation_id, client, fresh[-1].seq)
            return evaluation, fresh[-1].seq if fresh else last

    def unapplied(self, actor: Actor, evaluation_id: int, client: str, edits: Sequence[Edit]) -> Sequence[Edit]:
        """Those of a browser's edits that were never applied, whatever the evaluation has become."""
        with self.database.read() as tx:
            fetch(tx, actor, Permission.READ, evaluation_id)
            last = tx.evaluations.applied(evaluation_id, client)
        return [edit for edit in edits if edit.seq > last]

    def use_overtaken(self, actor: Actor, evaluation_id: int, number: int) -> Evaluation:
        """Let an edit that was set aside replace what was kept; pressed twice, it is used once."""
        return self._settle(actor, evaluation_id, number, use=True)

    def leave_overtaken(self, actor: Actor, evaluation_id: int, number: int) -> Evaluation:
        """Let what was kept stand, and forget the edit that was set aside."""
        return self._settle(actor, evaluation_id, number, use=False)

    def publish(self, actor: Actor, evaluation_id: int) -> Evaluation:
        """Publish a draft; NotReady names what is lacking. Published twice, it is published once."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            # a second click, or the first one's answer that was lost on the way
            if stored.status is not Status.DRAFT and stored.evaluator_id == actor.id:
                return assemble(tx, self.scorecards, stored)
            authorise(actor, Permission.EDIT, subject(stored))
            evaluation = assemble(tx, self.scorecards, stored)
            if faults := lacking(evaluation.scorecard, evaluation.answers, evaluation.facts):
                raise NotReady(faults)
            published = self._write_results(tx, stored, evaluation)
            tx.audit.write(self.clock(), actor.id, "evaluation_published", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind.FEEDBACK, actor.id, published)
            return assemble(tx, self.scorecards, published, evaluation.answers)

    def just_published(self, actor: Actor) -> JustPublished | None:
        """What the actor published last, while it can be taken back."""
        with self.database.read() as tx:
            stored = tx.evaluations.latest_published(actor.id, self.clock() - TAKEN_BACK_WITHIN)
        if stored is None or stored.published_at is None or not can(actor, Permission.TAKE_BACK, subject(stored)):
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
            if stored.status is not Status.PUBLISHED or tx.evaluations.comments(evaluation_id):
                raise AgentHasAnswered
            if stored.published_at is None or self.clock() - stored.published_at > TAKEN_BACK_WITHIN:
                raise TooLateToTakeBack
            self._clear_results(tx, stored)
            tx.audit.write(self.clock(), actor.id, "publication_taken_back", "evaluation", evaluation_id)
            tx.notices.take_back(NoticeKind.FEEDBACK, evaluation_id=evaluation_id)
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
        concerned = Subject(evaluation.agent_id, evaluation.team_id, evaluation.evaluator_id, draft=draft)
        return can(actor, Permission.EDIT, concerned)

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

    def _write_results(self, tx: Transaction, stored: EvaluationRow, evaluation: Evaluation) -> EvaluationRow:
        result = score(evaluation.scorecard, evaluation.answers, evaluation.facts)
        # what counts has a value; all that was answered is kept beside it
        answers = counting(evaluation.scorecard, evaluation.answers, evaluation.facts)
        counted = {
            path: level.value
            for path, criterion in evaluation.scorecard.criteria()
            if (level := chosen_level(path, criterion, answers, evaluation.facts))
        }
        tx.calls.lock(stored.call_id)  # two who publish at once must not both count
        selection = self._selection(tx, stored.evaluator_id, stored.agent_id, stored.call_id, but=stored.id)
        tx.evaluations.put_answers(stored.id, stored.revision, evaluation.answers, counted)
        tx.evaluations.put_results(stored.id, result.rubrics, result.critical_errors)
        published = replace(
            stored,
            status=step(stored.status, Status.PUBLISHED),
            selection=selection,
            care_score=result.care,
            final_score=result.final,
            band=None if result.final is None else evaluation.scorecard.band(result.final).id,
            passed=result.passed,
            published_at=self.clock(),
        )
        tx.evaluations.set(
            stored.id,
            status=published.status.value,
            selection=selection.kind.value,
            probability=selection.probability,
            care_score=published.care_score,
            final_score=published.final_score,
            band=published.band,
            passed=published.passed,
            published_at=published.published_at,
        )
        return published

    def _clear_results(self, tx: Transaction, stored: EvaluationRow) -> None:
        tx.calls.lock(stored.call_id)
        tx.evaluations.clear_results(stored.id, stored.revision)
        tx.evaluations.set(
            stored.id,
            status=step(stored.status, Status.DRAFT).value,
            care_score=None,
            final_score=None,
            band=None,
            passed=None,
            published_at=None,
            first_read_at=None,
        )
        probability = tx.samples.probability(stored.call_id)
        if stored.selection.kind is SelectionKind.RANDOM and probability is not None:
            # a colleague's that came second and did not count is now the only one
            tx.evaluations.count_as_drawn([DrawnCall(stored.call_id, probability)])
        selection = self._selection(tx, stored.evaluator_id, stored.agent_id, stored.call_id, but=stored.id)
        tx.evaluations.set(stored.id, selection=selection.kind.value, probability=selection.probability)

    @staticmethod
    def _scorable(tx: Transaction, actor: Actor, call_id: int) -> tuple[Call, int, int]:
        """The call with its agent's and team's id, when the actor may score it."""
        call = tx.calls.get(call_id)
        if call is None or call.agent_id is None or call.team_id is None:
            raise Forbidden
        concerned = Subject(agent_id=call.agent_id, team_id=call.team_id, evaluator_id=actor.id)
        authorise(actor, Permission.SCORE, concerned)
        return call, call.agent_id, call.team_id

    @staticmethod
    def _selection(tx: Transaction, evaluator_id: int, agent_id: int, call_id: int, but: int = 0) -> Selection:
        """How an evaluation of this call counts, other than the evaluation `but`.

        A drawn call counts as random whoever picked it first: being drawn had nothing to do with how it went. It is
        drawn once, so it counts once: whoever publishes second adds a targeted evaluation.
        """
        if evaluator_id == agent_id:
            return Selection(SelectionKind.SELF)
        probability = tx.samples.probability(call_id)
        taken = any(
            evaluation.id != but
            and evaluation.selection.kind is SelectionKind.RANDOM
            and (evaluation.status in COUNTING or not but)
            for evaluation in tx.evaluations.of_call(call_id)
        )
        if probability is None or taken:
            return Selection(SelectionKind.TARGETED)
        return Selection(SelectionKind.RANDOM, probability)

    def _assembled(self, tx: Transaction, evaluation_id: int) -> Evaluation:
        stored = tx.evaluations.get(evaluation_id)
        assert stored is not None  # noqa: S101 - written in this transaction
        return assemble(tx, self.scorecards, stored)
