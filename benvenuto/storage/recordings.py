"""What is known of recordings; the sound itself lies in the store, by content hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from benvenuto.domain.call import Recording, Side
from benvenuto.storage.tables import inserted_id, recordings


@dataclass(frozen=True)
class Recordings:
    """The repository of recordings."""

    connection: Connection

    def add(self, call_id: int, side: Side, at: datetime, facts: Mapping[str, object]) -> int:
        """Add a recording; `facts` are the columns that describe its sound and where it lies. The id."""
        return inserted_id(
            self.connection.execute(insert(recordings).values(call_id=call_id, side=side.value, created_at=at, **facts))
        )

    def remove(self, recording_id: int) -> None:
        """Forget a recording; the store is the caller's to clean."""
        self.connection.execute(delete(recordings).where(recordings.c.id == recording_id))

    def get(self, recording_id: int) -> Recording | None:
        """One recording."""
        row = self.connection.execute(select(recordings).where(recordings.c.id == recording_id)).first()
        return _recording(row) if row else None

    def of_call(self, call_id: int) -> Sequence[Recording]:
        """A call's recordings: the one to listen to first."""
        rows = self.connection.execute(select(recordings).where(recordings.c.call_id == call_id))
        order = {Side.BOTH: 0, Side.MIXED: 1, Side.AGENT: 2, Side.CALLER: 3}
        return sorted((_recording(row) for row in rows), key=lambda recording: order[recording.side])

    def peaks(self, recording_id: int) -> Any:
        """The waveform's peaks as they were stored."""
        return self.connection.scalar(select(recordings.c.peaks).where(recordings.c.id == recording_id))

    def hashes(self, call_id: int) -> Mapping[Side, str]:
        """The content hash of each side's original."""
        rows = self.connection.execute(
            select(recordings.c.side, recordings.c.sha256).where(recordings.c.call_id == call_id)
        )
        return {Side(row.side): row.sha256 for row in rows}


def _recording(row: Row[Any]) -> Recording:
    return Recording(
        id=row.id,
        call_id=row.call_id,
        side=Side(row.side),
        key=row.key,
        listening_key=row.listening_key,
        listening_media_type=row.listening_media_type,
        original_name=row.original_name,
        channels=row.channels,
        sample_rate=row.sample_rate,
        duration_s=row.duration_s,
    )
