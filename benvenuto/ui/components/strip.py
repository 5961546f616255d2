"""The strip of measures: how a call sounded, in numbers with their definition, their place and their moments."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

from benvenuto.ui.components.labels import StripLabels
from benvenuto.ui.streamlit.mounting import component, nothing

Asked = Literal["swap", "look"]
"""What the strip asks the page for: that the channels be exchanged, or whether the numbers are there by now."""


class MeasureView(TypedDict):
    """One measure as it shall be read.

    `origin` says what it was taken from, `standing` where it stands among the team's calls, in words, each "" when
    there is nothing to say. `dots`, `here` and `middle` (the median) are places on the line of the team's calls, in
    thousandths; `n` says how many they are. `moments` names those of the strip that it was taken from, "" for none.
    """

    id: str
    title: str
    value: str
    estimated: bool
    definition: str
    origin: str
    standing: str
    dots: list[int]
    here: int | None
    middle: int | None
    n: str
    moments: str


class Offer(TypedDict):
    """An offer to exchange the channels: what seems wrong, and the words of the button."""

    words: str
    button: str


class StripView(TypedDict):
    """The strip. `measures` stand there, `further` ones on request; `note` says what cannot be measured, or not yet.

    `rubric` names the rubric on the page above which it shall stand. `moments` by name, as `deltas` writes them. While
    `waiting`, the page is asked to look again.
    """

    title: str
    about: str
    note: str
    waiting: bool
    swap: Offer | None
    rubric: str
    moments: Mapping[str, list[int]]
    measures: Sequence[MeasureView]
    further: Sequence[MeasureView]
    labels: StripLabels


@dataclass(frozen=True, slots=True)
class Strip:
    """A StripView serialised once as JSON, to be sent at every run."""

    text: str

    @classmethod
    def of(cls, view: StripView) -> Strip:
        """Write it out."""
        return cls(json.dumps(view, separators=(",", ":")))


def strip(content: Strip, *, key: str, call: str, on_swap: Callable[[], None] = nothing) -> Asked | None:
    """Show the strip of a call; what it asks for, for one run only. `on_swap` is called before that run."""
    data = {"call": call, "packed": content.text}
    result = component("strip")(key=key, data=data, on_swap_change=on_swap, on_look_change=nothing)
    if result.get("swap"):
        return "swap"
    return "look" if result.get("look") else None
