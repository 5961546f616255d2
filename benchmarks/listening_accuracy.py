"""How near what was heard comes to what was said: frames, edges, shares of talk, interruptions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.listening_rivals import Heard
from benvenuto.domain.measure import Segments

FRAME_S = 0.01
FARTHEST_S = 1.0  # an edge that was missed altogether counts as so far away
SAME_MOMENT_S = 1.0


@dataclass
class Accuracy:
    """Sums over calls; add each with `compare`."""

    right: int = 0
    invented: int = 0
    missed: int = 0
    edges_s: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    true_interruptions: int = 0
    detected: int = 0
    false: int = 0

    def compare(self, truth: Heard, heard: Heard, duration_s: float) -> None:
        """Add one call."""
        for spoken, voice in zip(truth.voices, heard.voices, strict=True):
            true, heard_frames = _frames(spoken, duration_s), _frames(voice, duration_s)
            self.right += int((true & heard_frames).sum())
            self.invented += int((heard_frames & ~true).sum())
            self.missed += int((true & ~heard_frames).sum())
            for edge in ("start_s", "end_s"):
                self.edges_s += _distances([getattr(s, edge) for s in spoken], [getattr(s, edge) for s in voice])
        self.shares.append(abs(_agent_share(heard) - _agent_share(truth)))
        for true_times, times in zip(truth.interruptions, heard.interruptions, strict=True):
            self.true_interruptions += len(true_times)
            self.detected += sum(any(abs(time - true) <= SAME_MOMENT_S for time in times) for true in true_times)
            self.false += sum(all(abs(time - true) > SAME_MOMENT_S for true in true_times) for time in times)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over all frames of 10 ms, both channels."""
        return 2 * self.right / (2 * self.right + self.invented + self.missed)

    @property
    def edge_ms(self) -> tuple[float, float]:
        """Median and mean distance of a true edge to the nearest heard one of its kind, at most a second each."""
        return float(np.median(self.edges_s) * 1000), float(np.mean(self.edges_s) * 1000)

    @property
    def interruption_f1(self) -> float:
        """Harmonic mean of the share of interruptions found and the share of those named that are true."""
        return 2 * self.detected / ((self.true_interruptions + self.detected + self.false) or 1)

    @property
    def share_error(self) -> float:
        """Mean distance of the agent's share of talk from the true one, in points."""
        return float(np.mean(self.shares))


def _frames(segments: Segments, duration_s: float) -> NDArray[np.bool_]:
    frames = np.zeros(round(duration_s / FRAME_S), bool)
    for segment in segments:
        frames[round(segment.start_s / FRAME_S) : round(segment.end_s / FRAME_S)] = True
    return frames


def _distances(true: list[float], heard: list[float]) -> list[float]:
    # with the farthest among them, an edge that nobody heard has a distance, too
    return [min([FARTHEST_S, *(abs(edge - other) for other in heard)]) for edge in true]


def _agent_share(heard: Heard) -> float:
    agent, caller = (sum(segment.length_s for segment in voice) for voice in heard.voices)
    return 100 * agent / ((agent + caller) or 1.0)
