"""`let-in`: a one-time password from whoever sits at the machine, when nobody on the screens can give one."""

from __future__ import annotations

import argparse

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import message
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR


def let_in(terminal: Terminal, arguments: argparse.Namespace) -> int:
    """Give an account a one-time password, and print it; its second factor and its sessions are gone."""
    app = terminal.open()
    password = app.people.let_in(LOCAL_ADMINISTRATOR, arguments.username)
    words = message("The one-time password of “{username}”, which is not shown again:")
    terminal.print(terminal.say.text(words, username=arguments.username))
    terminal.print(f"  {password}")
    return 0
