"""The inbox of one's own: what happened that concerns the reader, newest first, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.notices import NoticeFilter, NoticeGroup, NoticeKind
from benvenuto.domain.people import Role
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.services.feedback.notices import EVERYTHING, OwnFirst, ReadableNotice
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.outcome import done, show_outcome
from benvenuto.ui.paging import pager, place
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import button, sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 30
KEPT = UrlState("foryou", {"state": "all", "about": ""})
_PLACE, _CLEAR = "for_you", "foryou_clear"
_STATES = {"all": message("All"), "unread": message("Unread")}
_GROUPS = {
    NoticeGroup.FEEDBACK: message("Feedback"),
    NoticeGroup.RESPONSES: message("Responses"),
    NoticeGroup.DISPUTES: message("Disputes"),
    NoticeGroup.COACHING: message("Coaching"),
    NoticeGroup.TASKS: message("Tasks and deadlines"),
}
_WORDS: Mapping[NoticeKind, str] = {
    NoticeKind.FEEDBACK: message("New feedback on your call"),
    NoticeKind.ACKNOWLEDGED: message("Your evaluation was acknowledged"),
    NoticeKind.COMMENTED: message("New comment"),
    NoticeKind.DISPUTED: message("Evaluation disputed"),
    NoticeKind.ANSWERED: message("Dispute answered"),
    NoticeKind.UPHELD: message("Dispute decided: evaluation upheld"),
    NoticeKind.CHANGED: message("Dispute decided: evaluation changed"),
    NoticeKind.OVERTURNED: message("Dispute decided: evaluation overturned"),
    NoticeKind.CORRECTED: message("Evaluation corrected"),
    NoticeKind.PRACTICE: message("Practice assigned to you"),
    NoticeKind.DEADLINE: message("Overdue, and waiting for you"),
    NoticeKind.PLAN_PROPOSED: message("Coaching plan proposed"),
    NoticeKind.PLAN_AGREED: message("Coaching plan agreed"),
    NoticeKind.PLAN_SIGNED: message("Coaching plan signed as done"),
    NoticeKind.PLAN_WITHDRAWN: message("Coaching plan withdrawn"),
    NoticeKind.PLAN_OVERDUE: message("Coaching plan past its day"),
    NoticeKind.GRADED: message("Your feedback was graded"),
    NoticeKind.GRADING_ANSWERED: message("Reply to your grading of feedback"),
    NoticeKind.SECOND_LISTENING: message("Second listening assigned to you"),
    NoticeKind.CALIBRATION_INVITED: message("Invited to a calibration session"),
    NoticeKind.CALIBRATION_MOVED: message("Calibration session moved to another day"),
    NoticeKind.CALIBRATION_CHANGED: message("Calibration session changed: look at its calls"),
    NoticeKind.CALIBRATION_UNINVITED: message("No longer invited to a calibration session"),
    NoticeKind.CALIBRATION_READY: message("Calibration session ready to compare"),
    NoticeKind.CALIBRATION_CANCELLED: message("Calibration session cancelled"),
}
_OWN_FIRST: Mapping[OwnFirst, str] = {
    OwnFirst.POSSIBLE: message("New feedback on your call: read it, or score the call yourself first"),
    OwnFirst.BEGUN: message("Feedback waits: hand in your own scores first"),
}
_COMING = {
    Role.AGENT: message(
        "When one of your calls is scored, you see it here first. So you do when somebody answers you, when a dispute "
        "of yours is decided, and when a supervisor assigns practice or proposes a coaching plan."
    ),
    Role.SUPERVISOR: message(
        "When an agent acknowledges, comments on or disputes an evaluation of yours, or agrees to a coaching plan, you "
        "see it here first; and so when a call is yours to hear as the second evaluator, or a calibration session "
        "invites you."
    ),
    Role.MANAGER: message(
        "When an agent of your teams disputes an evaluation, and when it is answered, you see it here."
    ),
}


def waiting(ctx: PageContext) -> int:
    """How many notices wait to be read, for the menu."""
    return ctx.app.notices.unread(ctx.actor)


def show(ctx: PageContext) -> None:
    """The whole page."""
    title(ctx._("For you"), ctx._("What happened that concerns you. Opening what it is about marks it as read."))
    show_outcome(ctx, _PLACE)
    wanted = _filters(ctx)
    at = place()  # only now: other filters lead back to the first page
    notices, total = ctx.app.notices.listed(ctx.actor, wanted, PAGE, at * PAGE)
    if not notices and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    if not notices:
        _nothing(ctx, wanted)
        return
    if any(each.own_first is OwnFirst.POSSIBLE for each in notices):
        st.page_link(address("own-calls"), label=ctx._("Score a call of yours first"), icon=":material/edit:")
    _listing(ctx, notices, key=f"foryou_{wanted.unread}_{wanted.group}_{at}")
    pager(ctx, at, PAGE, total)


def _filters(ctx: PageContext) -> NoticeFilter:
    KEPT.load()
    groups = {"": ctx._("Everything"), **{group.value: ctx._(words) for group, words in _GROUPS.items()}}
    with st.container(horizontal=True, vertical_alignment="bottom", key="foryou_filters"):
        state = KEPT.one_of(
            "state", {code: ctx._(words) for code, words in _STATES.items()}, ctx._("Status"), width=160
        )
        group = KEPT.one_of("about", groups, ctx._("About"), width=220)
        if waiting(ctx) and button(ctx, ctx._("Mark all as read"), key="read_all", icon=":material/done_all:"):
            ctx.app.notices.read_all(ctx.actor)
            done(ctx, ctx._("All marked as read."), place=_PLACE)
    KEPT.store()
    return NoticeFilter(NoticeGroup(group) if group else None, unread=state == "unread")


def _nothing(ctx: PageContext, wanted: NoticeFilter) -> None:
    if wanted == EVERYTHING:
        coming = [ctx._(words) for role, words in _COMING.items() if ctx.holds(role)]
        empty(
            ctx._("Nothing here yet"),
            " ".join(coming) or ctx._("Notices reach those who take, score or oversee calls."),
        )
        return
    if wanted == NoticeFilter(unread=True):
        empty(ctx._("Everything has been read"), ctx._("New notices appear here, with their number in the menu."))
    else:
        empty(ctx._("Nothing matches"), ctx._("Clear the filters to see all notices again."))
    sticky_button(ctx, ctx._("Clear the filters"), key=_CLEAR, icon=":material/filter_alt_off:")
    change_query(ctx, _CLEAR, {})


def _listing(ctx: PageContext, notices: Sequence[ReadableNotice], *, key: str) -> None:
    columns: list[Column] = [
        {"label": ctx._("What"), "kind": "text"},
        {"label": ctx._("About"), "kind": "quiet"},
        {"label": ctx._("When"), "kind": "nowrap"},
        {"label": "", "kind": "labels"},
    ]
    opened = rows(ctx._("For you"), key=key, columns=columns, content=[_row(ctx, readable) for readable in notices])
    readable = next((readable for readable in notices if str(readable.notice.id) == opened), None)
    if readable is not None:
        page, query = _target(readable)
        st.switch_page(address(page), query_params=query)


def _row(ctx: PageContext, readable: ReadableNotice) -> Row:
    notice = readable.notice
    page, query = _target(readable)
    words = _OWN_FIRST.get(readable.own_first) if notice.kind is NoticeKind.FEEDBACK else None
    return {
        "id": str(notice.id),
        "href": f"/{page}?{urlencode(query)}",
        "cells": [
            ctx._(words or _WORDS[notice.kind]),
            _about(ctx, readable),
            ctx.say.timestamp(notice.at, "EEE d MMM, HH:mm"),
            [ctx._("unread")] if notice.read_at is None else [],
        ],
    }


def _about(ctx: PageContext, readable: ReadableNotice) -> str:
    if (stored := readable.evaluation) is not None:
        name = "" if stored.agent_id == ctx.actor.id else stored.agent_name
        return _call(ctx, name, stored.called_at, stored.facts.contact_reason)
    if (plan := readable.plan) is not None:
        return plan.behaviour if plan.agent_id == ctx.actor.id else f"{plan.agent_name} · {plan.behaviour}"
    if (call := readable.call) is not None:
        return _call(ctx, call.agent_name, call.started_at, call.contact_reason)
    if (grading := readable.grading) is not None:
        day = ctx._("Call of {day}", day=ctx.say.timestamp(grading.called_at, "EEEE d MMMM, HH:mm"))
        name = grading.agent_name if grading.evaluator_id == ctx.actor.id else grading.evaluator_name
        return f"{name or UNSAID} · {day}"
    if (session := readable.session) is not None:
        return f"{session.title} · {ctx._('by {day}', day=ctx.say.day(session.day))}"
    return readable.criterion.in_language(ctx.say.code) if readable.criterion else ""


def _call(ctx: PageContext, name: str, at: datetime, reason: str) -> str:
    day = ctx._("Call of {day}", day=ctx.say.timestamp(at, "EEEE d MMMM, HH:mm"))
    return " · ".join(part for part in (name, day, contact_reason(ctx, reason)) if part)


def _target(readable: ReadableNotice) -> tuple[str, dict[str, str]]:
    about, evaluation, grading = readable.notice.about, readable.evaluation, readable.grading
    if readable.own_first is OwnFirst.BEGUN and evaluation is not None:
        return "score-own", {"call": str(evaluation.call_id)}
    if readable.notice.kind is NoticeKind.CALIBRATION_UNINVITED:
        return "calibration", {"left": str(about.session_id)}
    if grading is not None:
        return "evaluator", {"evaluator": str(grading.evaluator_id), "grading": str(grading.id)}
    for number, page, key in (
        (about.evaluation_id, "evaluation", "id"),
        (about.plan_id, "coaching", "plan"),
        (about.call_id, "evaluate", "call"),
        (about.session_id, "calibration", "session"),
    ):
        if number is not None:
            return page, {key: str(number)} | ({"from": "for-you"} if page == "evaluation" else {})
    return "practice", {"criterion": about.criterion}
