"""The sample week's password, which everybody can read: where it opens an account, and where it opens none."""

from __future__ import annotations

from ipaddress import ip_address

PUBLISHED_PASSWORD = "benvenuto"  # noqa: S105 - it stands in the README and on the sign-in page, for the sample alone


def is_published(password: str) -> bool:
    """Whether this is the published password, or that one in capitals or with blanks around it."""
    return password.strip().casefold() == PUBLISHED_PASSWORD


def published_opens(*, sample: bool, listens_on: str, visited_at: str) -> bool:
    """Whether it may open an account: to who tries the sample, and only where nobody but this machine can come in.

    `listens_on` is the name or address that the server listens on, `visited_at` the one that browsers are told.
    """
    return sample and is_this_machine(listens_on) and is_this_machine(visited_at)


def is_this_machine(host: str) -> bool:
    """Whether a name or address never leaves this machine: localhost, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
