"""The player of a recording: where each side speaks, the waveform, transport, marks and evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypedDict

from benvenuto.domain.measure import Measure, Measured, Segments
from benvenuto.ui.components.labels import PlayerLabels
from benvenuto.ui.components.segments import deltas
from benvenuto.ui.streamlit.mounting import component, nothing, packed


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


@dataclass(frozen=True, slots=True)
class PlayerSound:
    """A waveform with its speech segments, serialised as JSON once for all runs; drawn anew when `id` changes."""

    id: str
    text: str

    @classmethod
    def of(cls, peaks: Sequence[Sequence[float]], measured: Measured | None = None) -> PlayerSound:
        """Write it out. `peaks` holds a list per lane, 0 to 1, evenly spaced over the recording (1000 are plenty).

        Without peaks the lines are flat, without `measured` nothing is drawn behind them.
        """
        speech: Sequence[Segments] = ()
        if measured:
            heard = measured.speech
            speech = (heard.agent, heard.caller) if heard.separate else (heard.mixed,)
        view = {
            "peaks": [list(lane) for lane in peaks],
            "speech": [deltas(lane) for lane in speech],
            "overlap": deltas(_segments(measured, Measure.OVERLAP)),
            "dead_air": deltas(_segments(measured, Measure.DEAD_AIR)),
            "hold": deltas(_segments(measured, Measure.HOLD)),
        }
        # no blanks: peaks and segments are most of what a page sends
        text = json.dumps(view, separators=(",", ":"))
        return cls(sha256(text.encode()).hexdigest()[:16], text)


def player(
    src: str,
    *,
    key: str,
    call: str,
    duration_s: float,
    sound: PlayerSound,
    channels: Sequence[str],
    moments: Sequence[Pin],
    labels: PlayerLabels,
    evidence: Sequence[Pin] = (),
    swapped: bool = False,
    can_mark: bool = True,
    seek: Seek | None = None,
) -> float | None:
    """Show the player of a call's recording at `src`, an address of this site that answers range requests.

    `channels` are the visible names of the lanes, top to bottom: agent and caller, or one name. `swapped` says that the
    first lane is the right channel of the file. `moments` are the marks of a person, `evidence` what was found in the
    words: pins of another shape.

    A mark goes to the scorecard on the page. Without one it is returned here, in seconds, for one rerun only.
    """
    data = {
        "call": call,
        "src": src,
        "duration_s": duration_s,
        "sound_id": sound.id,
        "channels": list(channels),
        "swapped": swapped,
        "moments": list(moments),
        "evidence": list(evidence),
        "labels": labels,
        "can_mark": can_mark,
        "seek": seek,
    }
    result = component("player")(key=key, data=packed(data, sound=sound.text), on_mark_change=nothing)
    mark = result.get("mark")
    return float(mark["at_s"]) if isinstance(mark, dict) else None


def _segments(measured: Measured | None, measure: Measure) -> Segments:
    measurement = measured.of(measure) if measured else None
    return measurement.segments if measurement else ()
