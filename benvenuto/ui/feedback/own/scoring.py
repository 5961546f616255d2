"""The page on which an agent scores an own call: the sound, the words, and the criteria alone."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, SelectionKind
from benvenuto.domain.faults import Forbidden
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.words import show_words
from benvenuto.ui.components.scorecard import Card
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, style, title, unseen_section
from benvenuto.ui.feedback.own.links import own_beside_link
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.scoring.opened import (
    Leaving,
    NextPage,
    Opened,
    finish_late,
    leaving_buttons,
    opened_scorecard,
    opened_sound,
)
from benvenuto.ui.scoring.overtaken import show_overtaken
from benvenuto.ui.scoring.view import About, card
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.waiting_marks import deliver_waiting_marks

_DRAWN: SessionCache[tuple[int, int, str], Card] = SessionCache("own_card")
"""By call, scorecard version and language."""


def show(ctx: PageContext) -> None:
    """The call that the address names."""
    style("scoring")
    wanted = st.query_params.get("call", "")
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Forbidden
    opened = Opened.of(ctx, int(wanted))
    evaluation = opened.evaluation
    if evaluation.selection.kind is not SelectionKind.SELF:
        raise Forbidden
    heard = ctx.app.calls.listen(ctx.actor, evaluation.call_id)
    leaving = _leaving(ctx, evaluation)
    _head(ctx, opened, heard, leaving)
    deliver_waiting_marks(ctx, but=evaluation if opened.editable else None)
    if opened.editable:
        show_overtaken(ctx, evaluation)
    opened_sound(ctx, opened, heard)
    unseen_section(ctx._("Scorecard"))
    if heard.turns:
        scoring, words = st.columns([7, 4], gap="large")
        with words, st.container(key="words"):
            show_words(ctx, heard)
    else:
        scoring = st.container()
    with scoring:
        opened_scorecard(ctx, opened, _drawn(ctx, evaluation, heard))
    finish_late(ctx, opened, leaving)


def _leaving(ctx: PageContext, evaluation: Evaluation) -> Leaving:
    return Leaving(
        key=f"hand_in_{evaluation.call_id}",
        label=ctx._("Hand in"),
        finish=lambda: _hand_in(ctx, evaluation),
        discarding=ctx._(
            "Your own marks, notes and moments will be lost. You can start again while the call is listed."
        ),
        back="own-calls",
    )


def _head(ctx: PageContext, opened: Opened, heard: CallMedia, leaving: Leaving) -> None:
    call = heard.call
    st.page_link(address("own-calls"), label=ctx._("Score a call of yours"), icon=":material/arrow_back:")
    with st.container(key="scoring_head", horizontal=True, vertical_alignment="bottom"):
        day = ctx._("Call of {day}", day=ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"))
        own = ctx._("Score a call of yours")
        title(day, contact_reason(ctx, call.contact_reason), window=f"{own} · {day}")
        if opened.editable:
            leaving_buttons(ctx, opened, leaving)
    show_outcome(ctx, leaving.key)
    _say_how_it_stands(ctx, opened.evaluation)


def _say_how_it_stands(ctx: PageContext, evaluation: Evaluation) -> None:
    if evaluation.handed_in_at is not None:
        day = ctx.say.timestamp(evaluation.handed_in_at, "d MMMM, HH:mm")
        quiet_notice(ctx._("You handed this in on {day}. It is yours alone unless you share it.", day=day))
        own_beside_link(ctx, evaluation)
        return
    own = ctx.app.self_evaluations.own_call(ctx.actor, evaluation.call_id)
    if own.known:
        words = ctx._(
            "You may know the marks of this call already. You will see yours beside them, but they do not count in how "
            "far you agree."
        )
    elif own.waiting:
        words = ctx._(
            "There is feedback on this call. From your first mark until you hand in, or discard, it stays closed to "
            "you."
        )
    else:
        words = ctx._("For yourself alone: nobody else sees your marks unless you share them.")
    quiet_notice(words)


def _drawn(ctx: PageContext, evaluation: Evaluation, heard: CallMedia) -> Card:
    def draw() -> Card:
        # the criteria alone: what was found in the call by a machine is left out
        return card(ctx, evaluation, About(heard.call.started_at, {}, playable=heard.recording is not None))

    return _DRAWN.get(ctx, (evaluation.call_id, evaluation.scorecard_version_id, ctx.say.code), draw)


def _hand_in(ctx: PageContext, evaluation: Evaluation) -> NextPage:
    alone = NextPage(
        address("own-calls"),
        ctx._("Handed in. Once a supervisor has scored the call too, you find both side by side."),
    )
    own_beside, both = address("own-beside"), ctx._("Handed in. Here it is beside your supervisor’s.")
    ctx.app.self_evaluations.hand_in(ctx.actor, evaluation.id)
    there = ctx.app.self_evaluations.beside(ctx.actor, evaluation.call_id)
    return alone if there is None else NextPage(own_beside, both, {"evaluation": str(there)})
