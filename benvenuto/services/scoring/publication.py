"""A publication: what it writes and sets going, until when it can be taken back, and what that undoes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from benvenuto.domain.calibration import Compared, ComparedAsItWas
from benvenuto.domain.evaluation import (
    FOR_THE_AGENT,
    TAKEN_BACK_WITHIN,
    AgentHasAnswered,
    AlreadyCorrected,
    BothPublished,
    Evaluation,
    EvaluationRow,
    SelectionKind,
    SharedByTheAgent,
    Status,
    TooLateToTakeBack,
    step,
)
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.sampling import DrawnCall
from benvenuto.services.calls.second_listenings import name_second
from benvenuto.services.scoring.calibration_steps import hand_in, was_compared
from benvenuto.services.scoring.results import write_results
from benvenuto.services.scoring.selection import selection_of, takes
from benvenuto.services.telling import tell, tell_people
from benvenuto.storage.database import Transaction


def write_publication(
    tx: Transaction, at: datetime, by: int, stored: EvaluationRow, evaluation: Evaluation
) -> EvaluationRow:
    """Publish a draft with these answers, and tell whom it concerns."""
    published = _write(tx, at, stored, evaluation)
    tx.audit.write(at, by, "evaluation_published", "evaluation", stored.id)
    hand_in(tx, at, stored.call_id, by)
    if takes(published):
        _have_it_heard_again(tx, at, published)
    if published.selection.kind in FOR_THE_AGENT:
        tell(tx, at, NoticeKind.FEEDBACK, by, published)
    return published


def undo_publication(tx: Transaction, at: datetime, by: int, stored: EvaluationRow) -> None:
    """Make it the draft that it was; the fault that is raised says why it no longer can be."""
    if was_compared(tx, stored):
        raise Compared
    if stored.status is not Status.PUBLISHED or tx.evaluations.comments(stored.id):
        raise AgentHasAnswered
    if stored.revision > 1:
        raise AlreadyCorrected
    if stored.published_at is None or at - stored.published_at > TAKEN_BACK_WITHIN:
        raise TooLateToTakeBack
    if tx.calibrations.was_compared(stored.call_id, stored.evaluator_id):
        raise ComparedAsItWas
    if _seen_by_the_other(tx, stored):
        raise BothPublished
    if _beside_the_agent_s(tx, stored):
        raise SharedByTheAgent
    if stored.first_read_at is not None:  # what the agent knows is not taken back
        tx.self_evaluations.note_marks_read(stored.call_id, at)
    _clear(tx, stored)
    tx.audit.write(at, by, "publication_taken_back", "evaluation", stored.id)
    tx.notices.take_back(NoticeKind.FEEDBACK, evaluation_id=stored.id)


def was_seen(tx: Transaction, published: EvaluationRow) -> bool:
    """Whether its evaluator can have read what another marked in the call: they must not mark anew."""
    return _seen_by_the_other(tx, published) or _beside_the_agent_s(tx, published)


def _write(tx: Transaction, at: datetime, stored: EvaluationRow, evaluation: Evaluation) -> EvaluationRow:
    tx.calls.lock(stored.call_id)  # two who publish at once must not both count
    selection = selection_of(tx, stored.evaluator_id, stored.agent_id, stored.call_id, but=stored.id)
    columns = write_results(tx, stored, evaluation.scorecard, evaluation.answers, stored.revision)
    published = replace(
        stored,
        status=step(stored.status, Status.PUBLISHED),
        selection=selection,
        published_at=at,
        **columns,
    )
    tx.evaluations.set(
        stored.id,
        status=published.status.value,
        selection=selection.kind.value,
        probability=selection.probability,
        published_at=published.published_at,
        **columns,
    )
    return published


def _have_it_heard_again(tx: Transaction, at: datetime, first: EvaluationRow) -> None:
    second = name_second(tx, first.call_id, first.agent_id, first.team_id, at)
    if second is not None:
        # nobody's deed: by whom it is heard was settled with the draw
        tx.audit.write(at, None, "second_listening_named", "call", first.call_id, person=second)
        tell_people(tx, at, NoticeKind.SECOND_LISTENING, [second], subject=str(first.call_id))


def _clear(tx: Transaction, stored: EvaluationRow) -> None:
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
    second = tx.second_listenings.evaluator(stored.call_id)
    if takes(stored) and second and tx.evaluations.mine(stored.call_id, second) is None:
        tx.second_listenings.name(stored.call_id, None, None)  # named again with the publication that stays
        tx.notices.take_back(NoticeKind.SECOND_LISTENING, second, subject=str(stored.call_id))
    if takes(stored) and probability is not None:
        # a colleague's that came second and did not count is now the only one
        tx.evaluations.count_as_drawn([DrawnCall(stored.call_id, probability)])
    selection = selection_of(tx, stored.evaluator_id, stored.agent_id, stored.call_id, but=stored.id)
    tx.evaluations.set(stored.id, selection=selection.kind.value, probability=selection.probability)


def _seen_by_the_other(tx: Transaction, published: EvaluationRow) -> bool:
    """Whether its evaluator has read another's of the call, for which it was made blind: they must not mark anew."""
    if tx.calibrations.was_compared(published.call_id, published.evaluator_id):
        return True
    others = [
        each
        for each in tx.evaluations.of_call(published.call_id)
        if each.id != published.id and each.status is not Status.DRAFT
    ]
    return any(SelectionKind.SECOND in (each.selection.kind, published.selection.kind) for each in others)


def _beside_the_agent_s(tx: Transaction, published: EvaluationRow) -> bool:
    """Whether its evaluator can read what the agent scored of the same call: who has must not mark anew."""
    shared = tx.self_evaluations.of_agents([published.agent_id], shared=True)
    return any(each.id in shared for each in tx.evaluations.of_call(published.call_id))
