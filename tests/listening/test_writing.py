"""A file appears whole or not at all."""

import wave
from pathlib import Path

import numpy as np
import pytest

from benvenuto.listening import writing
from benvenuto.listening.faults import NoRoomToWork, TooLongRecording
from benvenuto.listening.writing import disk_may_refuse, new_file, new_wav


def test_nothing_bears_the_name_until_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "call.wav"
    with new_file(target) as file:
        file.write(b"half")
        assert not target.exists()
    assert target.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_on_the_way_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "call.wav"
    target.write_bytes(b"before")

    def write_half() -> None:
        with new_wav(target, 8000, 1) as play:
            play(np.zeros((100, 1), np.float32))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"before"


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NoRoomToWork), new_file(tmp_path / "nowhere" / "call.wav"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a Linux device")
def test_a_full_disk_is_said_plainly() -> None:
    with pytest.raises(NoRoomToWork), disk_may_refuse(), Path("/dev/full").open("wb") as full:
        full.write(bytes(100_000))


def test_samples_come_out_as_they_went_in_and_too_loud_ones_are_clipped(tmp_path: Path) -> None:
    exact = np.arange(-32768, 32768, dtype=np.int32)
    loud = np.array([1.5, -1.5, np.nan, np.inf, -np.inf, 1e38], np.float32)
    with new_wav(tmp_path / "call.wav", 8000, 1) as play:
        play((exact / 32768).astype(np.float32)[:, None])
        play(loud[:, None])
    with wave.open(str(tmp_path / "call.wav")) as wav:
        samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2")
    assert samples[:65536].tolist() == exact.tolist()
    assert samples[65536:].tolist() == [32767, -32768, 0, 32767, -32768, 32767]


def test_a_wav_never_grows_past_what_its_header_can_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LARGEST_WAV", 1000)
    with pytest.raises(TooLongRecording), new_wav(tmp_path / "call.wav", 8000, 2) as play:
        play(np.zeros((300, 2), np.float32))
    assert list(tmp_path.iterdir()) == []
