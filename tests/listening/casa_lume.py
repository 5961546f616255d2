"""The synthetic calls of the sample data, whose truth is known."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from benvenuto.domain.measure import Segment, Segments

from .conftest import SAMPLE_DATA

RATE = 8000


@dataclass(frozen=True)
class Call:
    """One call: its recording, and where agent and caller truly speak and the agent holds the line."""

    path: Path
    agent: Segments
    caller: Segments
    hold: Segments
    duration_s: float

    @property
    def sound(self) -> NDArray[np.float32]:
        """Shape (frames, 2), at RATE."""
        return np.asarray(soundfile.read(self.path, dtype="float32")[0])


def call(name: str) -> Call:
    """The sample call whose folder has this name."""
    folder = SAMPLE_DATA / "casa-lume" / name
    truth = json.loads((folder / "truth.json").read_text())
    agent, caller, hold = (
        tuple(Segment(*times) for times in spans)
        for spans in (truth["segments"]["agent"], truth["segments"]["caller"], truth["hold"])
    )
    return Call(folder / "call.wav", agent, caller, hold, truth["duration"])


def f1(true: Sequence[Segment], heard: Sequence[Segment]) -> float:
    """Harmonic mean of precision and recall over time."""
    both = sum(max(0.0, min(a.end_s, b.end_s) - max(a.start_s, b.start_s)) for a in true for b in heard)
    return 2 * both / (sum(a.length_s for a in true) + sum(b.length_s for b in heard))
