"""The page on critical errors: the sentence, accuracy by type, where and why they arise, the evaluations behind."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.faults import message
from benvenuto.services.quality.lines import Line, Pace
from benvenuto.ui import charts
from benvenuto.ui.charts.accuracy import accuracy
from benvenuto.ui.charts.showing import show
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, title
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.critical_errors import words
from benvenuto.ui.quality.critical_errors.choices import KEPT, View, choose
from benvenuto.ui.quality.critical_errors.where import where
from benvenuto.ui.quality.downloads import Table, downloads
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


def page(now: Here) -> None:
    """Everything of the page."""
    title(
        now._("Critical errors"),
        now._("How many calls are free of them, in which criteria they arise, and what was heard there."),
    )
    view = choose(now)
    failing = now.app.critical_errors.failing(now.actor, view.wanted, view.type)
    lines = _lines(now, view)
    if lines:
        _accuracy(now, view, lines)
        if failing.criteria:
            where(now, view, failing)
    else:
        empty(
            now._("No evaluations here yet"),
            now._("Nothing was published for this choice. Take a longer period, or fewer filters."),
        )
    KEPT.store()


def _lines(now: Here, view: View) -> Sequence[Line]:
    found = now.app.trends.critical(now.actor, view.wanted, Pace(recent_weeks=RECENT_WEEKS))
    mine = [line for line in found if line.key in CRITICAL and view.type in ("", line.key)]
    return sorted(mine, key=lambda line: list(CRITICAL).index(line.key))


def _accuracy(now: Here, view: View, lines: Sequence[Line]) -> None:
    compared = not view.targeted and lines[0].before is not None
    said = words.free(now.say, lines, lambda key: now._(CRITICAL[key]), compared=compared)
    told_by(said, _remarks(now, view, lines, compared))
    if lines[0].enough:
        figure = accuracy(lines, lambda key: capital(now._(CRITICAL[key])), now.say, charts.ink(), compared=compared)
        show(now, figure, said, "critical_accuracy", name="benvenuto-critical-errors", opens=False)
        downloads(now, _table(now, lines), "benvenuto-critical-errors")


def _remarks(now: Here, view: View, lines: Sequence[Line], compared: bool) -> Sequence[str]:
    found = []
    if view.targeted:
        found.append(
            now._(
                "These calls were chosen because something stood out. They are kept apart from the averages: mixed in, "
                "they would show how one chooses, not how one cares."
            )
        )
    whole = lines[0]
    if whole.simulated:
        found.append(
            now._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=now.say.number(whole.simulated),
                calls=now.say.number(whole.overall.n),
            )
        )
    if whole.enough:
        legend = now._("Share of calls free of an error of that type. Bars: 95% intervals (Wilson).")
        if compared:
            legend += " " + now._("Grey: before; in colour: the last {weeks} weeks.", weeks=RECENT_WEEKS)
        found.append(legend)
    return found


def _table(now: Here, lines: Sequence[Line]) -> Table:
    kinds = (
        (now._("The whole period"), "overall"),
        (now._("Before"), "before"),
        (now._("Last weeks"), "recent"),
    )
    cells = [
        (now._(CRITICAL[line.key]), said, found.n, found.mean, found.low, found.high)
        for line in lines
        for said, name in kinds
        if (found := getattr(line, name)) is not None
    ]
    return Table([now._(word) for word in _ACCURACY], cells)
