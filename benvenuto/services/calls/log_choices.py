"""What somebody chose for a call log, kept for the next file with the same columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from benvenuto.formats.calls.call_log import DIALECTS, CallField, DurationUnit, LogChoices, Scored
from benvenuto.formats.calls.call_log.vocabulary import fold


def headers_key(headers: Sequence[str]) -> str:
    """The names of a file's columns in one short text, whatever their order."""
    return blake2b("\x1f".join(sorted(map(fold, headers))).encode(), digest_size=16).hexdigest()


def remembered(choices: LogChoices, headers: Sequence[str]) -> Mapping[str, Any]:
    """What somebody chose, as it is kept for the next file of this kind."""
    columns = choices.columns if choices.mapping is None else choices.mapping
    return {
        "headers": [header for header in headers if header],
        "columns": {field.value: header for field, header in columns.items()},
        "whole": choices.mapping is not None,
        "dialect": choices.dialect and choices.dialect.name,
        "day_first": choices.day_first,
        "unit": choices.unit and choices.unit.value,
        "zone": None if choices.zone is None else str(choices.zone),
        "scored": choices.scored and choices.scored.value,
    }


def recalled(kept: Mapping[str, Any]) -> LogChoices:
    """What somebody chose for the last file of this kind."""
    columns = {CallField(name): header for name, header in kept["columns"].items()}
    return LogChoices(
        mapping=columns if kept["whole"] else None,
        columns={} if kept["whole"] else columns,
        dialect=DIALECTS.get(kept.get("dialect") or ""),
        day_first=kept["day_first"],
        unit=DurationUnit(kept["unit"]) if kept["unit"] else None,
        zone=_zone(kept["zone"]),
        scored=Scored(kept["scored"]) if kept["scored"] not in {None, Scored.LONGEST.value} else None,
    )


def merged(kept: LogChoices, choices: LogChoices) -> LogChoices:
    """What is chosen now, and of what was chosen before all that it does not touch. Another telephone system has other
    columns."""
    mapping, columns = choices.mapping, choices.columns
    if mapping is None and choices.dialect is None:
        mapping, columns = kept.mapping, {**kept.columns, **choices.columns}
        if mapping is not None:
            taken = set(choices.columns.values())
            others = {field: header for field, header in mapping.items() if header not in taken}
            mapping, columns = {**others, **choices.columns}, {}
    return LogChoices(
        mapping=mapping,
        columns=columns,
        sheet=choices.sheet,
        header_row=choices.header_row,
        dialect=choices.dialect or kept.dialect,
        day_first=kept.day_first if choices.day_first is None else choices.day_first,
        zone=choices.zone or kept.zone,
        unit=choices.unit or kept.unit,
        scored=choices.scored or kept.scored,
    )


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError):
        return None
