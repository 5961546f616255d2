"""What is known of recordings; the sound itself lies in the store, by content hash."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from benvenuto.domain.call import Original, Recording, Side
from benvenuto.storage.tables import inserted_id, recordings

_FACTS = [column for column in recordings.c if column.name != "peaks"]
"""All but the waveform, which is long and seldom wanted."""


@dataclass(frozen=True)
class Recordings:
    """The repository of recordings; a call has at most one."""

    connection: Connection

    def add(self, recording: Recording, peaks: object, at: datetime) -> int:
        """Add a recording, whatever its id says, with its waveform; the id it got."""
        values = asdict(recording) | {"side": recording.side.value, "peaks": peaks, "created_at": at}
        del values["id"]
        return inserted_id(self.connection.execute(insert(recordings).values(values)))

    def get(self, recording_id: int) -> Recording | None:
        """One recording."""
        row = self.connection.execute(select(*_FACTS).where(recordings.c.id == recording_id)).first()
        return _recording(row) if row else None

    def of_call(self, call_id: int) -> Recording | None:
        """A call's recording."""
        row = self.connection.execute(select(*_FACTS).where(recordings.c.call_id == call_id)).first()
        return _recording(row) if row else None

    def peaks(self, recording_id: int) -> Any:
        """The waveform as it was stored."""
        return self.connection.scalar(select(recordings.c.peaks).where(recordings.c.id == recording_id))

    def plays(self, listening_key: str) -> int:
        """How many recordings play this file of the store."""
        query = select(func.count()).select_from(recordings).where(recordings.c.listening_key == listening_key)
        return int(self.connection.scalar(query) or 0)


def _recording(row: Row[Any]) -> Recording:
    return Recording(
        id=row.id,
        call_id=row.call_id,
        side=Side(row.side),
        originals=tuple(Original(**{**original, "side": Side(original["side"])}) for original in row.originals),
        listening_key=row.listening_key,
        listening_media_type=row.listening_media_type,
        channels=row.channels,
        sample_rate=row.sample_rate,
        duration_s=row.duration_s,
    )
