"""Pages run a few at a time: more at once only stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

_AT_ONCE = 2
_LONGEST_WAIT_S = 0.25

_places = BoundedSemaphore(_AT_ONCE)


@contextmanager
def limit_page_runs() -> Iterator[None]:
    """A semaphore around a run of a page. The wait is short: behind a page at long work everybody else still goes on.

    Python runs one thread at a time, and Streamlit takes a lock for every option it reads. Fifty pages at once hand
    that lock around one by one, each time waiting to be woken, and the processor stands idle meanwhile.
    """
    came = _places.acquire(timeout=_LONGEST_WAIT_S)
    try:
        yield
    finally:
        if came:
            _places.release()
