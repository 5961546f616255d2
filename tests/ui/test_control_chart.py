"""The control chart as the browser gets it: limits, signals with their rules, restarts, and who came to evaluate."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import plotly.graph_objects as go
import pytest

from benvenuto.languages import language
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.statistics.control_chart import Baseline, Stretch
from benvenuto.ui import charts
from benvenuto.ui.charts.control import control
from benvenuto.ui.scale import SCORE
from tests.ui.controlled import FALL, MONDAY, USUAL, controlled, monday, new_evaluator, rubric_version

EN = language("en", ZoneInfo("Europe/Rome"))
INK = charts.Ink("#1f5f5b", "#24211d", "#faf8f5", "Hanken Grotesk")
FIRST_12 = Baseline(monday(0), monday(11))


def drawn(found: Controlled, first: date = MONDAY, chosen: date | None = None) -> dict[str, Any]:
    """As it is drawn; plotly has found every name and value in it sound."""
    figure = control(found, first, EN, INK, SCORE, chosen)
    return dict(go.Figure(figure.to_dict()).to_dict())


def points(figure: dict[str, Any]) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace.get("customdata") is not None)


def words(figure: dict[str, Any]) -> list[str]:
    return [one["text"] for one in figure["layout"].get("annotations", [])]


def test_the_band_has_the_limits_of_every_week() -> None:
    found = controlled(USUAL)
    (stretch,) = found.chart.stretches
    assert isinstance(stretch, Stretch)
    band = drawn(found)["data"][0]
    assert list(band["y"][:2]) == pytest.approx([stretch.points[0].high] * 2)
    assert list(band["y"][24:26]) == pytest.approx([stretch.points[-1].low] * 2)


def test_a_signal_is_marked_on_its_weeks_and_its_rules_are_named_where_it_was_noticed() -> None:
    found = controlled(USUAL + FALL, baseline=FIRST_12)
    figure = drawn(found)
    symbols = dict(zip(points(figure)["customdata"], points(figure)["marker"]["symbol"], strict=True))
    assert {day for day, symbol in symbols.items() if symbol == "diamond"} == {
        monday(week).isoformat() for week in range(12, 21)
    }
    assert words(figure) == ["rules 1, 2, 6"]


def test_a_quiet_chart_has_no_diamonds_and_names_no_rule() -> None:
    figure = drawn(controlled(USUAL))
    assert set(points(figure)["marker"]["symbol"]) == {"circle"}
    assert words(figure) == []


def test_a_new_version_breaks_the_line_and_is_named() -> None:
    figure = drawn(controlled(USUAL * 2, known=[rubric_version(12)]))
    assert words(figure) == ["new version"]
    assert sum(trace["mode"] == "lines" and trace.get("fill") is None for trace in figure["data"]) == 2


def test_a_new_evaluator_is_a_small_mark_that_tells_the_name() -> None:
    figure = drawn(controlled(USUAL, known=[new_evaluator(6, "Bruno <b>")]))
    (mark,) = (trace for trace in figure["data"] if "triangle-up" in str(trace.get("marker")))
    assert list(mark["hovertext"]) == ["<b>16–22 Feb 2026</b><br>Bruno &lt;b&gt; starts evaluating"]


def test_weeks_before_the_first_shown_are_not_drawn_but_say_what_is_usual() -> None:
    found = controlled(USUAL + FALL, baseline=FIRST_12)
    figure = drawn(found, first=monday(12))
    assert points(figure)["customdata"][0] == monday(12).isoformat()
    (stretch,) = found.chart.stretches
    assert isinstance(stretch, Stretch)
    assert stretch.centre in {shape["y0"] for shape in figure["layout"]["shapes"]}


def test_a_point_tells_its_week_its_figure_its_calls_and_its_limits() -> None:
    told = points(drawn(controlled(USUAL)))["hovertext"][0]
    assert told.startswith("<b>5–11 Jan 2026</b><br>80.0<br>20 calls<br>limits for this week: 7")


def test_a_week_of_few_calls_is_hollow_and_tells_no_figure() -> None:
    shown = points(drawn(controlled(USUAL, n=6)))
    assert set(shown["marker"]["color"]) == {INK.ground}
    assert shown["hovertext"][0].startswith("<b>5–11 Jan 2026</b><br>6 calls: too few calls to say<br>limits")


def test_the_open_week_is_larger() -> None:
    sizes = points(drawn(controlled(USUAL), chosen=monday(3)))["marker"]["size"]
    assert sizes[3] == max(sizes) > min(sizes)
