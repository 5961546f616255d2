"""What a format of transcripts is, and what a read one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benvenuto.domain.call import Turn
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.places import FaultReport, JsonPlace


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the `name` it is stored under, and the `product` that people call it by in every language."""

    name: str
    product: str


@dataclass(frozen=True, slots=True)
class JsonFormat(Format):
    """A format in JSON: what tells its files from those of the others, and how they are read."""

    fits: Callable[[Any], bool]
    read: Callable[[JsonPlace], Sequence[Utterance]]


@dataclass(frozen=True, slots=True)
class TextFormat(Format):
    """A format that is no JSON; `by_time` where its turns are put in the order of their times."""

    fits: Callable[[str], bool]
    read: Callable[[str, FaultReport], Sequence[Utterance]]
    by_time: bool = True


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said on a call, in order of time, and the format that said so."""

    format: Format
    turns: tuple[Turn, ...]


def within(data: Any, *steps: str) -> Any:
    """What lies there, None where the way breaks off."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def list_at(data: Any, *steps: str) -> list[Any]:
    """The list there, empty where there is none."""
    value = within(data, *steps)
    return value if isinstance(value, list) else []


def head_of(values: list[Any]) -> Mapping[str, Any]:
    """The first of them as an object, empty where it is none."""
    return values[0] if values and isinstance(values[0], dict) else {}
