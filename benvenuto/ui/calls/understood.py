"""How a call log was understood, in one sentence: for the page and for the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benvenuto.domain.call_import import CallImport
from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log import (
    APART,
    TITLES,
    Apart,
    Beginning,
    CallField,
    DurationUnit,
    LogChoices,
    LogReading,
    Scored,
)
from benvenuto.languages import Language, clock_time
from benvenuto.services.calls.call_logs import Plan
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


SCORED = {
    Scored.LONGEST: message("who talked longest is scored"),
    Scored.FIRST: message("who answered first is scored"),
    Scored.LAST: message("who spoke last is scored"),
}


def understood(say: Language, survey: LogSurvey) -> str:
    """`3,214 calls from 2 to 29 November 2026, times in UTC, durations in milliseconds, month first.` and the rest."""
    reading = survey.reading
    parts = [_calls(say, survey), _zone_words(say, reading)]
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
        number = len(survey.unknown)
        if survey.is_unknown_cut:
            others.append(say.text(message("more than {number} unknown agents"), number=say.number(number)))
        else:
            others.append(say.plural("{n} unknown agent", "{n} unknown agents", number))
    return f"{sentence} {'; '.join(others)}." if others else sentence


def _zone_words(say: Language, reading: LogReading) -> str:
    if reading.zone_in_cells:
        return say.text(message("times with a zone of their own"))
    if reading.zone_said_by:
        return say.text(message("times in {zone} (“{said_by}”)"), zone=reading.zone, said_by=reading.zone_said_by)
    return say.text(message("times in {zone}"), zone=reading.zone)


def where(say: Language, plan: Plan, beginning: Beginning) -> str:
    """Which sheet was taken, and on which line the columns are named; nothing where there was no choice."""
    parts = []
    sheets = beginning.sheets
    if len(sheets) > 1:
        parts.append(say.text(message("sheet “{sheet}”, one of {number}"), sheet=plan.sheet, number=len(sheets)))
    if plan.header_row > 1:
        parts.append(say.text(message("names of the columns on line {line}"), line=plan.header_row))
    words = ", ".join(parts)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def left_out(say: Language, plan: Plan, beginning: Beginning) -> str:
    """Which other sheets hold calls, that are not read with this one."""
    others = [sheet for sheet in beginning.with_calls if sheet != plan.sheet]
    if not others or not plan.sheet:
        return ""
    words = message(
        "Other sheets hold calls too: {sheets}. Only one is read at a time: import the file once more for each."
    )
    return say.text(words, sheets=", ".join(others))


def as_before(say: Language, known: CallImport, choices: LogChoices) -> str:
    """From which import it is remembered how files with these columns are read, and how: `Agent: Nome; month first`."""
    words = message("As chosen for import {number} ({file}): {choices}.")
    chosen = "; ".join(choice_words(say, choices)) or "–"
    return say.text(words, number=known.id, file=known.file or "–", choices=chosen)


def choice_words(say: Language, choices: LogChoices) -> Sequence[str]:
    """What somebody has chosen, each in some words."""
    parts = []
    if choices.dialect is not None:
        parts.append(say.text(choices.dialect.title))
    columns = choices.columns if choices.mapping is None else choices.mapping
    parts += [f"{say.text(TITLES[field])}: {header}" for field, header in columns.items() if header]
    if choices.day_first is not None:
        parts.append(say.text(message("day first") if choices.day_first else message("month first")))
    if choices.unit is not None:
        parts.append(say.text(UNITS[choices.unit]))
    if choices.zone is not None:
        parts.append(say.text(message("times in {zone}"), zone=choices.zone))
    if choices.scored is not None:
        parts.append(say.text(SCORED[choices.scored]))
    return parts


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
