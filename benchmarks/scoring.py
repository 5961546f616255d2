"""How fast scoring is: in one browser window, and with many supervisors at once on one process.

`python -m benchmarks.scoring` measures everything in about six minutes; docs/performance.md keeps the figures.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.durations import HEAD, Durations
from benchmarks.scoring_sessions import many_sessions
from benchmarks.scoring_window import STOPWATCH, clicks, openings, publications
from tests.browser.chromium import launch
from tests.browser.profiles import Profiles
from tests.browser.team import Team, new_team
from tests.browser.windows import Windows
from tests.serving import Served, serving


def main() -> None:
    """Measure, and print a table."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        durations: list[Durations] = []
        with serving(Path(folder) / "window", sample=True) as served:
            durations += _in_a_window(served, asked)
        costs = []
        for number in asked.sessions:
            with serving(Path(folder) / f"sessions-{number}", sample=True) as served:
                load = many_sessions(served, number, asked.seconds)
            durations += load.durations
            costs.append(load.cost)
    print(HEAD, *(duration.row for duration in durations), "", *costs, sep="\n")


def _in_a_window(served: Served, asked: argparse.Namespace) -> Sequence[Durations]:
    with sync_playwright() as playwright:
        browser = launch(playwright)

        def window(measure: Callable[[Page, Team, int], Sequence[Durations]], number: int) -> Sequence[Durations]:
            windows, team = Windows(Profiles(browser), served), new_team(served.app)
            page = windows.of(team, team.bruno)
            page.context.add_init_script(STOPWATCH)
            try:
                return measure(page, team, number)
            finally:
                windows.close()

        measured = [
            *window(clicks, asked.clicks),
            *window(publications, asked.publications),
            *window(openings, asked.openings),
        ]
        browser.close()
    return measured


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__)
    parser.add_argument("--clicks", type=int, default=80)
    parser.add_argument("--publications", type=int, default=20)
    parser.add_argument("--openings", type=int, default=20)
    parser.add_argument("--sessions", type=int, nargs="*", default=[50, 100])
    parser.add_argument("--seconds", type=float, default=60, help="how long the sessions score")
    return parser.parse_args()


if __name__ == "__main__":
    main()
