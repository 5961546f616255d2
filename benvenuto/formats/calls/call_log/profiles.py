"""Profiles: what the exports of telephone systems call their columns, one YAML file each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benvenuto.domain.faults import Fault, message
from benvenuto.formats.calls.call_log.columns import CallField
from benvenuto.formats.calls.call_log.durations import DurationUnit
from benvenuto.formats.calls.call_log.synonyms import STATUSES
from benvenuto.formats.calls.call_log.vocabulary import fold

FOLDER = Path(__file__).with_name("profiles")

_KEYS = {"title", "recognised_by", "columns", "words", "zone", "durations", "talk", "extensions", "headerless"}
_REMEDY = message("Compare it with another profile in the same folder.")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Profile:
    """One telephone system: the headers by which its logs are known, which of them holds what, and its own words.

    `names` are the columns of a log without headers; `timestamps` and `numbers` are those by whose cells it is known.
    """

    name: str
    title: str
    recognised_by: frozenset[str]
    columns: Mapping[CallField, Sequence[str]]
    words: Mapping[str, str]
    zone: str = ""
    unit: DurationUnit | None = None
    is_talk: bool = False
    extensions: int = 0
    names: tuple[str, ...] = ()
    timestamps: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def fits(self, headers: Sequence[str]) -> bool:
        """Whether these are the headers of its logs."""
        return self.recognised_by <= set(map(fold, headers))

    def mapping(self, headers: Sequence[str], guess: Mapping[CallField, str]) -> dict[CallField, str]:
        """Its columns where the file has them, and what is guessed of the other fields."""
        folded = {fold(header): header for header in reversed(headers)}
        mine = {
            field: next((folded[fold(name)] for name in names if fold(name) in folded), "")
            for field, names in self.columns.items()
        }
        taken = set(mine.values())
        others = {field: header for field, header in guess.items() if field not in mine and header not in taken}
        return {field: header for field, header in {**others, **mine}.items() if header}

    def writes(self, first: Sequence[str]) -> bool:
        """Whether the first line of a file without headers is one of its logs."""
        if not self.names or len(first) != len(self.names):
            return False
        cells = dict(zip(self.names, first, strict=True))
        dated = all(_TIMESTAMP.fullmatch(cells[name].strip()) for name in self.timestamps)
        return dated and all(cells[name].strip().isdecimal() for name in self.numbers)


def profile_faults() -> Sequence[Fault]:
    """What is wrong with the profiles that ship, a fault a file."""
    faults = list[Fault]()
    for path in sorted(FOLDER.glob("*.yaml")):
        try:
            read_profile(path)
        except (ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
            template = message("The profile of a telephone system cannot be read: {error}.")
            faults.append(Fault(path.name, 0, "", template, _REMEDY, {"error": str(error)}))
    return faults


@cache
def profiles() -> Sequence[Profile]:
    """Those that ship, the most telling first."""
    known = [read_profile(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return sorted(known, key=lambda profile: -len(profile.recognised_by))


def read_profile(path: Path) -> Profile:
    """A profile from its file. Raises ValueError with what is wrong."""
    data: Any = yaml.safe_load(path.read_text("utf-8"))
    if not isinstance(data, dict) or not data.keys() >= {"title", "recognised_by", "columns"} or data.keys() - _KEYS:
        raise ValueError(f"{path.name}: the keys must be among {', '.join(sorted(_KEYS))}")
    columns = {CallField(name): [names] if isinstance(names, str) else names for name, names in data["columns"].items()}
    words = {fold(word): meaning for meaning, listed in data.get("words", {}).items() for word in listed}
    if unknown := set(words.values()) - set(STATUSES):
        raise ValueError(f"{path.name}: unknown in words: {', '.join(sorted(unknown))}")
    without = data.get("headerless", {})
    return Profile(
        path.stem,
        data["title"],
        frozenset(map(fold, data["recognised_by"])),
        columns,
        words,
        data.get("zone", ""),
        DurationUnit(data["durations"]) if "durations" in data else None,
        bool(data.get("talk")),
        int(data.get("extensions", 0)),
        tuple(without.get("columns", ())),
        tuple(without.get("timestamps", ())),
        tuple(without.get("numbers", ())),
    )
