"""`run`: serve the application, its house furnished first when it is empty."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from benvenuto.cli.terminal import Terminal
from benvenuto.config import HOME
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import ROLE_NAMES

if TYPE_CHECKING:
    from benvenuto.bootstrap import Benvenuto


class SampleInPublic(BenvenutoError):
    """The sample week's password is known to everybody, and this server can be reached by others."""

    template = message("The sample week has a published password, and {address} may be reached by others.")
    remedy = message("Start with BENVENUTO_SAMPLE=no, or serve on localhost.")


def run(terminal: Terminal, _: argparse.Namespace) -> int:
    """Serve the application."""
    from benvenuto.web.server import serve

    app = terminal.open()
    app.scorecards.refresh()
    _furnish(terminal, app)
    os.chdir(HOME)  # Streamlit looks for its settings in the working directory
    address = terminal.settings.public_url
    welcome = terminal.say.text(message("Benvenuto is at {address}"), address=address)
    serve(app.settings.host, app.settings.port, lambda: terminal.print(welcome))
    return 0


def _furnish(terminal: Terminal, app: Benvenuto) -> None:
    """Fill an empty house: with the sample week, or with one administrator."""
    if terminal.settings.sample:
        if not terminal.settings.local:
            raise SampleInPublic(address=terminal.settings.public_url)
        _load_sample(terminal, app)
    elif (password := app.people.first_administrator()) is not None:
        terminal.print(terminal.say.text(message("The first administrator is “admin”, with the one-time password")))
        terminal.print(f"  {password}")


def _load_sample(terminal: Terminal, app: Benvenuto) -> None:
    from benvenuto.sample import load
    from benvenuto.sample.people import PASSWORD, PEOPLE

    say = terminal.say
    with terminal.console.status(say.text(message("Loading the sample week…"))):
        load(app)
    terminal.print(say.text(message("Accounts of the sample week (password: {password}):"), password=PASSWORD))
    for person in PEOPLE:
        if person.shown:
            terminal.print(f"  {person.username:<8} {say.text(ROLE_NAMES[person.role])}")
