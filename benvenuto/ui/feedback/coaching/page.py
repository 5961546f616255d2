"""The coaching page: the plan or the form that the address names, or all plans that the reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.coaching import CoachingStatus
from benvenuto.domain.faults import Forbidden, message
from benvenuto.domain.people import Role
from benvenuto.services.feedback.coaching import Coached
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, style, title
from benvenuto.ui.feedback.coaching.form import EVALUATION, NEW, begin_plan
from benvenuto.ui.feedback.coaching.plan import show_plan
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.shell import address

PLAN = "plan"

STATUS: Mapping[CoachingStatus, str] = {
    CoachingStatus.PROPOSED: message("waiting for the agent to agree"),
    CoachingStatus.AGREED: message("under way"),
    CoachingStatus.DONE: message("done, signed by both"),
    CoachingStatus.WITHDRAWN: message("withdrawn"),
}


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("feedback")
    style("coaching")
    plans = ctx.app.coaching.plans(ctx.actor)
    titles = {path: text.in_language(ctx.say.code) for path, text in ctx.app.coaching.criteria(ctx.actor).items()}
    if wanted := st.query_params.get(PLAN, ""):
        opened = next((coached for coached in plans if str(coached.plan.id) == wanted), None)
        if opened is None:
            raise Forbidden
        if ctx.app.notices.opened(ctx.actor, plan_id=opened.plan.id):
            st.rerun()  # the menu, which is drawn already, counts it still
        _back(ctx)
        show_plan(ctx, opened, titles, ctx._(STATUS[opened.plan.status]))
    elif st.query_params.get(NEW) or st.query_params.get(EVALUATION):
        _back(ctx)
        begin_plan(ctx, titles)
    else:
        _list(ctx, plans, titles)


def _back(ctx: PageContext) -> None:
    with st.container(key="coach_back"):
        st.page_link(address("coaching"), label=ctx._("All coaching plans"), icon=":material/arrow_back:")


def _list(ctx: PageContext, plans: Sequence[Coached], titles: Mapping[str, str]) -> None:
    title(
        ctx._("Coaching"),
        ctx._("One behaviour at a time, agreed by two people, until both say that it is there."),
    )
    show_outcome(ctx, "coaching")
    if ctx.holds(Role.SUPERVISOR):
        st.page_link(address("coaching"), label=ctx._("New plan"), query_params={NEW: "1"}, icon=":material/add:")
    if not plans:
        empty(ctx._("No coaching plans yet"), _why_empty(ctx))
        return
    groups = {
        ctx._("Open plans"): [coached for coached in plans if coached.plan.open],
        ctx._("Closed"): [coached for coached in plans if not coached.plan.open],
    }
    for words, those in groups.items():
        if those:
            section(words)
            with st.container(key=f"fb_cards_{'open' if those[0].plan.open else 'closed'}"):
                for coached in those:
                    _card(ctx, coached, titles)


def _why_empty(ctx: PageContext) -> str:
    if ctx.holds(Role.SUPERVISOR):
        return ctx._(
            "Open a published evaluation and choose “Coach this” beside what to improve, or begin a plan here: "
            "one behaviour, what you both agreed to do, and a day."
        )
    return ctx._(
        "When a supervisor proposes to work on one behaviour together, the plan appears here. "
        "It begins once the agent has agreed."
    )


def _card(ctx: PageContext, coached: Coached, titles: Mapping[str, str]) -> None:
    plan = coached.plan
    with st.container(key=f"fb_card_plan_{plan.id}"):
        st.page_link(address("coaching"), label=plan.behaviour, query_params={PLAN: str(plan.id)})
        name = plan.agent_name if plan.agent_id != ctx.actor.id else ctx._("with {name}", name=plan.by_name)
        about = f"{name} · {titles.get(plan.criterion, plan.criterion)}"
        labels = [ctx._(STATUS[plan.status])]
        if coached.overdue:
            labels.append(ctx._("overdue"))
        if mine_to_do(coached):
            labels.insert(0, ctx._("your turn"))
        marks = " ".join(
            f'<span class="bv-label{" bv-new" if nth == 0 and mine_to_do(coached) else ""}">{escape(label)}</span>'
            for nth, label in enumerate(labels)
        )
        day = ctx._("by {day}", day=ctx.say.day(plan.due)) if plan.open else ""
        st.html(
            f'<div class="bv-card"><div class="bv-card-words"><span class="bv-card-reason">{escape(about)}</span>'
            f'{marks}<p class="bv-card-line">{escape(plan.steps)}</p></div>'
            f'<div class="bv-due">{escape(day)}</div></div>'
        )


def mine_to_do(coached: Coached) -> bool:
    """Whether the plan waits for its reader: to agree, or to sign from its day on."""
    return coached.may_agree or (coached.may_sign and coached.overdue)
