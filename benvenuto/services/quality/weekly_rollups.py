"""The weekly rollups that trends read: put in order when the application starts, and whenever somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benvenuto.storage.database import Database


@dataclass(frozen=True)
class WeeklyRollupService:
    """The service of weekly rollups. It takes no actor: nothing is decided or shown, and it runs on the machine."""

    database: Database

    def put_in_order(self, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Add up what older rules or another time zone added up, or nobody yet; else nothing is done."""
        with self.database.read() as tx:
            done = tx.weekly.in_order()
        if not done:
            self.rebuild(progress)

    def rebuild(self, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Add up everything anew, a week a transaction; how many weeks that were.

        Who publishes meanwhile is not held up for longer than a week takes, and no sum is ever seen missing.
        """
        with self.database.read() as tx:
            weeks = tx.weekly.weeks()
        for nth, week in enumerate(weeks, start=1):
            with self.database.write() as tx:
                tx.weekly.rebuild(week)
            progress(nth, len(weeks))
        with self.database.write() as tx:
            tx.advisory_lock("weekly")  # two processes that start at once both come here
            tx.weekly.put_in_order()
        return len(weeks)
