"""The door: as many passwords are checked at once as the machine can bear, and so many may wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
from anyio.to_thread import run_sync

from benvenuto.services.people.passwords import HASHES_AT_ONCE
from benvenuto.web.faults import DoorBusy

P = ParamSpec("P")
T = TypeVar("T")

_MOST_AT_THE_DOOR = 40


@dataclass
class Door:
    """Who signs in; they wait here, not in the threads that everybody else's pages need."""

    most: int = _MOST_AT_THE_DOOR
    _places: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(HASHES_AT_ONCE))
    _here: int = 0

    async def through(self, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Check in a thread when it is their turn; DoorBusy when too many wait already."""
        if self._here >= self.most:
            raise DoorBusy
        self._here += 1
        try:
            return await run_sync(partial(check, *args, **kwargs), limiter=self._places)
        finally:
            self._here -= 1
