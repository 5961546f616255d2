"""What a backup and an export hold of a database: tables of values that every database has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column holds, whatever its database calls it; JSON is a document as it was written, a text."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    DAY = "day"
    INSTANT = "instant"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column's name and kind."""

    name: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table's name and columns; `last_id` is the last number that its sequence gave, where the database counts so."""

    name: str
    columns: tuple[ColumnShape, ...]
    last_id: int | None = None


Values = Sequence[object]
"""A row: int, float, bool, str, date, aware datetime in UTC, or None, in the order of the columns."""
