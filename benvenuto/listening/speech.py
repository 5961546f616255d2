"""Hears where somebody speaks in a recording, voice by voice."""

from pathlib import Path

import numpy as np
from scipy import ndimage

from benvenuto.domain.measure import Segments, Speech
from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import EmptyRecording
from benvenuto.listening.frames import FRAME_S, Frames, hear_frames
from benvenuto.listening.gate import Flags, leakage
from benvenuto.listening.merge import both_voices
from benvenuto.listening.resampling import resample
from benvenuto.listening.stretches import stretches
from benvenuto.listening.voice import RATE

LIKELY = 0.5  # from here on a frame is speech
JOIN_S = 0.1  # a shorter pause belongs to the word around it
SHORTEST_S = 0.1  # a shorter sound is no word
LATENESS_S = 2 * FRAME_S  # the model hears a voice begin and end so much later than it does
AUDIBLE_DB = -50.0  # of full scale; line noise is quieter, hold music louder
ABOVE_FLOOR_DB = 10.0
FLOOR_PERCENTILE = 10
OTHER_JOIN_S = 1.0  # a shorter rest belongs to the music


def hear_speech(path: Path) -> Speech:
    """Who speaks when in the recording at `path`: left the agent, right the caller; of one channel only that somebody
    does. Raises what `open_sound` raises, and EmptyRecording."""
    with open_sound(path) as decoder:
        frames = hear_frames(resample(decoder.blocks(), decoder.sample_rate, RATE), decoder.channels)
    return speech_of(frames)


def hear_speech_pair(agent: Path, caller: Path) -> Speech:
    """Who speaks when in two mono recordings that start together, of any two rates and lengths.

    Raises NotOneVoice, and what `hear_speech` raises.
    """
    with both_voices(agent, caller, RATE) as (_, blocks):
        frames = hear_frames(blocks, channels=2)
    return speech_of(frames)


def speech_of(frames: Frames) -> Speech:
    """The speech in what was heard of a recording with one or two channels."""
    if not frames.duration_s:
        raise EmptyRecording
    speaking: Flags = frames.likelihood >= LIKELY
    other = _other(frames, speaking)
    if len(speaking) == 1:
        return Speech(frames.duration_s, mixed=_voice(speaking[0], frames), other=other, separate=False)
    agent, caller = speaking & ~leakage(frames, speaking)
    return Speech(frames.duration_s, _voice(agent, frames), _voice(caller, frames), other=other)


def _voice(speaking: Flags, frames: Frames) -> Segments:
    return stretches(speaking, frames.duration_s, JOIN_S, SHORTEST_S, LATENESS_S)


def _other(frames: Frames, speaking: Flags) -> Segments:
    """Sound on some channel while nobody speaks on any, clearly louder than the quiet moments of that channel."""
    floor = np.percentile(frames.level_db, FLOOR_PERCENTILE, axis=1, keepdims=True)
    sounding = (frames.level_db > np.maximum(floor + ABOVE_FLOOR_DB, AUDIBLE_DB)).any(axis=0)
    near_speech = ndimage.maximum_filter1d(speaking.any(axis=0), 9)
    return stretches(sounding & ~near_speech, frames.duration_s, OTHER_JOIN_S, OTHER_JOIN_S)
