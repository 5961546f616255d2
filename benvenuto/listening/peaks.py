"""The outline of a recording: the loudest moment of each short stretch, for the player to draw."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from benvenuto.listening.sound import Block

FINEST_PER_SECOND = 100
MOST_STRETCHES = 4096  # twice the pixels of a wide screen, and some 12 kB a channel in JSON

_HUNDREDTHS = tuple(n / 100 for n in range(101))


@dataclass(frozen=True, slots=True)
class Peaks:
    """Per channel the largest magnitude in every stretch of `stretch_s` seconds, in thousandths of full scale."""

    stretch_s: float
    channels: tuple[tuple[int, ...], ...]

    def outline(self, most: int) -> tuple[tuple[float, ...], ...]:
        """Per channel at most `most` magnitudes, 0 to 1 in hundredths: as much as a player can draw."""
        step = max(math.ceil(max(map(len, self.channels), default=0) / most), 1)
        return tuple(
            tuple(_HUNDREDTHS[round(max(channel[at : at + step]) / 10)] for at in range(0, len(channel), step))
            for channel in self.channels
        )

    def as_json(self) -> dict[str, object]:
        """A compact value for the database and the player."""
        return {"stretch_s": self.stretch_s, "channels": [list(channel) for channel in self.channels]}

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "Peaks":
        """The peaks that `as_json` wrote."""
        channels = cast(Sequence[Sequence[int]], value["channels"])
        return cls(cast(float, value["stretch_s"]), tuple(tuple(channel) for channel in channels))


class PeakMeter:
    """Peak envelope of a recording, by a `SoundObserver` that needs no length beforehand.

    When stretches grow too many, neighbours are joined in pairs.
    """

    def begin(self, sample_rate: int, channels: int) -> None:
        """Start with the finest stretches."""
        self._sample_rate = sample_rate
        self._frames = max(1, sample_rate // FINEST_PER_SECOND)
        self._peaks: NDArray[np.float32] = np.zeros((0, channels), np.float32)
        self._pending: Block = np.zeros((0, channels), np.float32)

    def hear(self, block: Block) -> None:
        """Take the magnitudes of one block; a broken sample (not a number) counts as silence."""
        magnitudes = np.nan_to_num(np.abs(block), nan=0.0, posinf=1.0)
        waiting = np.concatenate([self._pending, magnitudes])
        whole = len(waiting) // self._frames
        self._pending = waiting[whole * self._frames :]
        if whole:
            stretches = waiting[: whole * self._frames].reshape(whole, self._frames, -1)
            self._peaks = np.concatenate([self._peaks, stretches.max(axis=1)])
        while len(self._peaks) >= MOST_STRETCHES:
            self._join_pairs()

    def _join_pairs(self) -> None:
        if len(self._peaks) % 2:
            self._peaks, last = self._peaks[:-1], self._peaks[-1:]
            # An odd stretch goes back to wait for its other half, which makes it neither longer nor shorter.
            self._pending = np.concatenate([np.repeat(last, self._frames, axis=0), self._pending])
        self._peaks = self._peaks.reshape(len(self._peaks) // 2, 2, -1).max(axis=1)
        self._frames *= 2

    @property
    def peaks(self) -> Peaks:
        """What was heard so far, the unfinished last stretch included."""
        heard = self._peaks
        if len(self._pending):
            heard = np.concatenate([heard, self._pending.max(axis=0, keepdims=True)])
        thousandths = np.rint(np.minimum(heard, 1.0) * 1000).astype(int)
        return Peaks(self._frames / self._sample_rate, tuple(tuple(c) for c in thousandths.T.tolist()))
