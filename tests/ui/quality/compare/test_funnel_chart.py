"""The funnel as the browser gets it: those with calls enough, the different ones marked, never the raw markup."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import plotly.graph_objects as go
import pytest

from benvenuto.languages import language
from benvenuto.services.quality.comparison import Comparison
from benvenuto.ui import charts
from benvenuto.ui.charts.funnel import funnel_chart
from benvenuto.ui.scale import SCORE
from tests.ui.quality.compare.made import ALIKE, APART, comparison

EN = language("en", ZoneInfo("Europe/Rome"))
INK = charts.Ink("#1f5f5b", "#24211d", "#faf8f5", "Hanken Grotesk")


def drawn(found: Comparison) -> dict[str, Any]:
    return dict(go.Figure(funnel_chart(found, EN, INK, SCORE).to_dict()).to_dict())


def points(figure: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The symbol and the words of each."""
    return {
        key: (trace["marker"]["symbol"], told)
        for trace in figure["data"]
        if trace["mode"] == "markers"
        for key, told in zip(trace.get("customdata", ()), trace.get("hovertext", ()), strict=True)
    }


def test_who_has_too_few_calls_is_not_drawn() -> None:
    assert set(points(drawn(comparison(APART)))) == set(APART) - {"Chiara Blu"}


def test_who_differs_is_a_diamond_with_a_name_and_the_others_are_circles() -> None:
    figure = drawn(comparison(APART))
    symbols = {name: symbol for name, (symbol, _) in points(figure).items()}
    assert symbols["Marta Riva"] == symbols["Paolo <i>"] == "diamond"
    assert symbols["Anna Rossi"] == "circle"
    assert {"Marta", "Paolo"} <= {one["text"] for one in figure["layout"]["annotations"]}


def test_names_are_told_and_never_obeyed() -> None:
    _symbol, told = points(drawn(comparison(APART)))["Paolo <i>"]
    assert told.startswith("<b>Paolo &lt;i&gt;</b><br>72.0 (67.0 to 77.0)<br>40 calls")


def test_the_band_narrows_with_calls() -> None:
    band = drawn(comparison(ALIKE))["data"][0]
    half = len(band["y"]) // 2
    high, low = band["y"][:half], band["y"][half:][::-1]
    assert high[0] - low[0] > high[-1] - low[-1] > 0


def test_the_ordinary_variety_is_drawn_only_where_there_is_one() -> None:
    assert comparison(ALIKE).funnel.between == 0
    assert [len(drawn(comparison(means))["data"]) for means in (ALIKE, APART)] == [3, 5]


@pytest.mark.parametrize("calls", [10, 40_000])
def test_few_and_very_many_calls_both_have_ticks(calls: int) -> None:
    figure = drawn(comparison({"Anna": (85, calls), "Elena": (86, calls)}))
    assert 1 <= len(figure["layout"]["xaxis"]["tickvals"]) <= 8
