"""A server that is asked to stop ends well: what is under way is done, and the database is one whole file."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.house import PASSWORD
from tests.serving import serving


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_with_0_and_leaves_everything_in_the_file(tmp_path: Path, asked: signal.Signals) -> None:
    with serving(tmp_path) as served:
        signed_in = httpx.post(
            f"{served.url}/signin",
            data={"username": "anna", "password": PASSWORD},
            headers={"origin": served.url},
        )
        assert signed_in.status_code == 303
        served.app.database.engine.dispose()
        served.process.send_signal(asked)
        assert served.process.wait(timeout=60) == 0
        assert "Traceback" not in served.output.read_text()
        log = tmp_path / "benvenuto.db-wal"
        assert not log.exists() or log.stat().st_size == 0
        alone = Path(shutil.copy(tmp_path / "benvenuto.db", tmp_path / "copy.db"))
        with closing(sqlite3.connect(alone)) as copy:
            assert copy.execute("select count(*) from sessions").fetchone() == (1,)
