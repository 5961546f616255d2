"""`measure` as it is typed: what it prints, what it exits with, and that it needs no database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from benvenuto.cli import main
from benvenuto.config import HOME


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENVENUTO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BENVENUTO_LANGUAGE", "en")


def opening(name: str, folder: Path) -> Path:
    """The first ten seconds of a sample call."""
    sound, rate = soundfile.read(HOME / "sample_data" / "casa-lume" / name / "call.wav", 10 * 8000)
    soundfile.write(folder / f"{name}.wav", sound, rate)
    return folder / f"{name}.wav"


def test_one_recording_is_told_in_the_readers_language_and_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENVENUTO_LANGUAGE", "it")
    assert main(["measure", str(opening("08-change-of-address", tmp_path))]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "Interruzioni dell'operatore" in shown.out
    assert "0,3 s" in shown.out  # a threshold
    assert not (tmp_path / "data").exists()


def test_a_folder_is_json_on_request_and_a_wrong_path_stops_nothing(tmp_path: Path) -> None:
    opening("07-refund-status", tmp_path)
    paths = [tmp_path, tmp_path / "nothing.wav"]
    command = [sys.executable, "-m", "benvenuto", "measure", *map(str, paths), "--json", "--profile", "aws"]
    found = subprocess.run(command, cwd=HOME, capture_output=True, text=True, timeout=120, check=False)
    told = json.loads(found.stdout)
    assert found.returncode == 1
    assert [Path(*call["files"]).name for call in told["calls"]] == ["07-refund-status.wav"]
    assert told["thresholds"]["interruption_overlap_s"] == 2
    assert [Path(fault["file"]).name for fault in told["faults"]] == ["nothing.wav"]
    assert "There is nothing at" in found.stderr
    assert "Traceback" not in found.stdout + found.stderr


def test_a_file_that_is_no_sound_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.wav").write_bytes(b"<html>Sign in</html>")
    assert main(["measure", str(tmp_path / "bad.wav")]) == 2
    shown = capsys.readouterr().err
    assert "bad.wav" in shown
    assert "web page" in shown
    assert "download again" in shown


def test_nothing_to_measure_is_not_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(tmp_path / "nothing.wav")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "There is nothing at" in shown.err
