"""Who must wait after wrong passwords: counted where they were typed, so that a stranger locks nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.patience import ACCOUNT, ADDRESS, DAY, ONE_PLACE, Patience, WrongPasswords, address_block
from benvenuto.storage.database import Transaction


class TooManyAttempts(BenvenutoError):
    """Too many wrong passwords lately, for this account or from this address."""

    template = message("Too many wrong passwords.")
    remedy = message("Wait {minutes} min, then try again.")

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(minutes=-(-wait // timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a password is typed: for which account, from which address, in which known device ("" for none)."""

    account: str
    address: str
    device: str = ""

    @classmethod
    def of(cls, account: str, address: str, device: str = "") -> Place:
        """The place, with all addresses of one customer counted as one."""
        return cls(account, address_block(address), device)


def admit(tx: Transaction, place: Place, now: datetime) -> None:
    """Count an attempt as a wrong one before it is checked, in one transaction; TooManyAttempts when it must wait.

    Whoever turns out to have the right password is forgiven.
    """
    tx.advisory_lock("sign_in")
    tx.failed_sign_ins.forget(now - DAY)
    wait = max(patience.wait(wrong, now) for patience, wrong in _counted(tx, place, now))
    if wait:
        raise TooManyAttempts(wait)
    tx.failed_sign_ins.note(place.account, place.address, place.device, now)


def _counted(tx: Transaction, place: Place, now: datetime) -> Iterator[tuple[Patience, WrongPasswords]]:
    failed = tx.failed_sign_ins
    if place.device:  # where its person has signed in before, strangers' guesses do not count
        yield ONE_PLACE, failed.in_device(place.account, place.device, now - ONE_PLACE.window, now)
        return
    yield ONE_PLACE, failed.at_place(place.account, place.address, now - ONE_PLACE.window, now)
    if place.address:
        yield ACCOUNT, failed.of_account(place.account, now - ACCOUNT.window, now)
        yield ADDRESS, failed.from_address(place.address, now - ADDRESS.window, now)
