"""Who listened, team by team, under what the plan of the team asks for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.people import Team
from benvenuto.services.quality.coverage import CoverageReport, ListenerEffort, ListeningCounts
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, style


def effort(ctx: PageContext, report: CoverageReport, teams: Sequence[Team]) -> None:
    """Everything about who listened."""
    section(
        ctx._("Who listened"),
        ctx._("Evaluations published for calls from these weeks, and the total length of those calls."),
    )
    style("coverage")
    for team in teams:
        whole = report.of_team(team.id)
        if whole.taken:
            st.html(f'<div class="bv-effort">{_plan(ctx, team, whole, report)}{_listeners(ctx, team, report)}</div>')


def _plan(ctx: PageContext, team: Team, whole: ListeningCounts, report: CoverageReport) -> str:
    if not whole.due:
        return f"<h3>{escape(team.name)}</h3><p>{escape(ctx._('No plan requires randomly selected calls.'))}</p>"
    sentence = ctx.say.plural(
        "At {n} call per agent per week the plan requires {due}; done: {done}.",
        "At {n} calls per agent per week the plan requires {due}; done: {done}.",
        report.plans[team.id],
        due=ctx.say.number(whole.due),
        done=ctx.say.number(whole.done),
    )
    meter = f'<meter max="{whole.due}" value="{whole.done}" aria-label="{escape(sentence)}"></meter>'
    return f"<h3>{escape(team.name)}</h3><p>{escape(sentence)}</p>{meter}"


def _listeners(ctx: PageContext, team: Team, report: CoverageReport) -> str:
    mine = [listener for listener in report.listeners if listener.effort.team_id == team.id]
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
