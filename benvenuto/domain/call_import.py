"""Imports of call logs: each has a number, by which its calls are found again and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CallImport:
    """One import. `present` is how many of its calls are still there."""

    id: int
    at: datetime
    actor_name: str
    file: str
    reading: Mapping[str, Any]
    counts: Mapping[str, Any]
    present: int
    undone_at: datetime | None
    headers: str
    is_remembered: bool
    """Whether the next file with these columns is read as this one was."""

    @property
    def is_finished(self) -> bool:
        """Whether its last line was read, rather than the server stopped meanwhile."""
        return bool(self.counts)


@dataclass(frozen=True, slots=True)
class ImportedCall:
    """A call of an import, with its parts and what hangs on it. `agent_name` is empty while it waits for its agent."""

    external_id: str
    started_at: datetime
    duration_s: int | None
    agent_name: str
    agent_code: str
    parts: int
    hanging: Sequence[str]
