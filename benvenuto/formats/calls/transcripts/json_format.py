"""A format in JSON: one object says what tells its files from those of the others, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.kinds import Format
from benvenuto.formats.calls.transcripts.places import JsonPlace


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """Each module of a format ends with its own; reading.py asks them in turn whether a file `fits`."""

    format: Format
    fits: Callable[[Any], bool]
    read: Callable[[JsonPlace], Sequence[Utterance]]


def within(data: Any, *steps: str) -> Any:
    """What lies there, None where the way breaks off."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data
