"""The parts of one recording become one, each where the one before it ends."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import PartsDiffer
from benvenuto.listening.listening_copy import HIGHEST_RATE
from benvenuto.listening.resampling import resample
from benvenuto.listening.sound import Container, Sound, SoundObserver
from benvenuto.listening.writing import new_wav


def join(parts: Sequence[Path], target: Path, listeners: Iterable[SoundObserver] = ()) -> Sound:
    """Write the parts to `target`, in order, as one 16-bit PCM WAV and say what was written.

    Its sample rate is the highest of theirs, at most 48 kHz. The listeners hear what is written. Raises PartsDiffer
    where some are mono and some stereo, what `open_sound` raises, and NoRoomToWork; `target` appears whole or not at
    all.
    """
    heard_by = tuple(listeners)
    shapes = [_shape(part) for part in parts]
    rate, channels = min(HIGHEST_RATE, max(rate for rate, _ in shapes)), shapes[0][1]
    if any(others != channels for _, others in shapes):
        raise PartsDiffer
    frames = 0
    for listener in heard_by:
        listener.begin(rate, channels)
    with new_wav(target, rate, channels) as play:
        for part in parts:
            with open_sound(part) as decoder:
                for block in resample(decoder.blocks(), decoder.sample_rate, rate):
                    play(block)
                    frames += len(block)
                    for listener in heard_by:
                        listener.hear(block)
    return Sound(Container.WAV, "PCM_16", rate, channels, frames, seeks_exactly=True)


def _shape(path: Path) -> tuple[int, int]:
    with open_sound(path) as decoder:
        return decoder.sample_rate, decoder.channels
