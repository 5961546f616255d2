"""Two recordings of one voice each become one in stereo: the agent on the left, the caller on the right."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import numpy as np

from benvenuto.listening.alignment import Pause
from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import NotOneVoice
from benvenuto.listening.leveling import Leveling
from benvenuto.listening.listening_copy import HIGHEST_RATE
from benvenuto.listening.resampling import resample
from benvenuto.listening.sound import BLOCK_FRAMES, Block, Container, Sound, SoundObserver
from benvenuto.listening.writing import new_wav

NO_PAUSES: tuple[Pause | None, Pause | None] = (None, None)


def merge(
    agent: Path,
    caller: Path,
    target: Path,
    listeners: Iterable[SoundObserver] = (),
    pauses: Sequence[Pause | None] = NO_PAUSES,
) -> Sound:
    """Write both voices to `target` as a stereo 16-bit PCM WAV and say what was written.

    Both are taken to start together; each gets the pause that it lacks; the shorter ends in silence; the lower sample
    rate is raised to the higher, at most 48 kHz. The listeners hear the stereo sound. Raises NotOneVoice, what
    `open_sound` raises, and NoRoomToWork; `target` appears whole or not at all.
    """
    heard_by = tuple(listeners)
    with both_voices(agent, caller, pauses=pauses) as (rate, blocks):
        frames = 0
        for listener in heard_by:
            listener.begin(rate, 2)
        with new_wav(target, rate, channels=2) as play:
            for block in blocks:
                play(block)
                frames += len(block)
                for listener in heard_by:
                    listener.hear(block)
    return Sound(Container.WAV, "PCM_16", rate, 2, frames, seeks_exactly=True)


@contextmanager
def both_voices(
    agent: Path,
    caller: Path,
    rate: int | None = None,
    levels: Sequence[Leveling] = (),
    pauses: Sequence[Pause | None] = NO_PAUSES,
) -> Iterator[tuple[int, Iterator[Block]]]:
    """Two mono recordings, heard side by side: the rate in Hz (the higher one, at most 48 kHz, unless given), and
    stereo blocks. `levels` says which offsets to take off, `pauses` what each file lacks. Raises NotOneVoice, and what
    `open_sound` raises."""
    # both at once: two hours of either are never in memory
    with open_sound(agent) as left, open_sound(caller) as right:
        if (left.channels, right.channels) != (1, 1):
            raise NotOneVoice
        rate = rate or min(HIGHEST_RATE, max(left.sample_rate, right.sample_rate))
        voices = [decoder.blocks() for decoder in (left, right)]
        for number, level in enumerate(levels):
            voices[number] = level.shifted(voices[number])
        agents, callers = (
            _even(_with_pause(resample(blocks, decoder.sample_rate, rate), pause, rate))
            for blocks, decoder, pause in zip(voices, (left, right), pauses, strict=True)
        )
        yield rate, _side_by_side(agents, callers)


def _with_pause(blocks: Iterable[Block], pause: Pause | None, rate: int) -> Iterable[Block]:
    return pause.put_into(blocks, rate) if pause else blocks


def _even(blocks: Iterable[Block]) -> Iterator[Block]:
    """One voice, cut into blocks of BLOCK_FRAMES, the last one shorter."""
    held = np.zeros((0, 1), np.float32)
    for block in blocks:
        held = np.concatenate([held, block])
        while len(held) >= BLOCK_FRAMES:
            yield held[:BLOCK_FRAMES]
            held = held[BLOCK_FRAMES:]
    if len(held):
        yield held


def _side_by_side(left: Iterable[Block], right: Iterable[Block]) -> Iterator[Block]:
    nothing = np.zeros((0, 1), np.float32)
    for agent, caller in zip_longest(left, right, fillvalue=nothing):
        stereo = np.zeros((max(len(agent), len(caller)), 2), np.float32)
        stereo[: len(agent), 0] = agent[:, 0]
        stereo[: len(caller), 1] = caller[:, 0]
        yield stereo
