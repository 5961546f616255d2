"""The inbox: which call to listen to next, and why this one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from html import escape

import streamlit as st

from benvenuto.domain.deadlines import Stage
from benvenuto.domain.faults import message
from benvenuto.domain.inbox import InboxFilter, InboxRow, InboxStanding, NothingToScore
from benvenuto.domain.people import Role
from benvenuto.domain.sampling_plan import Material
from benvenuto.languages import clock_time
from benvenuto.services.calls.sampling import MOST_PER_WEEK
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.components.plan_proposal import plan_words, propose_plans
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.flash import toast
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import pressed, sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 25
_NEXT = "next_call"
KEPT = UrlState("inbox", {"state": "drawn", "agent": "", "reason": "", "days": "", "words": ""})
STATES = {
    "drawn": message("To score"),
    "draft": message("In progress"),
    "open": message("All unscored"),
    "scored": message("Scored"),
}
_EMPTY = {
    "draft": (
        message("No drafts"),
        message("A draft starts with your first mark, and stays here until you publish it."),
    ),
    "open": (message("No unscored calls"), message("Calls appear here when an administrator imports a call log.")),
    "scored": (
        message("Nothing scored yet"),
        message("Evaluations that you and your colleagues publish are listed here."),
    ),
}
_NOTHING_TO_SCORE = {
    NothingToScore.NO_CALLS: (
        message("No calls yet"),
        message("Calls appear here when an administrator imports a call log."),
    ),
    NothingToScore.NO_PLAN: (
        message("No sampling plan yet"),
        message(
            "There are calls, but no plan says how many of them to score. Calls are randomly selected, the same "
            "number for each agent, so that the averages hold for all calls."
        ),
    ),
    NothingToScore.PAUSED: (
        message("The sampling plan is at 0"),
        message(
            "No calls are selected while the plan of your teams is at 0, and Coverage and the report say so. To go on, "
            "set a number under “Sampling plan”."
        ),
    ),
    NothingToScore.NOTHING_TO_HEAR: (
        message("Nothing to listen to yet"),
        message(
            "There are calls, but none has what the sampling plan requires. They are selected as soon as recordings or "
            "transcripts arrive; or change the plan, so that the log entry is enough."
        ),
    ),
    NothingToScore.NOT_DRAWN_YET: (
        message("Nothing selected yet"),
        message(
            "There are too few calls for the first selection. Calls are selected as they come in, at the latest when "
            "their week is over."
        ),
    ),
    NothingToScore.ALL_DONE: (
        message("Nothing to score right now"),
        message(
            "Every call selected so far has been scored or skipped, or a colleague has started it. New ones are "
            "selected as calls come in, under each team's plan. You can also pick an unscored call yourself: it will "
            "be marked as hand-picked."
        ),
    ),
}
_MATERIAL = {
    Material.RECORDING: message("with a recording"),
    Material.TRANSCRIPT: message("with a recording or a transcript"),
    Material.LOG: message("any, even with the log entry only"),
}


def show(ctx: PageContext) -> None:
    """The calls to score, and the next one."""
    head(ctx)
    listing(ctx, filters(ctx))


def head(ctx: PageContext) -> None:
    """The title, and the one thing to do: take the next call."""
    title(ctx._("Calls to score"), ctx._("Randomly selected under the sampling plan, longest-waiting first."))
    with st.container(horizontal=True, vertical_alignment="center", key="inbox_head"):
        sticky_button(ctx, ctx._("Next call"), key=_NEXT, type="primary", icon=":material/headphones:", shortcut="n")
        with st.popover(ctx._("Sampling plan"), key="plan", type="tertiary", icon=":material/tune:"):
            _plan(ctx)
    _disputes(ctx)
    _heard_out(ctx)
    if pressed(ctx, _NEXT):
        page, query = next_call(ctx)
        redirect_after(ctx, page, query)


def _disputes(ctx: PageContext) -> None:
    """How many disputes await an answer, with the way there; nothing where none does."""
    waiting = [each for each in ctx.app.deadlines.disputes(ctx.actor) if each.due.stage is Stage.ANSWER]
    if not waiting:
        return
    words = ctx.say.plural("{n} dispute awaits an answer", "{n} disputes await an answer", len(waiting))
    if late := sum(each.overdue for each in waiting):
        words += f" ({ctx.say.plural('{n} overdue', '{n} overdue', late)})"
    st.page_link(address("disputes"), label=words, icon=":material/forum:")


def _heard_out(ctx: PageContext) -> None:
    """Of whom no more calls may be heard this month; nothing where there is nobody."""
    if names := ctx.app.sampling.heard_out(ctx.actor):
        words = ctx._(
            "By the works agreement no more calls of {names} are heard this month: the next call is somebody else's.",
            names=", ".join(names),
        )
        quiet_notice(words)


def _plan(ctx: PageContext) -> None:
    """Ask how many calls to draw for each agent and week, and of which, team by team."""
    st.text(
        ctx._("Calls randomly selected each week for each agent. Those already selected stay; 0 stops the selection.")
    )
    materials = list(_MATERIAL)
    for team, plan in ctx.app.sampling.plans(ctx.actor):
        # keys of the plan as it stands: a window that still shows the one before must not put it back in force
        stands = f"{team.id}_{plan.per_agent_per_week}_{plan.material}"
        wanted = st.number_input(team.name, 0, MOST_PER_WEEK, plan.per_agent_per_week, key=f"plan_{stands}")
        material = st.selectbox(
            ctx._("Which calls of {team}", team=team.name),
            materials,
            index=materials.index(plan.material),
            key=f"material_{stands}",
            format_func=lambda material: ctx._(_MATERIAL[material]),
        )
        if (wanted, material) != (plan.per_agent_per_week, plan.material):
            ctx.app.sampling.set_plan(ctx.actor, team.id, wanted, material)
            toast(ctx, ctx._("Saved"))
            st.rerun()


def next_call(ctx: PageContext, after: int | None = None) -> tuple[st.Page, dict[str, str]]:
    """Where the drawn call that waits longest is scored, with its query; the inbox, which says so, when none waits."""
    following = ctx.app.sampling.next_call(ctx.actor, after)
    if following is None:
        return address("inbox"), {"done": "yes"}
    return address("evaluate"), {"call": str(following)}


def filters(ctx: PageContext) -> InboxFilter:
    """What to list, kept in the address."""
    if "done" in st.query_params and ctx.app.sampling.standing(ctx.actor).reason is NothingToScore.ALL_DONE:
        quiet_notice(ctx._("All selected calls have been scored. Well done."))
    KEPT.load()
    state = st.segmented_control(
        ctx._("Which calls"),
        list(STATES),
        key=KEPT.key("state"),
        required=True,
        format_func=lambda option: ctx._(STATES[option]),
        label_visibility="collapsed",
    )
    agents = {str(person.id): person.name for person in ctx.app.calls.agents(ctx.actor)}
    reasons = {reason: contact_reason(ctx, reason) for reason in ctx.app.calls.contact_reasons(ctx.actor)}
    periods = {days: ctx.say.plural("last {n} day", "last {n} days", int(days)) for days in ("7", "30", "90")}
    with st.container(horizontal=True, key="inbox_filters"):
        agent = KEPT.one_of("agent", {"": ctx._("All agents"), **agents}, ctx._("Agent"), width=220)
        reason = KEPT.one_of("reason", {"": ctx._("All reasons"), **reasons}, ctx._("Contact reason"), width=220)
        days = KEPT.one_of("days", {"": ctx._("Any time"), **periods}, ctx._("Period"), width=180)
        hint = ctx._("in transcript, note or call id")
        words = st.text_input(ctx._("Search"), key=KEPT.key("words"), placeholder=hint, width=280)
    KEPT.store()
    return InboxFilter(
        state=state if state in STATES else "drawn",
        agent_id=int(agent) if agent else None,
        contact_reason=reason,
        begin=_midnight(ctx) - timedelta(days=int(days) - 1) if days else None,
        words=words.strip(),
    )


def listing(ctx: PageContext, wanted: InboxFilter) -> None:
    """The calls themselves, a page at a time."""
    if wanted.state == "drawn":
        # a draw is due with the calls that came in, and made when somebody looks: no clock of its own to fail
        ctx.app.sampling.draw_due(ctx.actor)
    at = place()
    page = ctx.app.calls.inbox(ctx.actor, wanted, PAGE, at * PAGE)
    if not page.rows and at:  # the filters changed, and this page is past the end now
        del st.query_params["page"]
        st.rerun()
    if not page.rows:
        _nothing(ctx, wanted)
        return
    opened = rows(
        ctx._("Calls to score"),
        key=f"inbox_{wanted.state}_{at}",
        columns=_columns(ctx),
        content=[_row(ctx, row) for row in page.rows],
    )
    if opened is not None:
        st.switch_page(address("evaluate"), query_params={"call": opened})
    pager(ctx, at, PAGE, page.total)


def _nothing(ctx: PageContext, wanted: InboxFilter) -> None:
    """Say why no call is listed, and what to do."""
    if wanted != InboxFilter(wanted.state):
        empty(ctx._("No calls match"), ctx._("Clear a filter to see more calls."))
    elif wanted.state != "drawn":
        heading, lead = _EMPTY[wanted.state]
        empty(ctx._(heading), ctx._(lead))
    else:
        standing = ctx.app.sampling.standing(ctx.actor)
        heading, lead = _NOTHING_TO_SCORE[standing.reason]
        empty(ctx._(heading), " ".join([ctx._(lead), *_coming(ctx, standing)]))
        _lacking_plans(ctx, standing)
        if standing.reason is NothingToScore.NO_CALLS and ctx.holds(Role.ADMINISTRATOR):
            st.page_link(address("first-steps"), label=ctx._("First steps"), icon=":material/flag:")


def _lacking_plans(ctx: PageContext, standing: InboxStanding) -> None:
    """Offer the plan to begin with for teams that have none, also where another team's plan is done."""
    teams = ctx.app.sampling.unplanned(ctx.actor) if standing.calls else ()
    if teams and standing.reason is not NothingToScore.NO_PLAN:
        st.html(f'<p class="bv-lead">{escape(plan_words(ctx, teams))}</p>')
    propose_plans(ctx, teams)


