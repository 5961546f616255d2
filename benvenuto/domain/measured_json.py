"""What was measured of a recording as JSON and back; what is not of today's shape is refused, never half read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from math import isfinite
from typing import Any

from benvenuto.domain.measure import Measure, Measured, Measurement, Segment, Segments, Shared, Speech, Thresholds

_LANES = ("agent", "caller", "mixed", "other")


class NotMeasuredJson(ValueError):
    """The JSON was not written by `to_json`, or by one of another shape; for the log, no person can mend it."""


def to_json(measured: Measured) -> dict[str, Any]:
    """Everything of it, as what JSON knows: objects, arrays, numbers, strings, null."""
    return {
        "version": measured.version,
        "thresholds": asdict(measured.thresholds),
        "speech": speech_to_json(measured.speech),
        "measurements": [_measurement_to_json(measurement) for measurement in measured.measurements],
        "swapped": measured.swapped,
    }


def from_json(data: Any) -> Measured:
    """What `to_json` was given. Raises NotMeasuredJson."""
    try:
        return Measured(
            version=_whole(data["version"]),
            thresholds=Thresholds(
                **{field.name: _number(data["thresholds"][field.name]) for field in fields(Thresholds)}
            ),
            speech=speech_from_json(data["speech"]),
            measurements=tuple(_measurement(measurement) for measurement in data["measurements"]),
            swapped=_flag(data["swapped"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotMeasuredJson(str(error)) from error


def speech_to_json(speech: Speech) -> dict[str, Any]:
    """Where somebody speaks: [[start, end], ...] of each lane, in seconds."""
    lanes = {lane: _pairs(getattr(speech, lane)) for lane in _LANES}
    flags = {"separate": speech.separate, "aligned": speech.aligned, "shared": speech.shared and speech.shared.value}
    return {"duration_s": speech.duration_s, **flags, **lanes}


def speech_from_json(data: Any) -> Speech:
    """What `speech_to_json` was given. Raises NotMeasuredJson."""
    try:
        lanes = {lane: _segments(data[lane]) for lane in _LANES}
        separate, aligned = _flag(data["separate"]), _flag(data["aligned"])
        shared = None if data["shared"] is None else Shared(data["shared"])
        return Speech(_number(data["duration_s"]), **lanes, separate=separate, aligned=aligned, shared=shared)
    except (KeyError, TypeError, ValueError) as error:
        raise NotMeasuredJson(str(error)) from error


def _measurement_to_json(measurement: Measurement) -> dict[str, Any]:
    values = {
        "measure": measurement.measure.value,
        "value": measurement.value,
        "n": measurement.n,
        "estimated": measurement.estimated,
    }
    return {**values, "moments": _pairs(measurement.segments)}


def _measurement(data: Mapping[str, Any]) -> Measurement:
    return Measurement(
        measure=Measure(data["measure"]),
        value=None if data["value"] is None else _number(data["value"]),
        segments=_segments(data["moments"]),
        n=_whole(data["n"]),
        estimated=_flag(data["estimated"]),
    )


def _pairs(segments: Segments) -> list[list[float]]:
    return [[segment.start_s, segment.end_s] for segment in segments]


def _segments(pairs: Sequence[Sequence[Any]]) -> Segments:
    return tuple(Segment(_number(start), _number(end)) for start, end in pairs)


def _number(value: Any) -> float:
    # in Python True is an int, and in JSON it is no number
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError(f"{value!r} is not a finite number")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value
