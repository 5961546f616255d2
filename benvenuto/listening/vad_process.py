"""Hearing in a process of its own: it works at low priority, and what breaks there breaks nothing here."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Timer
from typing import Any

import benvenuto
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import Speech
from benvenuto.domain.measured_json import speech_from_json

_EAR = (sys.executable, "-m", "benvenuto.listening.vad_worker")
_ROOT = Path(benvenuto.__file__).parents[1]
"""From where Python finds the package, also where it is not installed."""


class BrokeOff(BenvenutoError):
    """The process that heard the recording ended without an answer, or met what nobody foresaw."""

    template = message("The analysis of this recording stopped ({reason}).")
    remedy = message("The server log has the details. Once it is fixed: python -m benvenuto analyse --failed")


class TooSlow(BenvenutoError):
    """The recording took longer than any sound one does."""

    template = message("The analysis of this recording took longer than {minutes} minutes and was stopped.")
    remedy = message("Check that the file plays. Once it is fixed: python -m benvenuto analyse --failed")


@dataclass
class VadProcess:
    """One such process, started when it is needed: `command` starts it."""

    command: tuple[str, ...] = _EAR
    _process: subprocess.Popen[bytes] | None = None
    _busy: Lock = field(default_factory=Lock)

    def hear(self, path: Path, patience_s: float) -> Speech | Fault:
        """Voice activity of this file, or the fault that made it impossible; blocks until the process answers.

        `patience_s` is how long it may take before it is ended. One recording at a time.
        """
        with self._busy:
            process = self._running()
            late = Event()
            timer = Timer(patience_s, _lose_patience, (process, late))
            timer.start()
            try:
                answer = _ask(process, path)
            finally:
                timer.cancel()
            if answer:
                return _read(answer)
            self._end()
            # asked only without an answer: one that came just in time counts
            if late.is_set():
                return _fault(TooSlow(minutes=round(patience_s / 60, 1)))
            return _fault(BrokeOff(reason=process.returncode))

    def close(self) -> None:
        """End the process, whatever it is doing; may be called from another thread."""
        if (process := self._process) is not None:
            process.kill()
        with self._busy:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                cwd=_ROOT,
                stdin=pipe,
                stdout=pipe,
                start_new_session=True,  # a Ctrl-C in the terminal is for us, and we end it
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            # reaped at once, and its pipes closed: a dead process would keep them
            with suppress(BrokenPipeError):
                process.communicate()


def _lose_patience(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _ask(process: subprocess.Popen[bytes], path: Path) -> bytes:
    """The answer, empty when there is none."""
    assert process.stdin is not None  # noqa: S101 - opened so above
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()


def _read(answer: bytes) -> Speech | Fault:
    reply: dict[str, Any] = json.loads(answer)
    match reply:
        case {"speech": speech}:
            return speech_from_json(speech)
        case {"fault": fault}:
            return Fault("", 0, "", fault["template"], fault["remedy"], fault["params"])
    return _fault(BrokeOff(reason=reply["broken"]))


def _fault(error: BenvenutoError) -> Fault:
    return Fault("", 0, "", error.template, error.remedy, error.params)
