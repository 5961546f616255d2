"""Hears where somebody speaks in a recording, voice by voice."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from benvenuto.domain.measure import Segment, Segments, Speech
from benvenuto.listening.alignment import in_step, pauses
from benvenuto.listening.crosstalk import leakage, stored_twice
from benvenuto.listening.decoding import open_sound
from benvenuto.listening.doubts import shared
from benvenuto.listening.faults import EmptyRecording
from benvenuto.listening.frames import STEPS, Flags, Frames, hear_frames
from benvenuto.listening.leveling import Leveling, leveling
from benvenuto.listening.measures.segments import union
from benvenuto.listening.merge import NO_PAUSES, both_voices
from benvenuto.listening.other_sound import other_sound
from benvenuto.listening.resampling import resample
from benvenuto.listening.stretches import Stretches
from benvenuto.listening.voice import RATE

LIKELY = 0.5  # from here on a frame is speech
JOIN_S = 0.1  # a shorter pause belongs to the word around it
SHORTEST_S = 0.1  # a shorter sound is no word
LATE_START = STEPS  # the model hears a voice begin one frame later than it does, and end two frames later
LATE_END = 2 * STEPS


def hear_speech(path: Path) -> Speech:
    """Voice activity of the recording at `path`, by speaker, in seconds: left the agent, right the caller.

    One channel, the same sound on two, or two of which one has no voice of its own, tell only that somebody speaks
    (`mixed`). Memory does not grow with the sound. Raises what `open_sound` raises, and EmptyRecording.
    """
    level = _leveling(path)
    with open_sound(path) as decoder:
        even = resample(level.shifted(decoder.blocks()), decoder.sample_rate, RATE)
        frames = hear_frames(level.amplified(even), decoder.channels)
    return speech_of(frames)


def hear_speech_pair(agent: Path, caller: Path) -> Speech:
    """Voice activity of two mono recordings that start together, of any two rates and lengths.

    Where one is shown to lack a pause, it is put in, and counts as other sound; where lengths differ and nothing is
    shown, the two are not aligned. Raises NotOneVoice, and what `hear_speech` raises.
    """
    left, right = _leveling(agent), _leveling(caller)
    together = in_step(left.duration_s, right.duration_s)
    lacking = NO_PAUSES if together else pauses(agent, caller)
    with both_voices(agent, caller, RATE, (left, right), lacking) as (_, blocks):
        frames = hear_frames(left.beside(right).amplified(blocks), channels=2)
    held = tuple(Segment(pause.at_s, pause.at_s + pause.length_s) for pause in lacking if pause)
    speech = speech_of(frames)
    return replace(speech, aligned=together or bool(held), other=union(speech.other, held))


def _leveling(path: Path) -> Leveling:
    with open_sound(path) as decoder:
        return leveling(decoder)


def speech_of(frames: Frames) -> Speech:
    """Voice activity from the features of one or two channels. Raises EmptyRecording."""
    if not frames.duration_s:
        raise EmptyRecording
    speaking: Flags = frames.likelihood >= LIKELY
    # before leakage is taken off: a voice that leaks over is no music either
    other = other_sound(frames, speaking).segments(frames.duration_s)
    if len(speaking) == 1 or stored_twice(frames):
        mixed = _voice(frames, 0, speaking[0], np.zeros_like(speaking[0]))
        return Speech(frames.duration_s, mixed=mixed, other=other, separate=False)
    leaked = leakage(frames, speaking)
    agent, caller = (_voice(frames, channel, speaking[channel], leaked[channel]) for channel in (0, 1))
    if (agent or caller) and (why := shared(agent, caller)):
        return Speech(frames.duration_s, mixed=union(agent, caller), other=other, separate=False, shared=why)
    return Speech(frames.duration_s, agent, caller, other=other)


def _voice(frames: Frames, channel: int, speaking: Flags, leaked: Flags) -> Segments:
    rough = Stretches.where(speaking & ~leaked).joined(JOIN_S).lasting(SHORTEST_S).earlier(LATE_START, LATE_END)
    sharp = rough.sharpened(frames.level_db[channel], np.repeat(leaked, STEPS))
    return sharp.joined(JOIN_S).segments(frames.duration_s)
