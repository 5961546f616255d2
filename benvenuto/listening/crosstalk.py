"""Tells a voice from its leakage into the other channel, and two channels from one that was stored twice."""

import numpy as np
import scipy
from numpy.typing import NDArray

from benvenuto.listening.frames import STEPS, Flags, Frames, Numbers

LEAKAGE_DB = 12.0  # what is not so much quieter than the other channel is a voice of its own
SPREAD_DB = 12.0  # leakage has one level under the voice it comes from; from its quiet quarter up, so much more
QUIET_PERCENTILE = 25  # low, for the louder of these frames may be words of one's own
ENOUGH = 30  # frames of the other voice, one second, to tell how loud it is over here
RECENT = 300  # frames of the other voice, ten seconds: a loudspeaker may be switched on in the middle of a call
NEIGHBOURS = 3  # frames, the one in the middle included: an echo comes a little later than the voice
SAME_CORRELATION = 0.97


def leakage(frames: Frames, speaking: Flags) -> Flags:
    """Mask of the frames that hold the other channel's voice (crosstalk), shape (2, frames), as `speaking` has.

    Without this, -25 dB of crosstalk makes speech of every word of the other side. How loud a channel usually is while
    the other speaks says how much leaks: where little does, a quiet word said into a loud one is kept.

    The agent speaks at -20 dB for ten seconds, and for one of them the caller's channel has -40 dB, 20 dB under the
    agent. Is that the caller's word, or the agent's voice come over? It depends on the other nine seconds. Where the
    channel has -42 dB throughout, all of that is leakage: its quiet quarter lies 22 dB under, so that up to 10 dB under
    could be, limited to LEAKAGE_DB, 12 dB; 20 under is below that, leakage. Where it has -70 dB, its quiet quarter lies
    50 dB under and leakage reaches up to 38 dB under; 20 under is above that, the caller's own word.
    """
    level = _level_of_frames(frames)
    # of two channels the reversed ones are each beside the other
    under = level - level[::-1]
    most = [_most(under[channel], speaking[1 - channel]) for channel in (0, 1)]
    loudest = scipy.ndimage.maximum_filter1d(level, NEIGHBOURS, axis=1)
    other_speaks = scipy.ndimage.maximum_filter1d(speaking, NEIGHBOURS, axis=1)[::-1]
    flags: Flags = other_speaks & (loudest - loudest[::-1] < np.stack(most))
    return flags


def _most(under_db: Numbers, other_speaks: Flags) -> NDArray[np.float64]:
    """The level, relative to the other channel, up to which each frame of this one holds no more than leakage."""
    heard = np.flatnonzero(other_speaks)
    if len(heard) < ENOUGH:
        return np.full(len(under_db), -LEAKAGE_DB)
    recent = min(RECENT, len(heard))
    usual: Numbers = scipy.ndimage.percentile_filter(under_db[heard], QUIET_PERCENTILE, recent, mode="nearest")
    # frames in which the other is silent take the level of the next in which it speaks
    nearest = np.minimum(np.searchsorted(heard, np.arange(len(under_db))), len(heard) - 1)
    most: NDArray[np.float64] = np.minimum(-LEAKAGE_DB, usual[nearest] + SPREAD_DB)
    return most


def stored_twice(frames: Frames) -> bool:
    """Whether two channels carry the same sound (dual mono): correlated, and closer in level than leakage is."""
    (left, both), (_, right) = frames.products
    if not left or not right:
        return False
    alike = abs(both) > SAME_CORRELATION * np.sqrt(left * right)
    return bool(alike and abs(10 * np.log10(left / right)) < LEAKAGE_DB)


def _level_of_frames(frames: Frames) -> Numbers:
    # decibels are averaged as power: their own mean would be that of a quieter sound
    power = 10 ** (frames.level_db.reshape(len(frames.level_db), -1, STEPS) / 10)
    level: Numbers = 10 * np.log10(power.mean(axis=2))
    return level
