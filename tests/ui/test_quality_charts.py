"""The charts of the pages on care quality: sound for plotly, and with nothing left out."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from benvenuto.services.quality.estimates import SHARES
from benvenuto.ui.charts.accuracy import accuracy
from benvenuto.ui.charts.heat import MOST_NUMBERED, Cell, HeatRow, heat
from benvenuto.ui.charts.ink import mixed
from benvenuto.ui.charts.pareto import MOST, Bar, pareto
from benvenuto.ui.charts.scatter import MOST_NAMED, beside
from benvenuto.ui.charts.stacked_series import abreast
from benvenuto.ui.charts.timing import care_axis, time_axis
from tests.ui.quality.efficiency.both import both, efficiency
from tests.ui.quality.trend.lines import lines
from tests.ui.quality_charts import CHARTS, EN, INK, IT, SINCE, bars, people, types


def drawn(figure: go.Figure) -> dict[str, Any]:
    """The chart as the browser gets it; plotly has found every name and value in it sound."""
    found: dict[str, Any] = go.Figure(figure.to_dict()).to_dict()
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_sound(name: str) -> None:
    assert drawn(CHARTS[name]())["data"]


def test_a_bar_brings_its_key_and_nobodys_markup() -> None:
    figure = drawn(pareto(bars(3), EN, INK))
    assert list(figure["data"][0]["customdata"]) == ["r/0", "r/1", "r/2"]
    assert "<b>Criterion &lt;0&gt;</b>" in figure["data"][0]["hovertext"][0]
    assert figure["layout"]["annotations"][0]["text"] == "Criterion &lt;0&gt;"


def test_a_reason_without_a_key_can_be_clicked_too() -> None:
    figure = drawn(pareto([Bar("", "no reason chosen", 1, 1.0, 0.1, 1.0, 1.0)], EN, INK))
    assert list(figure["data"][0]["customdata"]) == ["-"]


def test_a_pareto_shows_the_most_frequent_and_what_they_add_up_to() -> None:
    figure = drawn(pareto(bars(30), EN, INK))
    assert len(figure["data"][0]["x"]) == MOST
    assert figure["data"][1]["x"][-1] == pytest.approx(100 * MOST / 30)


def test_accuracy_shows_before_and_since_apart_each_with_its_interval() -> None:
    figure = drawn(accuracy(types(), str, EN, INK, compared=True))
    before, recent = figure["data"]
    assert len(before["x"]) == len(recent["x"]) == 3
    assert recent["x"][1] == pytest.approx(100 * 10 / 12)
    assert all(bar > 0 for bar in recent["error_x"]["arrayminus"])
    assert len(drawn(accuracy(types(), str, EN, INK, compared=False))["data"]) == 1


def test_too_few_calls_have_no_mark() -> None:
    few = lines({"customer": [[100.0] * 3] * 2}, method=SHARES)
    assert len(drawn(accuracy(few, str, EN, INK, compared=True))["data"][0]["x"]) == 0


def test_numbers_stand_in_cells_only_where_a_telephone_has_room() -> None:
    few, many = (drawn(heat(people(2, n), [str(w) for w in range(n)], INK)) for n in (MOST_NUMBERED, 26))
    assert few["data"][0]["texttemplate"] == "%{text}"
    assert many["data"][0]["texttemplate"] == ""


def test_a_week_without_calls_is_a_dot_and_no_empty_promise() -> None:
    figure = drawn(heat([HeatRow("Anna", [None, Cell(0.0, 0, "told")])], ["a", "b"], INK))
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["·"]
    assert figure["data"][0]["z"][0][0] is None


def test_every_mark_has_both_intervals_and_only_few_have_names() -> None:
    few, many = ([both(f"Anna {n}") for n in range(size)] for size in (3, MOST_NAMED + 1))
    (marks,) = drawn(beside(few, both(), IT, INK))["data"]
    assert marks["mode"] == "markers+text"
    assert set(marks["error_x"]["array"]) == {20.0}
    assert set(marks["error_y"]["array"]) == {4.0}
    assert "accoglienza 86,0 (da 82,0 a 90,0)" in marks["hovertext"][0]
    assert drawn(beside(many, both(), IT, INK))["data"][0]["mode"] == "markers"


def test_marks_have_first_names_as_long_as_these_tell_them_apart() -> None:
    (marks,) = drawn(beside([both("Anna Rossi"), both("Elena Sala")], both(), EN, INK))["data"]
    assert list(marks["text"]) == ["Anna", "Elena"]
    (marks,) = drawn(beside([both("Casa Nord"), both("Casa Sud")], both(), EN, INK))["data"]
    assert list(marks["text"]) == ["Casa Nord", "Casa Sud"]


def test_the_averages_are_drawn_only_where_they_are_compared() -> None:
    assert len(drawn(abreast(efficiency(SINCE), EN, INK))["layout"]["shapes"]) == 6
    assert "shapes" not in drawn(abreast(efficiency(), EN, INK))["layout"]


def test_axes_hold_what_is_drawn_on_them() -> None:
    low, high, ticks = time_axis([61], [299], 6)
    assert low <= 61
    assert high >= 299
    assert len(ticks) <= 8
    assert ticks[60] == "01:00"
    assert care_axis([81.0])[0] == 80
    assert care_axis([12.0])[0] == 0


def test_an_hours_call_keeps_its_axis_readable() -> None:
    assert len(time_axis([30], [90_000], 6)[2]) < 40


def test_a_colour_laid_thinly_lies_between_itself_and_the_ground() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#1f5f5b", "#ffffff", 1.0) == "#1f5f5b"
