"""Charts: every figure with its uncertainty, none where there is nothing to say, in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import plotly.graph_objects as go
import pytest

from benvenuto.languages import language
from benvenuto.services.quality.lines import Pace, TrendLine
from benvenuto.ui import charts
from tests.ui.quality.trend.lines import FEW, LOW, MONDAY, STEADY, line, lines

SAY = {code: language(code, ZoneInfo("Europe/Rome")) for code in ("it", "en")}
INK = charts.Ink("#1f5f5b", "#24211d", "#faf8f5", "Hanken Grotesk")


def drawn(one: TrendLine, code: str = "en", **options: Any) -> dict[str, Any]:
    """The large chart of a line, as the browser gets it; plotly has found every name and value in it sound."""
    figure = charts.trend(one, charts.shared_frame([one], 1, SAY[code], INK, **options))
    return dict(go.Figure(figure.to_dict()).to_dict())


def points_of(figure: dict[str, Any]) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace["mode"] == "markers")


def test_a_point_tells_its_weeks_its_figure_its_interval_and_its_calls() -> None:
    one = line([STEADY])
    found = one.weeks[0].estimate
    (told,) = points_of(drawn(one))["hovertext"]
    assert told == f"<b>5–11 Jan 2026</b><br>85.4 ({found.low:.1f} to {found.high:.1f})<br>12 calls"


def test_numbers_and_days_are_written_as_the_reader_writes_them() -> None:
    (told,) = points_of(drawn(line([STEADY]), "it"))["hovertext"]
    assert "5–11 gen 2026" in told
    assert "85,4 (da " in told
    assert "12 chiamate" in told


def test_the_interval_is_drawn_from_its_low_to_its_high_end() -> None:
    one = line([STEADY])
    found, bars = one.weeks[0].estimate, points_of(drawn(one))["error_y"]
    assert found.mean - bars["arrayminus"][0] == pytest.approx(found.low)
    assert found.mean + bars["array"][0] == pytest.approx(found.high)


def test_too_few_calls_are_a_hollow_point_without_figure_interval_or_line() -> None:
    figure = drawn(line([STEADY, FEW, STEADY]))
    points, thread = points_of(figure), figure["data"][0]
    assert points["marker"]["color"] == [INK.accent, INK.ground, INK.accent]
    assert points["hovertext"][1] == "<b>12–18 Jan 2026</b><br>2 calls: too few calls to say"
    assert points["error_y"]["array"][1] == points["error_y"]["arrayminus"][1] == 0
    assert [place is None for place in thread["y"]] == [False, True, False]


def test_a_week_nobody_listened_to_breaks_the_line() -> None:
    thread = drawn(line([STEADY, [], STEADY]))["data"][0]
    assert [place is None for place in thread["y"]] == [False, True, False]


def test_the_number_of_calls_stands_under_the_points() -> None:
    figure = drawn(line([STEADY, FEW]))
    numbers = next(trace for trace in figure["data"] if trace["mode"] == "text")
    assert sorted(numbers["text"]) == ["12", "2"]


@pytest.mark.parametrize("weeks", [1, 14, 26, 52, 260])
def test_figures_and_days_under_the_axis_never_crowd(weeks: int) -> None:
    figure = drawn(line([STEADY] * weeks))
    numbers = next(trace for trace in figure["data"] if trace["mode"] == "text")
    assert 1 <= len(numbers["text"]) <= charts.MOST_FIGURES
    assert 1 <= len(figure["layout"]["xaxis"]["tickvals"]) <= 7
    assert figure["layout"]["xaxis"]["tickvals"][-1] == MONDAY + timedelta(weeks=weeks - 1)


@pytest.mark.parametrize(
    ("scores", "floor"), [([90.0] * 40, 50), ([70.0] * 40, 50), ([45.0] * 40, 25), ([9.0] * 40, 0)]
)
def test_the_scale_is_one_of_few_and_leaves_nothing_out(scores: list[float], floor: int) -> None:
    one = line([scores])
    low = drawn(one)["layout"]["yaxis"]["range"][0]
    assert low == floor
    assert low <= one.weeks[0].estimate.low


def test_small_charts_of_one_frame_share_their_scales() -> None:
    many = lines({"a": [STEADY, STEADY], "b": [LOW]})
    frame = charts.shared_frame(many, 1, SAY["en"], INK)
    layouts = [charts.panel(one, frame).to_dict()["layout"] for one in many]
    for axis in ("xaxis", "yaxis"):
        assert layouts[0][axis]["range"] == layouts[1][axis]["range"]


def test_the_compared_averages_are_drawn_each_across_its_own_weeks() -> None:
    one = line([STEADY] * 4 + [LOW] * 4)
    assert one.before is not None
    assert one.recent is not None
    before, recent, shade = drawn(one)["layout"]["shapes"]
    assert (before["y0"], recent["y0"]) == pytest.approx((one.before.mean, one.recent.mean))
    assert before["x1"] == recent["x0"] == shade["x0"]
    texts = [note["text"] for note in drawn(one)["layout"]["annotations"]]
    assert texts == ["before: 85.4", "since then: 45.4"]


def test_nothing_is_compared_where_there_are_too_few_calls_or_where_nothing_can_be() -> None:
    few = drawn(line([STEADY] * 4 + [FEW, [], [], FEW]))["layout"]
    assert [shape["type"] for shape in few["shapes"]] == ["rect"]
    assert "annotations" not in few
    apart = drawn(line([STEADY] * 8), compared=False)["layout"]
    assert "shapes" not in apart


def test_the_open_point_stands_out() -> None:
    one = line([STEADY, STEADY])
    frame = charts.shared_frame([one], 1, SAY["en"], INK)
    sizes = points_of(charts.trend(one, frame, MONDAY).to_dict())["marker"]["size"]
    assert sizes[0] > sizes[1]


def test_points_carry_their_first_day_for_whoever_clicks() -> None:
    assert points_of(drawn(line([STEADY, FEW])))["customdata"] == ["2026-01-05", "2026-01-12"]


def test_a_point_of_several_weeks_is_named_by_all_of_them() -> None:
    one = line([STEADY] * 8, Pace(weeks_a_point=4))
    assert [week.begin for week in one.weeks] == [MONDAY, MONDAY + timedelta(weeks=4)]
    assert charts.period(SAY["en"], MONDAY, 4) == "5 Jan–1 Feb 2026"


def test_only_the_accent_and_greys_are_used() -> None:
    text = charts.trend(line([STEADY] * 8), charts.shared_frame([line([STEADY] * 8)], 1, SAY["en"], INK)).to_json()
    for red, green, blue in [(179, 38, 30), (255, 0, 0)]:
        assert f"rgba({red},{green},{blue}" not in text
    assert '"plot_bgcolor":"rgba(0,0,0,0)"' in text
