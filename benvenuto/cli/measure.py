"""What is taken from the sound: measures, with the database or without one, and transcripts."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import Fault, message
from benvenuto.domain.measure import PROFILES
from benvenuto.listening.faults import OneChannel
from benvenuto.services.calls.analyse_all import analyse_all
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.transcribing import Setup, find_transcriber

_MOST_LINES = 100
_MIXED = (
    "{n} call has both voices on one channel: no machine can tell who speaks.",
    "{n} calls have both voices on one channel: no machine can tell who speaks.",
)


def analyse(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Analyse the recordings that wait."""
    app, say = terminal.open(), terminal.say
    if parsed.failed:
        app.analyses.try_again()
    before = app.measures.progress(LOCAL_ADMINISTRATOR)
    with terminal.progress(say.text(message("Recordings"))) as tell:
        waited = analyse_all(app.analyses, os.cpu_count() or 1, tell)
    after = app.measures.progress(LOCAL_ADMINISTRATOR)
    terminal.print_faults(after.failures)
    _doubts(terminal, app.measures.doubts(LOCAL_ADMINISTRATOR, waited))
    terminal.print(say.plural("{n} recording analysed.", "{n} recordings analysed.", after.done - before.done))
    if after.failed:
        terminal.print(say.plural("{n} cannot be analysed.", "{n} cannot be analysed.", after.failed))
    return 1 if after.failed else 0


def _doubts(terminal: Terminal, doubts: Sequence[Fault]) -> None:
    """As the pages of the calls say it; what is no more than mono is counted."""
    say = terminal.say
    doubtful = [doubt for doubt in doubts if doubt.template != OneChannel.template]
    terminal.print_faults(doubtful[:_MOST_LINES])
    if (more := len(doubtful) - _MOST_LINES) > 0:
        terminal.print(say.plural("… and {n} more.", "… and {n} more.", more))
    if mixed := len(doubts) - len(doubtful):
        terminal.print(say.plural(*_MIXED, mixed))


def transcribe(terminal: Terminal, _: argparse.Namespace) -> int:
    """Transcribe the recordings that have no transcript."""
    settings, say = terminal.settings, terminal.say
    setup = Setup(
        settings.transcriber_model,
        settings.transcriber_url,
        settings.transcriber_key,
        settings.transcriber_timeout_s,
    )
    transcriber = find_transcriber(settings.transcriber, setup)
    app = terminal.open()
    with terminal.progress(say.text(message("Calls"))) as tell:
        result = app.transcribing.run(LOCAL_ADMINISTRATOR, transcriber, tell)
    terminal.print_faults(result.faults)
    terminal.print(say.plural("{n} call transcribed.", "{n} calls transcribed.", len(result.added)))
    if result.mixed:
        terminal.print(say.plural(*_MIXED, result.mixed))
    return 1 if result.faults else 0


def measure(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Measure recordings, without a database."""
    from benvenuto.measuring.command import measure_paths

    return measure_paths(parsed.path, PROFILES[parsed.profile], terminal.say, terminal.console, parsed.json)
