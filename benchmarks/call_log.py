"""How fast a call log of a million lines is imported, beside the sqlite3 shell that checks nothing.

`python -m benchmarks.call_log` runs whole processes in turn: the shell's `.import` into a bare table, and
`python -m benvenuto import-calls` into SQLite; then once into PostgreSQL. Bytecode is compiled before, as it is
where Benvenuto is installed. docs/performance.md keeps the figures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.call_log_file import AGENTS, agent_code, write_log
from benvenuto.bootstrap import build, prepare
from benvenuto.config import HOME, read_settings
from benvenuto.domain.people import Membership, Role
from tests.databases import postgres_server

_TEAMS = 50


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and of processor, and the most memory it held, in MB."""

    wall_s: float
    cpu_s: float
    memory_mb: float


def main() -> None:
    """Measure, and print a table."""
    asked = _asked()
    shell = shutil.which("sqlite3")
    if shell is None:
        raise SystemExit("The sqlite3 shell is not installed: there is nothing to compare with.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log.csv"
        write_log(log, asked.lines)
        template = _furnished(folder / "template")
        _compile(folder)
        shells, ours = [], []
        for number in range(asked.runs):
            shells.append(_run([shell, str(folder / f"{number}.db"), "-cmd", ".mode csv", f".import {log} calls"]))
            data = Path(shutil.copytree(template, folder / str(number)))
            ours.append(_run(_command(log), _settings(data)))
            shutil.rmtree(data)
        print("| | seconds | of processor | memory, MB |\n| --- | ---: | ---: | ---: |")
        _print("sqlite3 .import", shells)
        _print("import-calls, SQLite", ours)
        if asked.postgresql:
            _print("import-calls, PostgreSQL", [_on_postgresql(folder, log)])
    times = median(run.wall_s for run in ours) / median(run.wall_s for run in shells)
    work = median(run.cpu_s for run in ours) / median(run.cpu_s for run in shells)
    print(f"\n{times:.1f} times the time of .import, {work:.1f} times its work (aim: 2.5)")


def _print(name: str, runs: Sequence[Run]) -> None:
    wall, cpu = median(run.wall_s for run in runs), median(run.cpu_s for run in runs)
    # a process is told the memory of the one that started it when it held less itself, as the shell does
    memory = f"{max(run.memory_mb for run in runs):.0f}" if "import-calls" in name else ""
    print(f"| {name} | {wall:.1f} | {cpu:.1f} | {memory} |", flush=True)


def _command(log: Path) -> Sequence[str]:
    return [sys.executable, "-m", "benvenuto", "import-calls", str(log)]


def _settings(data: Path, url: str = "") -> dict[str, str]:
    settings = {"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no", "BENVENUTO_TIMEZONE": "Europe/Rome"}
    settings |= {"PYTHONPYCACHEPREFIX": str(data.parent / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    return settings | ({"BENVENUTO_DATABASE_URL": url} if url else {})


def _run(command: Sequence[str], settings: dict[str, str] | None = None) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=HOME,
        env=dict(os.environ) | (settings or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # the one call that says what this very child has used
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # 1 is right: some lines are rejected
    assert process.returncode in {0, 1}
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _compile(folder: Path) -> None:
    log = folder / "short.csv"
    write_log(log, 100)
    _run(_command(log), _settings(folder / "compiled"))


def _furnished(data: Path, url: str = "") -> Path:
    """A database with a thousand agents in fifty teams, and no calls."""
    app = build(read_settings(_settings(data, url)))
    prepare(app)
    with app.database.write() as tx:
        teams = [tx.people.add_team(f"Team {number}") for number in range(_TEAMS)]
        for number in range(AGENTS):
            code = agent_code(number)
            person = tx.people.add(code, f"Agent {number}", "it", None, datetime.now(UTC), agent_code=code)
            tx.people.set_memberships(person, [Membership(Role.AGENT, teams[number % _TEAMS])])
    app.database.engine.dispose()
    return data


def _on_postgresql(folder: Path, log: Path) -> Run:
    with postgres_server(folder) as server:
        url = server.new()
        data = _furnished(folder / "postgresql", url)
        return _run(_command(log), _settings(data, url))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.call_log", description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-postgresql", dest="postgresql", action="store_false")
    return parser.parse_args()


if __name__ == "__main__":
    main()
