"""How an evaluator's feedback was graded: by criterion, one by one, and the reply to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.answer import Answer
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.grading import Grading
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scorecard import Scorecard
from benvenuto.formats.handbook.chapters import handbook_address
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.services.feedback.gradings import GradedCriterion, GradedFeedback
from benvenuto.services.feedback.writing import LONGEST_COMMENT
from benvenuto.statistics.enough import enough_to_say
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, section, shown, style
from benvenuto.ui.outcome import attempt, refused, show_outcome
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.evaluator_profile import words
from benvenuto.ui.quality.tables import Cell, FigureColumn, Link, figures
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.draft import keep_drafts
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button

GRADING = "grading"
"""What the address calls the grading that is read."""

_LONGEST_ID = 9
_PLACE = "gradings"


def read_grading(ctx: PageContext) -> None:
    """The grading that the address names, above everything else on the page; nothing where it names none."""
    wanted = st.query_params.get(GRADING, "")
    if not wanted:
        return
    if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
        raise Forbidden
    grading, scorecard = ctx.app.gradings.read(ctx.actor, int(wanted))
    if ctx.app.notices.opened(ctx.actor, grading_id=grading.id):
        st.rerun()  # the menu, which is drawn already, counts it still
    own = grading.evaluator_id == ctx.actor.id
    if own:
        sent = [grading.reply] if grading.reply else []
        keep_drafts(person=ctx.actor.id, about=f"grading_{grading.id}", fields={_key(grading): "reply"}, sent=sent)
    style("feedback")
    section(_about(ctx, grading, own=own), _by(ctx, grading))
    shown(grading.words, "bv-note")
    with st.container(key="fb_graded"):
        for path, criterion in scorecard.criteria():
            with st.container(key=f"fb_heard_{path}"):
                st.html(_mark(ctx, criterion, grading.answers.get(path, Answer())))
    band = _band(ctx, scorecard, grading)
    if band:
        shown(band, "bv-quiet")
    query = {"id": str(grading.evaluation_id)}
    st.page_link(
        address("evaluation"), label=ctx._("To the evaluation"), icon=":material/fact_check:", query_params=query
    )
    _reply(ctx, grading, own=own)
    show_outcome(ctx, _PLACE)


def graded(ctx: PageContext, evaluator_id: int, name: str, feedback: GradedFeedback) -> None:
    """The figures by criterion, what was graded, and for a manager the lot that chooses the next."""
    section(ctx._("Feedback, as managers read it"))
    graded_any = bool(feedback.drawn or feedback.chosen)
    told_by(
        words.of_feedback(ctx.say, feedback, name),
        [words.of_chosen(ctx.say, feedback)] if graded_any else [],
        apart=True,
    )
    if feedback.criteria and feedback.drawn:
        figures(
            ctx._("Criteria of feedback"), _columns(ctx), [_row(ctx, graded) for graded in feedback.criteria], wide=True
        )
    if feedback.gradings:
        _listing(ctx, evaluator_id, feedback.gradings)
    if feedback.may_draw and button(
        ctx,
        ctx._("Grade a randomly selected one"),
        key=f"draw_feedback_{evaluator_id}",
    ):
        _draw(ctx, evaluator_id)
    show_outcome(ctx, "gradings_draw")


def _draw(ctx: PageContext, evaluator_id: int) -> None:
    there = address("grade")
    try:
        drawn = ctx.app.gradings.draw(ctx.actor, evaluator_id)
    except BenvenutoError as error:
        refused(ctx, error, place="gradings_draw")
    else:
        redirect_after(ctx, there, {"id": str(drawn)})


def _about(ctx: PageContext, grading: Grading, *, own: bool) -> str:
    day = ctx.say.timestamp(grading.called_at, "d MMMM, HH:mm")
    if own:
        return ctx._("Your feedback to {agent} on the call of {day}", agent=grading.agent_name or UNSAID, day=day)
    return ctx._(
        "Feedback by {name} to {agent} on the call of {day}",
        name=grading.evaluator_name,
        agent=grading.agent_name or UNSAID,
        day=day,
    )


def _by(ctx: PageContext, grading: Grading) -> str:
    at = ctx.say.timestamp(grading.handed_in_at, "d MMMM y, HH:mm") if grading.handed_in_at else ""
    how = ctx._("randomly selected") if grading.drawn else ctx._("hand-picked")
    return ctx._("Graded by {name}, {day}; {how}.", name=grading.by_name, day=at, how=how)


def _mark(ctx: PageContext, criterion: Criterion, answer: Answer) -> str:
    code = ctx.say.code
    level = criterion.level(answer.choice) if isinstance(answer.choice, str) else None
    label = level.label.in_language(code) if level else ctx._("not applicable")
    reasons = [reason.text.in_language(code) for reason in criterion.reasons if reason.id in answer.reasons]
    listed = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    return (
        f'<header class="bv-criterion"><h3>{escape(criterion.title.in_language(code))}</h3>'
        f'<span class="bv-level">{escape(label)}</span></header>'
        + (f'<p class="bv-behaviour">{escape(level.behaviour.in_language(code))}</p>' if level else "")
        + (f'<ul class="bv-reasons">{listed}</ul>' if listed else "")
    )


def _band(ctx: PageContext, scorecard: Scorecard, grading: Grading) -> str:
    values = [
        (criterion.weight, level.value)
        for path, criterion in scorecard.criteria()
        if isinstance(choice := grading.answers.get(path, Answer()).choice, str) and (level := criterion.level(choice))
    ]
    if not values:
        return ""
    whole = 100 * sum(weight * value for weight, value in values) / sum(weight for weight, _ in values)
    return ctx._("All in all: {band}", band=scorecard.band(whole).label.in_language(ctx.say.code))


def _reply(ctx: PageContext, grading: Grading, *, own: bool) -> None:
    if grading.reply:
        at = ctx.say.timestamp(grading.replied_at, "d MMMM y, HH:mm") if grading.replied_at else ""
        st.html(
            f'<div class="bv-talk"><article><header><b>{escape(grading.evaluator_name)}</b>'
            f'<time>{escape(at)}</time></header><p class="bv-said">{escape(grading.reply)}</p></article></div>'
        )
        return
    if grading.acknowledged_at:
        day = ctx.say.timestamp(grading.acknowledged_at, "d MMMM y, HH:mm")
        quiet_notice(ctx._("Acknowledged by {name} on {day}.", name=grading.evaluator_name, day=day))
    if not own:
        return
    with st.form(key=f"reply_{grading.id}", border=False, enter_to_submit=False):
        reply = st.text_area(
            ctx._("Your reply"),
            key=_key(grading),
            max_chars=LONGEST_COMMENT,
            placeholder=ctx._("You may reply once. {name} reads it.", name=grading.by_name),
        )
        label = ctx._("Send the reply") if grading.acknowledged_at else ctx._("Acknowledge, with or without a reply")
        sent = form_submit_button(ctx, label, key=f"reply_{grading.id}_yes", type="primary")
    if sent:
        done_words = ctx._("Sent. {name} is told.", name=grading.by_name)
        attempt(ctx, partial(ctx.app.gradings.reply, ctx.actor, grading.id, reply or ""), done_words, place=_PLACE)


def _columns(ctx: PageContext) -> Sequence[FigureColumn]:
    return [
        FigureColumn(ctx._("Criterion")),
        FigureColumn(ctx._("Graded"), number=True),
        FigureColumn(ctx._("Average, 0 to 100"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
        FigureColumn(ctx._("Not applicable"), number=True),
        FigureColumn(ctx._("Go to")),
    ]


def _row(ctx: PageContext, graded: GradedCriterion) -> Sequence[Cell]:
    estimate, say = graded.estimate, ctx.say
    enough = estimate is not None and enough_to_say(estimate.n)
    mean = say.number(estimate.mean) if estimate and enough else ctx._("too few pieces of feedback to say")
    ends = (
        ctx._("{low} to {high}", low=say.number(estimate.low), high=say.number(estimate.high))
        if estimate and enough
        else ""
    )
    return [
        graded.criterion.title.in_language(say.code),
        say.number(graded.n),
        mean,
        ends,
        say.number(graded.not_applicable),
        Link(ctx._("Handbook"), handbook_address(graded.criterion.handbook)),
    ]


def _listing(ctx: PageContext, evaluator_id: int, gradings: Sequence[Grading]) -> None:
    columns: list[Column] = [
        {"label": ctx._("Call"), "kind": "nowrap"},
        {"label": ctx._("Agent"), "kind": "text"},
        {"label": ctx._("Graded by"), "kind": "quiet"},
        {"label": ctx._("Graded on"), "kind": "dated"},
        {"label": "", "kind": "labels"},
    ]
    content: list[Row] = [
        {
            "id": str(grading.id),
            "href": f"/evaluator?{urlencode({'evaluator': evaluator_id, GRADING: grading.id})}",
            "cells": [
                ctx.say.day(grading.called_at, "d MMM y"),
                grading.agent_name,
                grading.by_name,
                ctx.say.day(grading.handed_in_at, "d MMM y") if grading.handed_in_at else "",
                _labels(ctx, grading),
            ],
        }
        for grading in gradings
    ]
    opened = rows(ctx._("Graded feedback"), key=f"gradings_{evaluator_id}", columns=columns, content=content)
    if opened is not None:
        st.query_params[GRADING] = opened
        st.rerun()


def _labels(ctx: PageContext, grading: Grading) -> list[str]:
    state = [ctx._("hand-picked")] if not grading.drawn else []
    if grading.reply:
        return [*state, ctx._("replied")]
    return [*state, ctx._("acknowledged")] if grading.acknowledged_at else state


def _key(grading: Grading) -> str:
    return f"reply_{grading.id}_words"
