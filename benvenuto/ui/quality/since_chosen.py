"""Before and since an agent was chosen, on the screen: each side with its interval, and what may be said of them."""

from __future__ import annotations

from html import escape

from benvenuto.services.quality.since_chosen import SinceChosen
from benvenuto.statistics.enough import Change, enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.trend.words import figure
from benvenuto.ui.scale import SCORE


def compared(ctx: PageContext, comparison: SinceChosen, title: str) -> str:
    """Both sides of a comparison under a title, as HTML for the sheet "compared"."""
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


def verdict(ctx: PageContext, comparison: SinceChosen) -> str:
    """What may be said of the two sides, and no more."""
    if comparison.difference is None:
        return ctx._("Too few calls to say whether anything has changed.")
    difference = SCORE.difference(ctx.say, comparison.difference)
    if comparison.change is Change.NOISE:
        return ctx._("A difference that chance could explain: {difference}.", difference=difference)
    if comparison.difference.mean > 0:
        return ctx._("A rise greater than chance explains: {difference}.", difference=difference)
    return ctx._("A fall greater than chance explains: {difference}.", difference=difference)


def _simulated(ctx: PageContext, comparison: SinceChosen) -> str:
    if not comparison.simulated:
        return ""
    return ctx.say.plural("{n} of the calls is simulated.", "{n} of the calls are simulated.", comparison.simulated)
