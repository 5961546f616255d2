"""The page on which an agent scores an own call: the sound, the words, and the criteria alone."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, NotReady, SelectionKind, still_lacking
from benvenuto.domain.faults import DatabaseUnavailable, Forbidden
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.sound.showing import show_player
from benvenuto.ui.calls.words import show_words
from benvenuto.ui.components.player import Pin
from benvenuto.ui.components.scorecard import Acknowledged, Card, is_known, scorecard
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, style, title, unseen_section
from benvenuto.ui.feedback.own.links import own_beside_link
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.scoring.overtaken import show_overtaken
from benvenuto.ui.scoring.receiving import note_refusal, receive, refusals, scorecard_key
from benvenuto.ui.scoring.view import About, card, scorecard_view
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import pressed, sticky_button
from benvenuto.ui.waiting_marks import deliver_waiting_marks

_DRAWN: SessionCache[tuple[int, int, str], Card] = SessionCache("own_card")
"""By call, scorecard version and language."""


def show(ctx: PageContext) -> None:
    """The call that the address names."""
    style("scoring")
    wanted = st.query_params.get("call", "")
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Forbidden
    call_id = int(wanted)
    complete = is_known(scorecard_key(call_id))
    evaluation, acknowledged = receive(ctx, call_id)
    complete = complete or acknowledged is None
    if evaluation.selection.kind is not SelectionKind.SELF:
        raise Forbidden
    heard = ctx.app.calls.listen(ctx.actor, call_id)
    _head(ctx, evaluation, heard, complete=complete, stored=acknowledged is not None)
    editable = ctx.app.scoring.may_edit(ctx.actor, evaluation)
    deliver_waiting_marks(ctx, but=evaluation if editable else None)
    if editable:
        show_overtaken(ctx, evaluation)
    _sound(ctx, evaluation, heard, can_mark=editable)
    unseen_section(ctx._("Scorecard"))
    if heard.turns:
        scoring, words = st.columns([7, 4], gap="large")
        with words, st.container(key="words"):
            show_words(ctx, heard)
    else:
        scoring = st.container()
    with scoring:
        _scorecard(ctx, evaluation, heard, acknowledged, editable=editable)
    # a session born of a reconnect learns only from the mounted scorecard what was marked without it
    if not complete and pressed(ctx, _hand_in_key(evaluation)):
        _hand_in(ctx, evaluation, stored=True)
        st.rerun()  # refused: the scorecard shows where


def _head(ctx: PageContext, evaluation: Evaluation, heard: CallMedia, *, complete: bool, stored: bool) -> None:
    call = heard.call
    st.page_link(address("own-calls"), label=ctx._("Score a call of yours"), icon=":material/arrow_back:")
    with st.container(key="scoring_head", horizontal=True, vertical_alignment="bottom"):
        day = ctx._("Call of {day}", day=ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"))
        own = ctx._("Score a call of yours")
        title(day, contact_reason(ctx, call.contact_reason), window=f"{own} · {day}")
        if ctx.app.scoring.may_edit(ctx.actor, evaluation):
            hand_in = _hand_in_key(evaluation)
            sticky_button(ctx, ctx._("Hand in"), key=hand_in, type="primary", shortcut="mod+enter")
            discard = evaluation.begun and confirmed(
                ctx,
                f"discard_{evaluation.id}",
                ctx._("Discard draft"),
                ctx._("Discard this draft?"),
                ctx._("Your own marks, notes and moments will be lost. You can start again while the call is listed."),
                icon="delete",
            )
            if complete and pressed(ctx, hand_in):
                _hand_in(ctx, evaluation, stored=stored)
            if discard:
                # looked up before the deed: between it and the redirect nothing may ask Streamlit
                back = address("own-calls")
                ctx.app.scoring.discard(ctx.actor, evaluation.id)
                redirect_after(ctx, back, {})
    show_outcome(ctx, _hand_in_key(evaluation))
    _say_how_it_stands(ctx, evaluation)


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


def _sound(ctx: PageContext, evaluation: Evaluation, heard: CallMedia, *, can_mark: bool) -> None:
    if heard.recording is None:
        quiet_notice(ctx._("This call has no recording: score it from the written record."))
        return
    pins: list[Pin] = [
        {"id": pinned.id, "at_s": pinned.at_s, "label": pinned.note}
        for answer in evaluation.answers.values()
        for pinned in answer.moments
    ]
    with st.container(key="player_bar"):
        show_player(ctx, heard, heard.recording, pins, can_mark=can_mark)


def _scorecard(
    ctx: PageContext, evaluation: Evaluation, heard: CallMedia, acknowledged: Acknowledged | None, *, editable: bool
) -> None:
    def draw() -> Card:
        # the criteria alone: what was found in the call by a machine is left out
        return card(ctx, evaluation, About(heard.call.started_at, {}, playable=heard.recording is not None))

    scorecard(
        key=scorecard_key(evaluation.call_id),
        call=str(evaluation.call_id),
        card=_DRAWN.get(ctx, (evaluation.call_id, evaluation.scorecard_version_id, ctx.say.code), draw),
        view=scorecard_view(
            ctx,
            evaluation,
            read_only=not editable,
            acknowledged=acknowledged or {},
            refusals=refusals(ctx, evaluation),
        ),
    )


def _hand_in(ctx: PageContext, evaluation: Evaluation, *, stored: bool) -> None:
    """Finish and go on, unless marks that the browser sent could not be stored, or something is lacking."""
    key = _hand_in_key(evaluation)
    if not stored:
        refused(ctx, DatabaseUnavailable(), place=key)
        return
    # looked up first, as the way back is
    own_calls, own_beside = address("own-calls"), address("own-beside")
    alone = ctx._("Handed in. Once a supervisor has scored the call too, you find both side by side.")
    both = ctx._("Handed in. Here it is beside your supervisor’s.")
    try:
        if not evaluation.begun:
            raise NotReady(still_lacking(evaluation))
        ctx.app.self_evaluations.hand_in(ctx.actor, evaluation.id)
        there = ctx.app.self_evaluations.beside(ctx.actor, evaluation.call_id)
    except NotReady:
        note_refusal(ctx, evaluation)
        return
    except DatabaseUnavailable as error:
        refused(ctx, error, place=key)
        return
    if there is None:
        redirect_after(ctx, own_calls, {}, words=alone)
    redirect_after(ctx, own_beside, {"evaluation": str(there)}, words=both)


def _hand_in_key(evaluation: Evaluation) -> str:
    """A key of its own for each call, as the scorecard has."""
    return f"hand_in_{evaluation.call_id}"
