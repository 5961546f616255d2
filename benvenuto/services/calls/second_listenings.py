"""Having a share of the drawn calls heard by two: chosen with the draw, named when the first has published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from benvenuto.domain.people import Role
from benvenuto.domain.second_listening import Lot, heard_twice, second_evaluator
from benvenuto.storage.database import Transaction


def choose(tx: Transaction, drawn: Iterable[tuple[int, Lot | None]]) -> None:
    """Choose those of these drawn calls that are heard twice, by the lot that each one's frame was drawn with."""
    lots = [(call_id, lot) for call_id, lot in drawn if lot is not None]
    tx.second_listenings.add(call_id for call_id, lot in lots if heard_twice(lot.seed, call_id, lot.share))


def name_second(tx: Transaction, call_id: int, agent_id: int, team_id: int, now: datetime) -> int | None:
    """Name who hears a call second, when it is to be and nobody is named: the one, or None.

    Only now, so that nobody who listens first can know of it; and nobody who has begun to score the call already.
    Nobody at all where a calibration session has compared the call: its evaluators know what was marked.
    """
    lot = tx.second_listenings.unnamed(call_id)
    if lot is None or tx.calibrations.was_compared(call_id):
        return None
    not_these = {agent_id, *(evaluation.evaluator_id for evaluation in tx.evaluations.of_call(call_id))}
    person = second_evaluator(lot.seed, call_id, tx.people.holding(Role.SUPERVISOR, team_id) - not_these)
    if person is not None:
        tx.second_listenings.name(call_id, person, now)
    return person
