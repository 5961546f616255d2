"""How a call log was understood, in one sentence: for the page and for the command line."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log import APART, Apart, CallField, DurationUnit
from benvenuto.languages import Language, clock_time
from benvenuto.services.calls.log_survey import LogSurvey
from benvenuto.services.calls.log_writing import LogDifference

UNITS = {
    DurationUnit.SECONDS: message("durations in seconds or minutes and seconds"),
    DurationUnit.MILLISECONDS: message("durations in milliseconds"),
    DurationUnit.MINUTES: message("durations in minutes"),
    DurationUnit.HOURS: message("durations in hours"),
    DurationUnit.DAYS: message("durations as shares of a day"),
    DurationUnit.H_MM: message("durations in minutes and seconds, which a spreadsheet made hours of"),
}


def understood(say: Language, survey: LogSurvey) -> str:
    """`3,214 calls from 2 to 29 November 2026, times in UTC, durations in milliseconds, month first.` and the rest."""
    reading = survey.reading
    parts = [_calls(say, survey), say.text(message("times in {zone}"), zone=reading.zone)]
    if reading.mapping.get(CallField.DURATION):
        parts.append(say.text(UNITS[reading.duration.unit]))
    if reading.order_matters:
        parts.append(say.text(message("day first") if reading.day_first else message("month first")))
    sentence = ", ".join(parts) + "."
    others = []
    if survey.apart:
        number = sum(survey.apart.values())
        kinds = apart_words(say, survey.apart)
        others.append(say.plural("{n} line kept apart: {what}", "{n} lines kept apart: {what}", number, what=kinds))
    if survey.rejected:
        others.append(say.plural("{n} line will be rejected", "{n} lines will be rejected", survey.rejected))
    if survey.unknown:
        others.append(say.plural("{n} unknown agent", "{n} unknown agents", len(survey.unknown)))
    return f"{sentence} {'; '.join(others)}." if others else sentence


def apart_words(say: Language, counts: Mapping[str, int]) -> str:
    """The kinds of lines kept apart, each with how many where there are several."""
    kinds = {say.text(APART[Apart(kind)]): say.number(number) for kind, number in counts.items()}
    return ", ".join(kinds if len(kinds) == 1 else (f"{kind} ({number})" for kind, number in kinds.items()))


def differs(say: Language, difference: LogDifference) -> str:
    """What a line says otherwise than the call that is there."""
    words = message("Line {number}: call {call} was already there, with {kept}; the log says {logged}.")
    kept, logged = (
        ", ".join((say.timestamp(at, "short"), "–" if lasted is None else clock_time(lasted), agent))
        for at, lasted, agent in (difference.kept, difference.logged)
    )
    return say.text(words, number=difference.number, call=difference.external_id, kept=kept, logged=logged)


def _calls(say: Language, survey: LogSurvey) -> str:
    if survey.first is None or survey.last is None:
        return say.plural("{n} call", "{n} calls", survey.calls)
    first, last = say.day(survey.first), say.day(survey.last)
    if first == last:
        return say.plural("{n} call on {day}", "{n} calls on {day}", survey.calls, day=first)
    return say.plural(
        "{n} call from {first} to {last}", "{n} calls from {first} to {last}", survey.calls, first=first, last=last
    )
