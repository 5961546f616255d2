"""`add-people`: people from a list, all or nobody; their one-time passwords are printed, or written to a file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import BenvenutoError, NoSuchPath, message
from benvenuto.formats.people.people_columns import TITLES
from benvenuto.formats.spreadsheet import csv_file
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.services.people.people_lists import LineState, ListLine, Looked, PeopleAdded

if TYPE_CHECKING:
    from benvenuto.bootstrap import Benvenuto


class PasswordsNotWritten(BenvenutoError):
    """A file for the passwords that is there already, or cannot be made."""

    template = message("Nobody was added: {file} exists, or cannot be written.")
    remedy = message("Choose another file for the passwords.")


def add_people(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Add everybody on the list who is new; 1 when a line is refused, and then nobody is added."""
    try:
        source = parsed.file.read_bytes()
    except OSError as error:
        raise NoSuchPath(path=parsed.file) from error
    app = terminal.open()
    looked = app.people_lists.look(LOCAL_ADMINISTRATOR, source)
    _print_looked(terminal, looked)
    if looked.of(LineState.REFUSED):
        terminal.print(terminal.say.text(message("Nobody was added: some lines of the list are refused.")))
        return 1
    if parsed.look or not looked.of(LineState.NEW):
        return 0
    if parsed.passwords is None:
        _print_added(terminal, _added(terminal, app, source))
    else:
        _write_added(terminal, app, source, parsed.passwords)
    return 0


def _added(terminal: Terminal, app: Benvenuto, source: bytes) -> PeopleAdded:
    with terminal.progress(terminal.say.text(message("Passwords"))) as tell:
        return app.people_lists.add(LOCAL_ADMINISTRATOR, source, app.settings.language, tell)


def _print_looked(terminal: Terminal, looked: Looked) -> None:
    say = terminal.say
    for line in (*looked.of(LineState.REFUSED), *looked.of(LineState.DIFFERS)):
        words = message("Line {number}: {reason}")
        terminal.print(say.text(words, number=line.line.number, reason=_reason(terminal, line)))
    if looked.unread:
        terminal.print(say.text(message("Columns that are not read: {columns}."), columns=", ".join(looked.unread)))
    if looked.teams:
        terminal.print(say.text(message("Teams that are added with them: {teams}."), teams=", ".join(looked.teams)))
    terminal.print(say.plural("{n} person is new.", "{n} people are new.", len(looked.of(LineState.NEW))))
    here = len(looked.of(LineState.THERE)) + len(looked.of(LineState.DIFFERS))
    terminal.print(say.plural("{n} is here already.", "{n} are here already.", here))


def _reason(terminal: Terminal, line: ListLine) -> str:
    say = terminal.say
    reason = say.text(line.template, **line.params)
    if line.state is LineState.REFUSED:
        return f"{say.text(TITLES[line.at])}: {reason}" if line.at else reason
    fields = ", ".join(say.text(TITLES[field]).lower() for field in line.differing)
    stays = say.text(message("Stays as it is here: {fields}."), fields=fields) if fields else ""
    return " ".join(part for part in (stays, reason) if part)


def _print_added(terminal: Terminal, added: PeopleAdded) -> None:
    say = terminal.say
    words = message("The one-time passwords, which are not shown again and expire on {when}:")
    terminal.print(say.text(words, when=say.timestamp(added.expires_at)))
    width = max(len(account.username) for account in added.accounts)
    for account in added.accounts:
        terminal.print(f"  {account.username:<{width}}  {account.password}")


def _write_added(terminal: Terminal, app: Benvenuto, source: bytes, file: Path) -> None:
    """Open the file before anybody is added: else the passwords could be lost."""
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise PasswordsNotWritten(file=file) from error
    say = terminal.say
    with os.fdopen(opened, "w", encoding="utf-8", newline="") as out:
        try:
            added = _added(terminal, app, source)
        except BaseException:
            file.unlink()
            raise
        header = [message("Name"), message("User name"), message("One-time password")]
        rows = [(account.name, account.username, account.password) for account in added.accounts]
        out.write(csv_file([say.text(words) for words in header], rows, comma=say.number(0.5, 1) == "0,5"))
    words = message("The one-time passwords are in {file}, and expire on {when}.")
    terminal.print(say.text(words, file=file, when=say.timestamp(added.expires_at)))
