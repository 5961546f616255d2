"""Who may not know an evaluation yet, or ever: the one rule that everything which shows evaluations asks.

Each cause says of evaluations which of them it keeps from somebody. Whatever is kept is not readable by id, stands in
no list, and can be neither answered nor decided about; of figures made of many evaluations it stays a part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from benvenuto.domain.evaluation import MEASURING, EvaluationRow, SelectionKind
from benvenuto.domain.people import Actor, Role
from benvenuto.storage.database import Transaction

Cause = Callable[[Transaction, Actor, Sequence[EvaluationRow]], Collection[int]]
"""The ids of those of these evaluations, made by others, that are kept from the actor."""


def _one_of_two_to_hear_it(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Collection[int]:
    """Of a call that two hear, each hears it without the other: until who asks has published, of anybody's marks."""
    if Role.SUPERVISOR not in actor.roles:
        return ()
    blind = tx.second_listenings.blind_calls(actor.id, {row.call_id for row in rows})
    return [row.id for row in rows if row.call_id in blind]


def _measures_the_first(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Collection[int]:
    """What says how far evaluators agree says nothing to the agent, who has what was said to the agent."""
    return [row.id for row in rows if row.agent_id == actor.id and row.selection.kind in MEASURING]


def _own_call_being_scored(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Collection[int]:
    """An agent scores an own call without anybody else's marks, from the first own mark until it is handed in."""
    own = {row.call_id for row in rows if row.agent_id == actor.id and Role.AGENT in actor.roles}
    being_scored = tx.self_evaluations.being_scored(actor.id, own) if own else ()
    return [row.id for row in rows if row.call_id in being_scored]


def _scored_in_a_session(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Collection[int]:
    """Until a calibration session compares, nobody sees what was marked for it, and who is invited no marks at all."""
    if Role.SUPERVISOR not in actor.roles and Role.MANAGER not in actor.roles:
        return ()
    # by call, whether the actor is invited
    scoring = tx.calibrations.open_calls(actor.id, {row.call_id for row in rows})
    return [
        row.id
        for row in rows
        if row.call_id in scoring and (scoring[row.call_id] or row.selection.kind is SelectionKind.CALIBRATION)
    ]


CAUSES: tuple[Cause, ...] = (
    _one_of_two_to_hear_it,
    _measures_the_first,
    _own_call_being_scored,
    _scored_in_a_session,
)


def hidden(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> frozenset[int]:
    """The ids of those of these evaluations that are kept from the actor; never of the actor's own."""
    others = [row for row in rows if row.evaluator_id != actor.id]
    return frozenset(number for cause in CAUSES for number in cause(tx, actor, others)) if others else frozenset()


def hidden_calls(tx: Transaction, actor: Actor) -> frozenset[int]:
    """The calls whose evaluations by others are kept from the actor: for lists that the database counts or searches."""
    own = tx.self_evaluations.being_scored(actor.id) if Role.AGENT in actor.roles else frozenset[int]()
    if Role.SUPERVISOR not in actor.roles:
        return own
    invited = (call_id for call_id, mine in tx.calibrations.open_calls(actor.id).items() if mine)
    return tx.second_listenings.blind_calls(actor.id).union(own, invited)


def visible(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Sequence[EvaluationRow]:
    """The others of them."""
    kept = hidden(tx, actor, rows)
    return [row for row in rows if row.id not in kept]
