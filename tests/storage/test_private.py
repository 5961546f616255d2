"""What holds voices and names is closed to everybody else on the machine."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from benvenuto.config import HOME
from benvenuto.storage.private import close_to_others

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files have no such modes there")


def _mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_what_a_command_makes_is_its_owner_s_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    settings = {"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no"}
    subprocess.run(
        [sys.executable, "-m", "benvenuto", "rebuild"],
        cwd=HOME,
        env=os.environ | settings,
        umask=0o022,
        check=True,
        capture_output=True,
    )
    assert _mode(data) == "0o700"
    assert {path.name: _mode(path) for path in data.iterdir()} == {path.name: "0o600" for path in data.iterdir()}
    assert (data / "benvenuto.db").exists()


def test_what_an_earlier_version_left_open_is_closed(tmp_path: Path) -> None:
    data, recordings = tmp_path / "data", tmp_path / "elsewhere"
    (recordings / "aa").mkdir(parents=True)
    data.mkdir()
    voice, database, other = recordings / "aa" / "aa.wav", data / "benvenuto.db", tmp_path / "other"
    for file in (voice, database, other):
        file.write_bytes(b"")
        file.chmod(0o644)
    for folder in (data, recordings, recordings / "aa"):
        folder.chmod(0o755)
    (recordings / "aa" / "link").symlink_to(other)
    close_to_others(data, f"sqlite:///{database}", recordings)
    modes = [_mode(path) for path in (data, recordings, recordings / "aa", voice, database, other)]
    assert modes == ["0o700", "0o700", "0o700", "0o600", "0o600", "0o644"]


def test_a_folder_that_holds_other_things_too_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "checkout").mkdir()
    monkeypatch.chdir(tmp_path / "checkout")
    tmp_path.chmod(0o755)
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    notes.chmod(0o644)
    close_to_others(tmp_path, f"sqlite:///{tmp_path / 'benvenuto.db'}", tmp_path / "recordings")
    assert (_mode(tmp_path), _mode(notes)) == ("0o755", "0o644")
