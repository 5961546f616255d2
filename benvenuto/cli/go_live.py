"""`go-live`: take the sample week out of a house that was tried out, and say what is still open before others come."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benvenuto.cli.terminal import Terminal
from benvenuto.config import Settings
from benvenuto.domain.faults import message
from benvenuto.domain.published import is_this_machine
from benvenuto.sample.removing import RemovalOutcome, remove
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.sample_week import Gone, Hanging

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that going live asks for: done, or open with what to do."""

    done: bool
    words: str


def go_live(terminal: Terminal, _: argparse.Namespace) -> int:
    """Remove the sample, let an administrator in, and look at the settings; 1 when anything is open."""
    app = terminal.open()
    outcome = remove(app)
    asked = [_sample(terminal, outcome), *settings_to_live_with(terminal)]
    say = terminal.say
    for one in asked:
        state = say.text(message("done") if one.done else message("OPEN"))
        terminal.print(f"{state:<6} {one.words}")
    if outcome.administrator is not None:
        username, password = outcome.administrator
        words = message("The administrator is “{username}”, with this one-time password, which is not shown again:")
        terminal.print(say.text(words, username=username))
        terminal.print(f"  {password}")
    return 0 if all(one.done for one in asked) else 1


def settings_to_live_with(terminal: Terminal) -> Iterator[Requirement]:
    """What the settings and the folders say."""
    settings, text = terminal.settings, terminal.say.text
    yield Requirement(
        not settings.sample,
        text(message("BENVENUTO_SAMPLE is “no”."))
        if not settings.sample
        else text(message("Set BENVENUTO_SAMPLE=no: the sample is no longer loaded, and its password is refused.")),
    )
    public = not is_this_machine(settings.public_host)
    yield Requirement(
        public and settings.secure,
        text(message("Browsers reach it at {address}, encrypted."), address=settings.public_url)
        if public and settings.secure
        else text(
            message("Set BENVENUTO_PUBLIC_URL to the https:// address that people will use; now it is {address}."),
            address=settings.public_url,
        ),
    )
    yield Requirement(
        settings.trusted_proxies > 0,
        text(message("The proxy is trusted for visitors' addresses (BENVENUTO_TRUSTED_PROXY)."))
        if settings.trusted_proxies
        else text(
            message(
                "Set BENVENUTO_TRUSTED_PROXY=yes once the https proxy passes on X-Forwarded-For: "
                "until then everybody has the proxy's address, and one person's wrong passwords lock "
                "everybody out."
            )
        ),
    )
    hidden = is_this_machine(settings.host)
    yield Requirement(
        hidden,
        text(message("It listens only on {host}: nobody can bypass the proxy."), host=settings.host)
        if hidden
        else text(
            message("It listens on {host}: set BENVENUTO_HOST=127.0.0.1, so that nobody can bypass the proxy."),
            host=settings.host,
        ),
    )
    if os.name == "posix":
        for folder in _folders(settings):
            closed = not folder.stat().st_mode & _OTHERS
            yield Requirement(
                closed,
                text(message("Only its owner can look into {folder}."), folder=folder)
                if closed
                else text(
                    message(
                        "Others on this machine can look into {folder}, with its voices and names: chmod 700 {folder}"
                    ),
                    folder=folder,
                ),
            )


def _folders(settings: Settings) -> list[Path]:
    """The folders on this machine that hold people's data, but those inside another."""
    recordings = RecordingStore(settings.recordings_url).local("")
    database = settings.database_url.removeprefix("sqlite:///")
    found = {settings.data}
    if recordings is not None:
        found.add(recordings.resolve())
    if database != settings.database_url:
        found.add(Path(database).resolve().parent)
    return sorted(one for one in found if one.is_dir() and not found.intersection(one.parents))


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


def _hanging(terminal: Terminal, found: Hanging) -> Iterator[str]:
    say = terminal.say
    names = ", ".join(found.usernames)
    yield say.text(
        message("The sample week was not removed, because work of your own depends on its accounts {names}:"),
        names=names,
    )
    told = (
        say.plural("{n} evaluation", "{n} evaluations", found.evaluations),
        say.plural("{n} comment", "{n} comments", found.comments),
        say.plural("{n} signature", "{n} signatures", found.signatures),
        say.plural("{n} exercise assigned", "{n} exercises assigned", found.assignments),
        say.plural("{n} sampling plan", "{n} sampling plans", found.plans),
    )
    numbers = (found.evaluations, found.comments, found.signatures, found.assignments, found.plans)
    yield ", ".join(words for words, number in zip(told, numbers, strict=True) if number) + "."
    yield say.text(
        message(
            "Give these accounts passwords of their own, which makes them yours to keep, or start "
            "with an empty BENVENUTO_DATA folder. Then run this again."
        )
    )
