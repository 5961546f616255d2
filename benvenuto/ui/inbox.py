"""The inbox: which call to listen to next, and why this one."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.languages import clock_time
from benvenuto.services.sampling import MOST_PER_WEEK
from benvenuto.storage.calls import InboxFilter, InboxRow
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.elements import empty, title, told
from benvenuto.ui.here import Here
from benvenuto.ui.reasons import contact_reason
from benvenuto.ui.shell import address

PAGE = 25
STATES = {
    "drawn": message("To score"),
    "draft": message("Begun"),
    "open": message("All unscored"),
    "scored": message("Scored"),
}
_EMPTY = {
    "drawn": message("Nothing waits for you"),
    "draft": message("No drafts"),
    "open": message("No unscored calls"),
    "scored": message("Nothing is scored yet"),
}
_EMPTY_LEAD = {
    "drawn": message(
        "Every call drawn so far is scored. New ones are drawn as calls come in, by the plan of each team; you can "
        "also pick one by hand from all unscored calls, and it will be marked as targeted."
    ),
    "draft": message("A draft begins with your first look at a call, and stays here until you publish it."),
    "open": message("Calls appear here when an administrator imports a call log."),
    "scored": message("What you and your colleagues publish is listed here, to be read again."),
}


def head(now: Here) -> None:
    """The title, and the one thing to do: take the next call."""
    title(now._("Calls to score"), now._("Calls drawn at random by the plan, the ones that wait longest first."))
    with st.container(horizontal=True, vertical_alignment="center", key="inbox_head"):
        onward = st.button(
            now._("Next call"), key="next_call", type="primary", icon=":material/headphones:", shortcut="n"
        )
        if st.button(now._("Sampling plan"), key="plan", type="tertiary", icon=":material/tune:"):
            _plan(now)
    if onward:
        take_next(now)


def _plan(now: Here) -> None:
    """Ask how many calls to draw for each agent and week, team by team."""

    @st.dialog(now._("Sampling plan"))
    def ask() -> None:
        st.text(now._("Calls drawn at random for each agent and week. What was drawn stays drawn; 0 stops drawing."))
        plans = now.app.sampling.plans(now.actor)
        numbers = {
            team.id: st.number_input(team.name, 0, MOST_PER_WEEK, number, key=f"plan_{team.id}")
            for team, number in plans
        }
        if st.button(now._("Save"), key="plan_save", type="primary"):
            for team, number in plans:
                if numbers[team.id] != number:
                    now.app.sampling.set_plan(now.actor, team.id, numbers[team.id])
            st.rerun()

    ask()


def take_next(now: Here, after: int | None = None) -> None:
    """Go to the drawn call that waits longest; say so when there is none."""
    following = now.app.sampling.next_call(now.actor, after)
    if following is None:
        st.switch_page(address("inbox"), query_params={"done": "yes"})
    st.switch_page(address("evaluate"), query_params={"call": str(following)})


def filters(now: Here) -> InboxFilter:
    """What to list, kept in the address."""
    if "done" in st.query_params:
        told(now._("All drawn calls are scored. Well listened."))
    state = st.segmented_control(
        now._("Which calls"),
        list(STATES),
        key="state",
        default="drawn",
        required=True,
        format_func=lambda one: now._(STATES[one]),
        label_visibility="collapsed",
        bind="query-params",
    )
    agents = {person.id: person.name for person in now.app.calls.agents(now.actor)}
    with st.container(horizontal=True, key="inbox_filters"):
        agent = st.selectbox(
            now._("Agent"),
            [str(one) for one in agents],
            index=None,
            key="agent",
            placeholder=now._("All agents"),
            format_func=lambda one: agents.get(int(one), ""),
            bind="query-params",
        )
        reason = st.selectbox(
            now._("Contact reason"),
            list(now.app.calls.contact_reasons(now.actor)),
            index=None,
            key="reason",
            placeholder=now._("All reasons"),
            format_func=lambda one: contact_reason(now, one),
            bind="query-params",
        )
        days = st.selectbox(
            now._("Period"),
            ["7", "30", "90"],
            index=None,
            key="days",
            placeholder=now._("Any time"),
            format_func=lambda one: now.say.plural("last {n} day", "last {n} days", int(one)),
            bind="query-params",
        )
        words = st.text_input(
            now._("Words"), key="words", placeholder=now._("in transcript, note or call id"), bind="query-params"
        )
    return InboxFilter(
        state=state or "drawn",
        agent_id=int(agent) if agent else None,
        contact_reason=reason or "",
        begin=_midnight(now) - timedelta(days=int(days) - 1) if days else None,
        words=(words or "").strip(),
    )


def listing(now: Here, wanted: InboxFilter) -> None:
    """The calls themselves, a page at a time."""
    if wanted.state == "drawn":
        now.app.sampling.draw_due(now.actor)
    at = _page_number()
    page = now.app.calls.inbox(now.actor, wanted, PAGE, at * PAGE)
    if not page.rows and at:  # the filters changed, and this page is past the end now
        del st.query_params["page"]
        st.rerun()
    if not page.rows:
        empty(now._(_EMPTY[wanted.state]), now._(_EMPTY_LEAD[wanted.state]))
        return
    opened = rows(
        now._("Calls to score"),
        key=f"inbox_{wanted.state}_{at}",
        columns=_columns(now),
        content=[_row(now, row) for row in page.rows],
    )
    if opened is not None:
        st.switch_page(address("evaluate"), query_params={"call": opened})
    _pager(now, at, page.total)


def _page_number() -> int:
    wanted = st.query_params.get("page", "1")
    return max(int(wanted), 1) - 1 if wanted.isdecimal() and len(wanted) < 7 else 0


def _pager(now: Here, at: int, total: int) -> None:
    last = (total - 1) // PAGE
    if not last:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        back = st.button(now._("Earlier page"), key="page_back", disabled=at == 0)
        onward = st.button(now._("Next page"), key="page_on", disabled=at >= last)
        st.text(now._("{first}–{last} of {total}", first=at * PAGE + 1, last=min((at + 1) * PAGE, total), total=total))
    if back or onward:
        st.query_params["page"] = str(at + (2 if onward else 0))
        st.rerun()


def _columns(now: Here) -> list[Column]:
    return [
        {"label": now._("Agent"), "kind": "nowrap"},
        {"label": now._("When"), "kind": "nowrap"},
        {"label": now._("Contact reason"), "kind": "text"},
        {"label": now._("Length"), "kind": "number"},
        {"label": now._("What there is"), "kind": "quiet"},
        {"label": "", "kind": "labels"},
    ]


def _row(now: Here, row: InboxRow) -> Row:
    call = row.call
    return {
        "id": str(call.id),
        "href": f"/evaluate?call={call.id}",
        "cells": [
            call.agent_name,
            now.say.moment(call.started_at, "EEE d MMM, HH:mm"),
            contact_reason(now, call.contact_reason),
            clock_time(call.duration_s) if call.duration_s is not None else "",
            _material(now, row),
            _labels(now, row),
        ],
    }


def _material(now: Here, row: InboxRow) -> str:
    if row.has_recording:
        return now._("recording and transcript") if row.has_transcript else now._("recording")
    return now._("transcript") if row.has_transcript else now._("log line")


def _labels(now: Here, row: InboxRow) -> list[str]:
    found = []
    if row.probability is not None:
        found.append(now._("drawn"))
    if row.draft_id is not None:
        found.append(now._("begun"))
    if row.call.simulated:
        found.append(now._("simulated"))
    return found


def _midnight(now: Here) -> datetime:
    zone = now.app.settings.timezone
    return datetime.combine(now.app.clock().astimezone(zone).date(), time(), zone)
