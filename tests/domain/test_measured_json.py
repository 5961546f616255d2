"""What was measured comes back from JSON as it went in, or not at all."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.measure import (
    MEASURES_VERSION,
    Measure,
    Measured,
    Measurement,
    Segment,
    Segments,
    Shared,
    Speech,
    Thresholds,
)
from benvenuto.domain.measured_json import (
    NotMeasuredJson,
    from_json,
    speech_from_json,
    speech_to_json,
    to_json,
)

TIMES = st.floats(0, 1e5, allow_nan=False)
SEGMENTS: st.SearchStrategy[Segments] = st.lists(st.builds(Segment, TIMES, TIMES), max_size=3).map(tuple)
SHARED = st.none() | st.sampled_from(Shared)
SPEECH = st.builds(Speech, TIMES, SEGMENTS, SEGMENTS, SEGMENTS, SEGMENTS, st.booleans(), st.booleans(), SHARED)
MEASUREMENT = st.builds(
    Measurement, st.sampled_from(Measure), st.none() | TIMES, SEGMENTS, st.integers(0, 999), st.booleans()
)
MEASURED = st.builds(
    Measured,
    st.integers(1, 9),
    st.builds(Thresholds, dead_air_s=TIMES),
    SPEECH,
    st.lists(MEASUREMENT, max_size=3).map(tuple),
    st.booleans(),
)
ONE = Measured(
    1,
    Thresholds(),
    Speech(60.0, agent=(Segment(0.5, 2.25),)),
    (Measurement(Measure.DEAD_AIR, 4.5, (Segment(3.0, 7.5),), 1), Measurement(Measure.RESPONSE_LATENCY, None)),
)

SHAPE = (3, 10, 8, 5, 18)


@given(MEASURED)
def test_it_comes_back_as_it_went_in(measured: Measured) -> None:
    assert from_json(json.loads(json.dumps(to_json(measured)))) == measured


@given(SPEECH)
def test_speech_alone_comes_back_too(speech: Speech) -> None:
    assert speech_from_json(json.loads(json.dumps(speech_to_json(speech)))) == speech


def changed(path: str, value: object) -> Any:
    """The JSON of ONE with another value at this path."""
    found = json.loads(json.dumps(to_json(ONE)))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = found
    for step in way:
        place = place[step]
    place[last] = value
    return found


def test_the_change_alone_is_no_fault() -> None:
    assert from_json(changed("version", 1)) == ONE


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", "1"),
        ("version", True),
        ("swapped", 1),
        ("thresholds", {}),
        ("thresholds.hold_s", None),
        ("speech", None),
        ("speech.separate", "yes"),
        ("speech.aligned", None),
        ("speech.shared", "both"),
        ("speech.agent", [[0.5]]),
        ("speech.agent", [[0.5, float("nan")]]),
        ("speech.agent", [["0", "1"]]),
        ("measurements", {"dead-air": 4.5}),
        ("measurements.0.measure", "warmth"),
        ("measurements.0.value", float("inf")),
        ("measurements.0.n", 1.5),
        ("measurements.0.estimated", None),
    ],
)
def test_another_shape_is_refused(path: str, value: object) -> None:
    with pytest.raises(NotMeasuredJson):
        from_json(changed(path, value))


@pytest.mark.parametrize("found", [None, [], "", {}, {"version": 1}, 7])
def test_something_else_is_refused(found: object) -> None:
    with pytest.raises(NotMeasuredJson):
        from_json(found)
    with pytest.raises(NotMeasuredJson):
        speech_from_json(found)


def test_another_shape_needs_another_version() -> None:
    # what is stored in another shape cannot be read, and only another version has it measured again
    shape = (MEASURES_VERSION, len(fields(Thresholds)), len(fields(Speech)), len(fields(Measurement)), len(Measure))
    assert shape == SHAPE, "raise MEASURES_VERSION, then write the new shape here"
