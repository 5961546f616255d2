"""`start-plans`: begin to select calls where no team's supervisor has begun yet, in the name of somebody."""

from __future__ import annotations

import argparse

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import message
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR


def start_plans(terminal: Terminal, arguments: argparse.Namespace) -> int:
    """Start the proposed plan, in the name of a person, for the teams that they may start one for."""
    app = terminal.open()
    teams = app.sampling.start_plans(LOCAL_ADMINISTRATOR, arguments.username)
    words = message("The sampling plan has started for {teams}.")
    terminal.print(terminal.say.text(words, teams=", ".join(team.name for team in teams)))
    return 0
