"""Measures: numbers taken from the sound of a call, each with the moments it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MEASURES_VERSION = 3
"""Grows when the same sound would give other numbers; what was measured by an older version is measured again."""


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A time interval, in seconds from the start of the recording."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """How long it is, in seconds, to the microsecond: 2.3 - 2.0 is 0.3 and meets a threshold of 0.3."""
        return round(self.end_s - self.start_s, 6)


Segments = tuple[Segment, ...]
"""In order of time, none touching another, none empty."""


class Shared(StrEnum):
    """Why two channels do not hold a voice each: one is silent, or one holds both voices."""

    AGENT_SILENT = "agent-silent"
    CALLER_SILENT = "caller-silent"
    AGENT_HOLDS_BOTH = "agent-holds-both"
    CALLER_HOLDS_BOTH = "caller-holds-both"


@dataclass(frozen=True, slots=True)
class Speech:
    """Voice activity of a recording by channel, in seconds. `other` is sound that is no speech: music, ringing, hold.

    A recording with a voice on each channel fills `agent` and `caller`, one with both mixed into one only `mixed`;
    `shared` says why, where there were two channels that sound differently. `aligned` is false where the two sides came
    in files of different lengths: each side's times are its own.
    """

    duration_s: float
    agent: Segments = ()
    caller: Segments = ()
    mixed: Segments = ()
    other: Segments = ()
    separate: bool = True
    aligned: bool = True
    shared: Shared | None = None

    @property
    def voiced(self) -> bool:
        """Whether anybody is heard at all."""
        return bool(self.agent or self.caller or self.mixed)


class Unit(StrEnum):
    """What a measure counts in."""

    SECONDS = "s"
    PERCENT = "%"
    COUNT = "n"
    WORDS_PER_MINUTE = "words/min"


class Measure(StrEnum):
    """The names of the measures; benvenuto.listening.measures defines each."""

    AGENT_TALK = "agent-talk"
    CALLER_TALK = "caller-talk"
    AGENT_TALK_PERCENT = "agent-talk-percent"
    CALLER_TALK_PERCENT = "caller-talk-percent"
    AGENT_SHARE = "agent-share"
    OVERLAP = "overlap"
    AGENT_INTERRUPTIONS = "agent-interruptions"
    CALLER_INTERRUPTIONS = "caller-interruptions"
    AGENT_BACKCHANNELS = "agent-backchannels"
    CALLER_BACKCHANNELS = "caller-backchannels"
    DEAD_AIR = "dead-air"
    HOLD = "hold"
    RESPONSE_LATENCY = "response-latency"
    LONGEST_MONOLOGUE = "longest-monologue"
    FIRST_SPEECH = "first-speech"
    SPEECH_RATE = "speech-rate"
    SPEECH = "speech"
    SILENCE = "silence"


UNITS: Mapping[Measure, Unit] = {
    Measure.AGENT_TALK_PERCENT: Unit.PERCENT,
    Measure.CALLER_TALK_PERCENT: Unit.PERCENT,
    Measure.AGENT_SHARE: Unit.PERCENT,
    Measure.AGENT_INTERRUPTIONS: Unit.COUNT,
    Measure.CALLER_INTERRUPTIONS: Unit.COUNT,
    Measure.AGENT_BACKCHANNELS: Unit.COUNT,
    Measure.CALLER_BACKCHANNELS: Unit.COUNT,
    Measure.SPEECH_RATE: Unit.WORDS_PER_MINUTE,
}
"""The unit of each measure; seconds where none is named."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Parameters of the measures, all in seconds; shown beside their values."""

    dead_air_s: float = 3.0
    hold_s: float = 5.0
    hold_pause_s: float = 1.0
    interruption_into_s: float = 0.3
    interruption_before_end_s: float = 0.1
    interruption_turn_s: float = 0.8
    interruption_pause_s: float = 1.0
    interruption_overlap_s: float = 0.5
    monologue_pause_s: float = 2.0
    monologue_break_s: float = 1.0


PROFILES: Mapping[str, Thresholds] = {
    "benvenuto": Thresholds(),
    "aws": Thresholds(interruption_overlap_s=2.0),
}
"""Named thresholds; docs/measures.md says where they come from."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Value of one measure for one call, in the measure's unit, None where the call cannot tell.

    `n` is how many occurrences went into it (responses, interruptions, stretches of speech, words), `moments` where to
    hear them, `estimated` that it was heard where a log would have known.
    """

    measure: Measure
    value: float | None
    segments: Segments = ()
    n: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """All measures of a recording, with what they were taken from."""

    version: int
    thresholds: Thresholds
    speech: Speech
    measurements: tuple[Measurement, ...] = field(default=())
    swapped: bool = False

    def of(self, measure: Measure) -> Measurement | None:
        """One measure, None when this recording cannot have it."""
        return next((measurement for measurement in self.measurements if measurement.measure is measure), None)
