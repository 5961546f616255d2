"""An import that is killed outright and run again leaves the calls of an import that nothing disturbed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benvenuto.cli import main
from benvenuto.config import HOME
from benvenuto.services.calls.log_writing import BATCH

CALLS = 5 * BATCH // 2
STAND_STILL = """
    create view for_ages as
        with recursive steps (n) as (select 1 union all select 1 from steps limit 5000000000) select sum(n) from steps;
    create trigger stand_still before insert on calls when new.external_id = 'c-30000'
    begin select * from for_ages; end;
"""


def settings(data: Path) -> dict[str, str]:
    return {"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no", "BENVENUTO_LANGUAGE": "en"}


def kept(data: Path) -> list[tuple[object, ...]]:
    facts = "select external_id, agent_code, started_at, duration_s, contact_reason from calls order by id"
    with closing(sqlite3.connect(data / "benvenuto.db")) as database:
        return database.execute(facts).fetchall()


def audited(data: Path) -> int:
    with closing(sqlite3.connect(data / "benvenuto.db")) as database:
        added = "select sum(json_extract(detail, '$.added')) from audit where action = 'calls_imported'"
        return int(database.execute(added).fetchone()[0])


def kill_in_mid_import(log: Path, data: Path) -> None:
    """Kill it in the middle of its second batch: it takes ages over a row of that."""
    command = [sys.executable, "-m", "benvenuto", "import-calls", str(log)]
    with closing(sqlite3.connect(data / "benvenuto.db", timeout=30)) as database:
        database.executescript(STAND_STILL)
        process = subprocess.Popen(command, cwd=HOME, env=dict(os.environ) | settings(data), stdout=subprocess.DEVNULL)
        try:
            while not (database.execute("select 1 from calls limit 1").fetchone() and is_being_written(data)):
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(0.01)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        database.executescript("drop trigger stand_still; drop view for_ages")


def is_being_written(data: Path) -> bool:
    with closing(sqlite3.connect(data / "benvenuto.db", timeout=0)) as another:
        try:
            another.execute("begin immediate")
        except sqlite3.OperationalError:
            return True
    return False


def test_killed_outright_and_run_again_it_is_as_if_nothing_had_happened(tmp_path: Path) -> None:
    log, disturbed, undisturbed = tmp_path / "log.csv", tmp_path / "disturbed", tmp_path / "undisturbed"
    lines = [f"c-{n},{1 + n % 28:02}/03/2025 10:{n % 60:02},int-{n % 9},{n % 300},reso\n" for n in range(CALLS)]
    lines[7::1000] = ["c-x,ieri,int-1,60,reso\n"] * len(lines[7::1000])
    log.write_text("id,data e ora,agente,durata,motivo\n" + "".join(lines), "utf-8")
    for data in (disturbed, undisturbed):
        main(["import-calls", str(log.with_name("none.csv"))], settings(data))  # brings the empty tables
    kill_in_mid_import(log, disturbed)
    assert 0 < len(kept(disturbed)) < 30_000 < CALLS
    assert audited(disturbed) == len(kept(disturbed))
    for data in (disturbed, undisturbed):
        assert main(["import-calls", str(log)], settings(data)) == 1
    assert kept(disturbed) == kept(undisturbed)
    assert audited(disturbed) == len(kept(undisturbed)) == CALLS - CALLS // 1000
