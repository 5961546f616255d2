"""`backup`, `restore` and `export`: everything in one file, back into a new place, or in files for other programs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import message
from benvenuto.formats.backups.layout import FileState, ListedFile
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.services.people.restoring import restore as restore_backup

_MOST_LINES = 20


def backup(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Write a backup; 1 when the store lacks what the database names. An older database is not migrated for it."""
    app, say = terminal.build(), terminal.say
    with terminal.progress(say.text(message("Backup"))) as tell:
        made = app.backups.write(
            LOCAL_ADMINISTRATOR,
            parsed.file,
            recordings=parsed.recordings == "include",
            overwrite=parsed.overwrite,
            progress=tell,
        )
    if parsed.recordings == "include":
        words = message("The backup is {file}: {rows} rows and {files} files of recordings, {size} MB.")
    else:
        words = message("The backup is {file}: {rows} rows, and the names of {files} files of recordings; {size} MB.")
    size = say.number(made.size / 10**6, 1)
    counts = {"rows": say.number(made.rows), "files": say.number(made.recordings)}
    terminal.print(say.text(words, file=made.file, size=size, **counts))
    if not made.noted:
        terminal.print(say.text(message("The audit log could not be written to, and does not tell of it.")))
    return _unstored(terminal, made.unstored)


def restore(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Restore a backup into an empty house; 1 when the store lacks recordings that it names."""
    app, say = terminal.build(), terminal.say
    with terminal.progress(say.text(message("Restoring"))) as tell:
        restored = restore_backup(app.database, app.store, parsed.file, tell)
    words = message("Restored as of {when}: {rows} rows and {files} files of recordings.")
    counts = {"rows": say.number(restored.rows), "files": say.number(restored.recordings)}
    terminal.print(say.text(words, when=say.timestamp(restored.made_at), **counts))
    return _unstored(terminal, restored.unstored)


def export(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Write an export; 1 when the store lacks recordings that it should hold."""
    app, say = terminal.open(), terminal.say
    with terminal.progress(say.text(message("Export"))) as tell:
        exported = app.exports.write(LOCAL_ADMINISTRATOR, parsed.folder, recordings=parsed.recordings, progress=tell)
    words = message("Exported to {folder}: {tables} tables, {rows} rows and {files} files of recordings.")
    numbers = {"tables": exported.tables, "rows": exported.rows, "files": exported.recordings}
    counts = {name: say.number(number) for name, number in numbers.items()}
    terminal.print(say.text(words, folder=exported.folder, **counts))
    return _unstored(terminal, [ListedFile(key, FileState.MISSING) for key in exported.missing])


def _unstored(terminal: Terminal, files: Sequence[ListedFile]) -> int:
    say = terminal.say
    for file in files[:_MOST_LINES]:
        if file.state is FileState.MISSING:
            words = message("{key} is not in the store of recordings.")
        else:
            words = message("{key} in the store of recordings is not what was brought there.")
        terminal.print(say.text(words, key=file.key))
    if (more := len(files) - _MOST_LINES) > 0:
        terminal.print(say.plural("… and {n} more.", "… and {n} more.", more))
    return 1 if files else 0
