"""The background of the server: it analyses what waits, ends with the server, and loses nothing when that is killed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import wave
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from benvenuto.config import HOME
from benvenuto.domain.measure import Measure
from benvenuto.web.analysis_worker import AnalysisWorker
from benvenuto.web.application import Web
from tests.house import House
from tests.page_loads import run_apart
from tests.recorded import recorded, stored, value

PATIENCE_S = 90.0


def eventually(true: Callable[[], object]) -> None:
    """Look until it is so."""
    until = monotonic() + PATIENCE_S
    while not true():
        assert monotonic() < until, "it never became so"
        threading.Event().wait(0.02)


@contextmanager
def background(house: House) -> Iterator[AnalysisWorker]:
    analysing = AnalysisWorker(house.app.analyses, look_again_s=0.05)
    analysing.begin()
    try:
        yield analysing
    finally:
        analysing.end()


def sound(path: Path) -> Path:
    """A second of silence on two channels."""
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0\0\0" * 8000)
    return path


class Held:
    """A file in the place of a recording that is never read to its end: whoever hears it is held."""

    def __init__(self, path: Path) -> None:
        path.unlink()
        os.mkfifo(path)
        self.path, self.file = path, -1

    def is_heard(self) -> bool:
        """Whether somebody has begun to read."""
        try:
            self.file = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            return False
        return True

    def is_left(self) -> bool:
        """Whether nobody reads any more."""
        try:
            os.write(self.file, b"\0")
        except BrokenPipeError:
            return True
        return False

    def close(self) -> None:
        os.close(self.file)
        self.path.unlink()


def test_what_is_imported_is_analysed_and_what_is_hopeless_told(house: House, tmp_path: Path) -> None:
    call_id = house.call(house.anna, external_id="1709284500.123")
    recorded(house, house.anna, external_id="1709284500.124")
    stored(house)  # which holds words
    call = sound(tmp_path / "call.wav")
    imported = house.app.recordings.run(house.dario, {"1709284500.123.wav": lambda: call.open("rb")})
    assert imported.added == ["1709284500.123"]
    with background(house) as analysing:
        eventually(lambda: house.app.measures.progress(house.dario).pending == 0)
        eventually(lambda: analysing._apart._process is None)
    found = house.app.measures.of_call(house.bruno, call_id)
    assert value(found, Measure.AGENT_TALK) is None  # nobody is heard in it
    progress = house.app.measures.progress(house.dario)
    assert (progress.done, progress.failed) == (1, 1)
    assert [fault.file for fault in progress.failures] == ["1709284500.124"]
    assert progress.failures[0].remedy


def test_what_is_in_hand_when_the_server_ends_waits_for_the_next_start(house: House) -> None:
    _, recording_id = recorded(house, house.anna)
    with closing(Held(stored(house))) as held:
        with background(house):
            eventually(held.is_heard)
        assert held.is_left(), "no process is left"
    assert not [one for one in threading.enumerate() if one.name == "analysing"]
    assert house.app.analyses.pending(10) == [recording_id]


def test_a_server_that_is_killed_loses_nothing_and_leaves_no_process(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    settings = house.app.settings
    environment = os.environ | {
        "BENVENUTO_DATA": str(settings.data),
        "BENVENUTO_DATABASE_URL": settings.database_url,
        "BENVENUTO_SAMPLE": "no",
    }
    serve = (
        "import threading\nfrom benvenuto.bootstrap import running\n"
        "from benvenuto.web.analysis_worker import AnalysisWorker\n"
        "AnalysisWorker(running().analyses).begin()\nthreading.Event().wait()\n"
    )
    with closing(Held(stored(house))) as held:
        with subprocess.Popen([sys.executable, "-c", serve], cwd=HOME, env=environment) as server:
            eventually(held.is_heard)
            server.kill()
        eventually(held.is_left)
    assert house.app.analyses.pending(10) == [recording_id]
    sound(stored(house))
    with background(house):
        eventually(lambda: house.app.measures.of_call(house.bruno, call_id))


@pytest.mark.parametrize(("analyse", "threads"), [(True, 1), (False, 0)])
def test_the_served_application_has_it_from_its_start_to_its_end(house: House, analyse: bool, threads: int) -> None:
    def running() -> int:
        return len([one for one in threading.enumerate() if one.name == "analysing"])

    app = replace(house.app, settings=replace(house.app.settings, analyse=analyse))
    web = Web(app, Path("index.html"), frozenset())

    async def serve() -> int:
        async with web.lifespan(object()):
            return running()

    assert (run_apart(serve()), running()) == (threads, 0)
