"""What charts over the same weeks have in common: the weeks, their names, the scale, the words and the ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from benvenuto.languages import Language
from benvenuto.services.quality.lines import TrendLine
from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.scale import SCORE, Axis, Scale


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """The axes of charts over weeks that are to be compared: the time span, the scale, the language and the colours.

    `first` and `last` are the first days of the first and of the last point, `axes` the y axis of a small chart and of
    a large one.
    """

    first: date
    last: date
    axes: tuple[Axis, Axis]
    weeks_a_point: int
    say: Language
    ink: Ink
    compared: bool = True
    scale: Scale = SCORE


def shared_frame(
    lines: Sequence[TrendLine],
    weeks_a_point: int,
    say: Language,
    ink: Ink,
    *,
    floors: Sequence[int] = (50, 25, 0),
    compared: bool = True,
    scale: Scale = SCORE,
) -> ChartFrame:
    """One frame for all the lines, at least one; scores start at the highest of `floors` under which nothing lies.

    Few fixed floors, so that a change of filter seldom changes the scale under the reader's eyes.
    """
    weeks = [week for line in lines for week in line.weeks]
    axes = scale.axis(say, lines, floors, fine=False), scale.axis(say, lines, floors, fine=True)
    first, last = min(week.begin for week in weeks), max(week.begin for week in weeks)
    return ChartFrame(first, last, axes, weeks_a_point, say, ink, compared, scale)


def period(say: Language, begin: date, weeks: int) -> str:
    """The date range of a point, "2–8 Mar 2026" for the `weeks` from Monday 2 March on."""
    end = begin + timedelta(weeks=weeks, days=-1)
    first = _named(say.locale, begin, "d" if begin.month == end.month else "d MMM")
    return f"{first}–{_named(say.locale, end, 'd MMM y')}"


@lru_cache(maxsize=4096)
def _named(locale: Locale, day: date, form: str) -> str:
    # the same weeks are named at every click, and naming them costs more than drawing them
    return str(format_date(day, format=form, locale=locale))


def days_of(chart_frame: ChartFrame) -> list[date]:
    """The first day of every point that the frame has room for, also where no call was listened to."""
    step = timedelta(weeks=chart_frame.weeks_a_point)
    return [chart_frame.first + number * step for number in range((chart_frame.last - chart_frame.first) // step + 1)]


def marks_of(chart_frame: ChartFrame, most: int) -> list[date]:
    """The tick dates of the axis, at most so many, evenly spaced, the last one always among them."""
    days = days_of(chart_frame)
    step = max(-(-len(days) // most), 1)
    return days[::-1][::step][::-1] if most > 3 or len(days) < 3 else [days[0], days[-1]]


def mark(chart_frame: ChartFrame, day: date, marks: Sequence[date]) -> str:
    """A tick label: the day, with its year at the first tick of a year."""
    place = marks.index(day)
    new_year = place > 0 and marks[place - 1].year != day.year
    return _named(chart_frame.say.locale, day, "d MMM") + (f"<br>{day.year}" if new_year else "")


def chart_time(day: date, by: timedelta) -> datetime:
    """A place on the time axis, at midnight without a time zone, shifted `by` so much."""
    return datetime.combine(day, time()) + by
