"""An offset and too little gain are put right before a recording is heard."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.domain.measure import Measure
from benvenuto.listening.decoding import open_sound
from benvenuto.listening.leveling import Leveling, leveling
from benvenuto.listening.measures import measure
from benvenuto.listening.measures.segments import total_s
from benvenuto.listening.speech import hear_speech, hear_speech_pair

from .casa_lume import RATE, Call, call, f1
from .conftest import SAMPLE_DATA


@pytest.fixture(scope="module")
def reso() -> Call:
    return call("02-reso-scarpe")


def level_of(path: Path) -> Leveling:
    with open_sound(path) as decoder:
        return leveling(decoder)


def save(path: Path, sound: np.ndarray) -> Path:
    soundfile.write(path, sound, RATE, "PCM_16")
    return path


def test_a_recording_that_is_loud_enough_stays_as_it_is(reso: Call) -> None:
    level = level_of(reso.path)
    assert level.gain == 1
    assert not level.offsets.any()
    block = np.ones((3, 2), np.float32)
    assert next(level.amplified(level.shifted([block]))) is block


@pytest.mark.parametrize("offset", [0.01, -0.2])
def test_an_offset_takes_no_words_away(tmp_path: Path, reso: Call, offset: float) -> None:
    shifted = hear_speech(save(tmp_path / "offset.wav", np.clip(reso.sound + np.array((offset, offset / 2)), -1, 1)))
    assert shifted.separate
    assert f1(reso.agent, shifted.agent) > 0.97
    assert f1(reso.caller, shifted.caller) > 0.97


def test_a_quiet_recording_is_heard_like_a_loud_one(tmp_path: Path, reso: Call) -> None:
    quiet = hear_speech(save(tmp_path / "quiet.wav", reso.sound * 10 ** (-30 / 20)))
    loud, low = (measure(heard).of(Measure.AGENT_TALK) for heard in (hear_speech(reso.path), quiet))
    assert loud is not None
    assert low is not None
    assert low.value == pytest.approx(loud.value, rel=0.03)


def test_real_voices_that_are_just_too_quiet_are_brought_up_too(tmp_path: Path) -> None:
    folder = SAMPLE_DATA / "auto-repairs-40"
    files = [soundfile.read(folder / f"{side}.wav", 60 * RATE, dtype="float32")[0] for side in ("agent", "caller")]
    sound = np.stack(files, axis=1)
    quiet = save(tmp_path / "quiet.wav", sound * 10 ** (-30 / 20))  # words at -40 dB of full scale
    loud, low = (hear_speech(path) for path in (save(tmp_path / "loud.wav", sound), quiet))
    assert total_s(low.agent) == pytest.approx(total_s(loud.agent), rel=0.03)
    assert total_s(low.caller) == pytest.approx(total_s(loud.caller), rel=0.03)


def test_each_voice_of_a_pair_has_its_own_offset(tmp_path: Path, reso: Call) -> None:
    agent = save(tmp_path / "agent.wav", reso.sound[:, 0] + 0.1)
    caller = save(tmp_path / "caller.wav", reso.sound[:, 1] - 0.02)
    heard = hear_speech_pair(agent, caller)
    assert f1(reso.agent, heard.agent) > 0.97
    assert f1(reso.caller, heard.caller) > 0.97


@pytest.mark.parametrize("level", [0.0, 1e-4])
def test_silence_and_the_noise_of_a_line_are_not_made_speech_of(tmp_path: Path, level: float) -> None:
    noise = np.random.default_rng(5).normal(0, level, (20 * RATE, 2))
    assert not hear_speech(save(tmp_path / "noise.wav", noise)).voiced


def test_a_sound_shorter_than_a_window_has_nothing_to_put_right(tmp_path: Path) -> None:
    level = level_of(save(tmp_path / "short.wav", np.full((5, 1), 0.3)))
    assert (level.gain, level.offsets.tolist()) == (1, [0])


def test_what_is_learnt_does_not_depend_on_how_the_sound_is_cut(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    sound = rng.normal(0.05, 0.001, (200_001, 1))
    level = level_of(save(tmp_path / "long.wav", sound))
    assert level.offsets[0] == pytest.approx(0.05, abs=1e-4)
    assert level.loud_db == pytest.approx(-60, abs=1)
