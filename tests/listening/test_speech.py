"""Where somebody speaks is heard, voice by voice, and nothing else is taken for speech."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.domain.measure import Segment, Segments, Speech
from benvenuto.listening.faults import EmptyRecording, NotOneVoice, TextInstead, TruncatedRecording
from benvenuto.listening.frames import hear_frames
from benvenuto.listening.speech import hear_speech, hear_speech_pair, speech_of

from .casa_lume import RATE, Call, call, f1
from .conftest import Record
from .measures.hearing import CALLS


@pytest.fixture(scope="module")
def late_parcel() -> Call:
    return call("06-late-parcel")


@pytest.fixture(scope="module")
def heard(late_parcel: Call) -> Speech:
    return hear_speech(late_parcel.path)


def save(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    soundfile.write(path, sound, rate, "PCM_16")
    return path


def before(seconds: float, voice: Segments) -> Segments:
    return tuple(Segment(one.start_s, min(one.end_s, seconds)) for one in voice if one.start_s < seconds)


def test_both_voices_are_heard_where_they_speak(late_parcel: Call, heard: Speech) -> None:
    assert heard.separate
    assert heard.mixed == ()
    assert heard.duration_s == pytest.approx(late_parcel.duration_s, abs=0.001)
    assert f1(late_parcel.agent, heard.agent) > 0.97
    assert f1(late_parcel.caller, heard.caller) > 0.97


def test_words_begin_and_end_when_they_do(late_parcel: Call, heard: Speech) -> None:
    starts = [min(abs(said.start_s - one.start_s) for one in heard.agent) for said in late_parcel.agent]
    ends = [min(abs(said.end_s - one.end_s) for one in heard.agent) for said in late_parcel.agent]
    assert np.median(starts + ends) < 0.02


@pytest.mark.parametrize("name", [name for name in CALLS if name >= "09"])
def test_each_call_spoken_from_a_script_is_heard_where_it_was_made_to_speak(name: str) -> None:
    made = call(name)
    heard = hear_speech(made.path)
    assert (heard.separate, heard.other) == (True, ())
    for true, found in ((made.agent, heard.agent), (made.caller, heard.caller)):
        assert f1(true, found) > 0.95
        assert np.median([min(abs(one.start_s - other.start_s) for other in found) for one in true]) < 0.02


@pytest.mark.parametrize("name", [name for name in CALLS if name >= "09"])
def test_each_call_spoken_from_a_script_sounds_like_the_others(name: str) -> None:
    made = call(name)
    for voice, sound in zip((made.agent, made.caller), made.sound.T, strict=True):
        spoken = np.concatenate([sound[round(one.start_s * RATE) : round(one.end_s * RATE)] for one in voice])
        assert -30 < 20 * np.log10(np.sqrt(np.mean(spoken**2))) < -20
        assert np.abs(sound).max() < 0.99
        before_a_word = sound[: round(0.9 * RATE)]
        assert 20 * np.log10(np.sqrt(np.mean(before_a_word**2))) < -60


def test_segments_are_in_order_and_apart(heard: Speech) -> None:
    for voice in (heard.agent, heard.caller, heard.other):
        times = [time for one in voice for time in (one.start_s, one.end_s)]
        assert times == sorted(set(times))
        assert times[0] >= 0
        assert times[-1] <= heard.duration_s


def test_hold_music_is_sound_and_no_speech(late_parcel: Call, heard: Speech) -> None:
    (hold,) = late_parcel.hold
    (music,) = heard.other
    assert music.start_s == pytest.approx(hold.start_s, abs=0.1)
    assert music.end_s == pytest.approx(hold.end_s, abs=0.1)
    assert not [one for one in heard.agent if hold.start_s < one.start_s < hold.end_s]


def test_what_leaks_from_the_other_channel_is_nobodys_speech(tmp_path: Path, late_parcel: Call) -> None:
    sound = late_parcel.sound[: 23 * RATE]
    leaking = save(tmp_path / "leaking.wav", sound + sound[:, ::-1] * 10 ** (-25 / 20))
    heard = hear_speech(leaking)
    assert f1(before(23, late_parcel.agent), heard.agent) > 0.93
    assert f1(before(23, late_parcel.caller), heard.caller) > 0.93


def test_a_hissing_line_is_no_speech_and_hides_little(tmp_path: Path, late_parcel: Call) -> None:
    sound = late_parcel.sound[: 30 * RATE]
    spoken_db = 20 * np.log10(np.std(sound[np.abs(sound) > 0.02]))
    hiss = np.random.default_rng(4).normal(0, 10 ** ((spoken_db - 15) / 20), sound.shape)
    heard = hear_speech(save(tmp_path / "hiss.wav", sound + hiss))
    assert f1(before(30, late_parcel.agent), heard.agent) > 0.93
    assert len(heard.other) == 1  # the music, not the hiss


@pytest.mark.parametrize("level", [0.0, 0.1])
def test_neither_silence_nor_noise_is_anything(tmp_path: Path, level: float) -> None:
    noise = np.random.default_rng(5).normal(0, level, (4 * RATE, 2))
    assert hear_speech(save(tmp_path / "nothing.wav", noise)) == Speech(4.0)


@pytest.mark.parametrize("hiss", [0.0, 0.003])
@pytest.mark.parametrize("side", [0, 1])
def test_a_side_on_which_nobody_is_heard_makes_it_one_channel(
    tmp_path: Path, late_parcel: Call, side: int, hiss: float
) -> None:
    sound = np.random.default_rng(6).normal(0, hiss, (23 * RATE, 2))
    sound[:, side] += late_parcel.sound[: 23 * RATE].sum(axis=1)
    heard = hear_speech(save(tmp_path / "one-sided.wav", sound))
    assert not heard.separate
    assert (heard.agent, heard.caller) == ((), ())
    assert f1(before(23, tuple(sorted(late_parcel.agent + late_parcel.caller))), heard.mixed) > 0.9


@pytest.mark.parametrize("side", [0, 1])
def test_a_side_that_holds_the_whole_call_beside_one_voice_of_it_makes_it_one_channel(
    tmp_path: Path, side: int
) -> None:
    reso = call("02-reso-scarpe")
    sound = reso.sound.copy()
    sound[:, side] = sound.sum(axis=1)
    heard = hear_speech(save(tmp_path / "mixed-and-one.wav", sound))
    assert not heard.separate
    assert f1(tuple(sorted(reso.agent + reso.caller)), heard.mixed) > 0.9


def test_one_channel_says_only_that_somebody_speaks(tmp_path: Path, late_parcel: Call) -> None:
    heard = hear_speech(save(tmp_path / "mono.wav", late_parcel.sound[: 9 * RATE].sum(axis=1)))
    assert not heard.separate
    assert (heard.agent, heard.caller) == ((), ())
    either = before(9, tuple(sorted(late_parcel.agent + late_parcel.caller)))
    assert f1(either, heard.mixed) > 0.93


@pytest.mark.parametrize("gain", [1.0, 0.7])
def test_one_channel_stored_twice_is_still_one(tmp_path: Path, late_parcel: Call, gain: float) -> None:
    mono = late_parcel.sound[: 5 * RATE].sum(axis=1)
    heard = hear_speech(save(tmp_path / "twice.wav", np.stack([mono, gain * mono], axis=1)))
    assert not heard.separate
    assert heard.mixed


def test_a_channel_with_leakage_alone_has_no_voice_of_its_own(tmp_path: Path, late_parcel: Call) -> None:
    agent = late_parcel.sound[: 5 * RATE, 0]
    heard = hear_speech(save(tmp_path / "leaking.wav", np.stack([agent, agent * 10 ** (-25 / 20)], axis=1)))
    assert not heard.separate
    assert heard.mixed


def test_two_files_are_heard_as_one_in_stereo(tmp_path: Path, late_parcel: Call) -> None:
    sound = late_parcel.sound[: 13 * RATE]
    agent = save(tmp_path / "agent.wav", sound[: 7 * RATE, 0])
    caller = save(tmp_path / "caller.wav", np.repeat(sound[:, 1], 2), 2 * RATE)
    heard, stereo = hear_speech_pair(agent, caller), hear_speech(save(tmp_path / "call.wav", sound))
    assert heard.duration_s == 13
    assert not heard.aligned  # 7 s and 13 s
    assert f1(before(7, stereo.agent), heard.agent) > 0.97
    assert f1(stereo.caller, heard.caller) > 0.97


def test_a_stereo_file_is_no_half_of_a_pair(record: Record) -> None:
    with pytest.raises(NotOneVoice):
        hear_speech_pair(record("pcm.wav"), record("call.flac", channels=2))


def test_half_a_copy_is_not_heard(tmp_path: Path, late_parcel: Call) -> None:
    cut = tmp_path / "cut.wav"
    cut.write_bytes(late_parcel.path.read_bytes()[:20_000])
    with pytest.raises(TruncatedRecording):
        hear_speech(cut)


def test_a_text_is_not_heard(tmp_path: Path) -> None:
    note = tmp_path / "call.wav"
    note.write_text("Anna called in sick.")
    with pytest.raises(TextInstead):
        hear_speech(note)


def test_no_sound_at_all_is_an_empty_recording() -> None:
    with pytest.raises(EmptyRecording):
        speech_of(hear_frames([], channels=2))
