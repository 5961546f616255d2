"""How well and how fast the sound of a call is heard, beside other ways of hearing it.

`python -m benchmarks.listening` takes about ten minutes of one core, most of them for two hours of sound;
docs/performance.md keeps the figures. The truth is that of the synthetic calls to Casa Lume in sample_data.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.listening_accuracy import Accuracy
from benchmarks.listening_conditions import CONDITIONS, RATE, Condition
from benchmarks.listening_cost import memory_mb, one_after_another, speed
from benchmarks.listening_rivals import RIVALS, Heard, measured
from benvenuto.domain.measure import Segment, Segments, Speech

CALLS = sorted((Path(__file__).parents[1] / "sample_data" / "casa-lume").glob("0[1-8]-*/call.wav"))
HEAD = """\
| recordings | listener | frame F1 | edges, ms: median / mean | share, points | interruptions | false | aim |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |"""


@dataclass(frozen=True)
class Call:
    """A recording whose truth is known."""

    path: Path
    truth: Heard
    duration_s: float


def main() -> None:
    """Measure, and print tables."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        print(HEAD)
        for name, condition in CONDITIONS.items():
            calls = list(_degraded(condition, Path(folder)))
            heard_by = {rival: _accuracy(rival, calls) for rival in RIVALS}
            for rival, accuracy in heard_by.items():
                print(_row(name, rival, accuracy, _verdict(condition, heard_by) if rival == "Benvenuto" else ""))
        _print_cost(Path(folder), asked)


def _degraded(condition: Condition, folder: Path) -> Iterator[Call]:
    rng = np.random.default_rng(20261122)
    for original in CALLS:
        sound, rate = soundfile.read(original, dtype="float32")
        assert rate == RATE
        path = folder / f"{original.parent.name}.wav"
        soundfile.write(path, np.clip(condition.degrade(sound, rng), -1, 1), rate, "PCM_16")
        truth = json.loads((original.parent / "truth.json").read_text())
        agent, caller = truth["segments"]["agent"], truth["segments"]["caller"]
        speech = Speech(truth["duration"], _segments(agent), _segments(caller, condition.caller_earlier_s))
        yield Call(path, measured(speech), truth["duration"])


def _segments(times: list[tuple[float, float]], earlier_s: float = 0.0) -> Segments:
    moved = ((max(start - earlier_s, 0.0), end - earlier_s) for start, end in times)
    return tuple(Segment(start, end) for start, end in moved if end > start)


def _accuracy(rival: str, calls: list[Call]) -> Accuracy:
    accuracy = Accuracy()
    for call in calls:
        accuracy.compare(call.truth, RIVALS[rival](call.path), call.duration_s)
    return accuracy


def _row(name: str, rival: str, accuracy: Accuracy, verdict: str) -> str:
    median, mean = accuracy.edge_ms
    interruptions = f"{accuracy.detected} of {accuracy.true_interruptions}"
    return (
        f"| {name} | {rival} | {accuracy.f1:.3f} | {median:.0f} / {mean:.0f} | {accuracy.share_error:.2f} "
        f"| {interruptions} | {accuracy.false} | {verdict} |"
    )


def _verdict(condition: Condition, heard_by: dict[str, Accuracy]) -> str:
    """Whether each aim is met; what is missed is named."""
    ours, peer = heard_by["Benvenuto"], heard_by["call-ai-metrics"]
    missed = {
        f"F1 {condition.least_f1}": condition.least_f1 is not None and ours.f1 < condition.least_f1,
        f"share {condition.most_share_error}": condition.most_share_error is not None
        and ours.share_error > condition.most_share_error,
        "peer's F1": ours.f1 <= peer.f1,
        "peer's edges": ours.edge_ms >= peer.edge_ms or ours.edge_ms[1] >= peer.edge_ms[1],
        "peer's share": ours.share_error >= peer.share_error,
        "peer's interruptions": ours.interruption_f1 < peer.interruption_f1,
    }
    named = ", ".join(aim for aim, is_missed in missed.items() if is_missed)
    return f"**missed**: {named}" if named else "met"


def _print_cost(folder: Path, asked: argparse.Namespace) -> None:
    row = folder / "row.wav"
    one_after_another(CALLS, row, hours=asked.hours / 12)
    cost = speed(row, asked.times)
    print(
        f"\n{cost.sound_s:.0f} s of stereo on one core: {cost.whole_s:.1f} s, the bare model {cost.bare_s:.1f} s "
        f"(its model alone {cost.model_s:.1f} s); {cost.ratio:.2f} times as long (aim: 1.3), "
        f"{cost.whole_s / cost.model_s:.2f} times the model alone; {cost.sound_s / cost.whole_s:.0f} times as fast "
        "as the call."
    )
    for hours in (asked.hours / 8, asked.hours):
        one_after_another(CALLS, row, hours)
        print(f"{hours:g} h of stereo: {memory_mb(row):.0f} MB at most (aim: 400 for two hours).")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="runs of each for the speed")
    parser.add_argument("--hours", type=float, default=2.0, help="length of the long call")
    return parser.parse_args()


if __name__ == "__main__":
    main()
