"""`go-live`: take the sample week out of a house that was tried out, and say what is still open before others come."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from benvenuto.cli.answering import answering
from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import message
from benvenuto.sample.removing import RemovalOutcome, remove
from benvenuto.services.people.live_requirements import Requirement, live_requirements
from benvenuto.storage.sample_week import Gone, Hanging


def go_live(terminal: Terminal, _: argparse.Namespace) -> int:
    """Remove the sample, let an administrator in, and look at the settings; 1 when anything is open."""
    app = terminal.open()
    outcome = remove(app)
    say = terminal.say
    asked = [_sample(terminal, outcome), *live_requirements(terminal.settings, say), *answering(terminal)]
    for requirement in asked:
        state = say.text(message("done") if requirement.done else message("OPEN"))
        terminal.print(f"{state:<6} {requirement.words}")
    if outcome.administrator is not None:
        username, password = outcome.administrator
        words = message("The administrator is “{username}”, with this one-time password, which is not shown again:")
        terminal.print(say.text(words, username=username))
        terminal.print(f"  {password}")
    return 0 if all(requirement.done for requirement in asked) else 1


def _sample(terminal: Terminal, outcome: RemovalOutcome) -> Requirement:
    text = terminal.say.text
    if outcome.hanging is not None:
        return Requirement(False, " ".join(_hanging(terminal, outcome.hanging)))
    if outcome.removed is None:
        return Requirement(True, text(message("There is no sample week here.")))
    return Requirement(True, " ".join(_removed(terminal, outcome.removed, outcome)))


def _removed(terminal: Terminal, gone: Gone, outcome: RemovalOutcome) -> Iterator[str]:
    say = terminal.say
    yield say.text(
        message("The sample week is removed: {calls} calls, {evaluations} evaluations, its people and recordings."),
        calls=say.number(gone.calls),
        evaluations=say.number(gone.evaluations),
    )
    if outcome.kept:
        words = message("Accounts that came with it and have a password of their own stay: {names}.")
        yield say.text(words, names=", ".join(outcome.kept))
    if gone.waiting:
        yield say.plural(
            "{n} of your calls had a sample agent, and is waiting for its own again.",
            "{n} of your calls had sample agents, and are waiting for their own again.",
            gone.waiting,
        )


def _hanging(terminal: Terminal, hanging: Hanging) -> Iterator[str]:
    say = terminal.say
    names = ", ".join(hanging.usernames)
    yield say.text(
        message("The sample week was not removed, because work of your own depends on its accounts {names}:"),
        names=names,
    )
    parts = (
        say.plural("{n} evaluation", "{n} evaluations", hanging.evaluations),
        say.plural("{n} comment", "{n} comments", hanging.comments),
        say.plural("{n} signature", "{n} signatures", hanging.signatures),
        say.plural("{n} exercise assigned", "{n} exercises assigned", hanging.assignments),
        say.plural("{n} coaching plan", "{n} coaching plans", hanging.coaching),
        say.plural("{n} sampling plan", "{n} sampling plans", hanging.plans),
        say.plural("{n} part in calibration sessions", "{n} parts in calibration sessions", hanging.calibration),
    )
    numbers = (
        hanging.evaluations,
        hanging.comments,
        hanging.signatures,
        hanging.assignments,
        hanging.coaching,
        hanging.plans,
        hanging.calibration,
    )
    yield ", ".join(words for words, number in zip(parts, numbers, strict=True) if number) + "."
    yield say.text(
        message(
            "Give these accounts passwords of their own, which makes them yours to keep, or start "
            "with an empty BENVENUTO_DATA folder. Then run this again."
        )
    )
