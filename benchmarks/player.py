"""How fast a call of sixty minutes opens: a real recording, imported as any other, in a real Chromium.

`python -m benchmarks.player` takes about a minute; docs/performance.md keeps the figures.
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import soundfile
from playwright.sync_api import Page, sync_playwright

from benchmarks.durations import HEAD, Durations
from benchmarks.scoring_window import STOPWATCH
from benvenuto.bootstrap import Benvenuto
from benvenuto.config import HOME
from benvenuto.domain.measure import Segment, Segments, Speech
from benvenuto.listening.measures import measure
from tests.browser.chromium import launch
from tests.browser.profiles import Profiles
from tests.browser.team import Team, new_team
from tests.browser.windows import Windows
from tests.serving import serving

CALLS = HOME / "sample_data" / "casa-lume"
RATE = 8000
WATCH = Path(__file__).with_name("player.js").read_text("utf-8")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--openings", type=int, default=20)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), sample=True) as served,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        windows, team = Windows(Profiles(browser), served), new_team(served.app)
        call, import_s = _long_call(served.app, team, Path(folder), asked.minutes)
        page = windows.of(team, team.bruno)
        page.context.add_init_script(STOPWATCH + WATCH)
        durations = list(_measured(page, team, call, asked.openings))
        browser.close()
    print(f"Importing {asked.minutes} minutes, peaks and all: {import_s:.1f} s.", "", HEAD, sep="\n")
    print(*(duration.row for duration in durations), sep="\n")


def _measured(page: Page, team: Team, call: int, openings: int) -> Iterator[Durations]:
    _from_inbox(page, team, call)
    from_inbox, of_player = [], []
    for _ in range(openings):
        from_inbox.append(_from_inbox(page, team, call))
        of_player.append(float(page.evaluate("() => stopwatch.ofPlayer")))
    yield Durations("from the inbox: drawn, and it can be played", from_inbox, aim=("median", 1000))
    yield Durations("of that the player: from its first line to the hour drawn", of_player)
    by_address = [_by_address(page, call) for _ in range(openings)]
    yield Durations("by its address (the whole page loads)", by_address)
    yield Durations("a click on its middle: it sounds from there", [_middle(page, call) for _ in range(openings)])


def _from_inbox(page: Page, team: Team, call: int) -> float:
    # the opening before began a draft; discarded, the call is in the inbox again
    team.app.scoring.discard(team.bruno, team.app.scoring.begin(team.bruno, call).id)
    page.goto("/inbox")
    link = page.locator(f"a[href$='call={call}']")
    link.wait_for()
    page.evaluate("() => stopwatch.player(false)")
    link.click()
    return _took(page)


def _by_address(page: Page, call: int) -> float:
    page.goto(f"/evaluate?call={call}")
    page.evaluate("() => stopwatch.player(true)")
    return _took(page)


def _middle(page: Page, call: int) -> float:
    _by_address(page, call)
    page.evaluate("() => stopwatch.middle()")
    page.get_by_role("slider").first.click()
    return _took(page)


def _took(page: Page) -> float:
    page.wait_for_function("() => stopwatch.took !== undefined")
    took: float = page.evaluate("() => stopwatch.took")
    return took


def _long_call(app: Benvenuto, team: Team, folder: Path, minutes: int) -> tuple[int, float]:
    """Log and import a call made of the sample calls, one after the other; its id, and the seconds of the import."""
    name = "a-long-call"
    speech = _record(folder / f"{name}.wav", minutes * 60)
    call_id = team.logged(name, minutes * 60)
    began = time.perf_counter()
    imported = app.recordings.run(team.dario, {f"{name}.wav": lambda: (folder / f"{name}.wav").open("rb")})
    took_s = time.perf_counter() - began
    assert imported.added, imported.faults
    with app.database.write() as tx:
        recording = tx.recordings.of_call(call_id)
        assert recording
        tx.measures.keep(recording.id, measure(speech), app.clock())
    app.sampling.set_plan(team.bruno, team.id, 50)
    app.sampling.draw_due(team.bruno)
    return call_id, took_s


def _record(file: Path, seconds: int) -> Speech:
    """Write the recording; where somebody speaks in it is known of each sample call."""
    agent: list[Segment] = []
    caller: list[Segment] = []
    written = 0
    calls = [
        (path / "call.wav", json.loads((path / "truth.json").read_text("utf-8"))) for path in sorted(CALLS.iterdir())
    ]
    with soundfile.SoundFile(file, "w", RATE, 2, "PCM_16") as long:
        for sound, truth in itertools.cycle(calls):
            samples, _ = soundfile.read(sound, frames=seconds * RATE - written, dtype="float32", always_2d=True)
            long.write(samples)
            agent += _moved(truth["segments"]["agent"], written / RATE)
            caller += _moved(truth["segments"]["caller"], written / RATE)
            written += len(samples)
            if written == seconds * RATE:
                break
    return Speech(seconds, tuple(agent), tuple(caller))


def _moved(segments: list[list[float]], by_s: float) -> Segments:
    return tuple(Segment(start + by_s, end + by_s) for start, end in segments)


if __name__ == "__main__":
    main()
