"""The command line: serve, check, measure, and the imports that are too large for a browser."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence

from rich.console import Console

from benvenuto.cli.bringing import import_calls, import_recordings, import_transcripts
from benvenuto.cli.checking import check
from benvenuto.cli.hearing import analyse, measure, transcribe
from benvenuto.cli.parser import parser
from benvenuto.cli.rebuilding import rebuild
from benvenuto.cli.serving import run
from benvenuto.cli.terminal import Terminal, reader
from benvenuto.config import read_settings
from benvenuto.domain.faults import BenvenutoError

COMMANDS: Mapping[str, Callable[[Terminal, argparse.Namespace], int]] = {
    "run": run,
    "check": check,
    "import-calls": import_calls,
    "import-recordings": import_recordings,
    "import-transcripts": import_transcripts,
    "analyse": analyse,
    "transcribe": transcribe,
    "rebuild": rebuild,
    "measure": measure,
}


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit status: 0 done, 1 faults found, 2 not done."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        settings = read_settings()
        say = reader(settings)
        parsed = parser(say).parse_args(arguments)
        return COMMANDS[parsed.command](Terminal(settings, say, console), parsed)
    except BenvenutoError as error:
        said, remedy = reader(None).fault(error)
        console.print(f"{said} {remedy}", style=None, markup=False)
        return 2
    except KeyboardInterrupt:
        return 130
