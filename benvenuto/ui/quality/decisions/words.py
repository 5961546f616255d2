"""What disputes and their decisions say in one sentence, and as figures."""

from __future__ import annotations

from benvenuto.languages import Language
from benvenuto.services.quality.decisions import ChangedShare, DisputeReport
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.medians import Median


def of_disputes(say: Language, report: DisputeReport) -> str:
    """How many, how long a decision took, and how often it changed what was published."""
    decided = say.plural("{n} dispute decided", "{n} disputes decided", report.decided)
    waiting = say.plural("{n} still open", "{n} still open", report.open)
    parts = [f"{decided}, {waiting}"]
    if report.days is not None:
        parts.append(say.text("median time to a decision: {days}", days=days(say, report.days)))
    if report.changed is not None:
        parts.append(say.text("changed: {share}", share=share(say, report.changed)))
    return "; ".join(parts) + "."


def days(say: Language, median: Median) -> str:
    """Days with one decimal and their interval, as far as so few admit of one."""
    value = say.number(median.median, 1)
    if median.low is None or median.high is None:
        return say.text("{days} days (too few for an interval)", days=value)
    low, high = say.number(median.low, 1), say.number(median.high, 1)
    return say.text("{days} days ({low} to {high})", days=value, low=low, high=high)


def share(say: Language, changed: ChangedShare) -> str:
    """How many of how many; in percent with the interval where there are enough."""
    count = say.text("{changed} of {n}", changed=say.number(changed.changed), n=say.number(changed.n))
    return f"{count}, {percent(say, changed)}"


def percent(say: Language, changed: ChangedShare) -> str:
    """The share with its interval, or that there are too few."""
    if not enough_to_say(changed.n):
        return say.text("too few to say")
    low, high = (say.number(100 * end) for end in (changed.low, changed.high))
    value = say.number(100 * changed.changed / changed.n)
    return say.text("{share}% ({low} to {high})", share=value, low=low, high=high)
