"""`python -m benvenuto measure`: from paths to numbers on the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from benvenuto.domain.faults import Fault, message
from benvenuto.domain.measure import Measured, Thresholds
from benvenuto.formats.scoring.rubrics import format_fault
from benvenuto.languages import Language
from benvenuto.measuring.finding import Recorded, find
from benvenuto.measuring.measure import hear_all
from benvenuto.measuring.report import as_json, many_calls, notes, one_call

WIDTH_OF_A_FILE = 120
"""Columns of what goes into a file or another program, which have no width of their own."""


def measure_paths(paths: Sequence[Path], thresholds: Thresholds, say: Language, out: Console, json_only: bool) -> int:
    """Measure the recordings at these paths; the exit status: 0 all, 1 some, 2 none. Faults go to standard error."""
    aside = Console(stderr=True, highlight=False, soft_wrap=True)
    calls, faults = find(paths)
    heard: list[tuple[Recorded, Measured]] = []
    with _progress(say, aside) as bar:
        task = bar.add_task(say.text(message("Recordings")), total=len(calls))
        for call, outcome in hear_all(calls, thresholds):
            if isinstance(outcome, Fault):
                faults.append(outcome)
            else:
                heard.append((call, outcome))
            bar.advance(task)
    place = {call: at for at, call in enumerate(calls)}
    heard.sort(key=lambda entry: place[entry[0]])
    if json_only:
        out.out(json.dumps(as_json(heard, faults, thresholds)), highlight=False)
    elif heard:
        for table in many_calls(heard, say) if len(heard) > 1 else [one_call(*heard[0], say)]:
            out.print(table, soft_wrap=False, width=None if out.is_terminal else WIDTH_OF_A_FILE)
    for fault in [*faults, *(notes(heard) if len(heard) > 1 or json_only else ())]:
        aside.print(format_fault(fault, say.text), markup=False)
    return 0 if not faults else 1 if heard else 2


def _progress(say: Language, aside: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, TimeRemainingColumn(), console=aside, transient=True, disable=not aside.is_terminal)
