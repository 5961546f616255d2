"""Speech written down by hand: "1-3 5-7" are two segments, in seconds."""

from __future__ import annotations

import json
from pathlib import Path

from benvenuto.config import HOME
from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Measure, Measured, Measurement, Segment, Segments, Speech, Thresholds
from benvenuto.listening.measures import measure

CASA_LUME = HOME / "sample_data" / "casa-lume"
CALLS = sorted(path.parent.name for path in CASA_LUME.glob("*/truth.json"))


def segments(written: str) -> Segments:
    pairs = (one.split("-") for one in written.split())
    return tuple(Segment(float(start), float(end)) for start, end in pairs)


def speech(duration_s: float, agent: str = "", caller: str = "", other: str = "") -> Speech:
    return Speech(duration_s, segments(agent), segments(caller), other=segments(other))


def of(measured: Measured, wanted: Measure) -> Measurement:
    found = measured.of(wanted)
    assert found is not None
    return found


def value(heard: Speech, wanted: Measure, thresholds: Thresholds | None = None) -> float | None:
    return of(measure(heard, thresholds=thresholds or Thresholds()), wanted).value


def moments(heard: Speech, wanted: Measure, thresholds: Thresholds | None = None) -> Segments:
    return of(measure(heard, thresholds=thresholds or Thresholds()), wanted).segments


def truth(name: str) -> tuple[Speech, tuple[Turn, ...]]:
    """A call of the Casa Lume samples as it was made: who spoke when, and the words."""
    known = json.loads(Path(CASA_LUME / name / "truth.json").read_text("utf-8"))
    sides = {side: tuple(Segment(*pair) for pair in pairs) for side, pairs in known["segments"].items()}
    music = tuple(Segment(*pair) for pair in known.get("hold", ()))
    turns = tuple(Turn(Speaker(turn["role"]), turn["text"], turn["start"], turn["end"]) for turn in known["turns"])
    return Speech(known["duration"], sides["agent"], sides["caller"], other=music), turns


def exchanged(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The same words, each in the other's mouth."""
    other = {Speaker.AGENT: Speaker.CALLER, Speaker.CALLER: Speaker.AGENT}
    return tuple(Turn(other[turn.speaker], turn.text, turn.start_s, turn.end_s) for turn in turns)