def _coming(ctx: PageContext, standing: InboxStanding) -> list[str]:
    say = ctx.say
    waiting = say.plural(
        "{n} call is waiting for the next selection.", "{n} calls are waiting for the next selection.", standing.waiting
    )
    unhearable = say.plural(
        "{n} call has neither the recording nor the transcript that the plan requires.",
        "{n} calls have neither the recording nor the transcript that the plan requires.",
        standing.unhearable,
    )
    paused = say.plural("The plan of {n} team is at 0.", "The plans of {n} teams are at 0.", standing.paused)
    planned = standing.planned > 0
    numbers = ((waiting, standing.waiting), (unhearable, standing.unhearable), (paused, standing.paused))
    return [words for words, n in numbers if n and planned]


def _columns(ctx: PageContext) -> list[Column]:
    return [
        {"label": ctx._("Agent"), "kind": "nowrap"},
        {"label": ctx._("When"), "kind": "nowrap"},
        {"label": ctx._("Contact reason"), "kind": "text"},
        {"label": ctx._("Length"), "kind": "number"},
        {"label": ctx._("Available"), "kind": "quiet"},
        {"label": "", "kind": "labels"},
    ]


def _row(ctx: PageContext, row: InboxRow) -> Row:
    call = row.call
    return {
        "id": str(call.id),
        "href": f"/evaluate?call={call.id}",
        "cells": [
            call.agent_name,
            ctx.say.timestamp(call.started_at, "EEE d MMM, HH:mm"),
            contact_reason(ctx, call.contact_reason),
            clock_time(call.duration_s) if call.duration_s is not None else "",
            _material(ctx, row),
            _labels(ctx, row),
        ],
    }


def _material(ctx: PageContext, row: InboxRow) -> str:
    if row.has_recording:
        return ctx._("recording and transcript") if row.has_transcript else ctx._("recording")
    return ctx._("transcript") if row.has_transcript else ctx._("log entry only")


def _labels(ctx: PageContext, row: InboxRow) -> list[str]:
    labels = []
    if row.second:
        labels.append(ctx._("second listening"))
    elif row.probability is not None:
        labels.append(ctx._("random"))
    if row.skipped:
        labels.append(ctx._("skipped"))
    if row.draft_id is not None:
        labels.append(ctx._("in progress"))
    if row.call.simulated:
        labels.append(ctx._("simulated"))
    return labels


def _midnight(ctx: PageContext) -> datetime:
    zone = ctx.app.settings.timezone
    return datetime.combine(ctx.app.clock().astimezone(zone).date(), time(), zone)
