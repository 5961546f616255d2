"""From frames that are on or off to stretches of time, and from their rough edges to those of the words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benvenuto.domain.measure import Segment, Segments
from benvenuto.listening.frames import STEP_S, STEPS, Flags, Numbers

ABOVE_FLOOR_DB = 6.0  # line noise stays under it
BELOW_LOUD_DB = 40.0  # an echo dies away under it; no sound of a word does
CLEAR_DB = 25.0  # the loud parts of a word stand out so far where its edges can be told by level
REACH = 12  # steps, a tenth of a second: the model is not further out
FLOOR_PERCENTILE = 10
LOUD_PERCENTILE = 95


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of one channel in order of time, in steps of STEP_S: where each starts, and where it has ended."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    @classmethod
    def where(cls, frames: Flags) -> "Stretches":
        """Where `frames` are on."""
        # off on both sides, so that starts and ends come in pairs
        edges = np.flatnonzero(np.diff(np.concatenate([[False], frames, [False]]))) * STEPS
        return cls(edges[::2], edges[1::2])

    def joined(self, pause_s: float) -> "Stretches":
        """Without the pauses shorter than `pause_s`, and without what is empty."""
        some = self.ends > self.starts
        starts, ends = self.starts[some], self.ends[some]
        if not len(starts):
            return Stretches(starts, ends)
        # a stretch within a longer one must not end it early
        ends = np.maximum.accumulate(ends)
        apart = starts[1:] - ends[:-1] >= max(pause_s / STEP_S, 1)
        return Stretches(starts[np.append(True, apart)], ends[np.append(apart, True)])

    def lasting(self, shortest_s: float) -> "Stretches":
        """Those that last at least `shortest_s`."""
        long = (self.ends - self.starts) * STEP_S >= shortest_s
        return Stretches(self.starts[long], self.ends[long])

    def earlier(self, starts: int, ends: int) -> "Stretches":
        """Each starting and ending so many steps earlier, none before the beginning."""
        return Stretches(np.maximum(self.starts - starts, 0), np.maximum(self.ends - ends, 0))

    def sharpened(self, level_db: Numbers, leaked: Flags) -> "Stretches":
        """Each edge moved by up to REACH steps to where sound begins or ends; one in noise stays as it is.

        `level_db` and `leaked` have one value a step; what leaked from the other channel is no sound of this one.
        """
        if not len(self.starts):
            return self
        floor = float(np.percentile(level_db, FLOOR_PERCENTILE))
        edges = [
            _sharpen(start, end, level_db, floor, leaked) for start, end in zip(self.starts, self.ends, strict=True)
        ]
        starts, ends = np.array(edges, np.intp).T
        return Stretches(starts, ends)

    def segments(self, duration_s: float) -> Segments:
        """The same in seconds, none reaching beyond `duration_s`."""
        times = (np.stack([self.starts, self.ends], axis=1) * STEP_S).tolist()
        return tuple(Segment(start, min(end, duration_s)) for start, end in times if start < duration_s)


def _sharpen(start: int, end: int, level_db: Numbers, floor: float, leaked: Flags) -> tuple[int, int]:
    around = slice(max(0, start - REACH), end + REACH)
    level, inside = level_db[around], slice(start - around.start, end - around.start)
    if not len(level[inside]):
        return start, end
    loud = float(np.percentile(level[inside], LOUD_PERCENTILE))
    if loud < floor + CLEAR_DB:
        return start, end
    sounding = (level > max(floor + ABOVE_FLOOR_DB, loud - BELOW_LOUD_DB)) & ~leaked[around]
    first = _first_sound(sounding, inside.start)
    last = _first_sound(sounding[::-1], len(sounding) - inside.stop)
    return around.start + first, around.start + len(sounding) - last


def _first_sound(sounding: Flags, at: int) -> int:
    """Where the sound around `at` begins, looking back while it sounds, ahead while it does not."""
    if at < len(sounding) and sounding[at]:
        quiet = np.flatnonzero(~sounding[:at])
        return int(quiet[-1]) + 1 if len(quiet) else 0
    ahead = np.flatnonzero(sounding[at : at + REACH])
    return at + int(ahead[0]) if len(ahead) else at
