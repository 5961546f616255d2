"""Hears and measures many recordings, one on each core; a bad one stops no other."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import Measured, Thresholds
from benvenuto.listening.faults import NobodyHeard
from benvenuto.listening.measures import measure
from benvenuto.measuring.finding import Recorded

Outcome = tuple[Recorded, Measured | Fault]


class CannotBeHeard(BenvenutoError):
    """What no other fault foresaw: a file that may not be read, a decoder that broke. `reason`: in English."""

    template = message("This recording could not be analysed ({reason}).")
    remedy = message("Check that the file plays and that you may read it.")


def hear_all(calls: Sequence[Recorded], thresholds: Thresholds, cores: int | None = None) -> Iterator[Outcome]:
    """Each call with its measures, or with what is wrong with it, in the order in which they are done."""
    workers = min(cores or _cores(), len(calls))
    if workers <= 1:
        yield from (hear_one(call, thresholds) for call in calls)
        return
    left = dict.fromkeys(calls)
    for call, outcome in _together(calls, thresholds, workers):
        del left[call]
        yield call, outcome
    for call in left:  # one of them ended its process and with it the pool; which one shows when each is alone
        done = list(_together([call], thresholds, 1))
        yield done[0] if done else (call, _fault(call, CannotBeHeard(reason="the decoder ended")))


def hear_one(call: Recorded, thresholds: Thresholds) -> Outcome:
    """One call, heard in this process."""
    from benvenuto.listening.speech import hear_speech, hear_speech_pair  # takes a second to load

    try:
        speech = hear_speech_pair(*call.files) if len(call.files) == 2 else hear_speech(*call.files)
        return call, measure(speech, thresholds=thresholds) if speech.voiced else _fault(call, NobodyHeard())
    except BenvenutoError as error:
        return call, _fault(call, error)
    except Exception as error:
        return call, _fault(call, CannotBeHeard(reason=getattr(error, "strerror", None) or type(error).__name__))


def _together(calls: Sequence[Recorded], thresholds: Thresholds, workers: int) -> Iterator[Outcome]:
    """Every outcome there is; a pool that breaks leaves some out."""
    # spawn, for a fork in the middle of a progress bar's thread may hang
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts) as pool:
        futures: list[Future[Outcome]] = [pool.submit(hear_one, call, thresholds) for call in calls]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that was called


def _fault(call: Recorded, error: BenvenutoError) -> Fault:
    return Fault(call.name, 0, "", error.template, error.remedy, error.params)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
