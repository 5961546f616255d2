"""Marks that wait in this browser are sent from whatever page is opened next, and it is said what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.edits import Edit, NoteMoment, SetNote, SetSummary
from benvenuto.domain.evaluation import DraftId, Evaluation
from benvenuto.domain.faults import DatabaseUnavailable, Forbidden
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.ui.components.edits import Box, Outbox, UnreadableEdits, draft_named, parse_outbox
from benvenuto.ui.components.waiting import mount_waiting, waiting_outboxes
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.streamlit.flash import flash

_PLACE = "waiting_marks"


def deliver_waiting_marks(ctx: PageContext, *, but: Evaluation | None = None) -> None:
    """Store what waits, and say so; what the database does not take goes on waiting.

    The evaluation `but` is left out: its own scorecard is on the page.
    """
    acknowledged: dict[str, dict[str, int]] = {}
    sentences = []
    for sent in waiting_outboxes():
        try:
            outbox = parse_outbox(sent)
            sentences.append(_deliver(ctx, outbox))
        except UnreadableEdits as error:
            notice(ctx, error)
        except DatabaseUnavailable:
            break
        else:
            acknowledged[outbox.evaluation] = {box.client: box.last for box in outbox.boxes}
    if words := " ".join(filter(None, sentences)):
        flash(ctx, words, place=_PLACE)
    show_outcome(ctx, _PLACE)
    left_out = (but.id, but.call_id) if but else (0, 0)
    mount_waiting(ctx.actor.id, acknowledged, but=left_out[0], call=left_out[1])


def _deliver(ctx: PageContext, outbox: Outbox) -> str:
    """Store an outbox; what is to be said of it, "" when all was stored before."""
    draft, scoring = draft_named(outbox.evaluation), ctx.app.scoring
    try:
        before = after = (
            scoring.read(ctx.actor, draft) if isinstance(draft, int) else scoring.open(ctx.actor, draft.call_id)
        )
        for box in outbox.boxes:
            after, _last = scoring.edit(ctx.actor, draft, box.client, box.edits)
    except Forbidden:
        return _too_late(ctx, [edit for box in outbox.boxes for edit in _unapplied(ctx, draft, box)])
    changes = after.history.number - before.history.number
    return _sent(ctx, after, changes) if changes else ""


def _sent(ctx: PageContext, evaluation: Evaluation, changes: int) -> str:
    call = ctx.app.calls.facts(ctx.actor, evaluation.call_id)
    day = ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm")
    words = ctx.say.plural(
        "{n} change that had waited in this browser has been saved: {agent}, call of {day}.",
        "{n} changes that had waited in this browser have been saved: {agent}, call of {day}.",
        changes,
        agent=call.agent_name or UNSAID,
        day=day,
    )
    if evaluation.history.overtaken:
        return f"{words} {ctx._('Some came after newer ones: open the draft to decide about them.')}"
    return words


def _unapplied(ctx: PageContext, draft: DraftId, box: Box) -> Sequence[Edit]:
    try:
        return ctx.app.scoring.unapplied(ctx.actor, draft, box.client, box.edits)
    except Forbidden:  # a draft that was discarded
        return box.edits


def _too_late(ctx: PageContext, edits: Sequence[Edit]) -> str:
    words = ctx.say.plural(
        "{n} change that had waited in this browser came too late: its evaluation was published or discarded.",
        "{n} changes that had waited in this browser came too late: their evaluation was published or discarded.",
        len(edits),
    )
    texts = [
        edit.change.summary if isinstance(edit.change, SetSummary) else edit.change.note
        for edit in edits
        if isinstance(edit.change, SetNote | NoteMoment | SetSummary)
    ]
    return " ".join([words, *(ctx.say.quoted(text) for text in texts if text.strip())])
