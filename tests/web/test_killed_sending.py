"""A real server that is killed with a letter in hand: nothing is lost, and what goes twice has one id."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageState
from benvenuto.domain.people import Actor
from tests.house import House, enter
from tests.post import post
from tests.serving import serving

PATIENCE_S = 90.0


def eventually(true: Callable[[], object]) -> None:
    """Look until it is so."""
    until = monotonic() + PATIENCE_S
    while not true():
        assert monotonic() < until, "it never became so"
        threading.Event().wait(0.05)


def wants(house: House, actor: Actor) -> None:
    outside = replace(house.app.outside, channels=(Channel.EMAIL,))
    address = f"{actor.name.lower()}@example.com"
    outside.choose(actor, ChannelChoice(0, Channel.EMAIL, Frequency.AT_ONCE, address, quiet_from=0, quiet_to=0))


def test_killed_with_a_letter_in_hand_it_loses_none_and_sends_none_under_two_ids(tmp_path: Path) -> None:
    with post() as office:
        office.held = held = threading.Event()
        with serving(
            tmp_path / "served",
            BENVENUTO_SMTP_HOST="127.0.0.1",
            BENVENUTO_SMTP_PORT=str(office.port),
            BENVENUTO_SMTP_SECURITY="none",
            BENVENUTO_SMTP_FROM="benvenuto@casa-lume.example",
        ) as served:
            house = enter(served.app.settings.database_url, tmp_path)
            wants(house, house.anna)
            wants(house, house.bruno)
            evaluation = house.published(house.bruno, house.call(house.anna))
            house.app.feedback.comment(house.bruno, evaluation.id, "Ne parliamo?")
            assert office.arrived.wait(PATIENCE_S)
            served.kill()  # the letter is there, and its answer on the way
            office.held = None
            held.set()
            house.app.feedback.comment(house.anna, evaluation.id, "Volentieri.")  # as nobody is there to send
            served.start()
            eventually(lambda: house.app.outside.standing(house.dario).counts[MessageState.SENT] == 2)
            assert house.app.outside.standing(house.dario).counts[MessageState.WAITING] == 0
            assert served.new_output() == ""
    to = [str(letter["To"]) for letter in office.letters]
    assert sorted(to) == ["anna@example.com", "anna@example.com", "bruno@example.com"]
    assert len(set(office.ids)) == 2
