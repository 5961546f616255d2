"""Sending what waits in the outbox: in the background of the server, by one process at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.notices import Reminder
from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageKind, OutboxRow, due, retry
from benvenuto.domain.people import Actor
from benvenuto.languages import language
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.carriers import Carrier, Outgoing, Undelivered
from benvenuto.services.feedback.notices import MOST_COUNTED, readable
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell_people
from benvenuto.storage.database import Database, Transaction

_log = logging.getLogger(__name__)

_KEPT = timedelta(days=30)
_LOCK = "outbox"


Due = Callable[[Transaction, datetime], Iterable[Reminder]]
"""What is due at a time, as an area of the house knows it."""


@dataclass(frozen=True)
class Sending:
    """The sender: reminds of what is due, and hands over what waits. A channel without a carrier waits."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    carriers: Mapping[Channel, Carrier]
    public_url: str
    zone: ZoneInfo
    reminders: Sequence[Due] = ()

    def run(self, wanted: Callable[[], bool] = lambda: True, *, remind: bool = True) -> int:
        """Send all that is due, as long as `wanted`; how many messages left. Nothing while another process does it.

        A message that a killed sender had in hand is sent once more with the same id: it cannot be known whether it
        had left.
        """
        sent = 0
        remind = remind and bool(self.reminders)
        if not (self.carriers or remind):
            return 0
        with self.database.try_lock(_LOCK) as mine:
            if not mine:
                return 0
            if remind:
                self._remind()
            while wanted() and (row := self._next()) is not None:
                sent += self._send(row)
        return sent

    def _remind(self) -> None:
        with self.database.read() as tx:  # nearly always nothing new, and whoever writes waits for nobody
            due = bool(self._new(tx))
        if due:
            with self.database.write() as tx:
                for each in self._new(tx):
                    evaluation_id, subject = each.evaluation_id, each.subject
                    tell_people(tx, self.clock(), each.kind, each.people, evaluation_id=evaluation_id, subject=subject)

    def _new(self, tx: Transaction) -> Sequence[Reminder]:
        """What is due, to those who were not told of it yet."""
        asked = [reminder for ask in self.reminders for reminder in ask(tx, self.clock())]
        known = tx.notices.known({reminder.kind for reminder in asked})
        left = [
            replace(
                each, people={*each.people}.difference(known.get((each.kind, each.evaluation_id, each.subject), ()))
            )
            for each in asked
        ]
        return [each for each in left if each.people]

    def _next(self) -> OutboxRow | None:
        if not self.carriers:
            return None
        with self.database.read() as tx:
            return tx.outbox.next_due(self.clock(), list(self.carriers))

    def _send(self, row: OutboxRow) -> bool:
        outgoing, choice = self._take(row)
        if outgoing is None:
            return False
        try:
            self.carriers[row.channel].carry(outgoing)
        except Undelivered as error:
            self._put_off(row, choice, error)
            return False
        except Exception as error:  # one message that no carrier foresaw must not be tried for ever before all others
            _log.exception("message %s could not be sent", row.id)
            self._put_off(row, choice, Undelivered(type(error).__name__, surely_unsent=False))
            return False
        with self.database.write() as tx:
            tx.outbox.sent(row.id, self.clock())
            tx.outbox.forget(self.clock() - _KEPT)
        return True

    def _take(self, row: OutboxRow) -> tuple[Outgoing | None, ChannelChoice]:
        """The message in words, taken in hand; None when there is nothing to say, or not now."""
        now = self.clock()
        with self.database.write() as tx:
            choice = tx.outbox.choice(row.person_id, row.channel)
            actor = tx.people.actor(row.person_id)
            if actor is None or not choice.address:
                tx.outbox.drop(row.id)
                return None, choice
            waiting = tx.notices.latest(actor.id, MOST_COUNTED, unread=True)
            unread = [known.notice for known in readable(tx, self.scorecards, actor, waiting)]
            if row.kind is MessageKind.NEWS and (
                # read in the meantime, taken back, or no longer theirs to read
                choice.frequency is Frequency.OFF or not any(notice.at >= row.created_at for notice in unread)
            ):
                tx.outbox.drop(row.id)
                return None, choice
            if row.kind is MessageKind.NEWS and (later := self._not_quiet(choice, now)) > now:
                tx.outbox.postpone(row.id, later)
                return None, choice
            tx.outbox.take(row.id, now)
        return self._words(row, actor, choice, len(unread)), choice

    def _put_off(self, row: OutboxRow, choice: ChannelChoice, error: Undelivered) -> None:
        now = self.clock()
        again = None if error.final else retry(row.attempts + 1, now)
        with self.database.write() as tx:
            if again is None:
                tx.outbox.fail(row.id, now, error.reason)
            else:
                # what may have left once goes again alone, with its own id: what is new needs a message of its own
                surely = error.surely_unsent and row.open
                tx.outbox.put_off(row, self._not_quiet(choice, again), error.reason, surely_unsent=surely)

    def _not_quiet(self, choice: ChannelChoice, at: datetime) -> datetime:
        return due(replace(choice, frequency=Frequency.AT_ONCE), at, self.zone)

    def _words(self, row: OutboxRow, actor: Actor, choice: ChannelChoice, unread: int) -> Outgoing:
        say = language(actor.language, self.zone)
        if row.kind is MessageKind.TEST:
            subject = say.text("Test message from Benvenuto")
            lines = [say.text("You asked for this test message. Notices will arrive in the same way.")]
        else:
            subject = say.text("Something new for you in Benvenuto")
            lines = [say.plural("{n} unread notice.", "{n} unread notices.", unread)]
        lines += [
            f"{self.public_url}/for-you",
            "",
            say.text(
                "You choose on your account page what is sent, and when: {link}", link=f"{self.public_url}/account"
            ),
        ]
        return Outgoing(choice.address, row.message_id, subject, "\n".join(lines))
