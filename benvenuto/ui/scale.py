"""How the figures of a trend are written and on what axis they are drawn: points of a score, or what is measured."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.faults import message
from benvenuto.domain.measure import Unit
from benvenuto.languages import Language
from benvenuto.services.quality.lines import TrendLine
from benvenuto.statistics.enough import Difference

_WRITTEN: Mapping[Unit | None, str] = {
    None: "{value}",
    Unit.COUNT: "{value}",
    Unit.SECONDS: message("{value} s"),
    Unit.PERCENT: message("{value}%"),
    Unit.WORDS_PER_MINUTE: message("{value} words/min"),
}
_ON_THE_AXIS = {**_WRITTEN, Unit.WORDS_PER_MINUTE: message("{value}/min")}
_POINTS_REACH = message("{difference} points, from {low} to {high}")
_REACH = message("{difference}, from {low} to {high}")
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high`; the words of its ticks by their place."""

    low: float
    high: float
    ticks: Mapping[float, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """How figures of one unit are written and drawn; without a unit they are scores, points from 0 to 100."""

    unit: Unit | None = None
    whole: bool = True
    """Whether an axis of percents shows all of them."""

    @property
    def bounded(self) -> bool:
        """Whether it ends at 100."""
        return self.unit in (None, Unit.PERCENT)

    def number(self, say: Language, value: float) -> str:
        """A figure without its unit: one decimal of scores and percents, about three significant digits of others."""
        decimals = 1 if self.bounded else _decimals(value)
        return say.number(round(value, decimals), decimals)

    def figure(self, say: Language, value: float) -> str:
        """A figure with its unit."""
        return say.text(_WRITTEN[self.unit], value=self.number(say, value))

    def title(self, say: Language, title: str) -> str:
        """What is followed, with its unit: "Dead air (s)"."""
        unit = say.text(_WRITTEN[self.unit], value="").strip()
        return f"{title} ({unit})" if unit else title

    def signed(self, say: Language, value: float) -> str:
        """A difference of two figures with its sign, a minus as long as a plus; of percents it is in points."""
        shown = self.number(say, abs(value))
        sign = "" if shown == self.number(say, 0.0) else "+" if value > 0 else "−"
        return sign + (shown if self.bounded else self.figure(say, abs(value)))

    def difference(self, say: Language, difference: Difference) -> str:
        """A difference with its interval."""
        # an interval of a difference may be computed to reach further than two scores can differ
        least, most = (-100.0, 100.0) if self.bounded else (difference.low, difference.high)
        return say.text(
            _POINTS_REACH if self.bounded else _REACH,
            difference=self.signed(say, difference.mean),
            low=self.signed(say, max(difference.low, least)),
            high=self.signed(say, min(difference.high, most)),
        )

    def axis(self, say: Language, lines: Sequence[TrendLine], floors: Sequence[int], *, fine: bool) -> Axis:
        """An axis for all the lines, at least one, with `fine` or few ticks."""
        weeks = [week for line in lines for week in line.weeks]
        lowest = min(week.estimate.low if week.enough else week.estimate.mean for week in weeks)
        highest = max(week.estimate.high if week.enough else week.estimate.mean for week in weeks)
        return self.reaching(say, (lowest, highest), floors, fine=fine)

    def reaching(self, say: Language, ends: tuple[float, float], floors: Sequence[int], *, fine: bool) -> Axis:
        """An axis for what lies between these ends.

        A score's begins at the highest of `floors` under which nothing lies, and ends a little above 100. A measure's
        begins at 0 and ends at the first tick that nothing reaches.
        """
        lowest, highest = ends
        if self.bounded:
            floor = 0 if self.unit and self.whole else next((floor for floor in floors if floor <= lowest), 0)
            ticks = range(floor, 101, 10 if fine and floor >= 50 else 25)
            return Axis(floor, 101.5, {tick: self._tick(say, tick) for tick in ticks})
        step = _step(highest, _MOST_TICKS if fine else _MOST_TICKS // 2)
        places = [step * place for place in range(math.floor(highest / step) + 2)]
        return Axis(0, places[-1], {place: self._tick(say, place) for place in places})

    def _tick(self, say: Language, place: float) -> str:
        return say.text(_ON_THE_AXIS[self.unit], value=say.number(place, 0 if place == int(place) else 1))


SCORE = Scale()
SHARE = Scale(Unit.PERCENT, whole=False)


def _decimals(value: float) -> int:
    size = abs(value)
    return 0 if size < 0.005 or size >= 99.95 else 1 if size >= 9.995 else 2


def _step(highest: float, most: int) -> float:
    """The least round step with which `most` of them reach further than this; never under a half."""
    # a measure that is 0 everywhere has an axis, too
    wanted = max(highest, 1.0) / most
    size = 10.0 ** math.floor(math.log10(wanted))
    return max(next(step * size for step in _STEPS if step * size >= wanted), 0.5)


def signed(say: Language, value: float, decimals: int = 2) -> str:
    """A coefficient, from −1 to 1: a number whose minus is as long as a plus."""
    shown = say.number(abs(value), decimals)
    return f"−{shown}" if value < 0 and shown != say.number(0, decimals) else shown
