"""How long it takes to build each chart: median milliseconds of server time, without what Streamlit does with it.

`python -m benchmarks.charts` takes a second.
"""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from benvenuto.languages import language
from benvenuto.services.quality.comparison import ComparedUnit, Comparison
from benvenuto.services.quality.control_charts import Controlled, events
from benvenuto.statistics.control_chart import control_chart
from benvenuto.statistics.funnel import funnel
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.shrinkage import shrink
from benvenuto.ui.charts.control import control
from benvenuto.ui.charts.forest import Figure, ForestRow, forest
from benvenuto.ui.charts.funnel import funnel_chart
from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel
from benvenuto.ui.charts.waterfall import End, WaterfallStep, waterfall
from benvenuto.ui.scale import SCORE
from tests.ui import quality_charts

INK = Ink("#1f5f5b", "#24211d", "#faf8f5", "Hanken Grotesk")
TIMES = 50


def main() -> None:
    for name, build in CHARTS.items():
        print(f"{name:<44} {milliseconds(build):5.1f} ms")


def milliseconds(build: Callable[[], go.Figure]) -> float:
    """The median of many times; the first, which loads what plotly needs, is not among them."""
    build()
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        build()
        taken.append(1000 * (perf_counter() - began))
    return median(taken)


def evaluators() -> go.Figure:
    rows = [
        ForestRow(RowLabel(f"Evaluator {nth}", "120 calls"), Figure(nth / 10 - 5, nth / 10 - 6, nth / 10 - 4, "told"))
        for nth in range(100)
    ]
    return forest(rows, RowAxis(-10, 10, {-10: "−10", 0: "0", 10: "+10"}, ends=("lenient", "strict"), mark=0), INK)


def agents() -> go.Figure:
    rows = [
        ForestRow(RowLabel(f"Agent {nth}", "80 calls"), Figure(80 + nth / 5, 76, 88, "told", beside=80))
        for nth in range(25)
    ]
    return forest(rows, RowAxis(50, 100.5, {place: str(place) for place in range(50, 101, 10)}), INK)


def moved() -> go.Figure:
    steps = [
        WaterfallStep(RowLabel(f"Criterion {nth}"), -0.1, "−0.1", "told", nth < 3, (-0.3, 0.1)) for nth in range(13)
    ]
    begin, end = (
        End(RowLabel("Before", "300 calls"), 86, "86.0"),
        End(RowLabel("Since then", "300 calls"), 84.7, "84.7"),
    )
    return waterfall(begin, steps, end, RowAxis(83, 87, {place: str(place) for place in range(83, 88)}), INK)


def controlled() -> go.Figure:
    return control(CONTROLLED, min(CONTROLLED.weeks), ENGLISH, INK, SCORE, None)


def compared() -> go.Figure:
    return funnel_chart(COMPARED, ENGLISH, INK, SCORE)


def two_years() -> Controlled:
    """A control chart of 104 weeks that fall by ten points in the last half year."""
    chance = random.Random(1)
    weeks = {
        date(2024, 1, 1) + timedelta(weeks=nth): Estimate(40, 40, mean, mean - 4, mean + 4, 120)
        for nth in range(104)
        for mean in [chance.gauss(84 if nth < 78 else 74, 1.7)]
    }
    chart = control_chart(weeks)
    return Controlled(chart, events(chart, []), [], sorted(weeks), max(weeks))


def thousand() -> Comparison:
    """A comparison of a thousand agents."""
    chance = random.Random(1)
    estimates = {
        f"Agent {nth}": Estimate(n, n, mean, mean - 5, mean + 5, 120)
        for nth in range(1000)
        for n, mean in [(chance.randint(12, 90), chance.gauss(84, 4))]
    }
    drawn, shrunken = funnel(estimates), shrink(estimates)
    assert drawn is not None
    assert shrunken is not None
    rows = [ComparedUnit(name, name, drawn.places[name], shrunken.shrunken[name]) for name in estimates]
    return Comparison(drawn, shrunken, rows, 50_000, 0)


ENGLISH = language("en", ZoneInfo("Europe/Rome"))
CONTROLLED, COMPARED = two_years(), thousand()
CHARTS: Mapping[str, Callable[[], go.Figure]] = {
    "104 weeks, control chart": controlled,
    "1,000 agents, funnel": compared,
    "100 evaluators, severity": evaluators,
    "25 agents, raw and adjusted": agents,
    "what moved, 13 steps": moved,
    **quality_charts.CHARTS,
}


if __name__ == "__main__":
    main()
