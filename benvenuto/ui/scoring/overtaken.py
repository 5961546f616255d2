"""Changes that came too late to replace newer ones: what each was, what was kept, and the choice between them."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.overtaken import OvertakenEdit, Written
from benvenuto.domain.rubric import Criterion
from benvenuto.languages import clock_time
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import shown
from benvenuto.ui.streamlit.sticky_button import button


def show_overtaken(ctx: PageContext, evaluation: Evaluation) -> None:
    """Show them above the card, until each was used or left."""
    for overtaken in evaluation.history.overtaken:
        _show(ctx, evaluation, overtaken)


def _show(ctx: PageContext, evaluation: Evaluation, overtaken: OvertakenEdit) -> None:
    kept = Written(evaluation.answers, evaluation.summary)
    late = kept.edited(evaluation.scorecard, overtaken.edit)
    if late == kept:  # the same was marked meanwhile
        return
    key = f"overtaken_{evaluation.id}_{overtaken.number}"
    with st.container(key=key):
        shown(_head(ctx, evaluation, overtaken), css="bv-overtaken-head")
        shown(ctx._("Not taken: {words}", words=_words(ctx, evaluation, overtaken, late)), css="bv-said")
        words = _words(ctx, evaluation, overtaken, kept)
        shown(ctx._("Kept, from {day}: {words}", day=_time(ctx, overtaken), words=words), css="bv-said")
        with st.container(horizontal=True):
            if button(ctx, ctx._("Use the older one"), key=f"use_{key}"):
                ctx.app.scoring.use_overtaken(ctx.actor, evaluation.id, overtaken.number)
                st.rerun()
            if button(ctx, ctx._("Leave it"), key=f"leave_{key}", type="tertiary"):
                ctx.app.scoring.leave_overtaken(ctx.actor, evaluation.id, overtaken.number)
                st.rerun()


def _head(ctx: PageContext, evaluation: Evaluation, overtaken: OvertakenEdit) -> str:
    criterion = evaluation.scorecard.criterion(overtaken.edit.path)
    title = criterion.title.in_language(ctx.say.code) if criterion else ctx._("A few words for the agent")
    if overtaken.edit.made_at is None:
        return ctx._("{title}: a change from another window came after a newer one.", title=title)
    day = ctx.say.timestamp(overtaken.edit.made_at, "d MMM, HH:mm")
    return ctx._("{title}: made on {day} in another window, it came after a newer one.", title=title, day=day)


def _time(ctx: PageContext, overtaken: OvertakenEdit) -> str:
    return ctx.say.timestamp(overtaken.kept_at, "d MMM, HH:mm")


def _words(ctx: PageContext, evaluation: Evaluation, overtaken: OvertakenEdit, written: Written) -> str:
    """What stands there, of all that the edit is about."""
    edit = overtaken.edit
    criterion = evaluation.scorecard.criterion(edit.path)
    words = written.summary if criterion is None else _answer(ctx, criterion, written.answers.get(edit.path, Answer()))
    return words or ctx._("nothing")


def _answer(ctx: PageContext, criterion: Criterion, answer: Answer) -> str:
    code = ctx.say.code
    level = criterion.level(answer.choice) if isinstance(answer.choice, str) else None
    chosen = level.label.in_language(code) if level else ""
    if answer.choice is NOT_APPLICABLE:
        chosen = ctx._("Not applicable")
    reasons = [reason.text.in_language(code) for reason in criterion.reasons if reason.id in answer.reasons]
    parts = [chosen, ", ".join(reasons), answer.note, ", ".join(map(_moment, answer.moments))]
    return " · ".join(part for part in parts if part)


def _moment(moment: Moment) -> str:
    return f"{clock_time(moment.at_s)} {moment.note}".strip()
