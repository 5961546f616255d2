"""What a control chart says in words: what was signalled, by which rule, from when, and what else changed then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt

from benvenuto.domain.faults import message
from benvenuto.languages import Language
from benvenuto.services.quality.control_charts import Controlled, Event, KnownChange
from benvenuto.statistics.control_chart import LEAST_BASELINE_WEEKS, Cause, Stretch, TooShort
from benvenuto.statistics.nelson import Rule, window
from benvenuto.ui.charts import period
from benvenuto.ui.charts.words import cause
from benvenuto.ui.quality.trend.words import capital, day, names
from benvenuto.ui.scale import Scale

_BROKEN = {
    (Rule.BEYOND_LIMIT, True): message("a week above the upper limit (rule 1)"),
    (Rule.BEYOND_LIMIT, False): message("a week below the lower limit (rule 1)"),
    (Rule.NINE_ON_ONE_SIDE, True): message("nine weeks in a row above it (rule 2)"),
    (Rule.NINE_ON_ONE_SIDE, False): message("nine weeks in a row below it (rule 2)"),
    (Rule.FOUR_OF_FIVE, True): message("four out of five weeks well above it (rule 6)"),
    (Rule.FOUR_OF_FIVE, False): message("four out of five weeks well below it (rule 6)"),
}
_LASTING = {
    True: message("Since {since}, {measure} has been above its usual level of {centre}: {rules}."),
    False: message("Since {since}, {measure} has been below its usual level of {centre}: {rules}."),
}
_PAST = {
    True: message("From {since} to {until}, {measure} was above its usual level of {centre}: {rules}."),
    False: message("From {since} to {until}, {measure} was below its usual level of {centre}: {rules}."),
}
_ONE_WEEK = {
    True: message("In the week of {week}, {measure} was above its usual level of {centre}: {rules}."),
    False: message("In the week of {week}, {measure} was below its usual level of {centre}: {rules}."),
}
RULES = message(
    "Rules applied (Nelson's numbering): 1, a week beyond its limits; 2, nine weeks in a row on the "
    "same side, or more where each week resembles the one before; 6, four of five consecutive weeks "
    "more than one standard error away, on the same side."
)
VERDICT = message(
    "Over a year in which nothing changes, about one chart in four shows a false signal, and up to "
    "two in three where each week strongly resembles the one before: a signal is a reason to "
    "listen to the calls, not a verdict."
)
LEAST_ALIKE = 0.05
"""The autocorrelation below which limits are hardly wider, and nothing is said of it."""


def sentence(say: Language, controlled: Controlled, first: date, measure: str, scale: Scale) -> str:
    """Whether anything is a signal in the weeks from `first` on, the latest first."""
    last = controlled.chart.stretches[-1]
    text = begun_anew(say, controlled, last) if isinstance(last, TooShort) else ""
    if not text and shown(controlled, first):
        text = event(say, shown(controlled, first)[-1], controlled, measure, scale)
    if text:
        earlier = len(below(controlled, first))
        more = say.plural(
            "{n} earlier signal is listed below the chart.", "{n} earlier signals are listed below the chart.", earlier
        )
        return f"{text} {more}" if earlier else text
    assert isinstance(last, Stretch)  # noqa: S101 - else something is told
    return say.text(
        "No signal: from week to week, {measure} varies around its usual level of {centre} by no more "
        "than chance would explain.",
        measure=measure,
        centre=scale.figure(say, last.centre),
    )


def shown(controlled: Controlled, first: date) -> Sequence[Event]:
    """The events that reach into the weeks from `first` on."""
    return [signal for signal in controlled.events if signal.until >= first]


def below(controlled: Controlled, first: date) -> Sequence[Event]:
    """Those that the sentence leaves to be told below the chart: all but the latest, which it tells itself."""
    events = shown(controlled, first)
    return events if isinstance(controlled.chart.stretches[-1], TooShort) else events[:-1]


def event(say: Language, signal: Event, controlled: Controlled, measure: str, scale: Scale) -> str:
    """One signal: which way, from when, by which rules, and what was declared in the same weeks."""
    rules = names(say, [say.text(_BROKEN[rule, signal.above]) for rule in signal.rules])
    filled = {"measure": measure, "centre": scale.figure(say, signal.centre), "rules": rules}
    if signal.since == signal.until:
        text = say.text(_ONE_WEEK[signal.above], week=period(say, signal.since, 1), **filled)
    elif signal.until >= controlled.heard:
        text = say.text(_LASTING[signal.above], since=day(say, signal.since), **filled)
    else:
        until = signal.until + timedelta(days=6)
        text = say.text(_PAST[signal.above], since=day(say, signal.since), until=day(say, until), **filled)
    if signal.known:
        text += " " + say.text(
            "In the same weeks: {changes}.", changes=names(say, [_dated(say, k) for k in signal.known])
        )
    return text


def changes(say: Language, controlled: Controlled, first: date) -> Sequence[str]:
    """What was declared in the weeks from `first` on, and whether limits begin anew there."""
    return [change(say, known) for known in controlled.known if known.declared.week >= first]


def change(say: Language, known: KnownChange) -> str:
    """A declared change, and whether limits begin anew with it."""
    words = capital(_dated(say, known))
    return (
        say.text("{change}: limits are recalculated from here.", change=words)
        if known.declared.restarts
        else f"{words}."
    )


def limits(say: Language, controlled: Controlled, first: date, scale: Scale) -> Sequence[str]:
    """What each stretch shown calls usual, and from which weeks that was taken."""
    lines = []
    for stretch in controlled.chart.stretches:
        if isinstance(stretch, TooShort):
            if stretch.weeks[-1][0] >= first:
                lines.append(begun_anew(say, controlled, stretch))
        elif stretch.points[-1].week >= first:
            lines.append(_usual(say, stretch, scale))
    return lines


def begun_anew(say: Language, controlled: Controlled, short: TooShort) -> str:
    """That a stretch has no limits yet, and why."""
    too_short = too_few_weeks(say, controlled.of_baseline(short))
    since = day(say, short.weeks[0][0])
    if any(declared.cause is Cause.RUBRIC_VERSION for declared in short.opened_by):
        return say.text("A new version has been in force since {since}: {too_short}", since=since, too_short=too_short)
    return say.text("Since {since}: {too_short}", since=since, too_short=too_short)


def too_few_weeks(say: Language, weeks: int) -> str:
    """How many weeks limits need, and how many there are."""
    return say.plural(
        "control limits need {least} weeks with calls; there is {n} so far.",
        "control limits need {least} weeks with calls; there are {n} so far.",
        weeks,
        least=LEAST_BASELINE_WEEKS,
    )


def _usual(say: Language, stretch: Stretch, scale: Scale) -> str:
    first, last = stretch.baseline.first, stretch.baseline.last + timedelta(days=6)
    usual = say.text(
        "Usual level: {centre}, based on the weeks from {first} to {last}.",
        centre=scale.figure(say, stretch.centre),
        first=say.day(first, "d MMM y"),
        last=say.day(last, "d MMM y"),
    )
    return f"{usual} {_alike(say, stretch)}" if stretch.autocorrelation >= LEAST_ALIKE else usual


def _alike(say: Language, stretch: Stretch) -> str:
    """How much each week resembles the one before, and what that does to limits and rules."""
    alike = stretch.autocorrelation
    weeks = sum(stretch.baseline.first <= point.week <= stretch.baseline.last for point in stretch.points)
    return say.text(
        "Each week resembles the one before (autocorrelation {alike}, a rough estimate from {weeks}): the limits are "
        "{times} times as wide as they would otherwise be, and rule 2 needs {row} weeks in a row.",
        alike=say.number(alike, 2),
        weeks=say.plural("{n} week", "{n} weeks", weeks),
        times=say.number(sqrt((1 + alike) / (1 - alike)), 1),
        row=say.number(int(window(Rule.NINE_ON_ONE_SIDE, alike))),
    )


def _dated(say: Language, known: KnownChange) -> str:
    return say.text("{change}, from {since}", change=cause(say, known), since=day(say, known.declared.week))
