"""What was said about an evaluation, in its order."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Comment, Status
from benvenuto.domain.faults import message
from benvenuto.languages import clock_time
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.feedback.history import ruling_words
from benvenuto.ui.feedback.marks import title_of

_KINDS = {
    "dispute": message("disputed it"),
    "answer": message("answered the dispute"),
    "decision": message("decided"),
}


def conversation(ctx: PageContext, published: Published) -> None:
    """Every comment, with who said it and when; nothing before the first."""
    if not published.comments:
        return
    section(ctx._("Conversation"))
    articles = "".join(_comment(ctx, comment, published) for comment in published.comments)
    st.html(f'<div class="bv-talk">{articles}</div>')


def _comment(ctx: PageContext, comment: Comment, published: Published) -> str:
    kind = ctx._(_KINDS[comment.kind]) if comment.kind in _KINDS else ""
    side = "bv-agent" if comment.author_id == published.stored.agent_id else ""
    return (
        f'<article class="{side}"><header><b>{escape(comment.author_name or UNSAID)}</b> {escape(kind)}'
        f"<time>{escape(ctx.say.timestamp(comment.at, 'd MMMM y, HH:mm'))}</time></header>"
        f"{_criteria(ctx, comment, published)}"
        + (f'<p class="bv-said">{escape(comment.text)}</p>' if comment.text else "")
        + "</article>"
    )


def _criteria(ctx: PageContext, comment: Comment, published: Published) -> str:
    """The criteria that a dispute names, or those that its decision is about."""
    evaluation, dispute = published.evaluation, published.dispute
    lines: list[tuple[str, str]] = []
    if comment.kind == "dispute":
        for criterion in dispute.criteria:
            at = f" ({clock_time(criterion.at_s)})" if criterion.at_s is not None else ""
            lines.append((title_of(ctx, evaluation, criterion.path) + at, criterion.reason))
    if comment.kind == "decision" and published.stored.status is not Status.OVERTURNED:
        for path, decided in dispute.decided.items():
            words = f"{ruling_words(ctx, published, decided)} {decided.ruling.reason}"
            lines.append((title_of(ctx, evaluation, path), words))
    rows = "".join(f"<dt>{escape(named)}</dt><dd>{escape(words)}</dd>" for named, words in lines)
    return f"<dl>{rows}</dl>" if rows else ""
