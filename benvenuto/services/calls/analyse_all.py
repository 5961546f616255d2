"""Analysing everything that waits at once, on all cores, for whoever does not want to wait for the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing
from queue import SimpleQueue

from benvenuto.listening.vad_process import VadProcess
from benvenuto.services.calls.analysis_queue import AnalysisQueue

_EVERYTHING = 1_000_000


def analyse_all(analyses: AnalysisQueue, processes: int, progress: Callable[[int, int], None]) -> Sequence[int]:
    """Analyse all recordings that wait now, in so many processes, telling `progress` how many are done of how many.

    Returns those that waited. Interrupted, it ends its processes, and what is not done waits for the next time.
    """
    waiting = analyses.pending(_EVERYTHING)
    progress(0, len(waiting))
    free: SimpleQueue[VadProcess] = SimpleQueue()
    interrupted = False

    def run(recording_id: int) -> None:
        apart = free.get()
        try:
            analyses.run_one(recording_id, apart.hear, wanted=lambda: not interrupted)
        finally:
            free.put(apart)

    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(processes))
        for _ in range(min(processes, len(waiting))):
            free.put(stack.enter_context(closing(VadProcess())))
        try:
            _follow([pool.submit(run, recording_id) for recording_id in waiting], progress)
        except BaseException:
            interrupted = True
            # those that run are not waited for: their processes are closed on the way out
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return waiting


def _follow(running: list[Future[None]], progress: Callable[[int, int], None]) -> None:
    for done, future in enumerate(as_completed(running), start=1):
        future.result()
        progress(done, len(running))
