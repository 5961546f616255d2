"""An agent's own feedback: a line over time, and every evaluation, in the order that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.deadlines import Stage
from benvenuto.domain.evaluation import DECIDED, EvaluationRow, Status
from benvenuto.services.quality.trends import Behind
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, section, style, title
from benvenuto.ui.feedback.own_filters import clear, filters
from benvenuto.ui.feedback.own_line import own_line
from benvenuto.ui.feedback.words import CRITICAL, STATUS, due_words, points
from benvenuto.ui.paging import pager, place
from benvenuto.ui.shell import address

PAGE = 20
_SHOWN_STATES = (Status.DISPUTED, *DECIDED)


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("feedback")
    known = ctx.app.feedback.choices(ctx.actor)
    title(ctx._("My feedback"), ctx._("What evaluators heard in your calls. Your colleagues cannot see it."))
    if not known.contact_reasons:
        empty(
            ctx._("Nothing here yet"),
            ctx._(
                "When one of your calls has been listened to and scored, it appears here the same "
                "day: what went well, what to improve, and the moments to listen to again."
            ),
        )
        st.page_link(address("handbook"), label=ctx._("Read the handbook in the meantime"), icon=":material/menu_book:")
        return
    above = st.container()
    wanted = filters(ctx, known)
    at = place()  # only now: other filters lead back to the first page
    if at == 0:
        with above:
            own_line(ctx)
            _waiting(ctx)
            section(ctx._("Your evaluations"))
    mine, total = ctx.app.feedback.mine(ctx.actor, wanted, PAGE, at * PAGE)
    if not mine and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    if not mine:
        empty(ctx._("No evaluations match"), ctx._("Clear the filters to see all of them again."))
        clear(ctx)
        return
    _cards(ctx, mine)
    pager(ctx, at, PAGE, total)


def _waiting(ctx: PageContext) -> None:
    """How many evaluations wait for the reader, and until when the first of them."""
    mine = [each for each in ctx.app.deadlines.own(ctx.actor) if each.due.stage is Stage.ACKNOWLEDGE]
    if not mine:
        return
    first = mine[0]
    words = ctx.say.plural("{n} evaluation awaits you", "{n} evaluations await you", len(mine))
    until = due_words(ctx, first.due)
    quiet_notice(f"{words}: {until}.")
    if ctx.app.self_evaluations.waiting(ctx.actor):
        st.page_link(address("own-calls"), label=ctx._("Score a call of yours first"), icon=":material/edit:")


def _cards(ctx: PageContext, mine: Sequence[EvaluationRow]) -> None:
    behind = {
        evaluation.stored.id: evaluation
        for evaluation in ctx.app.trends.listed(ctx.actor, [stored.id for stored in mine])
    }
    with st.container(key="fb_cards"):
        for stored in mine:
            with st.container(key=f"fb_card_{stored.id}"):
                _card(ctx, behind[stored.id])


def _card(ctx: PageContext, evaluation: Behind) -> None:
    stored = evaluation.stored
    st.page_link(
        address("evaluation"),
        label=ctx.say.day(stored.called_at, "EEEE d MMMM y"),
        query_params={"id": str(stored.id)},
    )
    reason = contact_reason(ctx, stored.facts.contact_reason)
    score = stored.final_score
    band = "" if score is None else evaluation.scorecard.band(score).label.in_language(ctx.say.code)
    published = "" if stored.published_at is None else ctx._("published on {day}", day=ctx.say.day(stored.published_at))
    if not_opened(stored):  # what it says would be known to who wants to score the call themselves first
        words = f"{ctx._('not opened yet')} · {published}" if published else ctx._("not opened yet")
        st.html(
            f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(reason)}</span>'
            f'<span class="bv-card-reason">{escape(words)}</span>{_label(ctx._("new"), "bv-new")}'
            f"{_label(ctx._('simulated'), '') if stored.simulated else ''}</div></div>"
        )
        return
    summary = stored.summary.strip()
    line = f'<p class="bv-card-line">{escape(summary)}</p>' if summary else ""
    st.html(
        f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(reason)}</span>'
        f'<span class="bv-card-reason">{escape(published)}</span>{_labels(ctx, evaluation)}{line}</div>'
        f'<div class="bv-card-score"><b>{escape(points(ctx, evaluation.scorecard, score))}</b>'
        f"<span>{escape(band)}</span></div></div>"
    )


def _labels(ctx: PageContext, evaluation: Behind) -> str:
    words = [(ctx._(CRITICAL[kind]), "bv-critical") for kind in CRITICAL if kind.value in evaluation.critical]
    if evaluation.stored.status in _SHOWN_STATES:
        words.append((ctx._(STATUS[evaluation.stored.status]), ""))
    if evaluation.stored.revision > 1 and evaluation.stored.status is not Status.CHANGED:
        words.append((ctx._("corrected"), ""))
    if evaluation.stored.status is Status.PUBLISHED:
        words.insert(0, (ctx._("new"), "bv-new"))
    if evaluation.stored.simulated:
        words.append((ctx._("simulated"), ""))
    return " ".join(_label(label, css) for label, css in words)


def _label(words: str, css: str) -> str:
    return f'<span class="bv-label {css}">{escape(words)}</span>'


def not_opened(stored: EvaluationRow) -> bool:
    """Whether its agent has yet to open it."""
    return stored.status is Status.PUBLISHED and stored.first_read_at is None
