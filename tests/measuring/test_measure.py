"""Many recordings at once: each answer to its own, and nothing that is wrong with one reaches another."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
import soundfile

from benvenuto.config import HOME
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import PROFILES, Measure, Measured, Thresholds
from benvenuto.measuring import measure as hearing
from benvenuto.measuring.finding import Recorded
from benvenuto.measuring.measure import hear_all, hear_one
from tests.listening.measures.hearing import of

WHOLE = HOME / "sample_data" / "casa-lume" / "06-late-parcel" / "call.wav"


@pytest.fixture(autouse=True)
def a_main_module_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of a page leaves the page as the main module, and every process that is spawned later would run it."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """The first twelve seconds of a call: the greeting and its answer."""
    sound, rate = soundfile.read(WHOLE, 12 * 8000)
    soundfile.write(tmp_path / "call.wav", sound, rate)
    return tmp_path / "call.wav"


def test_every_call_is_heard_whatever_another_one_is(tmp_path: Path, call: Path) -> None:
    good, other = Recorded((call,)), Recorded((Path(shutil.copy(call, tmp_path / "copy.wav")),))
    bad = Recorded((tmp_path / "bad.wav",))
    bad.files[0].write_bytes(b"RIFF and nothing more")
    heard = dict(hear_all([good, bad, other], Thresholds(), cores=2))
    assert set(heard) == {good, bad, other}
    assert isinstance(heard[good], Measured)
    assert heard[good] == heard[other]
    fault = heard[bad]
    assert isinstance(fault, Fault)
    assert fault.file == bad.name


def test_a_file_that_breaks_off_says_so_with_a_remedy(tmp_path: Path) -> None:
    cut = tmp_path / "cut.wav"
    cut.write_bytes(WHOLE.read_bytes()[:100_000])
    _, fault = hear_one(Recorded((cut,)), Thresholds())
    assert isinstance(fault, Fault)
    assert "breaks off" in fault.text
    assert fault.remedy


def test_a_file_that_may_not_be_read_is_a_fault_like_another(tmp_path: Path) -> None:
    _, fault = hear_one(Recorded((tmp_path,)), Thresholds())  # a folder, which not even an administrator can read
    assert isinstance(fault, Fault)
    assert fault.template == hearing.CannotBeHeard.template


def test_a_stereo_file_in_a_pair_is_told() -> None:
    _, fault = hear_one(Recorded((WHOLE, WHOLE)), Thresholds())
    assert isinstance(fault, Fault)
    assert "one voice" in fault.text


def test_a_call_measures_by_the_thresholds_it_is_given(call: Path) -> None:
    _, measured = hear_one(Recorded((call,)), PROFILES["aws"])
    assert isinstance(measured, Measured)
    assert measured.thresholds == PROFILES["aws"]
    assert of(measured, Measure.FIRST_SPEECH).value == pytest.approx(1.7, abs=0.15)


def test_a_decoder_that_dies_takes_only_its_own_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # what would kill the process is stood in for by a file that does: a crash in C cannot be had on demand
    monkeypatch.setattr(hearing, "hear_one", _dies_of_deadly)
    calls = [Recorded((tmp_path / name,)) for name in ("deadly.wav", "one.wav")]
    heard = dict(hear_all(calls, Thresholds(), cores=2))
    assert set(heard) == set(calls)
    assert [fault.text for fault in heard.values() if isinstance(fault, Fault) and "decoder ended" in fault.text]
    assert [call for call, fault in heard.items() if isinstance(fault, Fault) and fault.text == "survived"] == calls[1:]


def _dies_of_deadly(call: Recorded, thresholds: Thresholds) -> hearing.Outcome:
    if "deadly" in call.name:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return call, Fault(call.name, 0, "", "survived", "")


def test_a_recording_in_which_nobody_speaks_is_told_and_not_measured(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", [0.0] * 40_000, 8000)
    _, fault = hear_one(Recorded((tmp_path / "silent.wav",)), Thresholds())
    assert isinstance(fault, Fault)
    assert "Nobody is heard" in fault.text
