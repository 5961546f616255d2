"""A dot plot of critical-error accuracy, one row a type: the share of calls free of it, in percent, with its 95%
interval, before and in the last weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.services.quality.lines import TrendLine
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.charts.ink import Ink, faint
from benvenuto.ui.charts.sheet import axis, label, sheet
from benvenuto.ui.scale import SCORE

ROW = 62
_STEPS = {95: 1, 90: 2, 75: 5, 50: 10, 0: 25}
"""Where the axis may begin, and how far its marks are apart."""


def accuracy(
    lines: Sequence[TrendLine], name: Callable[[str], str], say: Language, ink: Ink, *, compared: bool
) -> go.Figure:
    """The dot plot, a row for each line from the top; `compared` parts the weeks before from those since."""
    kinds: list[list[Estimate | None]] = (
        [[line.before for line in lines], [line.recent for line in lines]]
        if compared
        else [[line.overall for line in lines]]
    )
    lows = [estimate.low for kind in kinds for _, estimate in _shown(kind)]
    # the first that fits is the highest: they stand in falling order
    floor = next((floor for floor in _STEPS if floor <= min(lows, default=0)), 0)
    ticks = {tick: say.text("{value}%", value=tick) for tick in range(floor, 101, _STEPS[floor])}
    places = range(len(lines))
    return go.Figure(
        data=[_points(kind, nth == len(kinds) - 1, compared, say, ink) for nth, kind in enumerate(kinds)],
        layout=sheet(
            ink,
            ROW * len(lines) + 40,
            (4, 22, 4, 30),
            xaxis=axis(ink, (floor, 100 + (100 - floor) / 20), ticks, apart=6),
            # from large to small: the first line is the topmost
            yaxis=axis(ink, (len(lines) - 0.5, -0.62), {}, showgrid=False),
            annotations=[
                label(ink, 0, place - 0.36, _named(line, name(line.key), say, compared), xref="paper", xanchor="left")
                | {"font": {"size": 13, "color": ink.text}, "bgcolor": ink.ground}
                for place, line in zip(places, lines, strict=True)
            ],
        ),
        _validate=False,
    )


def _named(line: TrendLine, name: str, say: Language, compared: bool) -> str:
    """The type, and its shares where calls enough say them."""
    if not compared:
        return f"{escape(name)}: <b>{escape(_percent(say, line.overall.mean))}</b>"
    if not line.before or not line.recent or len(_shown([line.before, line.recent])) < 2:
        return escape(name)
    before, recent = (_percent(say, estimate.mean) for estimate in (line.before, line.recent))
    return f"{escape(name)}: <b>{escape(recent)}</b>, {escape(say.text('before: {figure}', figure=before))}"


def _percent(say: Language, share: float) -> str:
    return say.text("{share}%", share=SCORE.number(say, share))


def _points(kind: Sequence[Estimate | None], last: bool, compared: bool, say: Language, ink: Ink) -> dict[str, object]:
    """One point a row; the last weeks in the accent, what was before them in grey and a little higher."""
    shown = _shown(kind)
    colour = ink.accent if last else ink.faint(0.45)
    shift = 0.1 if not compared else 0.24 if last else 0.02
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [estimate.mean for _, estimate in shown],
        "y": [place + shift for place, _ in shown],
        "hovertext": [_hover_text(estimate, last, compared, say) for _, estimate in shown],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"size": 10, "color": colour, "opacity": 1},
        "error_x": {
            "type": "data",
            "array": [estimate.high - estimate.mean for _, estimate in shown],
            "arrayminus": [estimate.mean - estimate.low for _, estimate in shown],
            "color": faint(ink.accent, 0.3) if last else ink.faint(0.2),
            "thickness": 6,
            "width": 0,
        },
    }


def _hover_text(estimate: Estimate, last: bool, compared: bool, say: Language) -> str:
    when = (say.text("Last weeks") if last else say.text("Before")) if compared else say.text("The whole period")
    share, low, high = (
        say.text("{share}%", share=say.number(value, 1)) for value in (estimate.mean, estimate.low, estimate.high)
    )
    reach = say.text("{low} to {high}", low=low, high=high)
    calls = say.plural("{n} call", "{n} calls", estimate.n)
    return f"<b>{escape(when)}</b><br>{escape(share)} ({escape(reach)})<br>{escape(calls)}"


def _shown(kind: Sequence[Estimate | None]) -> Sequence[tuple[int, Estimate]]:
    """The estimates of calls enough, each with the number of its row."""
    return [
        (place, estimate) for place, estimate in enumerate(kind) if estimate and enough_to_say(estimate.effective_n)
    ]
