"""Below the funnel: what is known of each once all the others are taken into account, in groups and by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.services.quality.comparison import ComparedUnit, Comparison, Whose
from benvenuto.statistics.funnel import FunnelStanding
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, style
from benvenuto.ui.quality.compare.words import number, of
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.scale import Scale

MOST_OPEN = 24
"""A group larger than this is folded."""

_GROUPS = {
    FunnelStanding.ABOVE: message("Above"),
    FunnelStanding.BELOW: message("Below"),
    FunnelStanding.AS_EXPECTED: message("Within the expected range"),
    FunnelStanding.TOO_FEW: message("Too few calls to say"),
}
_HEADER = (
    message("Name"),
    message("Group"),
    message("Calls"),
    message("Own calls only"),
    message("Estimate"),
)
_ENDS = (message("95% interval, low"), message("95% interval, high"))


def groups(ctx: PageContext, comparison: Comparison, whose: Whose, scale: Scale, link: Callable[[str], str]) -> None:
    """The groups that have anybody in them; `link` leads to the trend of a key."""
    style("compare")
    section(
        ctx._("What we know about each"),
        ctx._(
            "The fewer the calls, the more an estimate is pulled towards the overall average (shrinkage); "
            "each comes with its 95% interval. An interval that leaves out the overall average is not yet a "
            "difference: among many, some do so by chance. Groups are sorted by name: the order within a group "
            "means nothing."
        ),
    )
    known = [unit.shrunken for unit in comparison.compared if unit.place.standing is not FunnelStanding.TOO_FEW]
    low = min(estimate.low for estimate in known) // 10 * 10
    for standing, words in _GROUPS.items():
        those = of(comparison.compared, standing)
        if those:
            head = f"{escape(ctx._(words))} <span>{escape(number(ctx.say, whose, len(those)))}</span>"
            rows = "".join(_row(ctx, unit, scale, low, comparison.shrinkage.centre, link(unit.key)) for unit in those)
            st.html(_folded(head, rows, unfolded=len(those) <= MOST_OPEN))


def table(ctx: PageContext, comparison: Comparison, title: str) -> DataTable:
    """The same to keep, one row each; of too few calls no figure."""
    ends = [ctx._(words).lower() for words in _ENDS]
    *about, own, estimate = (ctx._(words) for words in _HEADER)
    figures = [f"{title}: {words.lower()}" for words in (own, estimate)]
    header = [*about, *(heading for figure in figures for heading in (figure, *(f"{figure}, {end}" for end in ends)))]
    return DataTable(header, [_cells(ctx, unit) for unit in comparison.compared])


def _cells(ctx: PageContext, unit: ComparedUnit) -> Sequence[str | int | float | None]:
    head = (unit.name, ctx._(_GROUPS[unit.place.standing]), unit.place.estimate.n)
    if unit.place.standing is FunnelStanding.TOO_FEW:
        return (*head, None, None, None, None, None, None)
    raw, known = unit.place.estimate, unit.shrunken
    return (*head, raw.mean, raw.low, raw.high, known.mean, known.low, known.high)


def _folded(head: str, rows: str, *, unfolded: bool) -> str:
    return (
        f'<details class="bv-compared"{" open" if unfolded else ""}><summary><h3>{head}</h3></summary>'
        f'<div class="bv-rows">{rows}</div></details>'
    )


def _row(ctx: PageContext, unit: ComparedUnit, scale: Scale, low: float, centre: float, link: str) -> str:
    say, known = ctx.say, unit.shrunken
    name = f'<a href="{escape(link)}" target="_self">{escape(unit.name)}</a>'
    calls = f'<span class="bv-calls">{escape(say.plural("{n} call", "{n} calls", unit.place.estimate.n))}</span>'
    if unit.place.standing is FunnelStanding.TOO_FEW:
        return f'<div class="bv-row">{name}<span></span><span></span>{calls}</div>'
    places = [
        f"{100 * (max(value, low) - low) / (100 - low):.1f}" for value in (known.low, known.high, known.mean, centre)
    ]
    bar = (
        f'<span class="bv-bar" aria-hidden="true"><i class="bv-all" style="left:{places[3]}%"></i>'
        f'<i class="bv-reach" style="left:{places[0]}%;right:calc(100% - {places[1]}%)"></i>'
        f'<i class="bv-at" style="left:{places[2]}%"></i></span>'
    )
    reach = ctx._("{low} to {high}", low=scale.number(say, known.low), high=scale.figure(say, known.high))
    figure = f"<span><b>{escape(scale.figure(say, known.mean))}</b> <small>({escape(reach)})</small></span>"
    return f'<div class="bv-row">{name}{bar}{figure}{calls}</div>'
