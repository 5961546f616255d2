"""The player of a recording: waveform, transport, moments."""

from collections.abc import Sequence
from typing import TypedDict

from benvenuto.ui.components.labels import PlayerLabels
from benvenuto.ui.components.mounting import component, nothing, packed


class Pin(TypedDict):
    """A moment as a pin on the waveform; `at_s` in seconds, `label` shown on hover and focus."""

    id: str
    at_s: float
    label: str


class Seek(TypedDict):
    """Go to `at_s`, and play if told to. A new `nonce` makes a new request; the same one is heeded once."""

    nonce: str
    at_s: float
    play: bool


def player(
    src: str,
    *,
    key: str,
    duration_s: float,
    peaks: Sequence[Sequence[float]],
    channels: Sequence[str],
    moments: Sequence[Pin],
    labels: PlayerLabels,
    can_mark: bool = True,
    seek: Seek | None = None,
) -> float | None:
    """Show the player of the recording at `src`, an address of this site that answers range requests.

    `peaks` holds one list per channel, 0 to 1, evenly spaced over `duration_s` (about 1000 values are plenty; empty
    draws a flat line). `channels` are the visible names of the lanes, top to bottom: agent and caller, or one name.

    A mark goes to the scorecard on the page. Without one it is returned here, in seconds, for one rerun only.
    """
    data = {
        "src": src,
        "duration_s": duration_s,
        "peaks": list(peaks),
        "channels": list(channels),
        "moments": list(moments),
        "labels": labels,
        "can_mark": can_mark,
        "seek": seek,
    }
    result = component("player")(key=key, data=packed(data), on_mark_change=nothing)
    mark = result.get("mark")
    return float(mark["at_s"]) if isinstance(mark, dict) else None
