"""What is put right before a recording is heard: a constant voltage (DC offset) in it, and too little gain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benvenuto.listening.sound import Block, Decoder

WINDOW_S = 0.032
LOUD_PERCENTILE = 99  # of windows: words, also of who says little
HEARD_WELL_DB = -26.0  # of full scale; quieter words lose up to 6% of their time
MOST_GAIN_DB = 40.0
LEAST_OFFSET = 0.0005  # of full scale; what is less disturbs nobody


@dataclass(frozen=True, slots=True)
class Leveling:
    """By how much each channel is shifted, and all of them are multiplied; `duration_s` is how long they last."""

    offsets: NDArray[np.float32]
    loud_db: float
    duration_s: float

    @property
    def gain(self) -> float:
        """One for all channels, for how much of a voice leaks into the other is told by their levels."""
        return float(10 ** (min(max(HEARD_WELL_DB - self.loud_db, 0.0), MOST_GAIN_DB) / 20))

    def beside(self, other: Leveling) -> Leveling:
        """That of two recordings, heard side by side."""
        offsets = np.concatenate([self.offsets, other.offsets])
        return Leveling(offsets, max(self.loud_db, other.loud_db), max(self.duration_s, other.duration_s))

    def shifted(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The sound without its offsets."""
        return (block - self.offsets for block in blocks) if self.offsets.any() else iter(blocks)

    def amplified(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The sound, brought up where it is quiet."""
        gain = np.float32(self.gain)
        return (block * gain for block in blocks) if gain != 1 else iter(blocks)


def leveling(decoder: Decoder) -> Leveling:
    """What there is to put right in a recording, which is decoded once for it; of each window two numbers are kept."""
    size, frames = max(1, round(decoder.sample_rate * WINDOW_S)), 0
    waiting: Block = np.zeros((0, decoder.channels), np.float32)
    means, powers = [np.zeros((0, decoder.channels), np.float32)], [np.zeros((0, decoder.channels), np.float32)]
    for block in decoder.blocks():
        frames += len(block)
        waiting = np.concatenate([waiting, np.clip(np.nan_to_num(block, nan=0.0), -1.0, 1.0)])
        whole = len(waiting) // size
        windows = waiting[: whole * size].reshape(whole, size, decoder.channels)
        means.append(windows.mean(axis=1))
        powers.append(np.square(windows).mean(axis=1))
        waiting = waiting[whole * size :]
    duration_s = frames / decoder.sample_rate
    mean, power = np.concatenate(means), np.concatenate(powers)
    if not len(mean):
        return Leveling(np.zeros(decoder.channels, np.float32), 0.0, duration_s)
    offsets = mean.mean(axis=0, dtype=np.float64).astype(np.float32)
    offsets[np.abs(offsets) < LEAST_OFFSET] = 0
    around = np.maximum(power - 2 * mean * offsets + np.square(offsets), 1e-10)
    loud = np.percentile(around, LOUD_PERCENTILE, axis=0).max()
    return Leveling(offsets, float(10 * np.log10(loud)), duration_s)
