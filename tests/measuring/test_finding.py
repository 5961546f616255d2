"""Which files are one call, told by their names, and what is said of paths that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.measuring.finding import Recorded, find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sound"


def sound(path: Path, channels: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.zeros((80, channels), np.float32), 8000)
    return path


def test_two_voices_of_one_name_are_one_call_the_agent_first(folder: Path) -> None:
    caller, agent = sound(folder / "1001-caller.wav"), sound(folder / "1001-agent.wav")
    whole = sound(folder / "1002.wav", channels=2)
    assert find([folder]) == ([Recorded((agent, caller)), Recorded((whole,))], [])


def test_nameless_voices_belong_to_their_folder(folder: Path) -> None:
    first = sound(folder / "1" / "agent.wav"), sound(folder / "1" / "caller.wav")
    second = sound(folder / "2" / "agent.wav"), sound(folder / "2" / "caller.wav")
    assert find([folder])[0] == [Recorded(first), Recorded(second)]


def test_two_files_of_one_channel_are_one_call_in_the_order_they_are_named(folder: Path) -> None:
    one, other = sound(folder / "one.wav"), sound(folder / "other.wav")
    assert find([one, other])[0] == [Recorded((one, other))]


def test_their_names_count_more_than_their_order(folder: Path) -> None:
    caller, agent = sound(folder / "a-rx.wav"), sound(folder / "b.wav")
    assert find([caller, agent])[0] == [Recorded((agent, caller))]


def test_two_whole_calls_stay_two(folder: Path) -> None:
    one, other = sound(folder / "one.wav", channels=2), sound(folder / "other.wav", channels=2)
    assert find([one, other])[0] == [Recorded((one,)), Recorded((other,))]


def test_a_voice_without_its_other_is_heard_alone(folder: Path) -> None:
    agent = sound(folder / "1001-agent.wav")
    assert find([folder]) == ([Recorded((agent,))], [])


def test_the_same_voice_twice_makes_no_pair(folder: Path) -> None:
    files = [sound(folder / name) for name in ("1-agent.flac", "1-agent.wav", "1-caller.wav")]
    assert {call.files for call in find([folder])[0]} == {(file,) for file in files}


def test_hidden_files_and_what_is_no_sound_are_passed_over(folder: Path) -> None:
    kept = sound(folder / "deep" / "er" / "1001.wav")
    sound(folder / ".hidden" / "1002.wav")
    sound(folder / "._1001.wav")
    (folder / "1001.txt").write_text("Agent: Hello.", "utf-8")
    assert find([folder])[0] == [Recorded((kept,))]


def test_a_file_named_twice_is_heard_once(folder: Path) -> None:
    kept = sound(folder / "1001.wav", channels=2)
    assert find([kept, folder])[0] == [Recorded((kept,))]


def test_paths_that_lead_nowhere_are_all_told_and_stop_no_other(folder: Path) -> None:
    kept = sound(folder / "1001.wav")
    empty = folder / "empty"
    empty.mkdir()
    calls, faults = find([folder / "nothing.wav", kept, empty])
    assert calls == [Recorded((kept,))]
    assert [fault.file for fault in faults] == [(folder / "nothing.wav").as_posix(), empty.as_posix()]
    assert all(fault.text and fault.remedy for fault in faults)
