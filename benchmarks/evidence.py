"""How fast evidence is found, and how well: `python -m benchmarks.evidence`. docs/performance.md keeps the figures.

Every phrase of every rubric that ships is sought, in the words of the sample calls, on one core.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence

from benvenuto.config import HOME
from benvenuto.domain.call import Speaker, Turn
from tests.listening.evidence import dialogues
from tests.listening.evidence.accuracy import KINDS, counted
from tests.listening.evidence.calls import CASA_LUME, shipped

SAMPLE = HOME / "sample_data"
ROUNDS, REPEATS = 7, 20


def main() -> None:
    """Measure, and print two tables."""
    print("| | turns a second, one core |", "| --- | ---: |", sep="\n")
    for language in ("it", "en"):
        print(f"| {language}: {len(shipped(language)[0])} kinds of evidence | {_pace(language):,.0f} |")
    print("\n| evidence | it: precision / recall (n) | en: precision / recall (n) |", "| --- | --- | --- |", sep="\n")
    both = [(counted(name, "it"), counted(name, "en")) for name in KINDS]
    both += [(dialogues.counted(name, "it"), dialogues.counted(name, "en")) for name in dialogues.SETS]
    for italian, english in both:
        for kind in italian:
            counts = (italian[kind], english[kind])
            cells = (
                f"{counted_kind.precision:.2f} / {counted_kind.recall:.2f} ({counted_kind.hits + counted_kind.missed})"
                for counted_kind in counts
            )
            print("|", kind, "|", " | ".join(cells), "|")


def _pace(language: str) -> float:
    """Turns a second of processor time, the best of several rounds: other work on the machine only slows."""
    calls = [
        _call(folder.name) for folder in sorted((SAMPLE / "casa-lume").iterdir()) if _language(folder.name) == language
    ]
    seeker = shipped(language)[1]
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(REPEATS):
            for turns in calls:
                seeker.seek(turns, CASA_LUME)
        taken.append(time.process_time() - began)
    return REPEATS * sum(map(len, calls)) / min(taken)


def _truth(name: str) -> dict[str, object]:
    truth: dict[str, object] = json.loads((SAMPLE / "casa-lume" / name / "truth.json").read_text("utf-8"))
    return truth


def _language(name: str) -> str:
    return str(_truth(name)["lang"])


def _call(name: str) -> Sequence[Turn]:
    turns = _truth(name)["turns"]
    assert isinstance(turns, list)
    return [Turn(Speaker(turn["role"]), turn["text"], turn["start"], turn["end"]) for turn in turns]


if __name__ == "__main__":
    main()
