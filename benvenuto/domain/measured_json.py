"""What was measured of a recording as JSON and back; what is not of today's shape is refused, never half read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from math import isfinite
from typing import Any

from benvenuto.domain.measure import Measure, Measured, Measurement, Segment, Segments, Speech, Thresholds

_LANES = ("agent", "caller", "mixed", "other")


class NotMeasuredJson(ValueError):
    """The JSON was not written by `to_json`, or by one of another shape; for the log, no person can mend it."""


def to_json(measured: Measured) -> dict[str, Any]:
    """Everything of it, as what JSON knows: objects, arrays, numbers, strings, null."""
    return {
        "version": measured.version,
        "thresholds": asdict(measured.thresholds),
        "speech": speech_to_json(measured.speech),
        "measurements": [_measurement_to_json(one) for one in measured.measurements],
        "swapped": measured.swapped,
    }


def from_json(found: Any) -> Measured:
    """What `to_json` was given. Raises NotMeasuredJson."""
    try:
        return Measured(
            version=_whole(found["version"]),
            thresholds=Thresholds(**{one.name: _number(found["thresholds"][one.name]) for one in fields(Thresholds)}),
            speech=speech_from_json(found["speech"]),
            measurements=tuple(_measurement(one) for one in found["measurements"]),
            swapped=_flag(found["swapped"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotMeasuredJson(str(error)) from error


def speech_to_json(speech: Speech) -> dict[str, Any]:
    """Where somebody speaks: [[start, end], ...] of each lane, in seconds."""
    lanes = {lane: _pairs(getattr(speech, lane)) for lane in _LANES}
    return {"duration_s": speech.duration_s, "separate": speech.separate, **lanes}


def speech_from_json(found: Any) -> Speech:
    """What `speech_to_json` was given. Raises NotMeasuredJson."""
    try:
        lanes = {lane: _segments(found[lane]) for lane in _LANES}
        return Speech(duration_s=_number(found["duration_s"]), separate=_flag(found["separate"]), **lanes)
    except (KeyError, TypeError, ValueError) as error:
        raise NotMeasuredJson(str(error)) from error


def _measurement_to_json(one: Measurement) -> dict[str, Any]:
    told = {"measure": one.measure.value, "value": one.value, "n": one.n, "estimated": one.estimated}
    return {**told, "moments": _pairs(one.segments)}


def _measurement(found: Mapping[str, Any]) -> Measurement:
    return Measurement(
        measure=Measure(found["measure"]),
        value=None if found["value"] is None else _number(found["value"]),
        segments=_segments(found["moments"]),
        n=_whole(found["n"]),
        estimated=_flag(found["estimated"]),
    )


def _pairs(segments: Segments) -> list[list[float]]:
    return [[one.start_s, one.end_s] for one in segments]


def _segments(pairs: Sequence[Sequence[Any]]) -> Segments:
    return tuple(Segment(_number(start), _number(end)) for start, end in pairs)


def _number(found: Any) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found):
        raise TypeError(f"{found!r} is not a finite number")
    return float(found)


def _whole(found: Any) -> int:
    if isinstance(found, bool) or not isinstance(found, int):
        raise TypeError(f"{found!r} is not a whole number")
    return found


def _flag(found: Any) -> bool:
    if not isinstance(found, bool):
        raise TypeError(f"{found!r} is neither true nor false")
    return found
