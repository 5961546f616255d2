"""Patience with wrong passwords: a few cost nothing, then each makes the next one wait longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class WrongPasswords:
    """How many wrong passwords there were, and when the latest was."""

    count: int = 0
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """A growing delay: `free` wrong passwords within `window` cost nothing, then `first`, doubled up to `longest`."""

    free: int
    window: timedelta
    first: timedelta
    longest: timedelta

    def wait(self, wrong: WrongPasswords, now: datetime) -> timedelta:
        """How long the next attempt must still wait; never longer than `longest`, whatever the clock does."""
        if wrong.count < self.free or wrong.latest is None:
            return timedelta()
        doubled: int = 2 ** min(wrong.count - self.free, _MOST_DOUBLINGS)
        delay = min(self.longest, self.first * doubled)
        return max(timedelta(), min(delay, wrong.latest + delay - now))


DAY = timedelta(days=1)
_MINUTE, _QUARTER = timedelta(minutes=1), timedelta(minutes=15)

ONE_PLACE = Patience(5, DAY, _MINUTE, _QUARTER)
"""One account from one address, or from one browser that it has signed in with before."""

ACCOUNT = Patience(100, DAY, _QUARTER, _QUARTER)
"""One account from wherever nobody has signed in to it yet: NIST SP 800-63B allows 100 guesses."""

ADDRESS = Patience(40, _QUARTER, _QUARTER, _QUARTER)
"""One address, whatever the account, in browsers that nobody has signed in with: a whole office may share it."""


def address_block(address: str) -> str:
    """What counts as one address: an IPv6 customer has 2^64 of them; what is no address stands for itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed.packed[:8] + bytes(8), 64)))
    return str(parsed)
