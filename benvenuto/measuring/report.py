"""What was measured as tables for a reader, and as JSON for a program."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import MEASURES_VERSION, UNITS, Measure, Measured, Measurement, Thresholds, Unit
from benvenuto.domain.measured_json import to_json
from benvenuto.languages import Language, clock_time
from benvenuto.listening.doubts import of_speech
from benvenuto.listening.faults import OneChannel, UnevenPair
from benvenuto.listening.matching import named_voice
from benvenuto.listening.measures import DEFINITIONS, UNITS_SAID, places
from benvenuto.measuring.finding import Recorded, written

AT_A_GLANCE = (
    Measure.AGENT_SHARE,
    Measure.AGENT_INTERRUPTIONS,
    Measure.DEAD_AIR,
    Measure.HOLD,
    Measure.RESPONSE_LATENCY,
    Measure.LONGEST_MONOLOGUE,
)
OF_ONE_CHANNEL = (Measure.SPEECH, Measure.SILENCE)
NO_VALUE = "–"

Heard = Sequence[tuple[Recorded, Measured]]


def one_call(call: Recorded, measured: Measured, say: Language) -> Table:
    """Every measure of a call with its definition."""
    table = _table(f"{call.name}  {clock_time(measured.speech.duration_s)}")
    table.caption = " ".join(say.text(error.template) for error in _doubts(measured)) or None
    table.add_column(say.text(message("Measure")))
    table.add_column(say.text(message("Value")), justify="right", no_wrap=True)
    table.add_column(say.text(message("What it counts")))
    for measurement in _with_value(measured):
        definition = DEFINITIONS[measurement.measure]
        table.add_row(
            say.text(definition.title),
            value_text(measurement, say),
            _words(measurement.measure, measured.thresholds, say),
        )
    return table


def notes(heard: Heard) -> Sequence[Fault]:
    """What is doubtful about calls, each named, but for those of one channel, which stand apart anyway."""
    return [
        Fault(call.name, 0, "", error.template, error.remedy)
        for call, measured in heard
        for error in _doubts(measured)
        if not isinstance(error, OneChannel)
    ]


def _doubts(measured: Measured) -> Sequence[BenvenutoError]:
    uneven = [] if measured.speech.aligned else [UnevenPair()]
    return [*of_speech(measured.speech), *uneven]


def many_calls(heard: Heard, say: Language) -> list[Table]:
    """A line a call with the measures at a glance, and their definitions once below; calls of one channel apart."""
    names = dict(zip((call for call, _ in heard), short_names([call for call, _ in heard]), strict=True))
    tables = []
    for shown, separate in ((AT_A_GLANCE, True), (OF_ONE_CHANNEL, False)):
        lines = [(names[call], measured) for call, measured in heard if measured.speech.separate is separate]
        if lines:
            tables += [_lines(lines, shown, say), _legend(shown, lines[0][1].thresholds, say)]
    return tables


def short_names(calls: Sequence[Recorded]) -> list[str]:
    """What tells the calls apart: their paths below the folder that all share; of a nameless file its folder's."""
    shared = Path(os.path.commonpath([file.parent for call in calls for file in call.files]))
    return [" + ".join(dict.fromkeys(_short(file.relative_to(shared)) for file in call.files)) for call in calls]


def value_text(measurement: Measurement, say: Language) -> str:
    """A value with its unit; "estimated" and the number of responses with it, a dash where the call cannot tell."""
    if measurement.value is None:
        return NO_VALUE
    unit = UNITS_SAID[UNITS.get(measurement.measure, Unit.SECONDS)]
    value = say.text(unit.words, value=say.number(measurement.value, unit.decimals))
    if measurement.measure is Measure.RESPONSE_LATENCY:
        return f"{value} ({say.text(message('n = {n}'), n=say.number(measurement.n))})"
    if measurement.estimated and measurement.value:
        return f"{value} ({say.text(message('estimated'))})"
    return value


def _lines(lines: Sequence[tuple[str, Measured]], shown: Sequence[Measure], say: Language) -> Table:
    table = _table(say.plural("{n} call", "{n} calls", len(lines)))
    table.add_column(say.text(message("Recording")), overflow="fold", ratio=1)
    table.add_column(say.text(message("Length")), justify="right", no_wrap=True)
    for measure in shown:
        heading = f"{say.text(DEFINITIONS[measure].title)} ({UNITS.get(measure, Unit.SECONDS).value})"
        table.add_column(heading.replace(" ", "\n"), justify="right", no_wrap=True)
    for name, measured in lines:
        values = (_bare(measured.of(measure), say) for measure in shown)
        table.add_row(Text(name), clock_time(measured.speech.duration_s), *values)
    return table


def _legend(shown: Sequence[Measure], thresholds: Thresholds, say: Language) -> Table:
    table = _table("")
    table.add_column(say.text(message("Measure")))
    table.add_column(say.text(message("What it counts")), ratio=1)
    for measure in shown:
        table.add_row(say.text(DEFINITIONS[measure].title), _words(measure, thresholds, say))
    return table


def _bare(measurement: Measurement | None, say: Language) -> str:
    """A value under a heading with its unit; "≈" marks an estimated one."""
    if measurement is None or measurement.value is None:
        return NO_VALUE
    mark = "≈\N{NO-BREAK SPACE}" if measurement.estimated and measurement.value else ""
    return mark + say.number(measurement.value, UNITS_SAID[UNITS.get(measurement.measure, Unit.SECONDS)].decimals)


def as_json(heard: Heard, faults: Iterable[Fault], thresholds: Thresholds) -> Mapping[str, Any]:
    """Everything that was measured, moments and speech included, and everything that could not be."""
    return {
        "version": MEASURES_VERSION,
        "thresholds": asdict(thresholds),
        "calls": [_call_as_json(call, measured) for call, measured in heard],
        "faults": [
            {"file": fault.file, "message": fault.text, "remedy": fault.remedy.format(**fault.params)}
            for fault in faults
        ],
    }


def _call_as_json(call: Recorded, measured: Measured) -> dict[str, Any]:
    data = to_json(measured)
    measures = {
        entry.pop("measure"): {**entry, "unit": UNITS.get(measurement.measure, Unit.SECONDS).value}
        for entry, measurement in zip(data["measurements"], measured.measurements, strict=True)
    }
    return {"files": [file.as_posix() for file in call.files], "speech": data["speech"], "measures": measures}


def _with_value(measured: Measured) -> list[Measurement]:
    """All but the pace of speech, which nobody can tell from the sound alone."""
    return [
        measurement
        for measurement in measured.measurements
        if measurement.measure is not Measure.SPEECH_RATE or measurement.value is not None
    ]


def _short(file: Path) -> str:
    words, _ = named_voice(file)
    nameless = file.parent.name and words == named_voice(file.parent)[0]
    return written(file.parent if nameless else file)


def _words(measure: Measure, thresholds: Thresholds, say: Language) -> Text:
    return Text(say.text(DEFINITIONS[measure].words, **places(thresholds, say.number)))


def _table(title: str) -> Table:
    return Table(
        title=Text(title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True
    )
