"""A line without Plotly says the same as one with it."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from benvenuto.languages import Language
from benvenuto.services.quality.lines import TrendLine
from benvenuto.ui import charts
from tests.ui.quality.trend.lines import FEW, LOW, STEADY, line
from tests.ui.test_charts import INK, SAY


def drawn(trend: TrendLine, say: Language = SAY["en"], words: str = "Steady.") -> Element:
    """What the browser gets, read as strictly as XML."""
    picture: Element = fromstring(charts.plain_line(trend, charts.shared_frame([trend], 1, say, INK), words))
    return picture


def of_kind(picture: Element, kind: str) -> list[Element]:
    return [node for node in picture.iter() if kind in (node.get("class") or "").split()]


def place(node: Element, name: str) -> float:
    """What an element's style says of its left, top, width or height, in percent or pixels."""
    said = re.search(rf"(?:^|;){name}:([\d.]+)(?:%|px)", node.get("style") or "")
    assert said is not None
    return float(said[1])


def test_it_is_one_picture_with_its_sentence_whatever_that_holds() -> None:
    picture = drawn(line([STEADY]), words='"85" < & steady')
    assert (picture.get("role"), picture.get("aria-label")) == ("img", '"85" < & steady')


def test_each_point_tells_its_weeks_its_figure_its_interval_and_its_calls_as_the_reader_writes_them() -> None:
    trend = line([STEADY])
    estimate = trend.weeks[0].estimate
    [point] = of_kind(drawn(trend), "bv-point")
    # XML reads a line break in an attribute as a blank; HTML keeps it
    assert point.get("title") == f"5–11 Jan 2026 85.4 ({estimate.low:.1f} to {estimate.high:.1f}) 12 calls"
    [point] = of_kind(drawn(trend, SAY["it"]), "bv-point")
    assert "12 chiamate" in (point.get("title") or "")


def test_a_lower_figure_lies_lower_and_inside_its_interval() -> None:
    picture = drawn(line([STEADY, LOW]))
    first, second = of_kind(picture, "bv-point")
    assert place(first, "top") < place(second, "top")
    for point, interval in zip((first, second), of_kind(picture, "bv-interval"), strict=True):
        high = place(interval, "top")
        assert high < place(point, "top") < high + place(interval, "height")
        assert place(interval, "left") == place(point, "left")


def test_too_few_calls_are_a_hollow_point_without_figure_interval_or_line() -> None:
    picture = drawn(line([STEADY, FEW, STEADY]))
    assert len(of_kind(picture, "bv-point")) == 3
    [few] = of_kind(picture, "bv-few")
    assert few.get("title") == "12–18 Jan 2026 2 calls: too few calls to say"
    assert len(of_kind(picture, "bv-interval")) == 2
    assert of_kind(picture, "bv-thread") == []


def test_neighbours_with_calls_enough_are_joined() -> None:
    picture = drawn(line([STEADY, LOW, STEADY]))
    points, threads = of_kind(picture, "bv-point"), of_kind(picture, "bv-thread")
    lefts = [place(point, "left") for point in points]
    assert [place(thread, "left") for thread in threads] == lefts[:2]
    assert [place(thread, "left") + place(thread, "width") for thread in threads] == pytest.approx(lefts[1:])
    for thread, (begin, end) in zip(threads, pairwise(points), strict=True):
        down = [float(y) for y in re.findall(r" ([\d.]+)px", thread.get("style") or "")]
        assert (down[0] + down[3]) / 2 == pytest.approx(place(begin, "top"))
        assert (down[1] + down[2]) / 2 == pytest.approx(place(end, "top"))


def test_the_dates_below_stand_under_their_points_and_the_newest_is_among_them() -> None:
    picture = drawn(line([STEADY] * 9))
    [dates] = of_kind(picture, "bv-line-dates")
    under, points = ([place(node, "left") for node in nodes] for nodes in (dates, of_kind(picture, "bv-point")))
    assert set(under) <= set(points)
    assert under[-1] == points[-1]
