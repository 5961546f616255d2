"""Short stretches of a recording, cut out to be heard by themselves."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.writing import FULL_SCALE


def length_s(path: Path) -> float:
    """How long the recording is; any RecordingError when it is none."""
    with open_sound(path) as decoder:
        return sum(len(block) for block in decoder.blocks()) / decoder.sample_rate


def cut(path: Path, start_s: float, end_s: float) -> bytes:
    """From `start_s` to `end_s` as a 16-bit WAV of one channel, so that both voices come to both ears."""
    with open_sound(path) as decoder:
        rate = decoder.sample_rate
        # from the beginning: not every container can be entered exactly in the middle
        sound = np.concatenate([block.sum(axis=1) for block in decoder.blocks()])
    samples = np.rint(np.clip(sound[round(start_s * rate) : round(end_s * rate)], -1.0, 1.0) * (FULL_SCALE - 1))
    out = io.BytesIO()
    with wave.open(out, "wb") as wav:
        wav.setparams((1, 2, rate, 0, "NONE", ""))
        wav.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()
