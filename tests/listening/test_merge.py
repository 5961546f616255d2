"""Two voices in two files become one call in stereo."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.listening.faults import NotARecording, NotOneVoice
from benvenuto.listening.merge import merge
from benvenuto.listening.peaks import PeakMeter
from benvenuto.listening.probe import probe

from .conftest import SAMPLE_DATA, Record


def test_the_agent_is_on_the_left_and_the_caller_on_the_right(tmp_path: Path) -> None:
    folder, target = SAMPLE_DATA / "auto-repairs-40", tmp_path / "listening.wav"
    made = merge(folder / "agent.wav", folder / "caller.wav", target)
    assert made == probe(target)
    both, _ = soundfile.read(target, dtype="int16")
    agent, _ = soundfile.read(folder / "agent.wav", dtype="int16")
    caller, _ = soundfile.read(folder / "caller.wav", dtype="int16")
    assert np.array_equal(both, np.stack([agent, caller], axis=1))


def test_the_shorter_voice_ends_in_silence(record: Record, tmp_path: Path) -> None:
    agent, caller = record("agent.wav", like="pcm.wav", seconds=30), record("caller.wav", like="gsm.wav", seconds=4)
    made = merge(agent, caller, tmp_path / "listening.wav")
    assert made.duration_s == 30
    both, _ = soundfile.read(tmp_path / "listening.wav")
    assert np.abs(both[: 4 * 8000, 1]).max() > 0.1
    assert not both[5 * 8000 :, 1].any()


def test_the_lower_rate_is_raised_to_the_higher_and_stays_in_step(tmp_path: Path) -> None:
    for name, rate in (("agent.wav", 8000), ("caller.wav", 16000)):
        click = np.zeros(rate * 30)
        click[rate * 20 : rate * 20 + rate // 100] = 0.5
        soundfile.write(tmp_path / name, click, rate)
    made = merge(tmp_path / "agent.wav", tmp_path / "caller.wav", tmp_path / "listening.wav")
    assert (made.sample_rate, made.duration_s) == (16000, 30)
    both, _ = soundfile.read(tmp_path / "listening.wav")
    begins = [int(np.argmax(both[:, side] > 0.25)) for side in (0, 1)]
    assert begins == pytest.approx([320_000, 320_000], abs=2)


def test_listeners_hear_both_voices(tmp_path: Path) -> None:
    folder, meter = SAMPLE_DATA / "auto-repairs-40", PeakMeter()
    merge(folder / "agent.wav", folder / "caller.wav", tmp_path / "listening.wav", [meter])
    again = PeakMeter()
    probe(tmp_path / "listening.wav", listeners=[again])
    assert meter.peaks == again.peaks
    assert len(meter.peaks.channels) == 2


def test_a_stereo_file_is_not_one_voice(record: Record, tmp_path: Path) -> None:
    agent, caller = record("agent.wav", like="pcm.wav"), record("caller.wav", like="pcm.wav", channels=2)
    with pytest.raises(NotOneVoice):
        merge(agent, caller, tmp_path / "listening.wav")
    assert sorted(tmp_path.iterdir()) == [agent, caller]


def test_a_broken_voice_leaves_no_call(record: Record, tmp_path: Path) -> None:
    agent, caller = record("agent.wav", like="pcm.wav"), tmp_path / "caller.wav"
    caller.write_bytes(bytes(range(128, 256)) * 100)
    with pytest.raises(NotARecording):
        merge(agent, caller, tmp_path / "listening.wav")
    assert sorted(tmp_path.iterdir()) == [agent, caller]
