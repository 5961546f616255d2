"""The page on critical errors: the sentence, accuracy by type, where and why they arise, the evaluations behind."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.faults import message
from benvenuto.services.quality.critical_errors import Failing
from benvenuto.services.quality.lines import Pace, TrendLine
from benvenuto.ui import charts
from benvenuto.ui.charts.accuracy import accuracy
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.captions import simulated, targeted
from benvenuto.ui.quality.critical_errors import words
from benvenuto.ui.quality.critical_errors.choices import KEPT, CriticalErrorsView, choose
from benvenuto.ui.quality.critical_errors.where import where
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
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


def _find(ctx: PageContext, view: CriticalErrorsView) -> tuple[Sequence[TrendLine], Failing] | NothingYet:
    failing = ctx.app.critical_errors.failing(ctx.actor, view.wanted, view.type)
    lines = ctx.app.trends.critical(ctx.actor, view.wanted, Pace(recent_weeks=RECENT_WEEKS))
    mine = [line for line in lines if line.key in CRITICAL and view.type in ("", line.key)]
    if mine:
        return sorted(mine, key=lambda line: list(CRITICAL).index(line.key)), failing
    return NothingYet(ctx._("No published evaluations match these filters. Try a longer period or fewer filters."))


def _draw(ctx: PageContext, view: CriticalErrorsView, result: tuple[Sequence[TrendLine], Failing]) -> None:
    lines, failing = result
    compared = not view.targeted and lines[0].before is not None
    remarks = [targeted(ctx.say)] if view.targeted else []
    remarks += simulated(ctx.say, lines[0].simulated, lines[0].overall.n)
    figure = None
    if lines[0].enough:
        figure = accuracy(lines, lambda key: capital(ctx._(CRITICAL[key])), ctx.say, charts.ink(), compared=compared)
        remarks.append(_legend(ctx, compared=compared))
    part(
        ctx,
        words.free(ctx.say, lines, lambda key: ctx._(CRITICAL[key]), compared=compared),
        remarks,
        name="benvenuto-critical-errors",
        chart=figure,
        key="critical_accuracy",
        data=_table(ctx, lines) if figure else None,
    )
    if failing.criteria:
        where(ctx, view, failing)


def _legend(ctx: PageContext, *, compared: bool) -> str:
    legend = ctx._("Share of calls without an error of each type. Bars: 95% intervals (Wilson).")
    if compared:
        legend += " " + ctx._("Grey: before; colour: the last {weeks} weeks.", weeks=RECENT_WEEKS)
    return legend


def _table(ctx: PageContext, lines: Sequence[TrendLine]) -> DataTable:
    kinds = (
        (ctx._("The whole period"), "overall"),
        (ctx._("Before"), "before"),
        (ctx._("Last weeks"), "recent"),
    )
    cells = [
        (ctx._(CRITICAL[line.key]), weeks, estimate.n, estimate.mean, estimate.low, estimate.high)
        for line in lines
        for weeks, name in kinds
        if (estimate := getattr(line, name)) is not None
    ]
    return DataTable([ctx._(word) for word in _ACCURACY], cells)


show = QualityPage(
    KEPT,
    message("Critical errors"),
    message("How many calls have none, which criteria they come from, and what was heard in those calls."),
    choose,
    _find,
    _draw,
).show
