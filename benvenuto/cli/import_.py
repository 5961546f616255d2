"""The imports: call logs, recordings, transcripts."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import NoSuchPath, message
from benvenuto.formats.calls.call_log import APART, Apart, LogChoices
from benvenuto.services.calls.call_logs import Imported
from benvenuto.services.calls.recordings import ImportedRecordings
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR

_MOST_LINES = 100
_SWITCH_S = 0.0001
_ANALYSED_LATER = message(
    "Their audio is analysed in the background while the server runs. To do it now: python -m benvenuto analyse"
)


def import_calls(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Import a call log."""
    app = terminal.open()
    choices = LogChoices(day_first=False if parsed.month_first else None)
    plan = app.call_logs.plan(LOCAL_ADMINISTRATOR, parsed.file, choices)
    with terminal.progress(terminal.say.text(message("Lines"))) as tell, _long_run():
        result = app.call_logs.run(
            LOCAL_ADMINISTRATOR,
            parsed.file,
            plan,
            progress=lambda lines: tell(lines, None),
        )
    return _imported_calls(terminal, result)


def import_recordings(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Import a folder of recordings."""
    if not parsed.folder.is_dir():
        raise NoSuchPath(path=parsed.folder)
    app = terminal.open()
    with terminal.progress(terminal.say.text(message("Recordings"))) as tell:
        result = app.recordings.folder(LOCAL_ADMINISTRATOR, parsed.folder, progress=tell)
    status = _imported_files(terminal, result)
    if result.added:
        terminal.print(terminal.say.text(_ANALYSED_LATER))
    return status


def import_transcripts(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Import a folder of transcripts."""
    if not parsed.folder.is_dir():
        raise NoSuchPath(path=parsed.folder)
    app = terminal.open()
    with terminal.progress(terminal.say.text(message("Transcripts"))) as tell:
        result = app.transcripts.folder(LOCAL_ADMINISTRATOR, parsed.folder, progress=tell)
    return _imported_files(terminal, result)


@contextmanager
def _long_run() -> Iterator[None]:
    """For two threads that hand a million lines to each other.

    Python looks for cycles to free among calls, which have none: a fifth of the time of a long log. And SQLite, back
    from writing without Python, would wait out the reader's whole turn each time.
    """
    before = sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        gc.enable()


def _imported_calls(terminal: Terminal, result: Imported) -> int:
    say = terminal.say
    for line in result.rejected[:_MOST_LINES]:
        reason = say.text(line.template, **line.params)
        terminal.print(say.text(message("Line {number}: {reason}"), number=line.number, reason=reason))
    terminal.print(say.plural("{n} call added.", "{n} calls added.", result.added))
    if result.already_there:
        terminal.print(say.plural("{n} was already there.", "{n} were already there.", result.already_there))
    for kind, number in result.apart_counts.items():
        what = say.text(APART[Apart(kind)])
        terminal.print(say.plural("{n} line kept apart: {what}.", "{n} lines kept apart: {what}.", number, what=what))
    if result.waiting:
        terminal.print(say.text(message("Unknown agents: {codes}"), codes=", ".join(result.waiting)))
    if result.rejected_count:
        terminal.print(say.plural("{n} line rejected.", "{n} lines rejected.", result.rejected_count))
    return 1 if result.rejected_count else 0


def _imported_files(terminal: Terminal, result: ImportedRecordings) -> int:
    say = terminal.say
    terminal.print_faults(result.faults)
    terminal.print(say.plural("{n} file added.", "{n} files added.", len(result.added)))
    if result.already_there:
        terminal.print(say.plural("{n} was already there.", "{n} were already there.", len(result.already_there)))
    return 1 if result.faults else 0
