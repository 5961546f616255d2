"""Where transcripts came from, and which recordings have none yet; the turns themselves are with the calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select

from benvenuto.domain.call import Origin, Speaker, Turn, Word
from benvenuto.storage.tables import calls, recordings, transcripts, turns


@dataclass(frozen=True, slots=True)
class Untranscribed:
    """A call that has sound, on so many `channels`, and no words. `language` is "" where the log does not tell it."""

    call_id: int
    external_id: str
    language: str
    channels: int


@dataclass(frozen=True)
class Transcripts:
    """The repository of where transcripts came from; a call has at most one."""

    connection: Connection

    def add(self, call_id: int, origin: Origin, at: datetime) -> None:
        """Say where the transcript of a call came from; it may have found nothing to write down."""
        self.connection.execute(
            insert(transcripts).values(
                call_id=call_id,
                format=origin.format,
                sha256=list(origin.sha256),
                engine=origin.engine,
                model=origin.model,
                model_hash=origin.model_hash,
                created_at=at,
            )
        )

    def origin(self, call_id: int) -> Origin | None:
        """Where a call's transcript came from; None when it has none, or one from before origins were kept."""
        row = self.connection.execute(select(transcripts).where(transcripts.c.call_id == call_id)).first()
        if row is None:
            return None
        return Origin(row.format, tuple(row.sha256), row.engine, row.model, row.model_hash)

    def missing(self) -> Sequence[Untranscribed]:
        """The calls with a recording and no transcript, oldest first."""
        rows = self.connection.execute(
            select(calls.c.id, calls.c.external_id, calls.c.language, recordings.c.channels)
            .join(recordings, recordings.c.call_id == calls.c.id)
            .where(~exists().where(turns.c.call_id == calls.c.id))
            .where(~exists().where(transcripts.c.call_id == calls.c.id))
            .order_by(calls.c.started_at, calls.c.id)
        )
        return [Untranscribed(row.id, row.external_id, row.language, row.channels) for row in rows]


def turn_values(call_id: int, number: int, turn: Turn) -> Mapping[str, object]:
    """A turn as a row: each word as [text, start, end, confidence]."""
    return {
        "call_id": call_id,
        "number": number,
        "speaker": turn.speaker.value,
        "start_s": turn.start_s,
        "end_s": turn.end_s,
        "text": turn.text,
        "words": [[word.text, word.start_s, word.end_s, word.confidence] for word in turn.words] or None,
    }


def turn_of(row: Row[Any]) -> Turn:
    """The turn of a row."""
    words = tuple(Word(*word) for word in row.words or ())
    return Turn(Speaker(row.speaker), row.text, row.start_s, row.end_s, words)
