"""How well personal data are caught: `python -m benchmarks.redaction`. docs/redaction.md keeps the figures.

On the sentences of tests/listening/redaction: the last ones unless `dev` or `"held out"` is named.
`--missed` lists what went wrong.
"""

from __future__ import annotations

import sys

from benvenuto.statistics.proportions import wilson
from tests.listening.redaction.accuracy import KINDS, SETS, counted


def main() -> None:
    """Measure, and print a table for each language and way of writing."""
    split = next((name for name in SETS if name in sys.argv[1:]), "last")
    for bare in (False, True):
        print(f"\n{split}, {'lower case without punctuation' if bare else 'as written'}\n")
        print(
            "| kind | language | samples | recall [95%] | marked | precision [95%] |",
            "|---|---|--:|---|--:|---|",
            sep="\n",
        )
        for kind in KINDS:
            for language in ("it", "en"):
                counts = counted(split, language, bare=bare)[kind]
                recall, precision = _share(counts.caught, counts.sought), _share(counts.right, counts.marked)
                print(f"| {kind} | {language} | {counts.sought} | {recall} | {counts.marked} | {precision} |")
                if "--missed" in sys.argv[1:]:
                    print(*(f"   missed  {line}" for line in dict.fromkeys(counts.missed)), sep="\n")
                    print(*(f"   wrong   {line}" for line in dict.fromkeys(counts.wrong)), sep="\n")


def _share(hits: int, n: int) -> str:
    if not n:
        return "–"
    low, high = wilson(hits / n, n)
    return f"{hits / n:.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
