"""One published evaluation: what was heard, what to take from it, and what was said about it."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.feedback import feedback
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import style
from benvenuto.ui.feedback.blind import ask_blind
from benvenuto.ui.feedback.conversation import conversation
from benvenuto.ui.feedback.criteria import criteria, left_out
from benvenuto.ui.feedback.disputing import pin
from benvenuto.ui.feedback.grading import offer_grading
from benvenuto.ui.feedback.head import head
from benvenuto.ui.feedback.hearing import HearableCall, sound, words
from benvenuto.ui.feedback.history import corrections
from benvenuto.ui.feedback.own.links import own_first
from benvenuto.ui.feedback.steps import keep_words, steps

# Digits: PostgreSQL refuses a number above 2**31, and such an address is nobody's evaluation.
_LONGEST_ID = 9


def show(ctx: PageContext) -> None:
    """The evaluation that the address names."""
    style("feedback")
    if (call_id := ctx.app.self_evaluations.own_first(ctx.actor, _wanted())) is not None:
        own_first(ctx, call_id)
        return
    published = ctx.app.feedback.read(ctx.actor, _wanted())
    first = ctx.app.responses.note_read(ctx.actor, published.stored.id)
    if ctx.app.notices.opened(ctx.actor, evaluation_id=published.stored.id) or first:
        st.rerun()  # the menu, which is drawn already, counts it still
    if not published.unheard:
        keep_words(ctx, published)
    heard = HearableCall.of(ctx, published)
    head(ctx, published, heard)
    pin(ctx, published, sound(ctx, published, heard))
    if heard.turns:
        reading, listening = st.columns([7, 4], gap="large")
        with listening, st.container(key="fb_words"):
            words(ctx, heard)
    else:
        reading = st.container()
    with reading:
        _reading(ctx, published, heard)


def _reading(ctx: PageContext, published: Published, heard: HearableCall) -> None:
    if published.unheard:
        ask_blind(ctx, published)
        return
    lessons = feedback(published.evaluation)
    criteria(ctx, published, lessons, heard)
    left_out(ctx, published, lessons)
    corrections(ctx, published)
    conversation(ctx, published)
    steps(ctx, published)
    offer_grading(ctx, published)


def _wanted() -> int:
    wanted = st.query_params.get("id", "")
    if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
        raise Forbidden
    return int(wanted)
