"""What was said about an evaluation, in its order."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Comment
from benvenuto.domain.faults import message
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section

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
    articles = "".join(_comment(ctx, comment, published.stored.agent_id) for comment in published.comments)
    st.html(f'<div class="bv-talk">{articles}</div>')


def _comment(ctx: PageContext, comment: Comment, agent_id: int) -> str:
    kind = ctx._(_KINDS[comment.kind]) if comment.kind in _KINDS else ""
    side = "bv-agent" if comment.author_id == agent_id else ""
    return (
        f'<article class="{side}"><header><b>{escape(comment.author_name)}</b> {escape(kind)}'
        f"<time>{escape(ctx.say.timestamp(comment.at, 'd MMMM y, HH:mm'))}</time></header>"
        f'<p class="bv-said">{escape(comment.text)}</p></article>'
    )
