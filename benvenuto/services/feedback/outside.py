"""Messages outside the application: what each person chooses, and what the administrator sees of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.outbox import (
    Channel,
    ChannelChoice,
    Frequency,
    MessageKind,
    MessageState,
    OutboxRow,
    is_mail_address,
)
from benvenuto.domain.people import Actor
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.chat import is_chat_address
from benvenuto.storage.database import Database

_HOURS = range(24)
_BETWEEN_TESTS = timedelta(minutes=1)


class ChannelClosed(BenvenutoError):
    """A channel that the administrator has not set up."""

    template = message("Nothing can be sent this way here.")
    remedy = message("An administrator sets it up on the server.")


class JustTested(BenvenutoError):
    """A test message less than a minute after another."""

    template = message("A test message was requested less than a minute ago.")
    remedy = message("Wait a minute, then try again.")


class WrongMailAddress(BenvenutoError):
    """What is no e-mail address."""

    template = message("This is not an e-mail address.")
    remedy = message("Write it as name@example.com.")


class WrongChatAddress(BenvenutoError):
    """What is no address of a webhook, or none that messages may go to."""

    template = message("Messages cannot be sent to this address.")
    remedy = message("Copy the address of the incoming webhook from your chat. It begins with https://.")


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel as its person finds it: what they chose, and how the last message to them went."""

    choice: ChannelChoice
    last: OutboxRow | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The outbox at a glance: the channels that are set up, how many messages are how far, and the newest."""

    channels: Sequence[Channel]
    counts: Mapping[MessageState, int]
    latest: Sequence[OutboxRow]


@dataclass(frozen=True)
class OutsideService:
    """The service of messages outside; `channels` are those that the administrator has set up."""

    database: Database
    clock: Clock
    channels: Sequence[Channel]
    anywhere: bool

    def own(self, actor: Actor) -> Sequence[OwnChannel]:
        """What the actor chose for each channel that is set up."""
        with self.database.read() as tx:
            last = tx.outbox.last_of(actor.id)
            return [OwnChannel(tx.outbox.choice(actor.id, channel), last.get(channel)) for channel in self.channels]

    def choose(self, actor: Actor, choice: ChannelChoice) -> None:
        """Keep what the actor chose for a channel; without messages the address is forgotten."""
        self._check(choice)
        kept = replace(choice, person_id=actor.id, address=choice.address.strip())
        if kept.frequency is Frequency.OFF:
            kept = replace(kept, address="")
        with self.database.write() as tx:
            tx.outbox.choose(kept)
            # never the address: whoever has a chat's may write there
            chosen = {"channel": kept.channel.value, "frequency": kept.frequency.value}
            tx.audit.write(self.clock(), actor.id, "channel_chosen", "person", actor.id, **chosen)

    def test(self, actor: Actor, channel: Channel) -> None:
        """Send the actor a message that says nothing but that it arrived; one a minute."""
        with self.database.write() as tx:
            choice = tx.outbox.choice(actor.id, channel)
            if channel not in self.channels or not choice.address:
                raise ChannelClosed
            last = tx.outbox.last_of(actor.id).get(channel)
            # an address is typed by anybody: nobody's mailbox is to be filled from here
            if last and last.kind is MessageKind.TEST and self.clock() - last.created_at < _BETWEEN_TESTS:
                raise JustTested
            tx.outbox.add_test(self.clock(), choice)
            tx.audit.write(self.clock(), actor.id, "message_tested", "person", actor.id, channel=channel.value)

    def standing(self, actor: Actor, limit: int = 50, state: MessageState | None = None) -> Standing:
        """How messages fare, for administrators."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return Standing(self.channels, tx.outbox.counts(), tx.outbox.latest(limit, state))

    def send_again(self, actor: Actor, message_id: int) -> bool:
        """Let a message that failed be tried anew; False when it did not fail."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            again = tx.outbox.send_again(message_id, self.clock())
            if again:
                tx.audit.write(self.clock(), actor.id, "message_sent_again", "message", message_id)
            return again

    def _check(self, choice: ChannelChoice) -> None:
        if choice.channel not in self.channels:
            raise ChannelClosed
        if not {choice.hour, choice.quiet_from, choice.quiet_to} <= set(_HOURS):
            raise ChannelClosed
        if choice.frequency is Frequency.OFF:
            return
        address = choice.address.strip()
        if choice.channel is Channel.EMAIL and not is_mail_address(address):
            raise WrongMailAddress
        if choice.channel is Channel.CHAT and not is_chat_address(address, anywhere=self.anywhere):
            raise WrongChatAddress
