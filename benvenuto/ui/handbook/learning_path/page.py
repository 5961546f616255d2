"""The page of the learning path: the reader's own, that of the agent in the address, or those of the reader's teams."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Role
from benvenuto.services.handbook.learning import AgentPath
from benvenuto.ui.components.handbook_panel import beside
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.handbook.learning_path.steps import former, steps
from benvenuto.ui.shell import address

AGENT = "agent"
_LONGEST_ID = 9


def show(now: Here) -> None:
    """The whole page."""
    style("learning")
    wanted = st.query_params.get(AGENT, "")
    with st.container(key="lp_back"):
        st.page_link(address("practice"), label=now._("Practice"), icon=":material/arrow_back:")
        if wanted and now.holds(Role.SUPERVISOR, Role.MANAGER):
            st.page_link(address("learning-path"), label=now._("All agents"), icon=":material/group:")
    if wanted:
        if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
            raise Forbidden
        st.query_params.from_dict({AGENT: wanted})
        _path(now, now.app.learning.of_agent(now.actor, int(wanted)))
    elif now.holds(Role.AGENT):
        _path(now, now.app.learning.of_agent(now.actor, now.actor.id))
    if not wanted and (now.holds(Role.SUPERVISOR, Role.MANAGER) or not now.holds(Role.AGENT)):
        _team(now)
    beside()


def _path(now: Here, path: AgentPath) -> None:
    own = path.agent.id == now.actor.id
    title(
        now._("Your first weeks") if own else now._("The first weeks of {name}", name=path.agent.name),
        now._(
            "Every step has a date and the name of whoever saw it done. “I'm not ready” is a good answer at any of "
            "them: it costs a day."
        ),
    )
    if not path.steps:
        empty(
            now._("The learning path is empty"),
            now._("An administrator writes its steps into a file: learning_path.yaml."),
        )
    if own:
        st.html(f'<p class="bv-by-hand">{escape(path.agent.name)}</p>')  # a sheet of paper does not know whose it is
    steps(now, path)
    former(now, path)
    if path.steps:
        st.html(
            f'<p class="bv-kept">{escape(progress(now, path))} '
            f'<button type="button" class="bv-print">{escape(now._("Print this page"))}</button></p>'
        )


def progress(now: Here, path: AgentPath) -> str:
    """How many of the steps are signed."""
    return now._("{signed} of {n} steps signed", signed=now.say.number(path.signed), n=now.say.number(len(path.steps)))


def _team(now: Here) -> None:
    title(now._("The first weeks of your agents"), now._("How far each has come, and what is to be signed next."))
    paths = [path for path in now.app.learning.team(now.actor) if path.agent.id != now.actor.id]
    if not paths:
        empty(
            now._("There is nobody in your teams yet."),
            now._("An administrator adds people to teams; each agent then has a learning path here."),
        )
    with st.container(key="lp_team"):
        for path in sorted(paths, key=_under_way_first):
            with st.container(key=f"lp_agent_{path.agent.id}"):
                query = {AGENT: str(path.agent.id)}
                st.page_link(address("learning-path"), label=path.agent.name, query_params=query)
                done = "".join(f'<i class="{"bv-done" if one.signed else ""}"></i>' for one in path.steps)
                words = f"<small>{escape(_how_far(now, path))}</small>"
                st.html(f'<div class="bv-row"><div class="bv-far" aria-hidden="true">{done}</div>{words}</div>')


def _under_way_first(path: AgentPath) -> tuple[bool, bool]:
    return not 0 < path.signed < len(path.steps), path.next is None


def _how_far(now: Here, path: AgentPath) -> str:
    if path.next is None:
        return progress(now, path)
    following = now._("next: {title}", title=path.next.step.title.in_language(now.say.code))
    return f"{progress(now, path)} · {following}" if path.signed else now._("not begun")
