"""A waterfall: every step begins where the one before it ended, and the last one leads to the end."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from benvenuto.ui.charts.row_layout import RowAxis, RowLabel
from benvenuto.ui.charts.waterfall import End, WaterfallStep, places, waterfall
from tests.ui.here import INK

STEPS = (
    WaterfallStep(RowLabel("First words"), -2.0, "−2.0", "", clear=True, reach=(-3.0, -1.0)),
    WaterfallStep(RowLabel("3 other criteria"), 0.5, "+0.5", "", clear=False),
    WaterfallStep(RowLabel("Mix"), 0.0, "0.0", "", clear=False, reach=(-1.0, 1.0)),
)


def drawn() -> dict[str, Any]:
    begin, end = (
        End(RowLabel("Before", "60 calls"), 86.0, "86.0"),
        End(RowLabel("Since then", "61 calls"), 84.5, "84.5"),
    )
    return dict(go.Figure(waterfall(begin, STEPS, end, RowAxis(80, 90, {}), INK).to_dict()).to_dict())


def test_steps_follow_one_another_from_beginning_to_end() -> None:
    threads, bars, ends, *_ = drawn()["data"]
    assert list(places(86.0, STEPS)) == [86.0, 84.0, 84.5, 84.5]
    assert bars["base"] == [86.0, 84.0, 84.5]
    assert bars["x"] == [-2.0, 0.5, 0.0]
    assert ends["x"] == [86.0, pytest.approx(bars["base"][-1] + bars["x"][-1])]
    assert [x for x in threads["x"] if x is not None][-1] == 84.5


def test_only_what_is_clear_is_in_the_accent_and_only_what_is_known_has_an_interval() -> None:
    bars = drawn()["data"][1]
    assert [colour == INK.accent for colour in bars["marker"]["color"]] == [True, False, False]
    assert bars["error_x"]["arrayminus"] == [1.0, 0.0, 1.0]
    assert bars["error_x"]["array"] == [1.0, 0.0, 1.0]


def test_each_step_is_written_beyond_its_interval_on_the_side_it_leads_to() -> None:
    left, right = drawn()["data"][3:]
    assert (left["x"], left["textposition"]) == ([83.0], "middle left")
    assert (right["x"], right["textposition"]) == ([84.5, 85.5], "middle right")


def test_every_step_has_its_own_row() -> None:
    figure = drawn()
    assert len(figure["layout"]["yaxis"]["tickvals"]) == len(STEPS) + 2
    assert list(figure["data"][1]["y"]) == list(figure["layout"]["yaxis"]["tickvals"][1:-1])
