"""What a killed process leaves of a recording is removed, and nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benvenuto.listening.workroom import sweep

HOLDS = """
import sys
from benvenuto.listening.workroom import workroom
with workroom() as folder:
    (folder / "original").write_bytes(b"a voice")
    print(folder, flush=True)
    sys.stdin.read()
"""


def aged(folder: Path) -> None:
    os.utime(folder, (0, 0))


def test_what_a_killed_process_has_left_is_swept_away_and_what_is_in_use_stays(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS]
    there = os.environ | {"TMPDIR": str(tmp_path)}
    with (
        subprocess.Popen(command, env=there, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed,
        subprocess.Popen(command, env=there, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as alive,
    ):
        assert killed.stdout is not None
        assert alive.stdout is not None
        left, used = Path(killed.stdout.readline().strip()), Path(alive.stdout.readline().strip())
        killed.kill()
        killed.wait()
        assert (left / "original").exists()
        for folder in (left, used):
            aged(folder)
        swept = subprocess.run(
            [sys.executable, "-c", "from benvenuto.listening.workroom import sweep; print(sweep())"],
            env=there,
            capture_output=True,
            text=True,
            check=True,
        )
        assert swept.stdout.strip() == "1"
        assert not left.exists()
        assert (used / "original").exists()
        alive.communicate("")
    assert not used.exists()


def test_one_that_was_made_a_moment_ago_is_left_alone(workroom: Path) -> None:
    folder = workroom / "benvenuto-call-new"
    folder.mkdir()
    assert sweep() == 0
    aged(folder)
    assert sweep() == 1
    assert not folder.exists()
