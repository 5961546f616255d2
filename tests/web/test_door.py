"""The door of a process: who signs in waits there, and nobody else waits for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from threading import Event, Lock, Semaphore

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from anyio.to_thread import run_sync

from benvenuto.services.people.passwords import HASHES_AT_ONCE
from benvenuto.services.people.sign_in import WrongPassword
from benvenuto.web.door import Door
from benvenuto.web.faults import DoorBusy

CROWD = 100
MOST = 60


def _run(work: Callable[[], Awaitable[None]]) -> None:
    """In a thread of its own: where a browser was tested before, this one has an event loop already."""
    with start_blocking_portal() as portal:
        portal.call(work)


def test_few_passwords_are_checked_at_once_and_everybody_else_has_their_threads() -> None:
    checking, most_at_once, lock, begun, go_on = 0, 0, Lock(), Semaphore(0), Event()

    def check(password: str) -> str:
        nonlocal checking, most_at_once
        with lock:
            checking += 1
            most_at_once = max(most_at_once, checking)
        begun.release()
        assert go_on.wait(60)
        with lock:
            checking -= 1
        return password

    entered: list[str] = []
    refused: list[DoorBusy] = []

    async def crowd() -> None:
        door = Door(MOST)

        async def somebody(number: int) -> None:
            try:
                entered.append(await door.through(check, f"{number}"))
            except DoorBusy as busy:
                refused.append(busy)

        async with anyio.create_task_group() as people:
            for number in range(CROWD):
                people.start_soon(somebody, number)
            await anyio.lowlevel.checkpoint()
            assert await run_sync(lambda: "a page") == "a page"  # while the door is full
            for _ in range(HASHES_AT_ONCE):
                assert await run_sync(begun.acquire, True, 60)
            go_on.set()

    _run(crowd)
    assert most_at_once == HASHES_AT_ONCE
    assert (len(entered), len(refused)) == (MOST, CROWD - MOST)


def test_a_wrong_password_makes_room_for_the_next_one() -> None:
    def wrong() -> None:
        raise WrongPassword

    async def one_after_another() -> None:
        door = Door(1)
        for _ in range(3):
            with pytest.raises(WrongPassword):
                await door.through(wrong)

    _run(one_after_another)
