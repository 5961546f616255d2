"""What a server keeps of page loads, each opened and closed: file descriptors and memory.

`python -m benchmarks.page_loads` opens two thousand; docs/performance.md keeps the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from time import perf_counter

import psutil

from tests.page_loads import page_loads
from tests.serving import serving

_ROWS = 10


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_loads", description=__doc__)
    parser.add_argument("--loads", type=int, default=2000)
    parser.add_argument("--page", default="account")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        server = psutil.Process(served.process.pid)
        loads = page_loads(served.url, "bruno")
        print("| page loads | descriptors | resident, MB | ms a load |", "| ---: | ---: | ---: | ---: |", sep="\n")
        each = max(asked.loads // _ROWS, 1)
        for done in range(0, asked.loads + 1, each):
            if done:
                began = perf_counter()
                asyncio.run(loads.many(each, asked.page))
                took = f"{1000 * (perf_counter() - began) / each:.0f}"
            else:
                took = ""
            print(f"| {done} | {server.num_fds()} | {server.memory_info().rss / 1e6:.0f} | {took} |", flush=True)


if __name__ == "__main__":
    main()
