"""From frames that are on or off to stretches of time."""

import numpy as np

from benvenuto.domain.measure import Segment, Segments
from benvenuto.listening.frames import FRAME_S
from benvenuto.listening.gate import Flags


def stretches(flags: Flags, duration_s: float, join_s: float, shortest_s: float, lead_s: float = 0.0) -> Segments:
    """Where `flags` (one a frame) are on: pauses shorter than `join_s` are bridged, then what is shorter than
    `shortest_s` is dropped. All times come `lead_s` earlier, and lie between 0 and `duration_s`.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    starts, ends = edges[::2] * FRAME_S, edges[1::2] * FRAME_S
    apart = starts[1:] - ends[:-1] >= join_s
    starts, ends = starts[np.append(True, apart)[: len(starts)]], ends[np.append(apart, True)[: len(ends)]]
    long = ends - starts >= shortest_s
    starts = np.clip(starts[long] - lead_s, 0, duration_s)
    ends = np.clip(ends[long] - lead_s, 0, duration_s)
    return tuple(Segment(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True) if end > start)
