"""What the page on critical errors says in sentences, made from its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benvenuto.languages import Language
from benvenuto.services.quality.critical_errors import ErrorShare
from benvenuto.services.quality.lines import TrendLine
from benvenuto.statistics.enough import ENOUGH_CALLS
from benvenuto.ui.quality.trend.words import of_critical, percent

MOST_OF_THEM = 0.75
"""What the criteria named first must add up to."""


def free(say: Language, lines: Sequence[TrendLine], name: Callable[[str], str], *, compared: bool) -> str:
    """How many calls are free of critical errors; where all are, what so many faultless calls prove at most."""
    first = lines[0]
    if any(line.overall.mean < 100 for line in lines) or not first.enough:
        return of_critical(say, lines, name, compared=compared)
    return say.text(
        "No critical errors in {calls}: good news. With 95% confidence, at most {bound} of all calls "
        "have an error of any one type; that none at all has cannot be shown.",
        calls=say.plural("{n} call", "{n} calls", first.overall.n),
        bound=percent(say, 100 - min(line.overall.low for line in lines)),
    )


def criteria(say: Language, shares: Sequence[ErrorShare], errors: int, name: Callable[[ErrorShare], str]) -> str:
    """Where critical errors arise: which criterion leads, and how few make up most of them."""
    if errors < ENOUGH_CALLS:
        return say.plural(
            "{n} critical error: too few to say where most of them come from. Listen to it.",
            "{n} critical errors: too few to say where most of them come from. Listen to each of them.",
            errors,
        )
    leading = _leading(say, shares, name)
    few = next(place for place, share in enumerate(shares, 1) if share.up_to >= MOST_OF_THEM)
    counted = say.plural("{n} critical error", "{n} critical errors", errors)
    if few == len(shares):
        return say.text("{errors}: {leading}.", errors=counted, leading=leading)
    return say.text(
        "{errors}: {leading}; criteria that account for {share} of them: {few} of {all}.",
        errors=counted,
        leading=leading,
        few=say.number(few),
        all=say.number(len(shares)),
        share=percent(say, 100 * shares[few - 1].up_to),
    )


def reasons(say: Language, shares: Sequence[ErrorShare], criterion: str, name: Callable[[ErrorShare], str]) -> str:
    """Why a criterion failed, by the reasons that evaluators chose."""
    chosen = sum(share.n for share in shares)
    if chosen < ENOUGH_CALLS:
        return say.plural(
            "“{criterion}”: {n} reason in all, too few to say which is the most frequent.",
            "“{criterion}”: {n} reasons in all, too few to say which is the most frequent.",
            chosen,
            criterion=criterion,
        )
    return say.text("“{criterion}”: {leading}.", criterion=criterion, leading=_leading(say, shares, name))


def _leading(say: Language, shares: Sequence[ErrorShare], name: Callable[[ErrorShare], str]) -> str:
    """The largest part, unless chance might as well have put another first."""
    first = shares[0]
    filled = {
        "name": name(first),
        "share": percent(say, 100 * first.part),
        "low": percent(say, 100 * first.low),
        "high": percent(say, 100 * first.high),
    }
    if len(shares) == 1:
        return say.text("all from “{name}”", **filled)
    if shares[1].part > first.low:
        return say.text(
            "“{name}” is the most frequent ({share}, 95% interval {low} to {high}), but it is too close to call",
            **filled,
        )
    return say.text("“{name}” is the most frequent ({share}, 95% interval {low} to {high})", **filled)
