"""Tells a voice from its leakage into the other channel, and two channels from one that was stored twice."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from benvenuto.listening.frames import STEPS, Frames, Numbers

LEAKAGE_DB = 12.0  # so much quieter than the other channel, while that one speaks, is no voice of its own
NEIGHBOURS = 3  # frames, the one in the middle included: an echo comes a little later than the voice
SAME_CORRELATION = 0.97

Flags = NDArray[np.bool_]


def leakage(frames: Frames, speaking: Flags) -> Flags:
    """Which frames of two channels hold the other one's voice: shape (2, frames), as `speaking` has.

    Without this, -25 dB of crosstalk makes speech of every word of the other side.
    """
    loudest = ndimage.maximum_filter1d(_level_of_frames(frames), NEIGHBOURS, axis=1)
    other_speaks = ndimage.maximum_filter1d(speaking, NEIGHBOURS, axis=1)[::-1]
    flags: Flags = other_speaks & (loudest < loudest[::-1] - LEAKAGE_DB)
    return flags


def stored_twice(frames: Frames) -> bool:
    """Whether two channels carry the same sound, as when a mono recording is saved in stereo: correlated, and closer
    in level than leakage is."""
    (left, both), (_, right) = frames.products
    if not left or not right:
        return False
    alike = abs(both) > SAME_CORRELATION * np.sqrt(left * right)
    return bool(alike and abs(10 * np.log10(left / right)) < LEAKAGE_DB)


def _level_of_frames(frames: Frames) -> Numbers:
    power = 10 ** (frames.level_db.reshape(len(frames.level_db), -1, STEPS) / 10)
    level: Numbers = 10 * np.log10(power.mean(axis=2))
    return level
