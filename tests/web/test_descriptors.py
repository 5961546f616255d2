"""File descriptors under a limit of two hundred: page loads leave none behind, and health tells when few are left."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from tests.page_loads import page_loads, run_apart
from tests.serving import Served, serving

resource = pytest.importorskip("resource", reason="Windows limits no file descriptors")

HARD = 200


def limited(limit: str) -> tuple[str, ...]:
    """A command that runs another under limits of open files as `ulimit` sets them."""
    return ("sh", "-c", f'{limit} && exec "$@"', "sh")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    within = limited(f"ulimit -n {HARD} && ulimit -Sn 100")
    with serving(tmp_path_factory.mktemp("limited"), within=within) as running:
        yield running


def descriptors(served: Served) -> int:
    return int(psutil.Process(served.process.pid).num_fds())


def test_the_soft_limit_is_raised_to_the_hard_one_and_it_is_said_that_it_stays_low(served: Served) -> None:
    asked = getattr(resource, "prlimit", None)
    if asked is not None:  # Linux tells of another process
        assert asked(served.process.pid, resource.RLIMIT_NOFILE) == (HARD, HARD)
    assert f"Only {HARD} files may be open at once" in served.output.read_text()


def test_of_a_hundred_page_loads_no_descriptor_is_kept(served: Served) -> None:
    loads = page_loads(served.url, "bruno")
    run_apart(loads.many(1))
    before = descriptors(served)
    run_apart(loads.many(100))
    assert descriptors(served) <= before + 3  # the last one may still be on its way out
    assert httpx.get(f"{served.url}/healthz").text == "ok"


def test_a_page_that_is_open_and_idle_takes_one(served: Served) -> None:
    async def opened() -> tuple[int, int]:
        loads = page_loads(served.url, "bruno")
        async with loads.open():  # who comes first may open what stays open, a database's connection for one
            before = descriptors(served)
            async with loads.open() as one, loads.open() as two, loads.open() as three:
                for page in (one, two, three):
                    for _ in range(3):
                        await page.run()
                # the end of a run is told before the loop is closed; the answer to another page comes after that
                await loads.many(1)
                return before, descriptors(served)

    before, during = run_apart(opened())
    assert during <= before + 3 + 3


def test_health_tells_when_few_are_left_and_when_there_are_enough_again(served: Served) -> None:
    where = urlsplit(served.url)
    with ExitStack() as open_ones:
        for _ in range(HARD - 20 - descriptors(served)):
            open_ones.enter_context(socket.create_connection((where.hostname, where.port)))
        answer = httpx.get(f"{served.url}/healthz")
        assert answer.status_code == 503
        assert f"of {HARD} file descriptors open" in answer.text
        assert "file descriptors open" in served.output.read_text()
    answers = (httpx.get(f"{served.url}/healthz") for _ in range(1000))
    assert any(answer.text == "ok" for answer in answers)


def test_nothing_else_was_worth_a_line_in_the_log(served: Served) -> None:
    lines = served.output.read_text().splitlines()
    assert [line for line in lines if "files may be open" not in line and "descriptors open" not in line] == []


def test_a_limit_that_is_high_enough_is_not_worth_a_line(tmp_path: Path) -> None:
    with serving(tmp_path, within=limited("ulimit -n 1024 && ulimit -Sn 256")) as running:
        assert running.output.read_text() == ""
