"""How an evaluation counts: as the random one of its call, as one of those beside it, or for its agent alone."""

from __future__ import annotations

from benvenuto.domain.evaluation import COUNTING, EvaluationRow, Selection, SelectionKind
from benvenuto.storage.database import Transaction


def selection_of(tx: Transaction, evaluator_id: int, agent_id: int, call_id: int, but: int = 0) -> Selection:
    """How an evaluation of this call counts, other than the evaluation `but`.

    A drawn call counts as random whoever picked it first: being drawn had nothing to do with how it went. It is
    drawn once, so it counts once: whoever publishes second adds a targeted evaluation. Who is named to hear it
    second, or invited to score it in a calibration session, adds one that says how far evaluators agree, and counts
    in no average.
    """
    if evaluator_id == agent_id:
        return Selection(SelectionKind.SELF)
    probability = tx.samples.probability(call_id)
    if tx.second_listenings.evaluator(call_id) == evaluator_id:
        lot = tx.second_listenings.lot(call_id)
        # of a share that is nothing there is no such chance: somebody had it heard again by hand
        return Selection(SelectionKind.SECOND, (probability * lot.share if probability and lot else 0) or None)
    if tx.calibrations.seat(call_id, evaluator_id) is not None:
        return Selection(SelectionKind.CALIBRATION)
    taken = any(
        evaluation.id != but and takes(evaluation) and (evaluation.status in COUNTING or not but)
        for evaluation in tx.evaluations.of_call(call_id)
    )
    if probability is None or taken:
        return Selection(SelectionKind.TARGETED)
    return Selection(SelectionKind.RANDOM, probability)


def takes(evaluation: EvaluationRow) -> bool:
    """Whether it is the one that a drawn call is counted by."""
    return evaluation.selection.kind is SelectionKind.RANDOM
