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
class Item:
    """One thing that going live asks for: done, or open with what to do."""

    done: bool
    words: str


def go_live(terminal: Terminal, _: argparse.Namespace) -> int:
    """Remove the sample, let an administrator in, and look at the settings; 1 when anything is open."""
    app = terminal.open()
    outcome = remove(app)
    items = [_sample(terminal, outcome), *settings_to_live_with(terminal)]
    say = terminal.say
    for item in items:
        state = say.text(message("done") if item.done else message("OPEN"))
        terminal.print(f"{state:<6} {item.words}")
    if outcome.administrator is not None:
        username, password = outcome.administrator
        words = message("The administrator is “{username}”, with this one-time password, which is not shown again:")
        terminal.print(say.text(words, username=username))
        terminal.print(f"  {password}")
    return 0 if all(item.done for item in items) else 1


def settings_to_live_with(terminal: Terminal) -> Iterator[Item]:
    """What the settings and the folders say."""
    settings, text = terminal.settings, terminal.say.text
    yield Item(
        not settings.sample,
        text(message("BENVENUTO_SAMPLE is “no”."))
        if not settings.sample
        else text(
            message("Set BENVENUTO_SAMPLE=no: the sample is offered to no new house, and its password is refused.")
        ),
    )
    public = not is_this_machine(settings.public_host)
    yield Item(
        public and settings.secure,
        text(message("Browsers reach it at {address}, encrypted."), address=settings.public_url)
        if public and settings.secure
        else text(
            message("Set BENVENUTO_PUBLIC_URL to the https:// address that people will use; now it is {address}."),
            address=settings.public_url,
        ),
    )
    yield Item(
        settings.trusted_proxy,
        text(message("The proxy's word about a visitor's address is believed (BENVENUTO_TRUSTED_PROXY)."))
        if settings.trusted_proxy
        else text(
            message(
                "Set BENVENUTO_TRUSTED_PROXY=yes when the proxy that does https passes X-Forwarded-For on: until then "
                "everybody has the proxy's address, and the wrong passwords of one shut out all."
            )
        ),
    )
    hidden = is_this_machine(settings.host)
    yield Item(
        hidden,
        text(message("It listens on {host} alone: nobody gets round the proxy."), host=settings.host)
        if hidden
        else text(
            message("It listens on {host}: set BENVENUTO_HOST=127.0.0.1, so that nobody gets round the proxy."),
            host=settings.host,
        ),
    )
    if os.name == "posix":
        for folder in _folders(settings):
            closed = not folder.stat().st_mode & _OTHERS
            yield Item(
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


def _sample(terminal: Terminal, outcome: RemovalOutcome) -> Item:
    text = terminal.say.text
    if outcome.hanging is not None:
        return Item(False, " ".join(_hanging(terminal, outcome.hanging)))
    if outcome.removed is None:
        return Item(True, text(message("There is no sample week here.")))
    return Item(True, " ".join(_removed(terminal, outcome.removed, outcome)))


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
            "{n} call of yours had an agent of the sample, and waits for its agent again.",
            "{n} calls of yours had an agent of the sample, and wait for their agents again.",
            gone.waiting,
        )


def _hanging(terminal: Terminal, found: Hanging) -> Iterator[str]:
    say = terminal.say
    names = ", ".join(found.usernames)
    yield say.text(
        message("The sample week was not removed, for work of your own hangs on its accounts {names}:"), names=names
    )
    told = (
        say.plural("{n} evaluation", "{n} evaluations", found.evaluations),
        say.plural("{n} comment", "{n} comments", found.comments),
        say.plural("{n} signature", "{n} signatures", found.signatures),
        say.plural("{n} exercise asked for", "{n} exercises asked for", found.assignments),
        say.plural("{n} sampling plan", "{n} sampling plans", found.plans),
    )
    numbers = (found.evaluations, found.comments, found.signatures, found.assignments, found.plans)
    yield ", ".join(words for words, number in zip(told, numbers, strict=True) if number) + "."
    yield say.text(
        message(
            "Give these accounts a password of their own, which makes them yours and lets them stay, or begin with an "
            "empty BENVENUTO_DATA folder. Then run this again."
        )
    )
