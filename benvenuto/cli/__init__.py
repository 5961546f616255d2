"""The command line: serve, check, measure, and the imports that are too large for a browser."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import cast

from rich.console import Console

from benvenuto.cli.parser import parser
from benvenuto.cli.terminal import Terminal, reader
from benvenuto.config import read_settings
from benvenuto.domain.faults import BenvenutoError

Command = Callable[[Terminal, argparse.Namespace], int]

MODULES: Mapping[str, str] = {
    "run": "run",
    "check": "check",
    "add-people": "add_people",
    "start-plans": "start_plans",
    "import-calls": "import_",
    "undo-import": "import_",
    "import-recordings": "import_",
    "import-transcripts": "import_",
    "analyse": "measure",
    "transcribe": "measure",
    "measure": "measure",
    "rebuild": "rebuild",
    "go-live": "go_live",
    "let-in": "let_in",
    "backup": "keeping",
    "restore": "keeping",
    "export": "keeping",
}
"""Where each command is, to be imported when it is asked for: most need a part of the house only."""


def main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Run a command; the exit status: 0 done, 1 faults found, 2 not done."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        settings = read_settings(environment)
        say = reader(settings, environment)
        parsed = parser(say).parse_args(arguments)
        with ExitStack() as closing:
            return _command(parsed.command)(Terminal(settings, say, console, closing), parsed)
    except BenvenutoError as error:
        text, remedy = reader(None, environment).fault(error)
        console.print(f"{text} {remedy}", style=None, markup=False)
        return 2
    except KeyboardInterrupt:
        return 130


def _command(name: str) -> Command:
    module = import_module(f"benvenuto.cli.{MODULES[name]}")
    return cast("Command", getattr(module, name.replace("-", "_")))
