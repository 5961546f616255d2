"""The calls that come with the house: real ones in English, with a person's and a recogniser's transcript, and ours.

The Italian ones were also given to a small recogniser (whisper-base), which got a good part of their words wrong.
"""

import json
from collections.abc import Iterator, Sequence

import pytest

from benvenuto.config import HOME
from benvenuto.domain.call import Speaker, Turn
from benvenuto.listening.evidence import Names
from tests.listening.evidence.calls import HELD_OUT, found_in

SAMPLE = HOME / "sample_data"
OPENING_AND_CLOSING = {"greeting", "offer", "anything-else", "goodbye"}
CASA_LUME = {
    "01-ordine-in-ritardo": "greeting company own-name offer leave thanks apology anything-else goodbye",
    "02-reso-scarpe": "asked in-vain",
    "03-addebito-doppio": "greeting company own-name hedging goodbye",
    "04-lampada-rotta": "greeting company own-name offer apology permission anything-else goodbye thanks",
    "05-consiglio-prodotto": "greeting company own-name offer goodbye",
    "06-late-parcel": "greeting company own-name offer apology leave thanks goodbye",
    "07-refund-status": "hedging asked in-vain goodbye",
    "08-change-of-address": "greeting company own-name offer permission anything-else goodbye",
    "09-vetro-mancante": "greeting company own-name offer",
    "10-linea-caduta": "greeting company own-name offer",
    "11-nuovo-indirizzo": "greeting company own-name offer apology",
    "14-new-address": "greeting company own-name offer apology",
    "15-day-off-work": "greeting company own-name offer apology anything-else goodbye",
}
JUDGED = frozenset(" ".join(CASA_LUME.values()).split())


def bank_calls(words: str) -> Iterator[Sequence[Turn]]:
    """The five calls of Harper Valley, as a person ("human") or a recogniser ("asr") wrote them down."""
    calls = json.loads((SAMPLE / "harper-valley" / "five-calls.json").read_text("utf-8"))["calls"]
    for turns in calls.values():
        yield [
            Turn(
                Speaker(one["role"]),
                one[words],
                one["offset_ms"] / 1000,
                (one["offset_ms"] + one["duration_ms"]) / 1000,
            )
            for one in turns
        ]


@pytest.mark.parametrize("words", ["human", "asr"])
def test_real_calls_to_a_bank_open_and_close(words: str) -> None:
    names = Names(("Harper Valley National Bank",))
    for turns in bank_calls(words):
        found = found_in(turns, "en", names)
        assert found.keys() >= {*OPENING_AND_CLOSING, "company"}
        assert "own-name" in found or words == "asr", "a recogniser garbles some names beyond knowing"
        first = next(one.start_s for one in turns if one.speaker is Speaker.AGENT and one.text != "[noise]")
        assert found["greeting"][0].at_s == pytest.approx(first, abs=0.01)
        assert all(one.speaker is Speaker.AGENT for one in found["goodbye"])


def test_real_chats_with_a_shop_open_and_close() -> None:
    for chat in json.loads((SAMPLE / "abcd" / "abcd_sample.json").read_text("utf-8")):
        said = [(who, text) for who, text in chat["original"] if who != "action"]
        turns = [Turn(Speaker.AGENT if who == "agent" else Speaker.CALLER, text) for who, text in said]
        assert found_in(turns, "en").keys() >= {"greeting", "offer", "goodbye"}


def test_a_real_call_to_a_garage_opens_and_closes() -> None:
    heard = json.loads((SAMPLE / "auto-repairs-40" / "transcript.whisper-base.json").read_text("utf-8"))
    segments = sorted(
        (one["start"], one["end"], side, one["text"]) for side in heard for one in heard[side]["segments"]
    )
    turns = [Turn(Speaker(side), text.strip(), start, end) for start, end, side, text in segments]
    found = found_in(turns, "en", Names(("Platinum Motors",)))
    assert found.keys() >= {*OPENING_AND_CLOSING, "company", "own-name", "apology"}
    assert found["company"][0].at_s == pytest.approx(1.12, abs=0.5), "where the recogniser heard “Platinum”"


@pytest.mark.parametrize("name", CASA_LUME)
def test_our_own_calls_are_found_to_be_what_they_were_written_to_be(name: str) -> None:
    truth = json.loads((SAMPLE / "casa-lume" / name / "truth.json").read_text("utf-8"))
    turns = [Turn(Speaker(one["role"]), one["text"], one["start"], one["end"]) for one in truth["turns"]]
    found = found_in(turns, truth["lang"])
    assert found.keys() & JUDGED == set(CASA_LUME[name].split())


def test_a_recognisers_italian_opens_and_closes_as_it_was_spoken() -> None:
    heard = json.loads((HELD_OUT / "casa-lume.whisper-base.it.json").read_text("utf-8"))
    judged = {"greeting", "company", "own-name", "offer", "goodbye"}
    for name, segments in heard.items():
        turns = [Turn(Speaker(side), text, start, end) for start, end, side, text in segments]
        assert found_in(turns, "it").keys() & judged == judged.intersection(CASA_LUME[name].split()), name
