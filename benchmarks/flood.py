"""What a flood of sign-ins costs everybody else: a hundred strangers at once, each from an address of their own.

`python -m benchmarks.flood` prints how they were answered and how long others waited; docs/performance.md keeps the
figures.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx
import psutil

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.serving import serving

_PATIENCE_S = 300


async def _flood(url: str, strangers: int) -> Counter[int]:
    """Everybody's answer."""
    limits = httpx.Limits(max_connections=strangers)
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE_S, limits=limits) as client:

        async def knock(number: int) -> int:
            answer = await client.post(
                "/signin",
                data={"username": f"stranger-{number}", "password": "one of many guesses"},
                headers={"X-Forwarded-For": f"198.51.100.{number % 250}"},
            )
            return answer.status_code

        return Counter(await asyncio.gather(*(knock(number) for number in range(strangers))))


async def _waits(ask: Callable[[], Awaitable[httpx.Response]], over: asyncio.Event) -> list[float]:
    """How long each answer took, in ms, one after another until it is over."""
    waits = []
    while not over.is_set():
        began = perf_counter()
        (await ask()).raise_for_status()
        waits.append(1000 * (perf_counter() - began))
        await asyncio.sleep(0.01)
    return waits


async def _measured(url: str, strangers: int, server: psutil.Process) -> None:
    over = asyncio.Event()
    idle = most = server.memory_info().rss
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE_S) as anna:
        await anna.post("/signin", data={"username": "joe", "password": PUBLISHED_PASSWORD})

        async def memory() -> None:
            nonlocal most
            while not over.is_set():
                most = max(most, server.memory_info().rss)
                await asyncio.sleep(0.01)

        watching = [
            asyncio.create_task(_waits(lambda: anna.get("/healthz"), over)),
            asyncio.create_task(_waits(lambda: anna.get("/feedback"), over)),
        ]
        remembering = asyncio.create_task(memory())
        began = perf_counter()
        answers = await _flood(url, strangers) if strangers else await asyncio.sleep(3, Counter[int]())
        took = perf_counter() - began
        over.set()
        health, page = [await waits for waits in watching]
        await remembering
    told = ", ".join(f"{number} x {status}" for status, number in sorted(answers.items()))
    print(
        f"| {strangers} | {took:.1f} | {told} | {median(health):.0f} / {max(health):.0f} "
        f"| {median(page):.0f} / {max(page):.0f} | {(most - idle) / 1e6:.0f} |",
        flush=True,
    )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flood", description=__doc__)
    parser.add_argument("--strangers", type=int, default=100)
    asked = parser.parse_args()
    print(
        "| strangers at once | until all are answered, s | answers | /healthz, ms (median / worst) "
        "| an agent's page, ms | memory, MB more |\n| ---: | ---: | --- | ---: | ---: | ---: |"
    )
    for strangers in (0, asked.strangers):
        with (
            tempfile.TemporaryDirectory() as folder,
            serving(Path(folder) / "data", sample=True, BENVENUTO_TRUSTED_PROXY="1") as served,
        ):
            asyncio.run(_measured(served.url, strangers, psutil.Process(served.process.pid)))


if __name__ == "__main__":
    main()
