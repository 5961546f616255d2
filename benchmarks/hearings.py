"""What it costs that every hearing leaves a line: a recording asked for without one, with a first one, and again.

`python -m benchmarks.hearings` prints a table for SQLite and PostgreSQL, each with a disk that is waited for, and one
for SQLite while a call log is imported by the same process. Kept in docs/performance.md.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

from benchmarks.call_log_file import write_log
from benvenuto.domain.sampling import DrawnCall, Frame
from tests.databases import postgres_server
from tests.house import House, enter, furnish

ROUNDS = 2
"""How often each recording is asked for again."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hearings", description=__doc__)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--lines", type=int, default=100_000, help="of the call log that is imported meanwhile")
    asked = parser.parse_args()
    print("| | median, ms | 95%, ms | median CPU, ms |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as temporary, postgres_server(Path(temporary)) as postgres:
        folder = Path(temporary)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            postgres.run(f"alter system set {setting} = on")
        postgres.run("select pg_reload_conf()")
        sqlite = f"sqlite:///{folder / 'hearings.db'}"
        for name, url in (("SQLite", sqlite), ("PostgreSQL", postgres.new())):
            furnish(url, folder)
            house = enter(url, folder)
            _measure(name, house, _recordings(house, asked.calls))
            if name == "SQLite":
                fresh = _recordings(house, asked.calls)
                with _importing(house, folder, asked.lines) as still:
                    _measure(f"{name}, while {asked.lines:,} calls are imported", house, fresh, still)
            house.app.database.close()


def _recordings(house: House, calls: int) -> Sequence[int]:
    """Recordings of so many drawn calls, which Bruno need not be asked about."""
    ids = [house.recorded(house.call(house.anna)) for _ in range(calls)]
    with house.app.database.write() as tx:
        tx.samples.add_frames([Frame(house.anna.id, ids, [DrawnCall(each, 1.0) for each in ids])], house.clock())
    with house.app.database.read() as tx:
        return [recording.id for each in ids if (recording := tx.recordings.of_call(each))]


def _measure(name: str, house: House, recordings: Sequence[int], still: Callable[[], bool] = lambda: True) -> None:
    def ask(number: int, *, sound: bool = True) -> tuple[float, float]:
        """How long it took, and how much of that this thread worked, in ms: the latter compares on a busy machine."""
        began, worked = time.perf_counter(), time.thread_time()
        house.app.calls.recording(house.bruno, number, sound=sound)
        return 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - worked)

    without, first, again = list[tuple[float, float]](), list[tuple[float, float]](), list[tuple[float, float]]()
    for number in recordings:
        if not still():
            break
        without.append(ask(number, sound=False))
        first.append(ask(number))
        again += [ask(number) for _ in range(ROUNDS)]
    print(_row(f"{name}: nothing is noted", without))
    print(_row(f"{name}: the first time", first))
    print(_row(f"{name}: again", again), flush=True)


def _row(what: str, times: Sequence[tuple[float, float]]) -> str:
    took, worked = zip(*times, strict=True)
    return f"| {what} | {median(took):.1f} | {quantiles(took, n=20)[-1]:.1f} | {median(worked):.2f} |"


@contextmanager
def _importing(house: House, folder: Path, lines: int) -> Iterator[Callable[[], bool]]:
    """Import a call log meanwhile; whether it is still going on."""
    log = folder / "log.csv"
    write_log(log, lines)
    content = log.read_bytes()
    logs = house.app.call_logs
    thread = Thread(target=lambda: logs.run(house.dario, content, logs.plan(house.dario, content)))
    thread.start()
    try:
        yield thread.is_alive
    finally:
        thread.join()


if __name__ == "__main__":
    main()
