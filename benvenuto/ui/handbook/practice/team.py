"""A supervisor's team: who practised what, what their evaluations say, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.services.handbook.practice import AgentPractice
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button


class NothingChosen(BenvenutoError):
    """Practice is asked for of nobody, or on nothing."""

    template = message("Choose an agent and a criterion first.")


NOTHING = ' class="bv-none"'
"""Of a cell with nothing in it, which a narrow window leaves out."""


def team(ctx: PageContext, titles: Mapping[str, str]) -> None:
    """The agents with their practice, and the place to ask for some."""
    agents = ctx.app.practice.team(ctx.actor)
    section(
        ctx._("Your team"),
        ctx._("Who practised what, next to the weakest criteria in each agent's latest evaluations."),
    )
    if not agents:
        st.text(ctx._("There is nobody in your teams yet."))
        return
    _table(ctx, agents, titles)
    _ask(ctx, agents, titles)
    _asked(ctx, agents, titles)


def _table(ctx: PageContext, agents: Sequence[AgentPractice], titles: Mapping[str, str]) -> None:
    heads = (ctx._("Agent"), ctx._("Practised"), ctx._("Last time"), ctx._("Criteria"), ctx._("Weakest criteria"))
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{escape(head)}"{"" if cell else NOTHING}>{escape(cell or "–")}</td>'
            for head, cell in zip(heads, _row(ctx, practice, titles), strict=True)
        )
        + "</tr>"
        for practice in agents
    )
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    st.html(f'<table class="bv-practised"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>')


def _row(ctx: PageContext, practice: AgentPractice, titles: Mapping[str, str]) -> tuple[str, ...]:
    tried = ctx.say.plural("{n} exercise", "{n} exercises", practice.tried)
    right = ctx._("{n} right", n=ctx.say.number(practice.right))
    return (
        practice.agent.name,
        f"{tried}, {right}" if practice.tried else ctx._("Nothing yet"),
        ctx.say.day(practice.attempts[-1].at) if practice.attempts else "",
        ", ".join(titles[path] for path in practice.by_criterion if path in titles),
        ", ".join(titles[weak.criterion] for weak in practice.weak if weak.criterion in titles),
    )


def _ask(ctx: PageContext, agents: Sequence[AgentPractice], titles: Mapping[str, str]) -> None:
    names = {practice.agent.id: practice.agent.name for practice in agents}
    with st.form("pr_asking", border=False), st.container(key="pr_ask", horizontal=True, vertical_alignment="bottom"):
        agent = st.selectbox(
            ctx._("Agent"), list(names), format_func=names.__getitem__, index=None, key="pr_agent",
            placeholder=ctx._("Choose an agent"),
        )  # fmt: skip
        path = st.selectbox(
            ctx._("Criterion"), list(titles), format_func=titles.__getitem__, index=None, key="pr_criterion",
            placeholder=ctx._("Choose a criterion"),
        )  # fmt: skip
        wanted = form_submit_button(ctx, ctx._("Assign practice"), key="pr_ask_now")
    if wanted and agent is not None and path is not None:
        ctx.app.practice.assign(ctx.actor, agent, path)
        st.rerun()
    elif wanted:
        refused(ctx, NothingChosen(), place="pr_asking")
    show_outcome(ctx, "pr_asking")


def _asked(ctx: PageContext, agents: Sequence[AgentPractice], titles: Mapping[str, str]) -> None:
    for practice in agents:
        for asked in practice.assigned:
            with st.container(key=f"pr_asked_{practice.agent.id}_{asked.criterion.replace('/', '_')}", horizontal=True):
                tried, right = practice.by_criterion.get(asked.criterion, (0, 0))
                done = ctx._("{tried} tried, {right} right", tried=ctx.say.number(tried), right=ctx.say.number(right))
                words = f"{practice.agent.name}: {titles.get(asked.criterion, asked.criterion)}"
                st.html(f'<p class="bv-asked">{escape(words)} <small>{escape(done)}</small></p>')
                if button(ctx, ctx._("Withdraw"), key=f"pr_withdraw_{practice.agent.id}_{asked.criterion}"):
                    ctx.app.practice.withdraw(ctx.actor, practice.agent.id, asked.criterion)
                    st.rerun()
