"""The trend page: one sentence, its chart, the evaluations behind, and critical errors apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.faults import message
from benvenuto.domain.followed import FollowedKind
from benvenuto.domain.measure import Measure, Thresholds
from benvenuto.listening.measures import DEFINITIONS, places
from benvenuto.services.quality.lines import TrendLine, TrendPoint
from benvenuto.services.quality.trends import Split
from benvenuto.statistics.enough import ENOUGH_CALLS, Change
from benvenuto.ui import charts
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.quality.captions import read_as, simulated, targeted, told_by
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage
from benvenuto.ui.quality.trend import control, control_words, drawing, words
from benvenuto.ui.quality.trend.behind import CRITICAL, behind
from benvenuto.ui.quality.trend.choices import KEPT, TrendView, choose
from benvenuto.ui.quality.trend.table import DrawnLine, trend_table

_NONE_YET = {
    False: message("No published evaluations match these filters. Try a longer period or fewer filters."),
    True: message(
        "No evaluated call matching these filters has this measure: it needs a recording that has been "
        "analysed. Try a longer period or fewer filters."
    ),
}
_LOPSIDED = message("Bars: 95% intervals, asymmetric because seconds and counts are skewed (Hall's method).")
_WIDE = message(
    "Bars: 95% intervals. Up to about 50 calls they are wide enough to be right in 99% of cases: a critical error "
    "may not have been heard yet."
)
WIDE_UP_TO = 50
"""Calls up to which the interval of a mean score is one of 98% to 99%; see `statistics.intervals`."""
_ORDER = {Change.SIGNAL: 0, Change.NOISE: 1, Change.TOO_FEW: 2}


@dataclass(frozen=True, slots=True)
class TrendFound:
    """The lines of a view, as they are drawn; `chart` is None where there is no control chart, `why_not` says why."""

    view: TrendView
    lines: Sequence[TrendLine]
    chart: control.Chart | None
    why_not: str


def _find(ctx: PageContext, view: TrendView) -> TrendFound | NothingYet:
    """The lines; with four weeks a point where single weeks would mostly be too few calls to say."""
    chart, why_not = control.chart(ctx, view)
    if chart:  # its points are single weeks, whatever was chosen for other charts
        view = replace(view, pace=replace(view.pace, weeks_a_point=1))
    lines = ctx.app.trends.lines(ctx.actor, view.asked, view.pace)
    enough = [week.enough for line in lines for week in line.weeks]
    if view.automatic and not chart and sum(enough) < len(enough) / 2:
        view = view.coarser()
        lines = ctx.app.trends.lines(ctx.actor, view.asked, view.pace)
    if lines:
        return TrendFound(view, _ordered(view, ctx, lines), chart, why_not)
    return NothingYet(ctx._(_NONE_YET[view.followed.kind is FollowedKind.MEASURE]))


def _draw(ctx: PageContext, _: object, trend: TrendFound) -> None:
    view, lines, chart = trend.view, trend.lines, trend.chart
    open_ = drawing.opened(lines)
    compared = _sentence(ctx, view, lines)
    if chart:
        measure = words.subject(ctx.say, view.followed.kind, view.title)
        sentence = control_words.sentence(ctx.say, chart.controlled, chart.first, measure, view.scale)
        told_by(sentence, [compared, *_known(ctx, view, lines)])
        control.drawn(ctx, view, chart, sentence, open_[1] if open_ else None)
        read_as([control.legend(ctx, view, chart)])
        control.listed(ctx, view, chart, measure)
    else:
        chart_frame = charts.shared_frame(
            lines, view.pace.weeks_a_point, ctx.say, charts.ink(), compared=not view.targeted, scale=view.scale
        )
        told_by(compared, [*([trend.why_not] if trend.why_not else []), *_known(ctx, view, lines)])
        if view.split is Split.NONE:
            drawing.single(ctx, lines[0], chart_frame, compared, open_)
        else:
            drawing.many(ctx, lines, chart_frame, lambda key: view.named(ctx, key), open_)
        read_as([_legend(ctx, view, lines)])
    critical = sorted(
        ctx.app.trends.critical(ctx.actor, view.wanted, view.pace), key=lambda line: list(CRITICAL).index(line.key)
    )
    _download(ctx, view, lines, critical, chart)
    behind(ctx, view, lines, lambda key: view.named(ctx, key))
    _critical(ctx, view, critical, open_)


def _ordered(view: TrendView, ctx: PageContext, lines: Sequence[TrendLine]) -> Sequence[TrendLine]:
    """What changed comes first, then as rubrics stand in the scorecards, or by name: never a ranking of people."""
    places = list(view.titles)

    def place(line: TrendLine) -> tuple[int, int, str]:
        known = places.index(line.key) if line.key in places else len(places)
        return _ORDER[line.change], known, view.named(ctx, line.key).casefold()

    return sorted(lines, key=place)


def _sentence(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine]) -> str:
    measure = words.subject(ctx.say, view.followed.kind, view.title)
    if view.split is Split.NONE:
        return (words.of_targeted if view.targeted else words.of_one)(ctx.say, lines[0], measure, view.scale)
    if view.targeted:
        return words.of_many_targeted(ctx.say, lines, view.split, lambda key: view.named(ctx, key))
    return words.of_many(ctx.say, lines, view.split, lambda key: view.named(ctx, key), view.scale)


def _known(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine]) -> list[str]:
    """What must be known beside the sentence: how it was measured, made-up calls, hand-picked calls."""
    remarks = [_measured(ctx, view)] if view.followed.kind is FollowedKind.MEASURE else []
    if view.targeted:
        remarks.append(targeted(ctx.say))
    whole = [line for line in lines if view.split is not Split.RUBRIC and view.split is not Split.CRITERION] or lines[
        :1
    ]
    made_up, calls = sum(line.simulated for line in whole), sum(line.overall.n for line in whole)
    return [*remarks, *_missing(ctx, view, lines), *simulated(ctx.say, made_up, calls)]


def _missing(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine]) -> list[str]:
    """How far selected calls that nobody scored could move the figure, once they are many."""
    if view.targeted or not view.scale.bounded:
        return []
    share = ctx.app.coverage.missing(ctx.actor, view.wanted)
    return words.missing(ctx.say, share, lines[0].overall if view.split is Split.NONE else None, view.scale)


def _bars(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine]) -> str:
    """What the bars are: wider than they claim for scores of few calls, not for shares of calls."""
    if not view.scale.bounded:
        return ctx._(_LOPSIDED)
    few = any(week.estimate.effective_n < WIDE_UP_TO for line in lines for week in line.weeks)
    return ctx._(_WIDE if few and view.followed.kind is not FollowedKind.CRITICAL else "Bars: 95% intervals.")


def _legend(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine]) -> str:
    """How points with intervals are read, and which of them say nothing."""
    legend = [_bars(ctx, view, lines)]
    if not view.targeted:
        legend.append(ctx._("Dashed lines: the two averages being compared."))
    hollow = [week for line in lines for week in line.weeks if not week.enough]
    if hollow:
        legend.append(_hollow(ctx, view, hollow))
    return " ".join(legend)


def _measured(ctx: PageContext, view: TrendView) -> str:
    """What the measure counts, by which thresholds, and in which calls."""
    definition = DEFINITIONS[Measure(view.followed.of)].words
    explanation = ctx._(definition, **places(Thresholds(), ctx.say.number))
    return f"{explanation} {ctx._('Only evaluated calls with an analysed recording count.')}"


def _hollow(ctx: PageContext, view: TrendView, weeks: Sequence[TrendPoint]) -> str:
    """Which points say nothing: by their days on one line, by their number on many."""
    if view.split is Split.NONE and len(weeks) <= words.MOST_NAMES:
        days = [charts.period(ctx.say, week.begin, view.pace.weeks_a_point) for week in weeks]
        return ctx._("Hollow points, too few calls to say: {days}.", days=words.names(ctx.say, days))
    return ctx.say.plural(
        "{n} hollow point: too few calls to say (fewer than {enough}).",
        "{n} hollow points: too few calls to say (fewer than {enough} each).",
        len(weeks),
        enough=ENOUGH_CALLS,
    )


def _download(
    ctx: PageContext,
    view: TrendView,
    lines: Sequence[TrendLine],
    critical: Sequence[TrendLine],
    chart: control.Chart | None,
) -> None:
    title = view.scale.title(ctx.say, view.title)
    drawn = [DrawnLine(title, "" if view.split is Split.NONE else view.named(ctx, line.key), line) for line in lines]
    drawn += [DrawnLine(ctx._("Free of critical errors, %"), ctx._(CRITICAL[line.key]), line) for line in critical]
    table = trend_table(ctx.say, drawn, view.pace.weeks_a_point, chart.controlled if chart else None)
    downloads(ctx, table, "benvenuto-trend")


def _critical(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine], open_: drawing.Opened | None) -> None:
    section(ctx._("Free of critical errors"))
    sentence = words.of_critical(ctx.say, lines, lambda key: ctx._(CRITICAL[key]), compared=not view.targeted)
    told_by(sentence, [], apart=True)
    chart_frame = charts.shared_frame(
        lines, view.pace.weeks_a_point, ctx.say, charts.ink(), floors=(75, 50, 0), compared=not view.targeted
    )
    drawing.critical(ctx, lines, chart_frame, lambda key: words.capital(ctx._(CRITICAL[key])), open_)


show = QualityPage(
    KEPT,
    message("Trend"),
    message("Is care improving, or is it just chance? Every figure comes with its number of calls."),
    choose,
    _find,
    _draw,
).show
