"""Messages outside: who gets one, when, what stands in it, and what becomes of it when it does not arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from benvenuto.domain.notices import NoticeKind, Reminder
from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageState
from benvenuto.domain.people import Actor
from benvenuto.services.feedback.carriers import Outgoing
from benvenuto.services.feedback.mail import MailCarrier
from benvenuto.services.feedback.outside import (
    ChannelClosed,
    JustTested,
    OutsideService,
    WrongChatAddress,
    WrongMailAddress,
)
from benvenuto.services.feedback.sending import Sending
from tests.house import House
from tests.post import Post, post


@pytest.fixture(scope="module")
def _office() -> Iterator[Post]:
    with post() as office:
        yield office


@pytest.fixture
def office(_office: Post) -> Post:
    for kept in (_office.letters, _office.at_end, _office.at_recipient):
        kept.clear()
    return _office


def sending(house: House, office: Post) -> Sending:
    carrier = MailCarrier(office.server, "localhost", house.clock)
    return replace(house.app.sending, reminders=(), carriers={Channel.EMAIL: carrier})


def outside(house: House) -> OutsideService:
    return replace(house.app.outside, channels=tuple(Channel))


def wants(house: House, actor: Actor, frequency: Frequency = Frequency.AT_ONCE, **chosen: int) -> None:
    address = f"{actor.name.lower()}@example.com"
    outside(house).choose(actor, ChannelChoice(0, Channel.EMAIL, frequency, address, **chosen))


def publish(house: House) -> int:
    return house.published(house.bruno, house.call(house.anna, caller="Signora Verdi")).id


def counts(house: House) -> dict[str, int]:
    return {state: n for state, n in house.app.outside.standing(house.dario).counts.items() if n}


def test_nothing_leaves_for_who_chose_nothing(house: House, office: Post) -> None:
    publish(house)
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 0
    assert counts(house) == {}


def test_a_letter_says_that_something_is_there_and_where_and_nothing_else(house: House, office: Post) -> None:
    wants(house, house.anna)
    publish(house)
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 1
    (letter,) = office.letters
    assert (letter["To"], letter["Auto-Submitted"]) == ("anna@example.com", "auto-generated")
    assert letter["Subject"] == "C'è qualcosa di nuovo per lei in Benvenuto"
    text = letter.get_content()
    assert f"{house.app.settings.public_url}/for-you" in text
    assert "1 notifica da leggere" in text
    whole = letter.as_string() + text
    for secret in ("Verdi", "Bruno", "Sentito", "100", "Anna", "Consegna"):
        assert secret not in whole
    assert sending(house, office).run() == 0
    assert counts(house) == {MessageState.SENT: 1}


def test_a_publication_is_announced_when_it_can_no_longer_be_taken_back(house: House, office: Post) -> None:
    wants(house, house.anna)
    evaluation_id = publish(house)
    house.clock.forward(seconds=30)
    assert sending(house, office).run() == 0
    house.app.scoring.take_back(house.bruno, evaluation_id)
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 0
    assert counts(house) == {}


def test_what_was_read_in_the_meantime_is_not_announced(house: House, office: Post) -> None:
    wants(house, house.anna)
    evaluation_id = publish(house)
    house.app.notices.opened(house.anna, evaluation_id=evaluation_id)
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 0
    assert counts(house) == {}


def test_what_comes_while_a_message_waits_goes_with_it_at_the_earlier_time(house: House, office: Post) -> None:
    wants(house, house.anna)
    first, _second = publish(house), publish(house)
    house.app.feedback.comment(house.bruno, first, "Bene.")
    assert sending(house, office).run() == 1, "a comment cannot be taken back"
    assert "3 notifiche" in office.letters[0].get_content()


def test_a_daily_message_waits_for_its_hour_and_for_the_end_of_quiet_hours(house: House, office: Post) -> None:
    wants(house, house.anna, Frequency.DAILY, hour=17, quiet_from=0, quiet_to=0)
    publish(house)
    publish(house)
    house.clock.forward(hours=4)
    assert sending(house, office).run() == 0
    house.clock.forward(hours=1)
    assert sending(house, office).run() == 1
    assert "2 notifiche" in office.letters[0].get_content()


def test_a_message_that_is_late_does_not_leave_in_quiet_hours(house: House, office: Post) -> None:
    wants(house, house.anna, quiet_from=20, quiet_to=8)
    publish(house)
    house.clock.forward(hours=10)  # the server was off until ten in the evening
    assert sending(house, office).run() == 0
    house.clock.forward(hours=10)
    assert sending(house, office).run() == 1


def test_a_choice_changed_in_the_meantime_holds(house: House, office: Post) -> None:
    for frequency, leaves in ((Frequency.OFF, 0), (Frequency.DAILY, 0)):
        wants(house, house.anna)
        publish(house)
        wants(house, house.anna, frequency, hour=9)
        house.clock.forward(minutes=2)
        assert sending(house, office).run() == leaves
    house.clock.forward(days=1)
    assert sending(house, office).run() == 1


def test_an_account_that_was_closed_gets_nothing(house: House, office: Post) -> None:
    wants(house, house.anna)
    publish(house)
    house.app.people.set_active(house.dario, house.anna.id, active=False)
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 0


@pytest.mark.parametrize("answer", ["451 try later", "452 full"])
def test_what_is_refused_for_now_is_tried_again_after_growing_pauses(house: House, office: Post, answer: str) -> None:
    wants(house, house.anna)
    publish(house)
    office.at_end.extend([answer, answer])
    house.clock.forward(minutes=2)
    assert [sending(house, office).run() for _ in range(2)] == [0, 0]
    assert len(office.letters) == 1, "not again at once"
    house.clock.forward(minutes=1)
    assert sending(house, office).run() == 0
    house.clock.forward(minutes=1)
    assert sending(house, office).run() == 0, "the second pause is longer"
    house.clock.forward(minutes=1)
    assert sending(house, office).run() == 1
    assert len(set(office.ids)) == 1
    assert counts(house) == {MessageState.SENT: 1}


def test_while_the_mail_server_is_away_messages_do_not_pile_up(house: House, office: Post) -> None:
    wants(house, house.anna)
    away = sending(house, replace(office, port=1))
    for _ in range(5):
        publish(house)
        house.clock.forward(hours=3, minutes=1)
        away.run()
    assert counts(house) == {MessageState.WAITING: 1}
    (row,) = house.app.outside.standing(house.dario).latest
    assert "refused" in row.reason.lower()
    house.clock.forward(hours=7)
    house.clock.now = house.clock.now.replace(hour=11)
    house.clock.forward(days=1)
    assert sending(house, office).run() == 1


def test_a_message_that_may_have_left_goes_again_with_its_id_and_what_is_new_has_its_own(
    house: House, office: Post
) -> None:
    wants(house, house.anna)
    publish(house)
    office.at_end.append("")  # the server hangs up after the last byte
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 0
    publish(house)
    house.clock.forward(minutes=2)
    assert sending(house, office).run() == 2
    assert office.ids[0] == office.ids[1] != office.ids[2]


def test_a_refused_address_is_shown_to_the_administrator_and_can_be_tried_again(house: House, office: Post) -> None:
    wants(house, house.anna)
    publish(house)
    office.at_recipient.append("550 no such user")
    house.clock.forward(minutes=2)
    sending(house, office).run()
    (row,) = house.app.outside.standing(house.dario).latest
    assert (row.state, row.person_name, row.reason) == (MessageState.FAILED, "Anna", "550 no such user")
    assert sending(house, office).run() == 0
    assert house.app.outside.send_again(house.dario, row.id)
    assert not house.app.outside.send_again(house.dario, row.id)
    assert sending(house, office).run() == 1


def test_a_message_that_breaks_its_carrier_keeps_nobody_else_waiting(house: House, office: Post) -> None:
    @dataclass(frozen=True)
    class Broken:
        def carry(self, outgoing: Outgoing) -> None:
            outgoing.address.encode("ascii")

    wants(house, house.anna)
    outside(house).choose(house.elena, ChannelChoice(0, Channel.CHAT, Frequency.AT_ONCE, "https://chat.example/h"))
    house.published(house.bruno, house.call(house.elena))
    house.clock.forward(seconds=1)
    publish(house)
    with house.app.database.write() as tx:  # as somebody's older choice may stand there
        tx.outbox.choose(ChannelChoice(house.elena.id, Channel.CHAT, Frequency.AT_ONCE, "https://chät.example/h"))
    house.clock.forward(minutes=2)
    sender = sending(house, office)
    sender = replace(sender, carriers={**sender.carriers, Channel.CHAT: Broken()})
    assert sender.run() == 1
    assert [letter["To"] for letter in office.letters] == ["anna@example.com"]
    assert counts(house) == {MessageState.SENT: 1, MessageState.WAITING: 1}
    (waiting,) = house.app.outside.standing(house.dario, state=MessageState.WAITING).latest
    assert waiting.reason == "UnicodeEncodeError"


def test_it_gives_up_some_day(house: House, office: Post) -> None:
    wants(house, house.anna, quiet_from=0, quiet_to=0)
    publish(house)
    away = sending(house, replace(office, port=1))
    for _ in range(40):
        house.clock.forward(hours=6, minutes=1)
        away.run()
    assert counts(house) == {MessageState.FAILED: 1}


def test_what_a_killed_sender_had_in_hand_goes_again_with_its_id(house: House, office: Post) -> None:
    wants(house, house.anna)
    publish(house)
    house.clock.forward(minutes=2)
    with house.app.database.write() as tx:
        row = tx.outbox.next_due(house.clock(), [Channel.EMAIL])
        assert row is not None
        tx.outbox.take(row.id, house.clock())
    assert sending(house, office).run() == 1
    assert office.ids == [f"<{row.message_id}@casa-lume.example>"]


def test_two_senders_never_send_at_the_same_time(house: House, office: Post) -> None:
    wants(house, house.anna)
    publish(house)
    house.clock.forward(minutes=2)
    with house.app.database.try_lock("outbox") as mine:
        assert mine
        assert sending(house, office).run() == 0
    assert sending(house, office).run() == 1


def test_old_messages_are_forgotten(house: House, office: Post) -> None:
    wants(house, house.anna)
    for _ in range(2):
        publish(house)
        house.clock.forward(days=40)
        house.clock.now = house.clock.now.replace(hour=11)
        sending(house, office).run()
    assert counts(house) == {MessageState.SENT: 1}


def test_a_test_message_leaves_though_nothing_waits_and_one_a_minute(house: House, office: Post) -> None:
    wants(house, house.anna)
    outside(house).test(house.anna, Channel.EMAIL)
    with pytest.raises(JustTested):
        outside(house).test(house.anna, Channel.EMAIL)
    assert sending(house, office).run() == 1
    with pytest.raises(JustTested):
        outside(house).test(house.anna, Channel.EMAIL)
    assert office.letters[0]["Subject"] == "Messaggio di prova di Benvenuto"
    (own, _) = outside(house).own(house.anna)
    assert own.last is not None
    assert own.last.state is MessageState.SENT


def test_a_password_is_in_no_reason_and_crosses_no_open_line(house: House, office: Post) -> None:
    server = replace(office.server, security="starttls", user="benvenuto", password="segretissimo")
    assert "segretissimo" not in repr(server)
    carrier = MailCarrier(server, "localhost", house.clock)
    wants(house, house.anna)
    outside(house).test(house.anna, Channel.EMAIL)
    assert replace(house.app.sending, reminders=(), carriers={Channel.EMAIL: carrier}).run() == 0
    (row,) = house.app.outside.standing(house.dario).latest
    assert "STARTTLS" in row.reason
    assert not office.letters


def test_what_is_due_is_told_once_however_often_it_is_asked(house: House, office: Post) -> None:
    wants(house, house.anna)
    evaluation_id = publish(house)
    house.app.notices.read_all(house.anna)
    due = [Reminder(NoticeKind.DEADLINE, [house.anna.id], evaluation_id, "acknowledge")]
    remind = replace(sending(house, office), reminders=[lambda _tx, _at: due])
    house.clock.forward(minutes=2)
    assert [remind.run() for _ in range(2)] == [1, 0]
    house.app.notices.read_all(house.anna)
    remind.run()
    assert house.app.notices.unread(house.anna) == 0
    ((latest, *_), _) = house.app.notices.listed(house.anna)
    assert latest.notice.kind is NoticeKind.DEADLINE


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        (ChannelChoice(0, Channel.EMAIL, Frequency.AT_ONCE, "anna"), WrongMailAddress),
        (ChannelChoice(0, Channel.EMAIL, Frequency.AT_ONCE, "anna@example.com", hour=24), ChannelClosed),
        (ChannelChoice(0, Channel.CHAT, Frequency.AT_ONCE, "http://chat.example/hook"), WrongChatAddress),
        (ChannelChoice(0, Channel.CHAT, Frequency.AT_ONCE, "https://127.0.0.1/hook"), WrongChatAddress),
    ],
)
def test_an_address_that_is_none_is_refused(house: House, choice: ChannelChoice, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        outside(house).choose(house.anna, choice)
    with pytest.raises(ChannelClosed):
        outside(house).test(house.anna, choice.channel)


def test_a_channel_that_is_not_set_up_takes_no_choice(house: House) -> None:
    with pytest.raises(ChannelClosed):
        house.app.outside.choose(house.anna, ChannelChoice(0, Channel.EMAIL, Frequency.AT_ONCE, "anna@example.com"))
    assert house.app.outside.own(house.anna) == []


def test_who_wants_no_messages_any_more_leaves_no_address(house: House) -> None:
    wants(house, house.anna)
    wants(house, house.anna, Frequency.OFF)
    assert outside(house).own(house.anna)[0].choice.address == ""
    assert "anna@example.com" not in repr(house.app.audit.latest(house.dario, 10))


def test_the_quiet_hours_of_one_are_no_matter_to_another(house: House, office: Post) -> None:
    wants(house, house.bruno, quiet_from=0, quiet_to=0)
    wants(house, house.elena)
    evaluation_id = publish(house)
    house.clock.forward(hours=10)
    house.app.feedback.dispute(house.anna, evaluation_id, "No.")
    assert sending(house, office).run() == 1
    assert office.letters[0]["To"] == "bruno@example.com"
    house.clock.forward(hours=10)
    assert sending(house, office).run() == 1
