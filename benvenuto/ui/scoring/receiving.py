"""What the browser marked on a scorecard, stored before the page is drawn; and how often it was refused."""

from __future__ import annotations

from benvenuto.domain.evaluation import DraftId, Evaluation
from benvenuto.domain.faults import DatabaseUnavailable, Forbidden
from benvenuto.ui.components.edits import Outbox, UnreadableEdits, draft_named
from benvenuto.ui.components.scorecard import Acknowledged, received_edits
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice

_REFUSALS = "refusals"


def receive(ctx: PageContext, call_id: int) -> tuple[Evaluation, Acknowledged | None]:
    """The evaluation with what the browser sent; what was applied before is passed over by the service.

    Nothing is acknowledged, not even that nothing came, when it could not be stored: the browser keeps it, says so and
    sends it again.
    """
    try:
        outbox = received_edits(scorecard_key(call_id))
        draft = draft_named(outbox.evaluation) if outbox and outbox.boxes else None
        if outbox and draft and (isinstance(draft, int) or draft.call_id == call_id):
            evaluation, acknowledged = _applied(ctx, draft, outbox)
            # the key is the call's: what the browser sends in it is another's at most by its own doing
            if evaluation.call_id == call_id:
                return evaluation, acknowledged
    except UnreadableEdits as error:
        notice(ctx, error)
    except DatabaseUnavailable:
        return ctx.app.scoring.open(ctx.actor, call_id), None
    except Forbidden:
        pass  # published or discarded meanwhile, perhaps in another window: what it is now is shown
    return ctx.app.scoring.open(ctx.actor, call_id), {}


def _applied(ctx: PageContext, draft: DraftId, outbox: Outbox) -> tuple[Evaluation, Acknowledged]:
    acknowledged: dict[str, int] = {}
    for box in outbox.boxes:
        evaluation, acknowledged[box.client] = ctx.app.scoring.edit(ctx.actor, draft, box.client, box.edits)
    return evaluation, acknowledged


def refusals(ctx: PageContext, evaluation: Evaluation) -> int:
    """How often it was to be published while something was lacking: each time the scorecard goes to the first of it."""
    times: int = ctx.memory.get(_REFUSALS, {}).get(evaluation.call_id, 0)
    return times


def note_refusal(ctx: PageContext, evaluation: Evaluation) -> None:
    """Count one more."""
    ctx.memory.setdefault(_REFUSALS, {})[evaluation.call_id] = refusals(ctx, evaluation) + 1


def scorecard_key(call_id: int) -> str:
    """The key under which the scorecard of a call is mounted."""
    return f"scorecard_{call_id}"
