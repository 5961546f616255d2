"""Hearing in a process of its own: what goes wrong there is told here, and nothing is left running."""

from __future__ import annotations

import json
import math
import os
import signal
import struct
import sys
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Segment, Speech
from benvenuto.domain.measured_json import speech_to_json
from benvenuto.listening.speech import hear_speech
from benvenuto.listening.vad_process import BrokeOff, TooSlow, VadProcess

PATIENCE_S = 120.0
SPEECH = json.dumps({"speech": speech_to_json(Speech(2.0, agent=(Segment(0.5, 1.5),)))})
ANSWERS = f"""
import json, os, sys
for line in sys.stdin:
    if "crash" in line: os.abort()
    if "hang" in line: open(json.loads(line)).read()
    if "broken" in line: print('{{"broken": "ZeroDivisionError"}}', flush=True)
    else: print('{SPEECH}', flush=True)
"""
"""A process that keeps the protocol and fails as it is told to: a decoder seldom crashes when it should."""


@pytest.fixture
def apart() -> Iterator[VadProcess]:
    with closing(VadProcess((sys.executable, "-c", ANSWERS))) as one:
        yield one


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A recording that nobody ever finishes."""
    path = tmp_path / "hang.wav"
    os.mkfifo(path)
    return path


def tone(path: Path) -> Path:
    """Two seconds of a tone, which is no speech."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 3))) for n in range(16000)))
    return path


def pid(apart: VadProcess) -> int:
    assert apart._process is not None
    return apart._process.pid


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_real_process_hears_the_same_as_this_one(tmp_path: Path) -> None:
    sound, text = tone(tmp_path / "è una prova.wav"), tmp_path / "text.wav"
    text.write_text("no sound at all, but words", "utf-8")
    with closing(VadProcess()) as apart:
        heard = apart.hear(sound, PATIENCE_S)
        assert isinstance(heard, Speech)
        assert heard == hear_speech(sound)
        first = pid(apart)
        assert os.getpriority(os.PRIO_PROCESS, first) > os.getpriority(os.PRIO_PROCESS, 0)
        refused = apart.hear(text, PATIENCE_S)
        assert isinstance(refused, Fault)
        assert refused.template
        assert refused.remedy
        assert pid(apart) == first, "a fault in a file is no reason to start again"
    assert not runs(first)


def test_a_crash_is_told_and_the_next_recording_heard(apart: VadProcess) -> None:
    broken = apart.hear(Path("crash.wav"), PATIENCE_S)
    assert isinstance(broken, Fault)
    assert broken.template == BrokeOff.template
    assert broken.params == {"reason": -signal.SIGABRT}
    assert isinstance(apart.hear(Path("sound.wav"), PATIENCE_S), Speech)


def test_what_nobody_foresaw_is_told(apart: VadProcess) -> None:
    broken = apart.hear(Path("broken.wav"), PATIENCE_S)
    assert isinstance(broken, Fault)
    assert broken.params == {"reason": "ZeroDivisionError"}


def test_a_recording_that_never_ends_is_given_up(apart: VadProcess, endless: Path) -> None:
    assert isinstance(apart.hear(Path("sound.wav"), PATIENCE_S), Speech)
    first = pid(apart)
    slow = apart.hear(endless, 0.2)
    assert isinstance(slow, Fault)
    assert slow.template == TooSlow.template
    assert not runs(first)


def test_closing_ends_what_is_being_heard(apart: VadProcess, endless: Path) -> None:
    assert isinstance(apart.hear(Path("sound.wav"), PATIENCE_S), Speech)
    first = pid(apart)

    def close_once_heard() -> None:
        with endless.open("wb"):  # which waits until somebody reads
            apart.close()

    with ThreadPoolExecutor(1) as pool:
        closed = pool.submit(close_once_heard)
        assert isinstance(apart.hear(endless, PATIENCE_S), Fault)
        closed.result()
    assert not runs(first)


def test_closing_what_never_began_does_nothing() -> None:
    VadProcess().close()
