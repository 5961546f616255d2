"""The trend page: one sentence, its chart, the evaluations behind, and critical errors apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benvenuto.domain.faults import message
from benvenuto.domain.followed import FollowedKind
from benvenuto.domain.measure import Measure, Thresholds
from benvenuto.listening.measures import DEFINITIONS, places
from benvenuto.services.quality.lines import Line, Week
from benvenuto.services.quality.trends import Split
from benvenuto.statistics.enough import ENOUGH_CALLS, Change
from benvenuto.ui import charts
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, section
from benvenuto.ui.elements import title as head
from benvenuto.ui.quality.captions import read_as, told_by
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.trend import control, control_words, drawing, words
from benvenuto.ui.quality.trend.behind import CRITICAL, behind
from benvenuto.ui.quality.trend.choices import KEPT, View, choose
from benvenuto.ui.quality.trend.table import Drawn, trend_table

_NONE_YET = {
    False: message("Nothing was published for this choice. Take a longer period, or fewer filters."),
    True: message(
        "No evaluated call of this choice has this measure: it needs a recording, and its analysis. Take a longer "
        "period, or fewer filters."
    ),
}
_LOPSIDED = message("Bars: 95% intervals, lopsided as seconds and counts are (Hall's method).")
_ORDER = {Change.SIGNAL: 0, Change.NOISE: 1, Change.TOO_FEW: 2}


def page(now: Here) -> None:
    """Everything of the page, from its title to the download."""
    head(now._("Trend"), now._("Is care getting better, or is it only chance? Each figure has its number of calls."))
    view = choose(now)
    chart, why_not = control.chart(now, view)
    view, lines = _drawn(now, view, weekly=chart is not None)
    if lines:
        _show(now, view, _ordered(view, now, lines), chart, why_not)
    else:
        empty(now._("No evaluations here yet"), now._(_NONE_YET[view.followed.kind is FollowedKind.MEASURE]))
    KEPT.store()


def _drawn(now: Here, view: View, *, weekly: bool) -> tuple[View, Sequence[Line]]:
    """The lines; with four weeks a point where single weeks would mostly be too few calls to say.

    `weekly`: a control chart is drawn, whose points are single weeks whatever was chosen for other charts.
    """
    if weekly:
        view = replace(view, pace=replace(view.pace, weeks_a_point=1))
    lines = now.app.trends.lines(now.actor, view.asked, view.pace)
    enough = [week.enough for line in lines for week in line.weeks]
    if view.automatic and not weekly and sum(enough) < len(enough) / 2:
        view = view.coarser()
        lines = now.app.trends.lines(now.actor, view.asked, view.pace)
    return view, lines


def _show(now: Here, view: View, lines: Sequence[Line], chart: control.Chart | None, why_not: str) -> None:
    open_ = drawing.opened(lines)
    compared = _sentence(now, view, lines)
    if chart:
        measure = words.subject(now.say, view.followed.kind, view.title)
        said = control_words.sentence(now.say, chart.found, chart.first, measure, view.scale)
        told_by(said, [compared, *_known(now, view, lines)])
        control.drawn(now, view, chart, said, open_[1] if open_ else None)
        read_as([control.legend(now, view, chart)])
        control.listed(now, view, chart, measure)
    else:
        frame = charts.frame(
            lines, view.pace.weeks_a_point, now.say, charts.ink(), compared=not view.targeted, scale=view.scale
        )
        told_by(compared, [*([why_not] if why_not else []), *_known(now, view, lines)])
        if view.split is Split.NONE:
            drawing.one(now, lines[0], frame, compared, open_)
        else:
            drawing.many(now, lines, frame, lambda key: view.named(now, key), open_)
        read_as([_legend(now, view, lines)])
    critical = sorted(
        now.app.trends.critical(now.actor, view.wanted, view.pace), key=lambda line: list(CRITICAL).index(line.key)
    )
    _download(now, view, lines, critical, chart)
    behind(now, view, lines, lambda key: view.named(now, key))
    _critical(now, view, critical, open_)


def _ordered(view: View, now: Here, lines: Sequence[Line]) -> Sequence[Line]:
    """What changed comes first, then as rubrics stand in the scorecards, or by name: never a ranking of people."""
    places = list(view.titles)

    def place(line: Line) -> tuple[int, int, str]:
        known = places.index(line.key) if line.key in places else len(places)
        return _ORDER[line.change], known, view.named(now, line.key).casefold()

    return sorted(lines, key=place)


def _sentence(now: Here, view: View, lines: Sequence[Line]) -> str:
    measure = words.subject(now.say, view.followed.kind, view.title)
    if view.split is Split.NONE:
        return (words.of_targeted if view.targeted else words.of_one)(now.say, lines[0], measure, view.scale)
    if view.targeted:
        return words.of_many_targeted(now.say, lines, view.split, lambda key: view.named(now, key))
    return words.of_many(now.say, lines, view.split, lambda key: view.named(now, key), view.scale)


def _known(now: Here, view: View, lines: Sequence[Line]) -> list[str]:
    """What must be known beside the sentence: how it was measured, made-up calls, calls chosen on purpose."""
    found = [_measured(now, view)] if view.followed.kind is FollowedKind.MEASURE else []
    if view.targeted:
        found.append(
            now._(
                "These calls were chosen because something stood out. They are kept apart from the averages: mixed in, "
                "they would show how one chooses, not how one cares."
            )
        )
    whole = [line for line in lines if view.split is not Split.RUBRIC and view.split is not Split.CRITERION] or lines[
        :1
    ]
    simulated, calls = sum(line.simulated for line in whole), sum(line.overall.n for line in whole)
    if simulated:
        found.append(
            now._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=now.say.number(simulated),
                calls=now.say.number(calls),
            )
        )
    return found


def _legend(now: Here, view: View, lines: Sequence[Line]) -> str:
    """How points with intervals are read, and which of them say nothing."""
    legend = [now._("Bars: 95% intervals.") if view.scale.bounded else now._(_LOPSIDED)]
    if not view.targeted:
        legend.append(now._("Dashes: the two averages that are compared."))
    hollow = [week for line in lines for week in line.weeks if not week.enough]
    if hollow:
        legend.append(_hollow(now, view, hollow))
    return " ".join(legend)


def _measured(now: Here, view: View) -> str:
    """What the measure counts, by which thresholds, and in which calls."""
    definition = DEFINITIONS[Measure(view.followed.of)].words
    told = now._(definition, **places(Thresholds(), now.say.number))
    return f"{told} {now._('Of the evaluated calls, those count whose recording was measured.')}"


def _hollow(now: Here, view: View, weeks: Sequence[Week]) -> str:
    """Which points say nothing: by their days on one line, by their number on many."""
    if view.split is Split.NONE and len(weeks) <= words.MOST_NAMES:
        days = [charts.period(now.say, week.begin, view.pace.weeks_a_point) for week in weeks]
        return now._("Hollow, too few calls to say: {days}.", days=words.names(now.say, days))
    return now.say.plural(
        "Hollow, {n} point: too few calls to say, fewer than {enough}.",
        "Hollow, {n} points: too few calls to say, fewer than {enough} each.",
        len(weeks),
        enough=ENOUGH_CALLS,
    )


def _download(
    now: Here, view: View, lines: Sequence[Line], critical: Sequence[Line], chart: control.Chart | None
) -> None:
    title = view.scale.title(now.say, view.title)
    drawn = [Drawn(title, "" if view.split is Split.NONE else view.named(now, line.key), line) for line in lines]
    drawn += [Drawn(now._("Free of critical errors, %"), now._(CRITICAL[line.key]), line) for line in critical]
    table = trend_table(now.say, drawn, view.pace.weeks_a_point, chart.found if chart else None)
    downloads(now, table, "benvenuto-trend")


def _critical(now: Here, view: View, lines: Sequence[Line], open_: drawing.Opened | None) -> None:
    section(now._("Free of critical errors"))
    said = words.of_critical(now.say, lines, lambda key: now._(CRITICAL[key]), compared=not view.targeted)
    told_by(said, [], apart=True)
    frame = charts.frame(
        lines, view.pace.weeks_a_point, now.say, charts.ink(), floors=(75, 50, 0), compared=not view.targeted
    )
    drawing.critical(now, lines, frame, lambda key: words.capital(now._(CRITICAL[key])), open_)
