"""Skipping a selected call: the reason is asked for, and another call takes its place."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, SelectionKind, Status
from benvenuto.domain.faults import message
from benvenuto.domain.sampling import SkipReason
from benvenuto.services.calls.sampling import NothingToSkip, WordsMissing
from benvenuto.ui.calls.inbox import next_call
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice, shown
from benvenuto.ui.skip_reasons import SKIP_REASONS
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import button, press, pressed, sticky_button

_CHOSEN = "skip_chosen"
_SKIPPED = {
    SelectionKind.RANDOM: message(
        "The reason stays on record, and the Coverage page counts skipped calls by evaluator. Another call is "
        "selected in its place. What has been marked in this call is lost."
    ),
    SelectionKind.SECOND: message(
        "The reason stays on record. The call is then heard by one evaluator alone: nobody takes your place. What has "
        "been marked in this call is lost."
    ),
}


def skipping(ctx: PageContext, evaluation: Evaluation) -> None:
    """The button that skips a randomly selected call, with the dialog that asks why."""
    if evaluation.selection.kind not in _SKIPPED or evaluation.status is not Status.DRAFT:
        return
    key = f"skip_{evaluation.call_id}"
    if button(ctx, ctx._("Skip"), key=key, icon=":material/skip_next:"):
        open_dialog(ctx, key)
    dialog(ctx, key, ctx._("Skip this call?"), lambda: _ask(ctx, evaluation, key))
    if pressed(ctx, f"{key}_agreed"):
        reason, words = ctx.memory.pop(_CHOSEN)
        _skip(ctx, evaluation, reason, words)


def _ask(ctx: PageContext, evaluation: Evaluation, key: str) -> None:
    keep_drafts(person=ctx.actor.id, about=key, fields={f"{key}_words": "skip"})
    shown(ctx._(_SKIPPED[evaluation.selection.kind]))
    reason = st.radio(
        ctx._("Why can it not be scored?"),
        list(SKIP_REASONS),
        index=None,
        key=f"{key}_reason",
        format_func=lambda reason: ctx._(SKIP_REASONS[reason]),
    )
    words = st.text_area(ctx._("In a few words"), key=f"{key}_words", max_chars=300, height=80) or ""
    with st.container(horizontal=True, horizontal_alignment="right"):
        if button(ctx, ctx._("Cancel"), key=f"{key}_no", type="tertiary"):
            close_dialog(ctx)
            st.rerun()
        sticky_button(ctx, ctx._("Skip"), key=f"{key}_yes", type="primary", disabled=reason is None)
    if not (pressed(ctx, f"{key}_yes") and reason):
        return
    if reason is SkipReason.OTHER and not words.strip():
        notice(ctx, WordsMissing())
        return
    close_dialog(ctx)
    ctx.memory[_CHOSEN] = reason, words
    press(ctx, f"{key}_agreed")
    st.rerun()


def _skip(ctx: PageContext, evaluation: Evaluation, reason: SkipReason, words: str) -> None:
    page, query = next_call(ctx, evaluation.call_id)
    query.pop("done", None)  # the call that takes its place may be there
    try:
        ctx.app.sampling.skip(ctx.actor, evaluation.call_id, reason, words)
    except NothingToSkip as error:
        notice(ctx, error)
        return
    drafts_sent(ctx, person=ctx.actor.id, about=f"skip_{evaluation.call_id}")
    words = ctx._("Skipped. If possible, another call has been selected in its place.")
    if evaluation.selection.kind is SelectionKind.SECOND:
        words = ctx._("Skipped.")
    redirect_after(ctx, page, query, words=words)
