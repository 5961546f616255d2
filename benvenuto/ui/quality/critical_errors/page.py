"""The page on critical errors: the sentence, accuracy by type, where and why they arise, the evaluations behind."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.faults import message
from benvenuto.services.quality.lines import Pace, TrendLine
from benvenuto.ui import charts
from benvenuto.ui.charts.accuracy import accuracy
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.critical_errors import words
from benvenuto.ui.quality.critical_errors.choices import KEPT, CriticalErrorsView, choose
from benvenuto.ui.quality.critical_errors.where import where
from benvenuto.ui.quality.downloads import DataTable, downloads
from benvenuto.ui.quality.trend.behind import CRITICAL
from benvenuto.ui.quality.trend.words import capital

RECENT_WEEKS = 8

_ACCURACY = (
    message("Type"),
    message("Weeks"),
    message("Calls"),
    message("Free of critical errors, %"),
    message("95% interval, low"),
    message("95% interval, high"),
)


def show(ctx: PageContext) -> None:
    """Everything of the page."""
    title(
        ctx._("Critical errors"),
        ctx._("How many calls are free of them, in which criteria they arise, and what was heard there."),
    )
    view = choose(ctx)
    failing = ctx.app.critical_errors.failing(ctx.actor, view.wanted, view.type)
    lines = _lines(ctx, view)
    if lines:
        _accuracy(ctx, view, lines)
        if failing.criteria:
            where(ctx, view, failing)
    else:
        empty(
            ctx._("No evaluations here yet"),
            ctx._("Nothing was published for this choice. Take a longer period, or fewer filters."),
        )
    KEPT.store()


def _lines(ctx: PageContext, view: CriticalErrorsView) -> Sequence[TrendLine]:
    found = ctx.app.trends.critical(ctx.actor, view.wanted, Pace(recent_weeks=RECENT_WEEKS))
    mine = [line for line in found if line.key in CRITICAL and view.type in ("", line.key)]
    return sorted(mine, key=lambda line: list(CRITICAL).index(line.key))


def _accuracy(ctx: PageContext, view: CriticalErrorsView, lines: Sequence[TrendLine]) -> None:
    compared = not view.targeted and lines[0].before is not None
    said = words.free(ctx.say, lines, lambda key: ctx._(CRITICAL[key]), compared=compared)
    told_by(said, _remarks(ctx, view, lines, compared))
    if lines[0].enough:
        figure = accuracy(lines, lambda key: capital(ctx._(CRITICAL[key])), ctx.say, charts.ink(), compared=compared)
        show_chart(ctx, figure, said, "critical_accuracy", name="benvenuto-critical-errors", opens=False)
        downloads(ctx, _table(ctx, lines), "benvenuto-critical-errors")


def _remarks(ctx: PageContext, view: CriticalErrorsView, lines: Sequence[TrendLine], compared: bool) -> Sequence[str]:
    found = []
    if view.targeted:
        found.append(
            ctx._(
                "These calls were chosen because something stood out. They are kept apart from the averages: mixed in, "
                "they would show how one chooses, not how one cares."
            )
        )
    whole = lines[0]
    if whole.simulated:
        found.append(
            ctx._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=ctx.say.number(whole.simulated),
                calls=ctx.say.number(whole.overall.n),
            )
        )
    if whole.enough:
        legend = ctx._("Share of calls free of an error of that type. Bars: 95% intervals (Wilson).")
        if compared:
            legend += " " + ctx._("Grey: before; in colour: the last {weeks} weeks.", weeks=RECENT_WEEKS)
        found.append(legend)
    return found


def _table(ctx: PageContext, lines: Sequence[TrendLine]) -> DataTable:
    kinds = (
        (ctx._("The whole period"), "overall"),
        (ctx._("Before"), "before"),
        (ctx._("Last weeks"), "recent"),
    )
    cells = [
        (ctx._(CRITICAL[line.key]), said, found.n, found.mean, found.low, found.high)
        for line in lines
        for said, name in kinds
        if (found := getattr(line, name)) is not None
    ]
    return DataTable([ctx._(word) for word in _ACCURACY], cells)
