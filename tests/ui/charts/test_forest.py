"""A forest plot: one figure a row with its interval, nothing drawn where nothing can be said."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from benvenuto.ui.charts.forest import Figure, ForestRow, forest
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel, middles, step
from tests.ui.here import INK

ALONG = RowAxis(-10, 10, {-10: "−10", 0: "0", 10: "+10"}, ends=("lenient", "strict"), mark=0)
ROWS = (
    ForestRow(RowLabel("Silvia", "20 calls"), Figure(7, 6, 8.5, "<b>Silvia</b>")),
    ForestRow(RowLabel("Bruno", "22 calls"), Figure(-1, -2, 0.5, "<b>Bruno</b>", clear=False)),
    ForestRow(RowLabel("Luca", "3 calls"), Figure(0, -9, 9, "<b>Luca</b>", clear=False, enough=False)),
    ForestRow(RowLabel("Nobody")),
)


def drawn(*rows: ForestRow) -> dict[str, Any]:
    """The chart as the browser gets it; plotly has found every name and value in it sound."""
    return dict(go.Figure(forest(rows, ALONG, INK).to_dict()).to_dict())


def test_each_figure_stands_in_its_row_with_its_interval() -> None:
    clear = drawn(*ROWS)["data"][0]
    assert (clear["x"], clear["y"]) == ([7], [middles([row.named for row in ROWS])[0]])
    assert (clear["error_x"]["arrayminus"], clear["error_x"]["array"]) == ([1], [1.5])
    assert clear["marker"]["color"] == [INK.accent]


def test_what_may_be_chance_is_grey_and_too_few_calls_are_hollow_without_interval() -> None:
    unclear = drawn(*ROWS)["data"][1]
    assert unclear["x"] == [-1, 0]
    assert INK.accent not in unclear["marker"]["color"]
    assert unclear["marker"]["color"][1] == INK.ground
    assert unclear["error_x"]["array"][1] == unclear["error_x"]["arrayminus"][1] == 0


def test_every_row_is_named_from_the_top_also_one_without_a_figure() -> None:
    axis = drawn(*ROWS)["layout"]["yaxis"]
    assert axis["range"][0] > axis["range"][1] == 0
    assert [name.split("<")[0] for name in axis["ticktext"]] == ["Silvia", "Bruno", "Luca", "Nobody"]
    assert list(axis["tickvals"]) == sorted(axis["tickvals"])


def test_a_second_figure_is_a_ring_in_the_same_row() -> None:
    row = ForestRow(RowLabel("Anna"), Figure(80, 75, 85, "", beside=78))
    *_, ring = drawn(row)["data"]
    assert (ring["x"], ring["marker"]["symbol"]) == ([78], "circle-open")


def test_a_long_name_is_written_in_lines_and_takes_a_higher_row() -> None:
    names = [
        RowLabel("Brief"),
        RowLabel("Where the parcel is, when it comes, and what to do until then, in full length"),
    ]
    first, second = middles(names)
    assert second - first > first * 2 - 1
    (_, long) = drawn(*(ForestRow(name) for name in names))["layout"]["yaxis"]["ticktext"]
    assert long.count("<br>") == 2
    assert long.endswith("…")


def test_a_name_is_never_markup() -> None:
    (name,) = drawn(ForestRow(RowLabel("<b>Anna</b>", "1 < 2")))["layout"]["yaxis"]["ticktext"]
    assert name.startswith("&lt;b&gt;Anna&lt;/b&gt;<br>")
    assert "1 &lt; 2" in name


def test_steps_of_an_axis_are_round_and_few() -> None:
    assert [step(span, 5) for span in (0.9, 5, 12, 40, 700)] == [0.2, 1, 2.5, 10, 200]
