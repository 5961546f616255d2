"""Corrections: whoever published an evaluation mends it by a revision, with a reason; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.access import Permission, can
from benvenuto.domain.calibration import Compared
from benvenuto.domain.dispute import touched
from benvenuto.domain.edits import Edit, SetEnding, apply_edit, edited_summary
from benvenuto.domain.evaluation import Evaluation, EvaluationRow, NotReady, Status, WrongStatus, lacking
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor
from benvenuto.domain.revision import RevisionKind, changes
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.revising import append_revision
from benvenuto.services.feedback.writing import written
from benvenuto.services.scoring.calibration_steps import was_compared
from benvenuto.services.scoring.evaluations import assemble, fetch, subject
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell
from benvenuto.storage.database import Database

CORRECTABLE = frozenset({Status.PUBLISHED, Status.ACKNOWLEDGED, Status.DISPUTED})
"""The states in which an evaluation may be corrected: once a dispute is decided it is settled."""


class NothingChanged(BenvenutoError):
    """A correction that leaves everything as it was."""

    template = message("Nothing has been changed yet.")
    remedy = message("Change the mark, the reasons, the note, a moment, the words or the ending first.")


class CriterionInDispute(BenvenutoError):
    """A correction of a criterion whose dispute is open."""

    template = message("The agent disputes this criterion, so only the decision can change it.")
    remedy = message("Say in your answer what you would change: whoever decides reads it.")


class EndingInDispute(BenvenutoError):
    """A correction of how the call ended that would change what is in dispute."""

    template = message("The agent disputes what depends on how the call ended, so only the decision can change it.")
    remedy = message("Say in your answer what you would change: whoever decides reads it.")


class CorrectedMeanwhile(BenvenutoError):
    """A correction of what has been corrected since it was read."""

    template = message("This evaluation has been corrected in another window since you opened it.")
    remedy = message("Read it as it stands now, then correct it again if it still needs it.")


@dataclass(frozen=True)
class Corrections:
    """The service of corrections."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def may_correct(self, actor: Actor, stored: EvaluationRow) -> bool:
        """Whether the actor may still correct something in this evaluation."""
        if stored.status not in CORRECTABLE or not can(actor, Permission.CORRECT, subject(stored)):
            return False
        with self.database.read() as tx:
            return not was_compared(tx, stored)

    def correct(
        self, actor: Actor, evaluation_id: int, edits: Sequence[Edit | SetEnding], reason: str, *, seen: int
    ) -> Evaluation:
        """Append a revision in which these edits are applied to what stands there; `seen` is the one that was read.

        It must be as complete as a publication. A criterion in dispute stays as it is, by an edit and by a rule. What
        is sent twice is corrected once. Levels that have no place in the call by a corrected ending stay stored, and
        count again once that is corrected.
        """
        why = written(reason)
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.CORRECT, evaluation_id, lock=True)
            if stored.status not in CORRECTABLE:
                raise WrongStatus(status=stored.status.value)
            if was_compared(tx, stored):
                raise Compared
            evaluation = assemble(tx, self.scorecards, stored)
            after = corrected(evaluation, edits)
            changed, another = changes(evaluation.answers, after.answers), after.facts != evaluation.facts
            if not (changed or another) and after.summary == stored.summary:
                if stored.revision == seen:
                    raise NothingChanged
                return evaluation
            if stored.revision != seen:
                raise CorrectedMeanwhile
            if stored.status is Status.DISPUTED and touched(evaluation, after, tx.disputes.of(evaluation_id)):
                raise EndingInDispute if another else CriterionInDispute
            if faults := lacking(after.scorecard, after.answers, after.facts):
                raise NotReady(faults)
            kind, at = RevisionKind.CORRECTION, self.clock()
            append_revision(tx, evaluation, stored, after.answers, kind, actor.id, at, why, after.summary, after.facts)
            detail = {"criterion": [change.path for change in changed]} if changed else {}
            tx.audit.write(self.clock(), actor.id, "evaluation_corrected", "evaluation", evaluation_id, **detail)
            if another:
                words = {
                    name: facts.ending or ""
                    for name, facts in (("ending_before", evaluation.facts), ("ending_after", after.facts))
                }
                tx.audit.write(self.clock(), actor.id, "ending_corrected", "evaluation", evaluation_id, **words)
            tell(tx, self.clock(), NoticeKind.CORRECTED, actor.id, stored)
            revised = tx.evaluations.get(evaluation_id)
            assert revised is not None  # noqa: S101 - locked in this transaction
            return assemble(tx, self.scorecards, revised)


def corrected(evaluation: Evaluation, edits: Sequence[Edit | SetEnding]) -> Evaluation:
    """The evaluation with these edits applied, not scored anew."""
    answers, facts, marks = dict(evaluation.answers), evaluation.facts, list[Edit]()
    for edit in edits:
        if isinstance(edit, SetEnding):
            facts = replace(facts, ending=edit.ending)
        else:
            apply_edit(evaluation.scorecard, answers, edit)
            marks.append(edit)
    return replace(evaluation, answers=answers, facts=facts, summary=edited_summary(evaluation.summary, marks))
