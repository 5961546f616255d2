"""How soon the agents of a manager's teams read and acknowledge their feedback: medians with n and interval."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.statistics.enough import ENOUGH_CALLS
from benvenuto.statistics.waiting_times import MedianTime
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section

_DAY_H = 24.0
_DAYS_FROM_H = 48.0


def response_times(ctx: PageContext) -> None:
    """A table, team by team."""
    responses = ctx.app.responses.times(ctx.actor)
    section(
        ctx._("How soon feedback arrives"),
        ctx._(
            "Half of what was published in the last {weeks} weeks was read, and acknowledged, within this time, in "
            "calendar hours. What is still waiting counts with the time it has waited.",
            weeks=responses.weeks,
        ),
    )
    heads = [ctx._("Team"), ctx._("Until read"), ctx._("Until acknowledged")]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "".join(
        f"<tr><td>{escape(team.team.name)}</td>{_cell(ctx, team.read)}{_cell(ctx, team.acknowledged)}</tr>"
        for team in responses.teams
    )
    st.html(f'<table class="bv-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
    if responses.noted_since is not None:
        day = ctx.say.day(responses.noted_since)
        st.caption(
            ctx._("First readings have been noted since {day}; agents see this beside their evaluations.", day=day)
        )


def _cell(ctx: PageContext, time: MedianTime) -> str:
    n = ctx.say.plural("{n} evaluation", "{n} evaluations", time.n)
    if time.n < ENOUGH_CALLS:
        return f"<td>{escape(ctx._('too few to say'))}<br><small>{escape(n)}</small></td>"
    low = _span(ctx, time.low)
    if time.median is None:
        return f"<td>{escape(ctx._('more than {time}', time=low))}<br><small>{escape(n)}</small></td>"
    high = _span(ctx, time.high) if time.high is not None else ctx._("open end")
    interval = ctx._("95% interval {low} to {high}", low=low, high=high)
    return f"<td><b>{escape(_span(ctx, time.median))}</b><br><small>{escape(f'{interval}; {n}')}</small></td>"


def _span(ctx: PageContext, hours: float) -> str:
    if hours < 1:
        return ctx._("{n} min", n=ctx.say.number(hours * 60))
    if hours < _DAYS_FROM_H:
        return ctx._("{n} h", n=ctx.say.number(hours, 1 if hours < 10 else 0))
    return ctx._("{n} days", n=ctx.say.number(hours / _DAY_H, 1))
