"""Charts of the pages on care quality with as much in them as they may get: for their tests and their benchmark."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from benvenuto.languages import language
from benvenuto.services.quality.estimates import SHARES
from benvenuto.services.quality.lines import TrendLine
from benvenuto.ui.charts import Ink
from benvenuto.ui.charts.accuracy import accuracy
from benvenuto.ui.charts.heat import Cell, HeatRow, heat
from benvenuto.ui.charts.pareto import Bar, pareto
from benvenuto.ui.charts.scatter import MOST_TOLD, beside
from benvenuto.ui.charts.stacked_series import abreast
from tests.ui.quality.efficiency.both import both, efficiency, moved
from tests.ui.quality.trend.lines import lines

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
INK = Ink("#1f5f5b", "#24211d", "#faf8f5", "Hanken Grotesk")
SINCE = moved((-6.0, -10.0, -2.0), (-6.0, -10.0, -2.0))


def bars(number: int) -> list[Bar]:
    return [Bar(f"r/{n}", f"Criterion <{n}>", 5, 1 / number, 0.01, 0.9, (n + 1) / number) for n in range(number)]


def people(rows: int, weeks: int) -> list[HeatRow]:
    return [HeatRow(f"Agent {n}", [Cell(week / weeks, week, "told") for week in range(weeks)]) for n in range(rows)]


def types(weeks: int = 12) -> list[TrendLine]:
    good, bad = [100.0] * 12, [100.0] * 10 + [0.0] * 2
    return lines({"customer": [good] * weeks, "business": [bad] * weeks, "compliance": [good] * weeks}, method=SHARES)


TYPES = types()
MARKS = [both(f"Anna {n}", 80 + n / 100, 200 + n) for n in range(1000)]
CHARTS: dict[str, Callable[[], go.Figure]] = {
    "accuracy": lambda: accuracy(TYPES, str, EN, INK, compared=True),
    "pareto": lambda: pareto(bars(30), EN, INK, "r/1"),
    "heat": lambda: heat(people(25, 26), [f"{n} Jan" for n in range(26)], INK),
    "beside": lambda: beside(MARKS, both(), EN, INK),
    "beside, the most told": lambda: beside(MARKS[:MOST_TOLD], both(), EN, INK),
    "abreast": lambda: abreast(efficiency(SINCE, points=13), EN, INK),
}
