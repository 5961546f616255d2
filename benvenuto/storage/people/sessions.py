"""Sessions and failed sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from benvenuto.storage.tables import failed_sign_ins, sessions


@dataclass(frozen=True)
class Sessions:
    """The repository of signed-in browsers; only hashes of tokens are kept."""

    connection: Connection

    def add(self, token_hash: str, person_id: int, at: datetime, expires_at: datetime, address: str) -> None:
        """Begin a session."""
        self.connection.execute(
            insert(sessions).values(
                token_hash=token_hash, person_id=person_id, created_at=at, expires_at=expires_at, address=address
            )
        )

    def person(self, token_hash: str, now: datetime) -> int | None:
        """Whose session this is, None when there is none or it is over."""
        return self.connection.scalar(
            select(sessions.c.person_id).where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now)
        )

    def end(self, token_hash: str) -> None:
        """End one session."""
        self.connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def end_all(self, person_id: int, but: str = "") -> None:
        """End every session of a person, but the one named."""
        self.connection.execute(delete(sessions).where(sessions.c.person_id == person_id, sessions.c.token_hash != but))

    def any_of(self, person_id: int) -> bool:
        """Whether a person has any session."""
        return (
            self.connection.scalar(select(sessions.c.token_hash).where(sessions.c.person_id == person_id)) is not None
        )

    def forget_expired(self, now: datetime) -> None:
        """Remove what is over."""
        self.connection.execute(delete(sessions).where(sessions.c.expires_at <= now))

    def failed(self, username: str, address: str, at: datetime) -> None:
        """Note a wrong password."""
        self.connection.execute(insert(failed_sign_ins).values(username=username, address=address, at=at))

    def forget_failures(self, until: datetime) -> None:
        """Remove wrong passwords noted until then."""
        self.connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.at <= until))

    def failures(self, since: datetime, *, username: str | None = None, address: str | None = None) -> int:
        """How many wrong passwords there were since then, for an account or from an address."""
        query = select(func.count()).select_from(failed_sign_ins).where(failed_sign_ins.c.at > since)
        if username is not None:
            query = query.where(failed_sign_ins.c.username == username)
        if address is not None:
            query = query.where(failed_sign_ins.c.address == address)
        return int(self.connection.scalar(query) or 0)

    def forgive(self, username: str) -> None:
        """Forget an account's wrong passwords after the right one."""
        self.connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.username == username))
