"""Ports for servers in processes of their own, each server's alone for as long as the test needs it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_port() -> Iterator[int]:
    """A port that the system gives to nobody else until the end of the block, whether its server runs or not.

    A socket that is bound to it and does not listen keeps it; one that allows so lets a server listen beside it.
    """
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("", 0))
        port: int = keeper.getsockname()[1]
        yield port
