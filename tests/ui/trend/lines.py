"""Lines to draw: calls by week, made up here with a plain mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from benvenuto.services.estimates import SCORES, Method
from benvenuto.services.lines import WEEKLY, Line, Pace, draw_lines
from benvenuto.storage.trends import TrendPoint

MONDAY = date(2026, 1, 5)


def points(week: int, scores: Sequence[float], *, simulated: bool = False) -> list[TrendPoint]:
    """One random call for each score, in the week so many after the first."""
    at = datetime.combine(MONDAY + timedelta(weeks=week), time(11), UTC)
    return [TrendPoint(100 * week + n, at, score, 0.5, 1, 1, "delivery", simulated) for n, score in enumerate(scores)]


def lines(
    by_key: Mapping[str, Sequence[Sequence[float]]],
    pace: Pace = WEEKLY,
    method: Method = SCORES,
    *,
    simulated: bool = False,
) -> list[Line]:
    """Lines from scores: a row for each week from the first on, an empty one where nobody listened."""
    grouped = {
        key: {
            MONDAY + timedelta(weeks=week): points(week, scores, simulated=simulated)
            for week, scores in enumerate(weeks)
            if scores
        }
        for key, weeks in by_key.items()
    }
    return list(draw_lines(grouped, method, pace))


def line(weeks: Sequence[Sequence[float]], pace: Pace = WEEKLY, method: Method = SCORES) -> Line:
    """The only line of these scores."""
    (only,) = lines({"": weeks}, pace, method)
    return only


STEADY = [70.0, 75, 80, 80, 80, 85, 85, 90, 90, 95, 95, 100]
LOW = [score - 40 for score in STEADY]
FEW = [60.0, 90]
