"""Before and after practice on the screen: the calls of each side with their interval, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.services.handbook.practice import LATEST
from benvenuto.services.quality.since_chosen import SinceChosen
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, style
from benvenuto.ui.quality.since_chosen import compared

LEAD = message(
    "Randomly selected calls, before the first exercise on a criterion and since. The last {n} evaluations before the "
    "criterion was chosen are left out, because they are why it was chosen: what went badly often goes better next "
    "time anyway. The comparison is strict enough to be read every week for a year: where nothing changes, at most one "
    "agent in twenty is shown a change. A change does not prove that practice caused it."
)
LEAD_OF_MANY = message("Among many agents, some will differ by chance alone.")


def own(ctx: PageContext, comparisons: Sequence[SinceChosen], titles: Mapping[str, str]) -> None:
    """The reader's own; nothing before the first exercise."""
    mine = [
        comparison
        for comparison in comparisons
        if comparison.agent.id == ctx.actor.id and comparison.criterion in titles
    ]
    _section(ctx, ctx._("Before and after"), ctx._(LEAD, n=LATEST), mine, titles)


def of_team(ctx: PageContext, comparisons: Sequence[SinceChosen], titles: Mapping[str, str]) -> None:
    """Those of the reader's teams, each under its agent's name; nothing before the first exercise of anybody."""
    others = [
        comparison
        for comparison in comparisons
        if comparison.agent.id != ctx.actor.id and comparison.criterion in titles
    ]
    lead = f"{ctx._(LEAD, n=LATEST)} {ctx._(LEAD_OF_MANY)}"
    _section(ctx, ctx._("Your team, before and after"), lead, others, titles)


def _section(
    ctx: PageContext, words: str, lead: str, comparisons: Sequence[SinceChosen], titles: Mapping[str, str]
) -> None:
    if not comparisons:
        return
    style("compared")
    section(words, lead)
    shown = "".join(compared(ctx, comparison, titles[comparison.criterion]) for comparison in comparisons)
    st.html(f'<div class="bv-compared">{shown}</div>')
