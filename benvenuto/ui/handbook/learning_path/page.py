"""The page of the learning path: the reader's own, that of the agent in the address, or those of the reader's teams."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Role
from benvenuto.services.handbook.learning import AgentPath
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.handbook.learning_path.steps import former, steps
from benvenuto.ui.shell import address

AGENT = "agent"
_LONGEST_ID = 9


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("learning")
    wanted = st.query_params.get(AGENT, "")
    with st.container(key="lp_back"):
        st.page_link(address("practice"), label=ctx._("Practice"), icon=":material/arrow_back:")
        if wanted and ctx.holds(Role.SUPERVISOR, Role.MANAGER):
            st.page_link(address("learning-path"), label=ctx._("All agents"), icon=":material/group:")
    if wanted:
        if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
            raise Forbidden
        _path(ctx, ctx.app.learning.of_agent(ctx.actor, int(wanted)))
    elif ctx.holds(Role.AGENT):
        _path(ctx, ctx.app.learning.of_agent(ctx.actor, ctx.actor.id))
    if not wanted and (ctx.holds(Role.SUPERVISOR, Role.MANAGER) or not ctx.holds(Role.AGENT)):
        _team(ctx)


def _path(ctx: PageContext, path: AgentPath) -> None:
    own = path.agent.id == ctx.actor.id
    title(
        ctx._("Your first weeks") if own else ctx._("The first weeks of {name}", name=path.agent.name),
        ctx._(
            "Every step has a date and the name of the person who saw it done. “I'm not ready” is a "
            "good answer at any step: it costs a day."
        ),
    )
    if not path.steps:
        empty(
            ctx._("The learning path is empty"),
            ctx._("An administrator writes its steps in a file: learning_path.yaml."),
        )
    if own:
        st.html(f'<p class="bv-by-hand">{escape(path.agent.name)}</p>')  # a sheet of paper does not know whose it is
    steps(ctx, path)
    former(ctx, path)
    if path.steps:
        st.html(
            f'<p class="bv-kept">{escape(progress(ctx, path))} '
            f'<button type="button" class="bv-print">{escape(ctx._("Print this page"))}</button></p>'
        )


def progress(ctx: PageContext, path: AgentPath) -> str:
    """How many of the steps are signed."""
    return ctx._("{signed} of {n} steps signed", signed=ctx.say.number(path.signed), n=ctx.say.number(len(path.steps)))


def _team(ctx: PageContext) -> None:
    title(ctx._("The first weeks of your agents"), ctx._("How far each agent has got, and what to sign next."))
    paths = [path for path in ctx.app.learning.team(ctx.actor) if path.agent.id != ctx.actor.id]
    if not paths:
        empty(
            ctx._("There is nobody in your teams yet."),
            ctx._("Once an administrator adds people to your teams, each agent has a learning path here."),
        )
    with st.container(key="lp_team"):
        for path in sorted(paths, key=_under_way_first):
            with st.container(key=f"lp_agent_{path.agent.id}"):
                query = {AGENT: str(path.agent.id)}
                st.page_link(address("learning-path"), label=path.agent.name, query_params=query)
                done = "".join(f'<i class="{"bv-done" if step.signed else ""}"></i>' for step in path.steps)
                words = f"<small>{escape(_how_far(ctx, path))}</small>"
                st.html(f'<div class="bv-row"><div class="bv-far" aria-hidden="true">{done}</div>{words}</div>')


def _under_way_first(path: AgentPath) -> tuple[bool, bool]:
    return not 0 < path.signed < len(path.steps), path.next is None


def _how_far(ctx: PageContext, path: AgentPath) -> str:
    if path.next is None:
        return progress(ctx, path)
    following = ctx._("next: {title}", title=path.next.step.title.in_language(ctx.say.code))
    return f"{progress(ctx, path)} · {following}" if path.signed else ctx._("not started")
