"""Finds sound that is no speech: hold music, ringing, the tone of a line."""

import numpy as np
import scipy

from benvenuto.listening.frames import STEPS, Flags, Frames
from benvenuto.listening.stretches import Stretches

AUDIBLE_DB = -50.0  # of full scale; what is quieter nobody takes for music
ABOVE_FLOOR_DB = 6.0
FLOOR_PERCENTILE = 5  # low, for music may fill most of a call
TONAL = 0.25  # flatness; noise of a line or a street has about 0.5
TONAL_NEIGHBOURS = 15  # frames, half a second: drums and rests are not tonal, the bar around them is
SPEECH_NEIGHBOURS = 9  # frames: breath and echo around a word
JOIN_S = 1.0  # a shorter rest belongs to the music
SHORTEST_S = 1.0


def other_sound(frames: Frames, speaking: Flags) -> Stretches:
    """Tonal sound that is no speech, as stretches: on any channel, well above its quiet moments, while nobody speaks.

    `speaking`: shape (channels, frames), leakage included, for that is no music either.
    """
    floor = np.percentile(frames.level_db, FLOOR_PERCENTILE, axis=1, keepdims=True)
    level = frames.level_db.reshape(*speaking.shape, STEPS).max(axis=2)
    audible = level > np.maximum(floor + ABOVE_FLOOR_DB, AUDIBLE_DB)
    tonal = scipy.ndimage.median_filter(frames.flatness, (1, TONAL_NEIGHBOURS)) < TONAL
    near_speech = scipy.ndimage.maximum_filter1d(speaking.any(axis=0), SPEECH_NEIGHBOURS)
    heard = (audible & tonal).any(axis=0) & ~near_speech
    return Stretches.where(heard).joined(JOIN_S).lasting(SHORTEST_S)
