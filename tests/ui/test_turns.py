"""Pages run a few at a time, and nobody waits for long."""

from threading import Barrier, Event, Thread

import pytest

from benvenuto.ui import turns
from benvenuto.ui.turns import in_turn


def test_a_page_that_fails_gives_its_place_back() -> None:
    for _ in range(10):
        with pytest.raises(RuntimeError), in_turn():
            raise RuntimeError
    with in_turn(), in_turn():
        assert not turns._places.acquire(blocking=False)


def test_behind_pages_at_long_work_the_next_one_still_runs() -> None:
    busy, done = Barrier(3), Event()

    def at_long_work() -> None:
        with in_turn():
            busy.wait()
            done.wait()

    threads = [Thread(target=at_long_work) for _ in range(2)]
    for thread in threads:
        thread.start()
    busy.wait()
    with in_turn():
        ran = True
    done.set()
    for thread in threads:
        thread.join()
    assert ran
    assert turns._places.acquire(blocking=False)  # who came without a place gave none back
    assert turns._places.acquire(blocking=False)
    assert not turns._places.acquire(blocking=False)
    turns._places.release(2)
