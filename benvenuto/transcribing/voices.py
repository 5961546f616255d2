"""A recording taken apart for a recogniser: each voice alone, in the one form that all of them take."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from benvenuto.domain.call import Speaker
from benvenuto.listening.decoding import open_sound
from benvenuto.listening.resampling import resample
from benvenuto.listening.writing import new_wav

RATE = 16_000
"""Hz; what speech recognition works at."""


def part_voices(recording: Path, folder: Path, *, channels_swapped: bool = False) -> Mapping[Speaker, Path]:
    """Write each channel of a stereo recording to `folder` as a mono 16 kHz WAV: left the agent, right the caller.

    `channels_swapped` when it is the other way round. Streamed; raises what `open_sound` raises, and NoRoomToWork.
    """
    order = (Speaker.CALLER, Speaker.AGENT) if channels_swapped else (Speaker.AGENT, Speaker.CALLER)
    files = {speaker: folder / f"{speaker.value}.wav" for speaker in order}
    with open_sound(recording) as decoder, ExitStack() as stack:
        write = [stack.enter_context(new_wav(files[speaker], RATE, 1)) for speaker in order]
        for block in resample(decoder.blocks(), decoder.sample_rate, RATE):
            for channel, play in enumerate(write):
                play(block[:, channel : channel + 1])
    return files
