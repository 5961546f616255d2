"""Sessions: browsers that somebody is signed in with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from benvenuto.domain.people import OpenSession
from benvenuto.storage.tables import sessions


@dataclass(frozen=True)
class Sessions:
    """The repository of signed-in browsers; only hashes of tokens are kept."""

    connection: Connection

    def add(self, token_hash: str, person_id: int, at: datetime, expires_at: datetime, address: str) -> None:
        """Begin a session."""
        self.connection.execute(
            insert(sessions).values(
                token_hash=token_hash,
                person_id=person_id,
                created_at=at,
                expires_at=expires_at,
                seen_at=at,
                address=address,
            )
        )

    def get(self, token_hash: str, now: datetime) -> OpenSession | None:
        """The session with this token, None when there is none or it is over."""
        return next(iter(self._open(sessions.c.token_hash == token_hash, sessions.c.expires_at > now)), None)

    def of(self, person_id: int, now: datetime) -> Sequence[OpenSession]:
        """The sessions of a person that are not over, the latest used first."""
        return self._open(sessions.c.person_id == person_id, sessions.c.expires_at > now)

    def seen(self, token_hash: str, at: datetime) -> None:
        """Note that a session is in use."""
        self.connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))

    def end(self, token_hash: str) -> None:
        """End one session."""
        self.connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def end_all(self, person_id: int, but: str = "") -> None:
        """End every session of a person, but the one named."""
        self.connection.execute(delete(sessions).where(sessions.c.person_id == person_id, sessions.c.token_hash != but))

    def forget_expired(self, now: datetime) -> None:
        """Remove what is over."""
        self.connection.execute(delete(sessions).where(sessions.c.expires_at <= now))

    def _open(self, *conditions: ColumnElement[bool]) -> Sequence[OpenSession]:
        query = select(sessions).where(*conditions).order_by(sessions.c.seen_at.desc(), sessions.c.created_at.desc())
        return [
            OpenSession(row.token_hash, row.person_id, row.created_at, row.seen_at, row.address)
            for row in self.connection.execute(query)
        ]
