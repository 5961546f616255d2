"""`run`: serve the application, its house furnished first when it is empty."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import ROLE_NAMES
from benvenuto.domain.published import PUBLISHED_PASSWORD

if TYPE_CHECKING:
    from benvenuto.bootstrap import Benvenuto


class SampleInPublic(BenvenutoError):
    """The sample week's password is known to everybody, and this server can be reached by others."""

    template = message("The sample week has a public password, and others may be able to reach {address}.")
    remedy = message(
        "Serve on localhost, or go live: python -m benvenuto go-live, then start with BENVENUTO_SAMPLE=no."
    )


class SampleShutOut(BenvenutoError):
    """Accounts of the sample are still there and let nobody in."""

    template = message("These accounts still have the sample week's public password, which is refused: {names}.")
    remedy = message("python -m benvenuto go-live removes the sample week and lets an administrator in.")


def run(terminal: Terminal, _: argparse.Namespace) -> int:
    """Serve the application."""
    from benvenuto.listening.workroom import sweep
    from benvenuto.web.logs import set_up_logs
    from benvenuto.web.server import serve

    set_up_logs(terminal.settings.log, terminal.settings.log_level)
    app = terminal.open()
    app.works_agreement.ready()
    sweep()
    app.scorecards.refresh()
    _furnish(terminal, app)
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
    elif shut := app.sign_in.shut_published():
        terminal.print(" ".join(terminal.say.fault(SampleShutOut(names=", ".join(shut)))))


def _load_sample(terminal: Terminal, app: Benvenuto) -> None:
    from benvenuto.sample import load
    from benvenuto.sample.people import PEOPLE

    say = terminal.say
    with terminal.console.status(say.text(message("Loading the sample week…"))):
        load(app)
    terminal.print(
        say.text(message("Accounts of the sample week (password: {password}):"), password=PUBLISHED_PASSWORD)
    )
    for person in PEOPLE:
        if person.shown:
            terminal.print(f"  {person.username:<8} {say.text(ROLE_NAMES[person.role])}")
