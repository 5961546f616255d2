"""What the monthly report says in sentences: care against the months before, signals, and what figures can bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from benvenuto.domain.faults import message
from benvenuto.languages import Language
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.services.quality.report import MONTHS_BEFORE, MonthlyReport
from benvenuto.statistics.control_chart import Stretch
from benvenuto.statistics.enough import ENOUGH_CALLS, Change
from benvenuto.ui.quality.captions import pauses
from benvenuto.ui.quality.trend import control_words
from benvenuto.ui.quality.trend.words import capital, figure, percent
from benvenuto.ui.scale import SCORE

_RISE = message(
    "In {month} the care score was {figure}, against {before} in the previous {months} months: a "
    "rise ({difference}) larger than chance would explain."
)
_FALL = message(
    "In {month} the care score was {figure}, against {before} in the previous {months} months: a "
    "fall ({difference}) larger than chance would explain."
)
_NOISE = message(
    "In {month} the care score was {figure}, against {before} in the previous {months} months: a "
    "difference ({difference}) that may be due to chance, so no change can be claimed."
)
_ALONE = message(
    "In {month} the care score was {figure}; the previous {months} months have too few calls for a comparison."
)
_HOLD = message(
    "The figures come from randomly selected calls, and every one of these was scored, so they hold for all calls that "
    "could be selected, within their 95% intervals."
)
_MISSING = message(
    "The figures hold for the calls that were scored. Nothing is known about {share} of the calls that they should "
    "speak for."
)
_BOUNDS = message("If all of these had scored 0, or all 100, the care score could be anywhere from {low} to {high}.")
BEAR = (
    message("Hand-picked calls are counted but are not part of any average."),
    message(
        "If a difference may be due to chance, treat the two figures as equal. Figures based on fewer "
        "than {enough} calls are not shown."
    ),
    message(
        "They show how trained evaluators judged the calls against written criteria; not how customers "
        "felt, nor why anything changed."
    ),
    message(
        "A signal is a reason to listen to the calls, not a verdict, and one month's calls are too few to judge anyone."
    ),
)
"""What the figures can and cannot say."""


def month(say: Language, first: date) -> str:
    """A month with its year: "October 2026"."""
    return say.day(first, "LLLL y")


def sentence(say: Language, report: MonthlyReport, first: date) -> str:
    """Care in the month, and whether it differs from the months before."""
    if report.care is None or not report.enough:
        return say.plural(
            "In {month}, {n} randomly selected call was evaluated: too few for a care score.",
            "In {month}, {n} randomly selected calls were evaluated: too few for a care score.",
            report.care.n if report.care else 0,
            month=month(say, first),
        )
    filled = {"month": month(say, first), "figure": figure(say, report.care), "months": MONTHS_BEFORE}
    if report.change is Change.TOO_FEW or not (report.before and report.difference):
        return say.text(_ALONE, **filled)
    changed = _RISE if report.difference.mean > 0 else _FALL
    return say.text(
        changed if report.change is Change.SIGNAL else _NOISE,
        **filled,
        before=SCORE.figure(say, report.before.mean),
        difference=SCORE.difference(say, report.difference),
    )


def heard(say: Language, report: MonthlyReport) -> str:
    """What was listened to, of how many calls."""
    text = say.plural(
        "Of {taken}, {n} randomly selected call was listened to",
        "Of {taken}, {n} randomly selected calls were listened to",
        report.random,
        taken=say.plural("{n} call", "{n} calls", report.taken),
    )
    if report.targeted:
        text += say.plural("; {n} more was hand-picked", "; {n} more were hand-picked", report.targeted)
    return text + "."


def selected(say: Language, report: MonthlyReport) -> str:
    """What became of the calls that were selected and of those that were not, and when the plan was at 0."""
    selection, number = report.selection, say.number
    # named by team, where the report is of several
    at_0 = [
        words
        for team, spans in selection.pauses.items()
        for words in pauses(say, spans, team if len(report.teams) > 1 else "")
    ]
    if not selection.drawn:
        return " ".join(at_0)
    parts = [
        say.text(
            "Selected by the plan: {drawn}. Of these scored: {scored}, skipped: {skipped}, still unscored: {unscored}.",
            drawn=number(selection.drawn),
            scored=number(selection.scored),
            skipped=number(selection.skipped),
            unscored=number(selection.unscored),
        )
    ]
    if selection.waiting:
        parts.append(say.text("Came in late, and not selected from yet: {n}.", n=number(selection.waiting)))
    if selection.unplanned:
        parts.append(
            say.text(
                "Could not be selected, as the plan was at 0 or they came in too late: {n}.",
                n=number(selection.unplanned),
            )
        )
    if selection.unhearable:
        parts.append(
            say.text(
                "Could not be selected, for lack of a recording or a transcript: {n}.", n=number(selection.unhearable)
            )
        )
    return " ".join([*parts, *at_0])


def speak(say: Language, report: MonthlyReport) -> str:
    """For which calls the figures speak, and how far the missing ones could move them."""
    selection, parts = report.selection, []
    if selection.elsewhere:
        parts.append(
            say.plural(
                "{n} call was randomly selected before it came to Benvenuto: whether every call selected then was also "
                "scored is not on record here.",
                "{n} calls were randomly selected before they came to Benvenuto: whether every call selected then was "
                "also scored is not on record here.",
                selection.elsewhere,
            )
        )
    if selection.missing:
        parts.append(say.text(_MISSING, share=percent(say, 100 * selection.missing)))
    elif not parts:
        parts.append(say.text(_HOLD))
    if selection.bounds and report.enough:
        low, high = selection.bounds
        parts.append(say.text(_BOUNDS, low=SCORE.number(say, low), high=SCORE.figure(say, high)))
    return " ".join(parts)


def signals(say: Language, controlled: Controlled | None, first: date, until: date, *, named: bool) -> Sequence[str]:
    """What the control chart says of the weeks from `first` on until before `until`; people only if `named`."""
    if controlled is None or not any(isinstance(stretch, Stretch) for stretch in controlled.chart.stretches):
        return [capital(control_words.too_few_weeks(say, len(controlled.weeks) if controlled else 0))]
    measure = say.text("the care score")
    events = [event for event in controlled.events if event.until >= first and event.since < until]
    shown = [event if named else replace(event, known=()) for event in events]
    sentences = [control_words.event(say, event, controlled, measure, SCORE) for event in shown]
    changes = [
        control_words.change(say, known)
        for known in controlled.known
        if first <= known.declared.week < until and (named or known.declared.restarts)
    ]
    return [*(sentences or [say.text("No signals this month.")]), *changes]


def bear(say: Language, report: MonthlyReport) -> Sequence[str]:
    """What the figures can and cannot say."""
    return [speak(say, report)] + [
        say.text(words, enough=ENOUGH_CALLS) if "{" in words else say.text(words) for words in BEAR
    ]
