"""Care beside handling time, made up."""

from __future__ import annotations

from datetime import date, timedelta

from benvenuto.services.quality.efficiency import Both, EfficiencyChange, EfficiencyReport
from benvenuto.statistics.amounts import AmountEstimate
from benvenuto.statistics.enough import Difference
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.rank_correlation import RankCorrelation

MONDAY = date(2026, 1, 5)


def both(name: str = "Anna", care: float = 86.0, seconds: float = 205.0, n: int = 40) -> Both:
    """Care 4 points and time 20 seconds wide to each side."""
    return Both(
        name,
        name,
        Estimate(n, n, care, care - 4, care + 4, 100.0),
        AmountEstimate(n, n, seconds, seconds - 20, seconds + 20, 900.0),
    )


def moved(care: tuple[float, float, float], seconds: tuple[float, float, float]) -> EfficiencyChange:
    """Each as mean, low, high."""
    return EfficiencyChange(Difference(*care), Difference(*seconds))


def efficiency(
    change: EfficiencyChange | None = None, calls: RankCorrelation | None = None, points: int = 8, n: int = 40
) -> EfficiencyReport:
    """So many weekly points, each with so many calls."""
    weeks = [both((MONDAY + timedelta(weeks=at)).isoformat(), n=n) for at in range(points)]
    whole = both("", n=n * points)
    since = MONDAY + timedelta(weeks=points // 2)
    return EfficiencyReport(
        whole=whole, agents=[both()], teams=[], points=weeks, weeks_a_point=1, since=since, before=whole, after=whole,
        moved=change, calls=calls, people=None, untimed=0, simulated=0,
    )  # fmt: skip
