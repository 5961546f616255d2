"""The form that begins a coaching plan, from a feedback or from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta

import streamlit as st

from benvenuto.domain.answer import Answer
from benvenuto.domain.coaching import LONGEST_WORDS, Clip, NewCoachingPlan
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, title
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import form_submit_button

NEW, EVALUATION, CRITERION = "new", "evaluation", "criterion"
_LONGEST_ID = 9
_USUAL = timedelta(weeks=3)
"""From the plan to its day: some new calls are drawn in that time."""
_BEFORE_S, _AFTER_S = 5, 20
"""Of a clip around the moment that the evaluator pinned."""


class PlanIncomplete(BenvenutoError):
    """A plan without an agent or a criterion."""

    template = message("Choose an agent and a criterion first.")


@dataclass(frozen=True, slots=True)
class _Source:
    """The evaluation that a plan begins from, and how long its call is."""

    published: Published
    duration_s: int


def begin_plan(ctx: PageContext, titles: Mapping[str, str]) -> None:
    """The form; the evaluation and criterion in the address fill it in."""
    agents = {person.id: person.name for person in ctx.app.coaching.agents(ctx.actor)}
    source = _source(ctx)
    title(
        ctx._("A coaching plan"),
        ctx._("Talk first. Then write down one behaviour that the caller should hear, and what you both agreed to do."),
    )
    if not agents:
        empty(
            ctx._("There is nobody in your teams yet."),
            ctx._("Once an administrator adds agents to your teams, you can begin plans with them."),
        )
        return
    draft = f"coach_{source.published.stored.id if source else 0}_{st.query_params.get(CRITERION, '')}"
    fields = {f"{draft}_behaviour": "behaviour", f"{draft}_steps": "steps"}
    keep_drafts(person=ctx.actor.id, about=draft, fields=fields)
    with st.form("coach_new", border=False, enter_to_submit=False):
        agent = _agent(ctx, agents, source)
        criterion = _criterion(ctx, titles)
        behaviour, steps = _words(ctx, draft)
        clip = _clip(ctx, source, st.query_params.get(CRITERION, ""))
        today = ctx.app.clock().astimezone(ctx.say.timezone).date()
        due = st.date_input(ctx._("Due by"), today + _USUAL, min_value=today, key="coach_due", format="DD/MM/YYYY")
        practise = st.checkbox(ctx._("Also assign the exercises on this criterion"), value=True, key="coach_practise")
        sent = form_submit_button(ctx, ctx._("Propose it to the agent"), key="coach_propose", type="primary")
    if sent and (agent is None or criterion is None):
        refused(ctx, PlanIncomplete(), place="coach_new")
    elif sent and agent is not None and criterion is not None:
        new = NewCoachingPlan(agent, criterion, behaviour, steps, due or today, clip, practise=practise)
        _propose(ctx, new, draft)
    show_outcome(ctx, "coach_new")


def _propose(ctx: PageContext, new: NewCoachingPlan, draft: str) -> None:
    there = address("coaching")
    try:
        plan_id = ctx.app.coaching.begin(ctx.actor, new)
    except BenvenutoError as error:
        refused(ctx, error, place="coach_new")
        return
    drafts_sent(ctx, person=ctx.actor.id, about=draft)
    words = ctx._("Proposed. It begins once the agent has agreed.")
    redirect_after(ctx, there, {"plan": str(plan_id)}, words=words)


def _criterion(ctx: PageContext, titles: Mapping[str, str]) -> str | None:
    wanted, paths = st.query_params.get(CRITERION, ""), list(titles)
    return st.selectbox(
        ctx._("Criterion"),
        paths,
        format_func=lambda path: titles[path],
        index=paths.index(wanted) if wanted in titles else None,
        key="coach_criterion",
        placeholder=ctx._("Choose a criterion"),
    )


def _words(ctx: PageContext, draft: str) -> tuple[str, str]:
    behaviour = st.text_area(
        ctx._("The behaviour"),
        key=f"{draft}_behaviour",
        max_chars=LONGEST_WORDS,
        height=80,
        placeholder=ctx._("For example: says what happens next before putting the caller on hold."),
    )
    steps = st.text_area(
        ctx._("What you both agreed to do"),
        key=f"{draft}_steps",
        max_chars=LONGEST_WORDS,
        height=120,
        placeholder=ctx._("Who does what, on which calls, and how you will both notice that it worked."),
    )
    return behaviour or "", steps or ""


def _source(ctx: PageContext) -> _Source | None:
    wanted = st.query_params.get(EVALUATION, "")
    if not wanted:
        return None
    if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
        raise Forbidden
    published = ctx.app.feedback.read(ctx.actor, int(wanted))
    call_id = published.stored.call_id
    if not ctx.app.calls.may_hear(ctx.actor, call_id) or ctx.app.calls.kept_from(ctx.actor, call_id):
        return _Source(published, 0)
    recording = ctx.app.calls.listen(ctx.actor, call_id, words=False).recording
    return _Source(published, int(recording.duration_s) if recording else 0)


def _agent(ctx: PageContext, agents: Mapping[int, str], source: _Source | None) -> int | None:
    if source:
        if source.published.stored.agent_id not in agents:
            raise Forbidden
        return source.published.stored.agent_id
    return st.selectbox(
        ctx._("Agent"),
        list(agents),
        format_func=lambda agent: agents[agent],
        index=None,
        key="coach_agent",
        placeholder=ctx._("Choose an agent"),
    )


def _clip(ctx: PageContext, source: _Source | None, criterion: str) -> Clip | None:
    """The part of the call to hear again, around the first moment pinned to the criterion; None without a recording."""
    if source is None:
        return None
    stored = source.published.stored
    day = ctx.say.timestamp(stored.called_at, "EEEE d MMMM, HH:mm")
    quiet_notice(ctx._("{name}, call of {day}", name=stored.agent_name, day=day))
    if source.duration_s < _BEFORE_S:
        return None
    pinned = [moment.at_s for moment in source.published.evaluation.answers.get(criterion, Answer()).moments]
    middle = int(min(pinned, default=0))
    begin = max(0, middle - _BEFORE_S)
    end = min(source.duration_s, middle + _AFTER_S)
    chosen = st.slider(
        ctx._("The moment to hear again"),
        _clock(0),
        _clock(source.duration_s),
        (_clock(begin), _clock(end)),
        step=timedelta(seconds=1),
        format="H:mm:ss" if source.duration_s >= 3600 else "m:ss",
        key="coach_clip",
    )
    first, last = (_seconds(edge) for edge in chosen)
    return Clip(stored.id, first, last) if last > first else None


def _clock(seconds: int) -> time:
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _seconds(clock: time) -> float:
    return float(clock.hour * 3600 + clock.minute * 60 + clock.second)
