"""Who listened, team by team, under what the plan of the team asks for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.people import Team
from benvenuto.services.quality.coverage import CoverageReport, ListenerEffort, ListeningCounts
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, style
from benvenuto.ui.quality.coverage.words import chances
from benvenuto.ui.quality.trend.words import percent
from benvenuto.ui.skip_reasons import SKIP_REASONS


def effort(ctx: PageContext, report: CoverageReport, teams: Sequence[Team]) -> None:
    """Everything about who listened."""
    section(
        ctx._("Who listened"),
        ctx._(
            "Evaluations published for calls from these weeks, and the total length of those calls. Skipped calls were "
            "randomly selected and left unscored; the percentage is their share of the selected calls that this person "
            "dealt with."
        ),
    )
    style("coverage")
    for team in teams:
        whole = report.of_team(team.id)
        if whole.taken:
            words = _plan(ctx, team, whole, report) + _listeners(ctx, team, report)
            st.html(f'<div class="bv-effort" tabindex="0">{words}</div>')  # it scrolls sideways, by keys as well


def _plan(ctx: PageContext, team: Team, whole: ListeningCounts, report: CoverageReport) -> str:
    plan = report.plans.get(team.id, 0)
    more = "".join(f"<p>{escape(words)}</p>" for words in chances(ctx.say, whole, report.pauses.get(team.id, ())))
    if not whole.due:
        return f"<h3>{escape(team.name)}</h3><p>{escape(ctx._('No plan requires randomly selected calls.'))}</p>{more}"
    sentence = ctx.say.plural(
        "At {n} call per agent per week the plan requires {due}; done: {done}.",
        "At {n} calls per agent per week the plan requires {due}; done: {done}.",
        plan,
        due=ctx.say.number(whole.due),
        done=ctx.say.number(whole.done),
    )
    meter = f'<meter max="{whole.due}" value="{whole.done}" aria-label="{escape(sentence)}"></meter>'
    return f"<h3>{escape(team.name)}</h3><p>{escape(sentence)}</p>{meter}{more}"


def _listeners(ctx: PageContext, team: Team, report: CoverageReport) -> str:
    mine = [listener for listener in report.listeners if listener.team_id == team.id]
    if not mine:
        return ""
    heads = (
        ctx._("Supervisor"),
        ctx._("Randomly selected"),
        ctx._("Skipped"),
        ctx._("Hand-picked"),
        ctx._("Marked N/A"),
        ctx._("Minutes of calls"),
    )
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(ctx, listener))}</tr>" for listener in mine
    )
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{_why_skipped(ctx, mine)}"


def _cells(ctx: PageContext, listener: ListenerEffort) -> Sequence[str]:
    effort, say = listener.effort, ctx.say
    minutes = say.number(effort.seconds / 60)
    if effort.unknown:
        minutes = ctx._("{minutes}, and {calls} of unknown length", minutes=minutes, calls=say.number(effort.unknown))
    skipped = say.number(listener.skips)
    if listener.skips:
        share = percent(say, 100 * listener.skips / (listener.skips + effort.random))
        skipped = ctx._("{n} ({share})", n=skipped, share=share)
    marked = percent(say, 100 * listener.not_applicable / listener.marks) if listener.marks else ""
    return listener.name, say.number(effort.random), skipped, say.number(effort.targeted), marked, minutes


def _why_skipped(ctx: PageContext, listeners: Sequence[ListenerEffort]) -> str:
    lines = [
        ctx._(
            "{name} skipped: {reasons}.",
            name=listener.name,
            reasons=", ".join(
                f"{ctx._(SKIP_REASONS[why]).lower()} {ctx.say.number(n)}" for why, n in listener.skipped.items()
            ),
        )
        for listener in listeners
        if listener.skipped
    ]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
