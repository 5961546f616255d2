"""Tells a voice from its leakage into the other channel by their levels."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from benvenuto.listening.frames import Frames

LEAKAGE_DB = 12.0  # so much quieter than the other channel, while that one speaks, is no voice of its own
NEIGHBOURS = 3  # frames, the one in the middle included: an echo comes a little later than the voice

Flags = NDArray[np.bool_]


def leakage(frames: Frames, speaking: Flags) -> Flags:
    """Which frames of two channels hold the other one's voice: shape (2, frames), as `speaking` has.

    Without this, -25 dB of crosstalk makes speech of every word of the other side.
    """
    loudest = ndimage.maximum_filter1d(frames.level_db, NEIGHBOURS, axis=1)
    other_speaks = ndimage.maximum_filter1d(speaking, NEIGHBOURS, axis=1)[::-1]
    flags: Flags = other_speaks & (loudest < loudest[::-1] - LEAKAGE_DB)
    return flags
