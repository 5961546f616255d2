"""Who listened, team by team, under what the plan of the team asks for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.people import Team
from benvenuto.services.quality.coverage import CoverageReport, ListenerEffort, ListeningCounts
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, style


def effort(ctx: PageContext, found: CoverageReport, teams: Sequence[Team]) -> None:
    """Everything about who listened."""
    section(
        ctx._("Who listened"),
        ctx._("Evaluations published for calls from these weeks, and the total length of those calls."),
    )
    style("coverage")
    for one in teams:
        whole = found.of_team(one.id)
        if whole.taken:
            st.html(f'<div class="bv-effort">{_plan(ctx, one, whole, found)}{_listeners(ctx, one, found)}</div>')


def _plan(ctx: PageContext, one: Team, whole: ListeningCounts, found: CoverageReport) -> str:
    if not whole.due:
        return f"<h3>{escape(one.name)}</h3><p>{escape(ctx._('No plan requires randomly selected calls.'))}</p>"
    said = ctx.say.plural(
        "At {n} call per agent per week the plan requires {due}; done: {done}.",
        "At {n} calls per agent per week the plan requires {due}; done: {done}.",
        found.plans[one.id],
        due=ctx.say.number(whole.due),
        done=ctx.say.number(whole.done),
    )
    meter = f'<meter max="{whole.due}" value="{whole.done}" aria-label="{escape(said)}"></meter>'
    return f"<h3>{escape(one.name)}</h3><p>{escape(said)}</p>{meter}"


def _listeners(ctx: PageContext, one: Team, found: CoverageReport) -> str:
    mine = [listener for listener in found.listeners if listener.effort.team_id == one.id]
    if not mine:
        return ""
    heads = (ctx._("Supervisor"), ctx._("Randomly selected"), ctx._("Hand-picked"), ctx._("Minutes of calls"))
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(ctx, listener))}</tr>" for listener in mine
    )
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(ctx: PageContext, listener: ListenerEffort) -> Sequence[str]:
    effort, say = listener.effort, ctx.say
    minutes = say.number(effort.seconds / 60)
    if effort.unknown:
        minutes = ctx._("{minutes}, and {calls} of unknown length", minutes=minutes, calls=say.number(effort.unknown))
    return listener.name, say.number(effort.random), say.number(effort.targeted), minutes
