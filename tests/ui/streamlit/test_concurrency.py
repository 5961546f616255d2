"""Pages run a few at a time, and nobody waits for long."""

from threading import Barrier, Event, Thread

import pytest

from benvenuto.ui.streamlit import concurrency
from benvenuto.ui.streamlit.concurrency import limit_page_runs


def test_a_page_that_fails_gives_its_place_back() -> None:
    for _ in range(10):
        with pytest.raises(RuntimeError), limit_page_runs():
            raise RuntimeError
    with limit_page_runs(), limit_page_runs():
        assert not concurrency._places.acquire(blocking=False)


def test_behind_pages_at_long_work_the_next_one_still_runs() -> None:
    busy, done = Barrier(3), Event()

    def at_long_work() -> None:
        with limit_page_runs():
            busy.wait()
            done.wait()

    threads = [Thread(target=at_long_work) for _ in range(2)]
    for thread in threads:
        thread.start()
    busy.wait()
    with limit_page_runs():
        ran = True
    done.set()
    for thread in threads:
        thread.join()
    assert ran
    assert concurrency._places.acquire(blocking=False)  # who came without a place gave none back
    assert concurrency._places.acquire(blocking=False)
    assert not concurrency._places.acquire(blocking=False)
    concurrency._places.release(2)
