"""Two files of a call of which one lost a pause: put in step only where digital silence shows it."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from benvenuto.domain.measure import Measure
from benvenuto.listening.alignment import Pause, in_step, pauses
from benvenuto.listening.measures import measure
from benvenuto.listening.speech import hear_speech, hear_speech_pair

from .casa_lume import RATE, call

Sound = NDArray[np.float32]

HELD_AT, HELD_S = 32.0, 12.0  # the agent has spoken, and the caller goes on before so much time has passed
HOLD = np.zeros(int(HELD_S * RATE), np.float32)


@pytest.fixture(scope="module")
def voices() -> tuple[Sound, Sound]:
    """Agent and caller of a call without a hold."""
    sound = call("02-reso-scarpe").sound
    return sound[:, 0], sound[:, 1]


def with_hold(voice: Sound) -> Sound:
    at = int(HELD_AT * RATE)
    return np.concatenate([voice[:at], HOLD, voice[at:]])


def without(voice: Sound, start_s: float) -> Sound:
    """The voice, less as much as the hold lasts."""
    return np.delete(voice, slice(int(start_s * RATE), int(start_s * RATE) + len(HOLD)))


def saved(folder: Path, agent: Sound, caller: Sound, encoding: str = "PCM_16") -> tuple[Path, Path]:
    files = folder / "agent.wav", folder / "caller.wav"
    for path, voice in zip(files, (agent, caller), strict=True):
        soundfile.write(path, voice, RATE, encoding)
    return files


@pytest.mark.parametrize("encoding", ["PCM_16", "ULAW", "ALAW"])
def test_a_hold_that_one_file_lost_is_put_back(tmp_path: Path, voices: tuple[Sound, Sound], encoding: str) -> None:
    agent, caller = voices
    lacking = pauses(*saved(tmp_path, with_hold(agent), caller, encoding))
    assert lacking[0] is None
    assert lacking[1] is not None
    assert (lacking[1].at_s, lacking[1].length_s) == pytest.approx((HELD_AT, HELD_S), abs=0.05)
    # and the other way round
    assert pauses(*saved(tmp_path, agent, with_hold(caller), encoding))[1] is None


def test_put_in_step_they_measure_as_if_nothing_had_been_lost(tmp_path: Path, voices: tuple[Sound, Sound]) -> None:
    agent, caller = voices
    pair = hear_speech_pair(*saved(tmp_path, with_hold(agent), caller))
    whole = tmp_path / "whole.wav"
    soundfile.write(whole, np.stack([with_hold(agent), with_hold(caller)], axis=1), RATE)
    assert pair.aligned
    heard, true = measure(pair), measure(hear_speech(whole))
    for kind in (Measure.AGENT_INTERRUPTIONS, Measure.CALLER_INTERRUPTIONS, Measure.OVERLAP, Measure.AGENT_TALK):
        left, right = heard.of(kind), true.of(kind)
        assert left is not None
        assert right is not None
        assert left.value == pytest.approx(right.value, abs=0.1)
    # what was put in is a hold, and nobody's silence
    hold = heard.of(Measure.HOLD)
    assert hold is not None
    assert hold.value == pytest.approx(HELD_S, abs=5)


def test_what_was_lost_elsewhere_or_broke_off_is_never_shifted(tmp_path: Path, voices: tuple[Sound, Sound]) -> None:
    agent, caller = voices
    ends = len(caller) / RATE - HELD_S
    for start_s in (3.0, 31.0, ends):
        # the other file has no digital silence, or has it for another reason and the caller is quiet meanwhile
        assert pauses(*saved(tmp_path, agent, without(caller, start_s))) == (None, None)
        assert pauses(*saved(tmp_path, with_hold(agent), without(with_hold(caller), start_s + HELD_S))) == (None, None)


def test_a_gate_that_makes_many_silences_shows_nothing(tmp_path: Path, voices: tuple[Sound, Sound]) -> None:
    agent, caller = voices
    gated = with_hold(agent)
    for start in range(0, 20 * RATE, 5 * RATE):
        gated[start : start + 2 * RATE] = 0
    assert pauses(*saved(tmp_path, gated, caller)) == (None, None)


def test_silence_of_another_length_shows_nothing(tmp_path: Path, voices: tuple[Sound, Sound]) -> None:
    agent, caller = voices
    assert pauses(*saved(tmp_path, with_hold(agent), caller[: -2 * RATE])) == (None, None)


def test_files_of_no_sound_and_of_one_length_lack_nothing(tmp_path: Path) -> None:
    assert pauses(*saved(tmp_path, HOLD, HOLD[: 2 * RATE])) == (None, None)
    assert pauses(*saved(tmp_path, HOLD, HOLD)) == (None, None)
    assert in_step(300, 300.5)
    assert not in_step(300, 301)  # a hold of a few seconds in a long call


@pytest.mark.parametrize("at_s", [0.0, 0.5, 0.999])
@pytest.mark.parametrize("size", [100, 350, 1000, 4000])
def test_a_pause_is_put_in_once_wherever_blocks_end(at_s: float, size: int) -> None:
    sound = np.arange(1, 1001, dtype=np.float32)[:, None]
    blocks = [sound[start : start + size] for start in range(0, 1000, size)]
    joined = np.concatenate(list(Pause(at_s, 0.2).put_into(blocks, 1000)))[:, 0]
    at = int(at_s * 1000)
    assert joined.tolist() == [*sound[:at, 0], *[0] * 200, *sound[at:, 0]]
