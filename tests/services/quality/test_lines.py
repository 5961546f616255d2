"""Lines compared: among many, each must differ by more before a change is called one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from benvenuto.services.quality.estimates import AMOUNTS, SCORES, SHARES, Method
from benvenuto.services.quality.lines import WEEKLY, TrendLine, draw_lines
from benvenuto.statistics.enough import Change, difference, said_by
from benvenuto.statistics.straying import straying
from tests.sums import sums_of

MONDAY = date(2026, 1, 5)
CARE = [70.0, 75, 80, 80, 80, 85, 85, 90, 90, 95, 95, 100]
LOWER = [score - 9 for score in CARE]
FREE_OF_ERRORS, WITH_ERRORS = [100.0] * 11 + [0.0], [100.0] * 8 + [0.0] * 4
FEW = [60.0, 90.0]

Scores = Sequence[float]


def line_among(others: Mapping[str, tuple[Scores, Scores]], own: tuple[Scores, Scores], method: Method) -> TrendLine:
    """Anna's line among those of others; each four weeks of one sort of calls, and then four of another."""
    by_week = {}
    for name, (before, recent) in {**others, "Anna": own}.items():
        weeks = [sums_of((value, 1.0) for value in values) for values in [before] * 4 + [recent] * 4]
        by_week[name] = {MONDAY + timedelta(weeks=nth): sums for nth, sums in enumerate(weeks) if sums}
    (anna,) = [line for line in draw_lines(by_week, method, WEEKLY) if line.key == "Anna"]
    return anna


def steady(number: int, calls: Scores) -> Mapping[str, tuple[Scores, Scores]]:
    """So many colleagues of whom nothing changes."""
    return {f"colleague {nth}": (calls, calls) for nth in range(number)}


@pytest.mark.parametrize(
    ("method", "before", "recent"),
    [(SCORES, CARE, LOWER), (SHARES, FREE_OF_ERRORS, WITH_ERRORS), (AMOUNTS, CARE, LOWER)],
    ids=["scores", "shares", "amounts"],
)
def test_a_difference_among_many_is_compared_at_a_level_that_holds_for_all(
    method: Method, before: Scores, recent: Scores
) -> None:
    widths = []
    for colleagues, level in ((0, 0.95), (4, 0.99), (49, 0.999)):  # 1 - 0.05 / (colleagues + 1)
        line = line_among(steady(colleagues, before), (before, recent), method)
        assert line.before is not None
        assert line.recent is not None
        assert line.difference is not None
        each = [point.estimate for point in line.weeks]
        expected = method.difference(line.before, line.recent, straying(each[:4], each[4:]), level)
        assert (line.difference.low, line.difference.high) == pytest.approx((expected.low, expected.high))
        widths.append(line.difference.high - line.difference.low)
    assert widths == sorted(set(widths))


def test_what_is_a_change_for_one_line_alone_may_be_chance_among_fifty() -> None:
    assert line_among({}, (CARE, LOWER), SCORES).change is Change.SIGNAL
    assert line_among(steady(49, CARE), (CARE, LOWER), SCORES).change is Change.NOISE


def test_lines_with_too_few_calls_to_compare_make_the_others_no_harder_to_tell() -> None:
    alone, among = line_among({}, (CARE, LOWER), SCORES), line_among(steady(49, FEW), (CARE, LOWER), SCORES)
    assert among.difference == alone.difference
    one_side = {f"colleague {nth}": (CARE, [60.0]) for nth in range(49)}
    assert line_among(one_side, (CARE, LOWER), SCORES).difference == alone.difference


def test_a_fall_that_rests_on_too_few_calls_is_not_called_a_change() -> None:
    line = line_among({}, (CARE, [0.0, 0.0]), SCORES)  # of eight recent calls every one scores nothing
    assert line.difference is not None
    assert line.difference.high < 0
    assert line.change is Change.TOO_FEW


def test_weeks_that_stray_make_a_difference_that_their_calls_alone_would_call_a_change_chance() -> None:
    restless = [[score + by for score in CARE] for by in (0, -6, 0, -6, -4, -14, -5, -15)]
    by_week = {MONDAY + timedelta(weeks=nth): sums_of((x, 1.0) for x in week) for nth, week in enumerate(restless)}
    (line,) = draw_lines({"Anna": {week: sums for week, sums in by_week.items() if sums}}, SCORES, WEEKLY)
    assert line.before is not None
    assert line.recent is not None
    assert said_by(difference(line.before, line.recent)) is Change.SIGNAL
    assert line.change is Change.NOISE
