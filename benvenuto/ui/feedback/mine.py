"""An agent's own feedback: a line over time, and every evaluation, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Status
from benvenuto.services.quality.trends import Behind
from benvenuto.storage.scoring.evaluations import StoredEvaluation
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, section, style, title
from benvenuto.ui.feedback.own_line import own_line
from benvenuto.ui.feedback.words import CRITICAL, STATUS, points
from benvenuto.ui.paging import pager, place
from benvenuto.ui.shell import address

PAGE = 20
_SHOWN_STATES = (Status.DISPUTED, Status.UPHELD, Status.OVERTURNED)


def show(now: Here) -> None:
    """The whole page."""
    style("feedback")
    at = place()
    mine, total = now.app.feedback.mine(now.actor, PAGE, at * PAGE)
    title(now._("My feedback"), now._("What was heard in your calls, newest first. Your colleagues do not see it."))
    if not total:
        empty(
            now._("Nothing here yet"),
            now._(
                "When a call of yours has been listened to and scored, you find it here the same day: what went well, "
                "what to improve, and the moments to hear again."
            ),
        )
        st.page_link(address("handbook"), label=now._("Read the handbook meanwhile"), icon=":material/menu_book:")
        return
    if at == 0:
        own_line(now)
        section(now._("Your evaluations"))
    _cards(now, mine)
    pager(now, at, PAGE, total)


def _cards(now: Here, mine: Sequence[StoredEvaluation]) -> None:
    behind = {one.stored.id: one for one in now.app.trends.listed(now.actor, [stored.id for stored in mine])}
    with st.container(key="fb_cards"):
        for stored in mine:
            with st.container(key=f"fb_card_{stored.id}"):
                _card(now, behind[stored.id])


def _card(now: Here, one: Behind) -> None:
    stored = one.stored
    st.page_link(
        address("evaluation"),
        label=now.say.day(stored.called_at, "EEEE d MMMM y"),
        query_params={"id": str(stored.id)},
    )
    reason = contact_reason(now, stored.facts.contact_reason)
    band = one.band.label.in_language(now.say.code) if one.band else ""
    summary = stored.summary.strip()
    line = f'<p class="bv-card-line">{escape(summary)}</p>' if summary else ""
    st.html(
        f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(reason)}</span>'
        f"{_labels(now, one)}{line}</div>"
        f'<div class="bv-card-score"><b>{escape(points(now, stored.final_score))}</b>'
        f"<span>{escape(band)}</span></div></div>"
    )


def _labels(now: Here, one: Behind) -> str:
    words = [(now._(CRITICAL[kind]), "bv-critical") for kind in CRITICAL if kind.value in one.critical]
    if one.stored.status in _SHOWN_STATES:
        words.append((now._(STATUS[one.stored.status]), ""))
    if one.stored.status is Status.PUBLISHED:
        words.insert(0, (now._("new"), "bv-new"))
    if one.stored.simulated:
        words.append((now._("simulated"), ""))
    return " ".join(f'<span class="bv-label {css}">{escape(label)}</span>' for label, css in words)
