"""Wrong passwords, kept as long as they count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from benvenuto.domain.patience import WrongPasswords
from benvenuto.storage.tables import failed_sign_ins as table

_CLOCKS_DIFFER = timedelta(minutes=1)
"""Servers on one database; what seems to be later than this was noted before the clock was set back."""


@dataclass(frozen=True)
class FailedSignIns:
    """The repository of wrong passwords: for which account, from which address, in which known device."""

    connection: Connection

    def note(self, username: str, address: str, device: str, at: datetime) -> None:
        """Note one, or an attempt that may become one; `device` is "" where nobody has signed in before."""
        self.connection.execute(insert(table).values(username=username, address=address, device=device, at=at))

    def in_device(self, username: str, device: str, since: datetime, now: datetime) -> WrongPasswords:
        """Those of an account in one of its known devices."""
        return self._tally(since, now, table.c.username == username, table.c.device == device)

    def at_place(self, username: str, address: str, since: datetime, now: datetime) -> WrongPasswords:
        """Those of an account from one address, known devices apart."""
        return self._tally(since, now, table.c.username == username, table.c.address == address, table.c.device == "")

    def of_account(self, username: str, since: datetime, now: datetime) -> WrongPasswords:
        """Those of an account from anywhere, known devices apart."""
        return self._tally(since, now, table.c.username == username, table.c.device == "")

    def from_address(self, address: str, since: datetime, now: datetime) -> WrongPasswords:
        """Those from one address, whatever the account, known devices apart."""
        return self._tally(since, now, table.c.address == address, table.c.device == "")

    def forgive(self, username: str, address: str, device: str) -> None:
        """Forget those of an account in this place, after the right password."""
        place = table.c.device == device if device else (table.c.address == address) & (table.c.device == "")
        self.connection.execute(delete(table).where(table.c.username == username, place))

    def forgive_all(self, username: str) -> int:
        """Forget all those of an account; how many there were."""
        return int(self.connection.execute(delete(table).where(table.c.username == username)).rowcount)

    def forget(self, until: datetime) -> None:
        """Remove those noted until then."""
        self.connection.execute(delete(table).where(table.c.at <= until))

    def _tally(self, since: datetime, now: datetime, *which: ColumnElement[bool]) -> WrongPasswords:
        counted = select(func.count(), func.max(table.c.at, type_=table.c.at.type)).where(
            table.c.at > since, table.c.at <= now + _CLOCKS_DIFFER, *which
        )
        count, latest = self.connection.execute(counted).one()
        return WrongPasswords(count, latest)
