"""Browsers in which somebody has signed in before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from benvenuto.storage.tables import known_devices as table


@dataclass(frozen=True)
class KnownDevices:
    """The repository of known devices; only hashes of their tokens are kept."""

    connection: Connection

    def knows(self, token_hash: str, person_id: int) -> bool:
        """Whether this person has signed in there before."""
        which = (table.c.token_hash == token_hash, table.c.person_id == person_id)
        return self.connection.scalar(select(table.c.token_hash).where(*which)) is not None

    def seen(self, token_hash: str, person_id: int, at: datetime) -> None:
        """Note that this person has signed in there."""
        which = (table.c.token_hash == token_hash, table.c.person_id == person_id)
        if not self.connection.execute(update(table).where(*which).values(seen_at=at)).rowcount:
            self.connection.execute(insert(table).values(token_hash=token_hash, person_id=person_id, seen_at=at))

    def forget(self, until: datetime) -> None:
        """Remove those not seen since then."""
        self.connection.execute(delete(table).where(table.c.seen_at <= until))

    def forget_all(self, person_id: int) -> None:
        """Remove those of a person."""
        self.connection.execute(delete(table).where(table.c.person_id == person_id))
