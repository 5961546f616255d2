"""The page of calibration sessions: the session or the form that the address names, or all that concern the reader."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.calibration import CalibrationSession, CalibrationStatus
from benvenuto.domain.faults import Forbidden
from benvenuto.services.scoring.calibrations import SeenSession
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, section, style, title
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.scoring.calibration.new import call_session
from benvenuto.ui.scoring.calibration.session import show_session
from benvenuto.ui.scoring.calibration.words import STATUS
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import sticky_button

SESSION, NEW, LEFT = "session", "new", "left"
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
        left = st.query_params.get(LEFT, "")
        if left.isdecimal() and len(left) <= _LONGEST_ID and ctx.app.notices.opened(ctx.actor, session_id=int(left)):
            st.rerun()
        _list(ctx, ctx.app.calibrations.sessions(ctx.actor))


def _back(ctx: PageContext) -> None:
    sticky_button(
        ctx, ctx._("All calibration sessions"), key="calibration_back", type="tertiary", icon=":material/arrow_back:"
    )
    change_query(ctx, "calibration_back", {})


def _list(ctx: PageContext, sessions: Sequence[SeenSession]) -> None:
    title(
        ctx._("Calibration"),
        ctx._("Several evaluators score the same calls, each alone. Then they compare, and record what they agree on."),
    )
    show_outcome(ctx, "calibration")
    if st.query_params.get(LEFT):
        quiet_notice(ctx._("You are no longer invited to that session: in it there is nothing left for you to score."))
    sticky_button(ctx, ctx._("New session"), key="calibration_begin", icon=":material/add:")
    change_query(ctx, "calibration_begin", {NEW: "1"})
    if not sessions:
        empty(
            ctx._("No calibration sessions yet"),
            ctx._(
                "Choose three to five calls, invite at least two supervisors, and set a day. Nobody sees another's "
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
            _listing(ctx, those, "ended" if those[0].over else "open")


def _listing(ctx: PageContext, sessions: Sequence[CalibrationSession], name: str) -> None:
    columns: list[Column] = [
        {"label": ctx._("Session"), "kind": "text"},
        {"label": ctx._("Evaluators"), "kind": "quiet"},
        {"label": ctx._("Day"), "kind": "nowrap"},
        {"label": "", "kind": "labels"},
    ]
    content = [_row(ctx, session) for session in sessions]
    opened = rows(ctx._("Calibration"), key=f"calibration_{name}", columns=columns, content=content)
    if opened is not None and opened in {row["id"] for row in content}:
        st.query_params.from_dict({SESSION: opened})
        st.rerun()


def _row(ctx: PageContext, session: CalibrationSession) -> Row:
    mine = len(session.to_score(ctx.actor.id))
    labels = [ctx.say.plural("{n} call to score", "{n} calls to score", mine)] if mine else []
    number = str(session.id)
    return {
        "id": number,
        "href": f"/calibration?{urlencode({SESSION: number})}",
        "cells": [
            session.title,
            ", ".join(session.evaluators.values()),
            _when(ctx, session),
            [*labels, ctx._(STATUS[session.status])],
        ],
    }


def _when(ctx: PageContext, session: CalibrationSession) -> str:
    if session.status is CalibrationStatus.CANCELLED:
        return ""
    ended = session.agreed_at
    return ctx.say.day(ended) if ended else ctx._("by {day}", day=ctx.say.day(session.day))
