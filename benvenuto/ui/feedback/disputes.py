"""Open disputes, the longest open first: who disputes which call, why, and what it waits for."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Comment
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.feedback.words import points
from benvenuto.ui.shell import address


def show(now: Here) -> None:
    """The whole page."""
    style("feedback")
    title(
        now._("Disputes"),
        now._("An agent hears a call differently from its evaluation. A supervisor answers, a manager decides."),
    )
    found = [now.app.feedback.read(now.actor, stored.id) for stored in now.app.feedback.disputes(now.actor)]
    if not found:
        empty(
            now._("No open disputes"),
            now._(
                "When an agent of your teams disputes an evaluation, it appears here with the reason, until a manager "
                "has upheld or overturned it."
            ),
        )
    with st.container(key="fb_cards"):
        for published in sorted(found, key=lambda one: _dispute(one).at):
            with st.container(key=f"fb_card_{published.stored.id}"):
                _card(now, published)


def _card(now: Here, published: Published) -> None:
    stored, dispute = published.stored, _dispute(published)
    st.page_link(
        address("evaluation"),
        label=now._("Call of {day}", day=now.say.moment(stored.called_at, "EEEE d MMMM, HH:mm")),
        query_params={"id": str(stored.id), "from": "disputes"},
    )
    about = f"{stored.agent_name} · {contact_reason(now, stored.facts.contact_reason)}"
    answered = any(comment.kind == "answer" for comment in published.comments)
    waits = now._("answered, waits for a decision") if answered else now._("waits for an answer")
    st.html(
        f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(about)}</span>'
        f'<span class="bv-label">{escape(waits)}</span><span class="bv-label">{escape(_age(now, dispute))}</span>'
        f'<p class="bv-card-line bv-whole">{escape(dispute.text)}</p></div>'
        f'<div class="bv-card-score"><b>{escape(points(now, stored.final_score))}</b>'
        f"<span>{escape(stored.evaluator_name)}</span></div></div>"
    )


def _dispute(published: Published) -> Comment:
    """The words that opened it: a dispute is never without them."""
    return next(comment for comment in published.comments if comment.kind == "dispute")


def _age(now: Here, dispute: Comment) -> str:
    days = (now.app.clock() - dispute.at).days
    return now.say.plural("open for {n} day", "open for {n} days", days) if days else now._("opened today")
