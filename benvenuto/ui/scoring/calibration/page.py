"""The page of calibration sessions: the session or the form that the address names, or all that concern the reader."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.calibration import CalibrationSession, CalibrationStatus
from benvenuto.domain.faults import Forbidden
from benvenuto.services.scoring.calibrations import SeenSession
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, style, title
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.scoring.calibration.new import call_session
from benvenuto.ui.scoring.calibration.session import show_session
from benvenuto.ui.scoring.calibration.words import STATUS
from benvenuto.ui.shell import address

SESSION, NEW = "session", "new"
_LONGEST_ID = 9


def show(ctx: PageContext) -> None:
    """The whole page."""
    for sheet in ("scoring", "feedback", "coaching", "calibration"):
        style(sheet)
    if wanted := st.query_params.get(SESSION, ""):
        if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
            raise Forbidden
        seen = ctx.app.calibrations.session(ctx.actor, int(wanted))
        if ctx.app.notices.opened(ctx.actor, session_id=seen.session.id):
            st.rerun()  # the menu, which is drawn already, counts it still
        _back(ctx)
        show_session(ctx, seen)
    elif st.query_params.get(NEW):
        _back(ctx)
        call_session(ctx)
    else:
        _list(ctx, ctx.app.calibrations.sessions(ctx.actor))


def _back(ctx: PageContext) -> None:
    with st.container(key="coach_back"):
        st.page_link(address("calibration"), label=ctx._("All calibration sessions"), icon=":material/arrow_back:")


def _list(ctx: PageContext, sessions: Sequence[SeenSession]) -> None:
    title(
        ctx._("Calibration"),
        ctx._("Several evaluators score the same calls, each alone. Then they compare, and record what they agree on."),
    )
    show_outcome(ctx, "calibration")
    st.page_link(address("calibration"), label=ctx._("New session"), query_params={NEW: "1"}, icon=":material/add:")
    if not sessions:
        empty(
            ctx._("No calibration sessions yet"),
            ctx._(
                "Choose three to five calls, invite at least two supervisors, and set a day. Nobody sees another’s "
                "marks before all have handed in."
            ),
        )
        return
    groups = {
        ctx._("Going on"): [seen.session for seen in sessions if not seen.session.over],
        ctx._("Ended"): [seen.session for seen in sessions if seen.session.over],
    }
    for words, those in groups.items():
        if those:
            section(words)
            with st.container(key=f"fb_cards_{'ended' if those[0].over else 'open'}"):
                for session in those:
                    _card(ctx, session)


def _card(ctx: PageContext, session: CalibrationSession) -> None:
    with st.container(key=f"fb_card_plan_session_{session.id}"):
        st.page_link(address("calibration"), label=session.title, query_params={SESSION: str(session.id)})
        mine = len(session.to_score(ctx.actor.id))
        labels = [ctx.say.plural("{n} call to score", "{n} calls to score", mine)] if mine else []
        labels.append(ctx._(STATUS[session.status]))
        marks = " ".join(
            f'<span class="bv-label{" bv-new" if mine and nth == 0 else ""}">{escape(label)}</span>'
            for nth, label in enumerate(labels)
        )
        about = ctx.say.plural("{n} call", "{n} calls", len(session.calls))
        people = ", ".join(session.evaluators.values())
        st.html(
            f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(about)}</span>'
            f'{marks}<p class="bv-card-line">{escape(people)}</p></div>'
            f'<div class="bv-due">{escape(_when(ctx, session))}</div></div>'
        )


def _when(ctx: PageContext, session: CalibrationSession) -> str:
    if session.status is CalibrationStatus.CANCELLED:
        return ""
    ended = session.agreed_at
    return ctx.say.day(ended) if ended else ctx._("by {day}", day=ctx.say.day(session.day))
