"""How fast transcripts are read or refused: `python -m benchmarks.transcripts`. docs/performance.md keeps the figures.

Every layout that the tests know, made as long as 300,000 words, on one core.
"""

from __future__ import annotations

import time

from benvenuto.formats.calls.transcripts import TranscriptError, read_transcript
from tests.formats.calls.transcripts.test_pace import LAYOUTS

WORDS = 300_000
OF_ONE = 16
"""Words that each layout says once, about."""


def main() -> None:
    """Measure, and print a table, the slowest first."""
    rows = []
    for name, write in LAYOUTS.items():
        content = write(WORDS // OF_ONE).encode()
        begun = time.process_time()
        try:
            what = f"{len(read_transcript(content, 'call')[0].turns):,} turns"
        except TranscriptError as refused:
            what = str(refused)
        rows.append((time.process_time() - begun, name, len(content) / 1_000_000, what))
    print("| layout | MB | seconds | |", "| --- | ---: | ---: | --- |", sep="\n")
    for seconds, name, size, what in sorted(rows, reverse=True):
        print(f"| {name} | {size:.1f} | {seconds:.2f} | {what} |")


if __name__ == "__main__":
    main()
