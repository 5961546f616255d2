"""Open disputes, the overdue first: who disputes which call, why, and for whom it waits until when."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Comment
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.services.feedback.deadlines import Awaited
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.feedback.marks import title_of
from benvenuto.ui.feedback.words import due_words, points
from benvenuto.ui.shell import address


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("feedback")
    title(
        ctx._("Disputes"),
        ctx._("An agent disagrees with an evaluation. A supervisor answers, a manager decides."),
    )
    waiting = ctx.app.deadlines.disputes(ctx.actor)
    if not waiting:
        empty(
            ctx._("No open disputes"),
            ctx._(
                "When an agent in your teams disputes an evaluation, it appears here with the reason "
                "until a manager upholds or overturns it."
            ),
        )
    with st.container(key="fb_cards"):
        for each in waiting:
            with st.container(key=f"fb_card_{each.evaluation.id}"):
                _card(ctx, ctx.app.feedback.read(ctx.actor, each.evaluation.id), each)


def _card(ctx: PageContext, published: Published, waiting: Awaited) -> None:
    stored, dispute = published.stored, _dispute(published)
    st.page_link(
        address("evaluation"),
        label=ctx._("Call of {day}", day=ctx.say.timestamp(stored.called_at, "EEEE d MMMM, HH:mm")),
        query_params={"id": str(stored.id), "from": "disputes"},
    )
    about = f"{stored.agent_name or UNSAID} · {contact_reason(ctx, stored.facts.contact_reason)}"
    waits = due_words(ctx, waiting.due)
    late = "bv-late" if waiting.overdue else ""
    st.html(
        f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(about)}</span>'
        f'<span class="bv-label {late}">{escape(waits)}</span>'
        f'<span class="bv-label">{escape(_age(ctx, dispute))}</span>'
        f"{_words(ctx, published)}</div>"
        f'<div class="bv-card-score"><b>{escape(points(ctx, published.evaluation.scorecard, stored.final_score))}</b>'
        f"<span>{escape(stored.evaluator_name)}</span></div></div>"
    )


def _words(ctx: PageContext, published: Published) -> str:
    """Which criteria are disputed and why, or the words; to whoever has yet to listen, only which."""
    evaluation, dispute = published.evaluation, published.dispute
    lines = [f"{title_of(ctx, evaluation, each.path)}: {each.reason}" for each in dispute.criteria]
    if published.unheard:
        lines = [ctx._("Listen first: the marks, and what was written about them, are shown afterwards.")]
    lines += [_dispute(published).text]
    words = "\n".join(line for line in lines if line)
    return f'<p class="bv-card-line bv-whole">{escape(words)}</p>'


def _dispute(published: Published) -> Comment:
    """The words that opened it: a dispute is never without them."""
    return next(comment for comment in published.comments if comment.kind == "dispute")


def _age(ctx: PageContext, dispute: Comment) -> str:
    days = (ctx.app.clock() - dispute.at).days
    return ctx.say.plural("open for {n} day", "open for {n} days", days) if days else ctx._("opened today")
