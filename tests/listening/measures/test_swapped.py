"""Swapped channels: suspected when it is the caller who welcomes."""

from __future__ import annotations

import json

import pytest

from benvenuto.config import HOME
from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Speech
from benvenuto.listening.measures import measure
from benvenuto.listening.measures.swapped import suspect_swapped
from tests.listening.measures.hearing import CALLS, exchanged, truth

BANK = json.loads((HOME / "sample_data" / "harper-valley" / "five-calls.json").read_text("utf-8"))["calls"]


def turns(agent: str, caller: str) -> tuple[Turn, ...]:
    return Turn(Speaker.AGENT, agent), Turn(Speaker.CALLER, caller)


@pytest.mark.parametrize("name", CALLS)
def test_the_sample_calls_are_not_suspected_and_their_swapped_copies_are(name: str) -> None:
    call, said = truth(name)
    assert not measure(call, said).swapped
    assert measure(call, exchanged(said)).swapped


@pytest.mark.parametrize("words", ["human", "asr"])
@pytest.mark.parametrize("name", BANK)
def test_nor_are_real_bank_calls_even_in_the_words_of_a_recogniser(name: str, words: str) -> None:
    said = tuple(Turn(Speaker(turn["role"]), turn[words]) for turn in BANK[name] if turn.get(words))
    assert not suspect_swapped(said)
    assert suspect_swapped(exchanged(said))


@pytest.mark.parametrize(
    "caller",
    [
        "Buongiorno, parlo con Casa Lume?",
        "Sì, buongiorno, sono Bianchi, chiamo per un reso.",
        "Servizio clienti?",
        "Hello, is this customer service?",
        "Hi, this is Mary Jones, I am calling about my order.",
        "Non so come posso pagare.",
    ],
)
def test_a_caller_who_asks_or_says_a_name_is_a_caller(caller: str) -> None:
    assert not suspect_swapped(turns("Mm.", caller))


def test_nothing_is_suspected_where_both_or_nobody_welcomes() -> None:
    offer = "Come posso aiutarla?"
    assert not suspect_swapped(turns(offer, offer))
    assert not suspect_swapped(turns("Pronto.", "Pronto."))
    assert not suspect_swapped(())


def test_a_welcome_late_in_the_call_tells_nothing() -> None:
    said = (Turn(Speaker.AGENT, "Mm."), *[Turn(Speaker.CALLER, "Allora.")] * 3, Turn(Speaker.CALLER, "How can I help?"))
    assert not suspect_swapped(said)


def test_one_channel_cannot_be_swapped() -> None:
    _, said = truth(CALLS[0])
    assert not measure(Speech(10, separate=False), exchanged(said)).swapped
