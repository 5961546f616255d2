"""Lines to draw: calls by week, made up here with a plain mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from benvenuto.domain.sums import Sums
from benvenuto.services.quality.estimates import SCORES, Method
from benvenuto.services.quality.lines import WEEKLY, Pace, TrendLine, draw_lines
from tests.sums import sums_of

MONDAY = date(2026, 1, 5)


def added_up(scores: Sequence[float], *, simulated: bool = False) -> Sums:
    """One random call for each score, at least one, each drawn with an even chance."""
    found = sums_of(((score, 2.0) for score in scores), len(scores) if simulated else 0)
    assert found is not None
    return found


def lines(
    by_key: Mapping[str, Sequence[Sequence[float]]],
    pace: Pace = WEEKLY,
    method: Method = SCORES,
    *,
    simulated: bool = False,
) -> list[TrendLine]:
    """Lines from scores: a row for each week from the first on, an empty one where nobody listened."""
    grouped = {
        key: {
            MONDAY + timedelta(weeks=week): added_up(scores, simulated=simulated)
            for week, scores in enumerate(weeks)
            if scores
        }
        for key, weeks in by_key.items()
    }
    return list(draw_lines(grouped, method, pace))


def line(weeks: Sequence[Sequence[float]], pace: Pace = WEEKLY, method: Method = SCORES) -> TrendLine:
    """The only line of these scores."""
    (only,) = lines({"": weeks}, pace, method)
    return only


STEADY = [70.0, 75, 80, 80, 80, 85, 85, 90, 90, 95, 95, 100]
LOW = [score - 40 for score in STEADY]
FEW = [60.0, 90]
