"""`rebuild`: add up anew what trends read."""

from __future__ import annotations

import argparse

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import message


def rebuild(terminal: Terminal, _: argparse.Namespace) -> int:
    """Rebuild the sums of every week."""
    app = terminal.open()
    with terminal.progress(terminal.say.text(message("Weeks"))) as tell:
        weeks = app.weekly.rebuild(tell)
    terminal.print(terminal.say.plural("{n} week recalculated.", "{n} weeks recalculated.", weeks))
    return 0
