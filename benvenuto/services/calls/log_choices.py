"""What somebody chose for a call log, kept for the next file with the same columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from benvenuto.formats.calls.call_log import CallField, DurationUnit, LogChoices, Scored
from benvenuto.formats.calls.call_log.vocabulary import fold


def headers_key(headers: Sequence[str]) -> str:
    """The names of a file's columns in one short text, whatever their order."""
    return blake2b("\x1f".join(sorted(map(fold, headers))).encode(), digest_size=16).hexdigest()


def remembered(choices: LogChoices) -> Mapping[str, Any]:
    """What somebody chose, as it is kept for the next file of this kind."""
    columns = choices.columns if choices.mapping is None else choices.mapping
    return {
        "columns": {field.value: header for field, header in columns.items()},
        "whole": choices.mapping is not None,
        "day_first": choices.day_first,
        "unit": choices.unit and choices.unit.value,
        "zone": None if choices.zone is None else str(choices.zone),
        "scored": choices.scored.value,
    }


def recalled(kept: Mapping[str, Any]) -> LogChoices:
    """What somebody chose for the last file of this kind."""
    columns = {CallField(name): header for name, header in kept["columns"].items()}
    return LogChoices(
        mapping=columns if kept["whole"] else None,
        columns={} if kept["whole"] else columns,
        day_first=kept["day_first"],
        unit=DurationUnit(kept["unit"]) if kept["unit"] else None,
        zone=_zone(kept["zone"]),
        scored=Scored(kept["scored"]),
    )


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError):
        return None
