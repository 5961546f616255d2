"""Before and after practice on the screen: the calls of each side with their interval, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.services.handbook.before_after import PracticeComparison
from benvenuto.services.handbook.practice import LATEST
from benvenuto.statistics.enough import Change, enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.quality.trend.words import figure
from benvenuto.ui.scale import SCORE

LEAD = message(
    "Randomly selected calls, before the first exercise on a criterion and since. The last {n} evaluations before the "
    "criterion was chosen are left out, because they are why it was chosen: what went badly often goes better next "
    "time anyway. The comparison is strict enough to be read every week for a year: where nothing changes, at most one "
    "agent in twenty is shown a change. A change does not prove that practice caused it."
)
LEAD_OF_MANY = message("Among many agents, some will differ by chance alone.")


def own(ctx: PageContext, comparisons: Sequence[PracticeComparison], titles: Mapping[str, str]) -> None:
    """The reader's own; nothing before the first exercise."""
    mine = [
        comparison
        for comparison in comparisons
        if comparison.agent.id == ctx.actor.id and comparison.criterion in titles
    ]
    _section(ctx, ctx._("Before and after"), ctx._(LEAD, n=LATEST), mine, titles)


def of_team(ctx: PageContext, comparisons: Sequence[PracticeComparison], titles: Mapping[str, str]) -> None:
    """Those of the reader's teams, each under its agent's name; nothing before the first exercise of anybody."""
    others = [
        comparison
        for comparison in comparisons
        if comparison.agent.id != ctx.actor.id and comparison.criterion in titles
    ]
    lead = f"{ctx._(LEAD, n=LATEST)} {ctx._(LEAD_OF_MANY)}"
    _section(ctx, ctx._("Your team, before and after"), lead, others, titles)


def _section(
    ctx: PageContext, words: str, lead: str, comparisons: Sequence[PracticeComparison], titles: Mapping[str, str]
) -> None:
    if not comparisons:
        return
    section(words, lead)
    shown = "".join(_compared(ctx, comparison, titles[comparison.criterion]) for comparison in comparisons)
    st.html(f'<div class="bv-compared">{shown}</div>')


def _compared(ctx: PageContext, comparison: PracticeComparison, title: str) -> str:
    since = ctx.say.day(comparison.since)
    head = f"<small>{escape(comparison.agent.name)}</small>" if comparison.agent.id != ctx.actor.id else ""
    sides = (
        _side(ctx, ctx._("Before {day}", day=since), comparison.before),
        _side(ctx, ctx._("Since {day}", day=since), comparison.after),
    )
    return (
        f"<article>{head}<h3>{escape(title)}</h3><dl>{''.join(sides)}</dl>"
        f"<p>{escape(verdict(ctx, comparison))}</p><small>{escape(_simulated(ctx, comparison))}</small></article>"
    )


def _side(ctx: PageContext, label: str, estimate: Estimate | None) -> str:
    """A label, a bar from 0 to 100 on which the interval lies, and the figure in words; no figure of too few calls."""
    track, words = "", ctx._("no calls")
    if estimate and not enough_to_say(estimate.effective_n):
        words = ctx._("{calls}: too few to say", calls=ctx.say.plural("{n} call", "{n} calls", estimate.n))
    elif estimate:
        reach = f"left: {estimate.low:.1f}%; width: {estimate.high - estimate.low:.1f}%"
        track = f'<i style="{reach}"></i><b style="left: {estimate.mean:.1f}%"></b>'
        words = figure(ctx.say, estimate)
    return (
        f'<div><dt>{escape(label)}</dt><dd class="bv-track" aria-hidden="true">{track}</dd>'
        f"<dd>{escape(words)}</dd></div>"
    )


def verdict(ctx: PageContext, comparison: PracticeComparison) -> str:
    """What may be said of the two sides, and no more."""
    if comparison.difference is None:
        return ctx._("Too few calls to say whether anything has changed.")
    difference = SCORE.difference(ctx.say, comparison.difference)
    if comparison.change is Change.NOISE:
        return ctx._("A difference that chance could explain: {difference}.", difference=difference)
    if comparison.difference.mean > 0:
        return ctx._("A rise greater than chance explains: {difference}.", difference=difference)
    return ctx._("A fall greater than chance explains: {difference}.", difference=difference)


def _simulated(ctx: PageContext, comparison: PracticeComparison) -> str:
    if not comparison.simulated:
        return ""
    return ctx.say.plural("{n} of the calls is simulated.", "{n} of the calls are simulated.", comparison.simulated)
