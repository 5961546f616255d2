"""Removing the sample week from a house that goes live: its people and its calls, and nothing of the house's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benvenuto.bootstrap import Benvenuto
from benvenuto.sample.people import INTERNATIONAL, ITALIA
from benvenuto.services.people.people import add_administrator, has_administrator
from benvenuto.services.people.sign_in import with_published_password
from benvenuto.storage.database import Transaction
from benvenuto.storage.sample_week import Gone, Hanging

TEAMS = (ITALIA, INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class RemovalOutcome:
    """What became of the sample, and of who administers.

    `removed` is None where there was none. `hanging` says why nothing was removed. `kept` are accounts that came with
    it and were given a password of their own: somebody's now. `administrator` is the user name and the one-time
    password, if one was added.
    """

    removed: Gone | None = None
    hanging: Hanging | None = None
    kept: Sequence[str] = ()
    administrator: tuple[str, str] | None = field(default=None, repr=False)


def remove(app: Benvenuto) -> RemovalOutcome:
    """Remove the sample and see to it that somebody can administer, all or nothing; then the files of its recordings.

    Files that a call of the house's own needs too stay. Run again, it goes on where it was cut off.
    """
    with app.database.advisory_lock("sample"), app.database.write() as tx:
        for name in ("people", "sampling"):
            tx.advisory_lock(name)
        outcome = _remove(app, tx)
    with app.database.read() as tx:
        files = tx.sample_week.files_left()
    for key in files:
        app.store.remove(key)
    return outcome


def _remove(app: Benvenuto, tx: Transaction) -> RemovalOutcome:
    sample, now = tx.sample_week, app.clock()
    accounts = sample.accounts()
    gone = {account.id: account.name for account in with_published_password(accounts)}
    kept = [account.username for account in accounts if account.id not in gone]
    # added before anybody goes: SQLite gives the number of the last account that went to the next that comes
    administrator = None if has_administrator(tx, but=gone, at=now) else add_administrator(tx, now)
    if sample.loaded_at is None:
        return RemovalOutcome(administrator=administrator)
    sample.lock(gone)
    if (hanging := sample.hanging(gone, TEAMS)) is not None:
        return RemovalOutcome(hanging=hanging, administrator=administrator)
    files = sample.files()
    removed = sample.remove(gone, TEAMS)
    people = [account.username for account in accounts if account.id in gone]
    detail = {"calls": removed.calls, "username": people, "files": list(files)}
    tx.audit.write(now, None, "sample_removed", "sample", "", **detail)
    return RemovalOutcome(removed, kept=kept, administrator=administrator)
