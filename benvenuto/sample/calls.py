"""The sample calls: who took each, when in the week, and what was said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benvenuto.domain.call import Speaker, Turn
from benvenuto.formats.calls.transcripts import read_transcript


@dataclass(frozen=True, slots=True)
class SampleCall:
    """One call. `days_ago` and `hour` place it in the week before the first start."""

    external_id: str
    agent: str
    days_ago: int
    hour: float
    contact_reason: str
    language: str
    duration_s: int | None
    note: str
    turns: Sequence[Turn]


_CASA_LUME = (
    ("01-ordine-in-ritardo", "giulia", 6, 9.4),
    ("02-reso-scarpe", "paolo", 5, 10.2),
    ("03-addebito-doppio", "elena", 4, 17.8),
    ("04-lampada-rotta", "giulia", 3, 11.1),
    ("05-consiglio-prodotto", "marta", 3, 15.3),
    ("06-late-parcel", "joe", 6, 9.9),
    ("07-refund-status", "robert", 5, 12.6),
    ("08-change-of-address", "joe", 4, 14.5),
    ("09-vetro-mancante", "giulia", 2, 10.6),
    ("10-linea-caduta", "elena", 2, 18.2),
    ("11-nuovo-indirizzo", "elena", 1, 9.3),
    ("12-missing-glass", "joe", 2, 11.4),
    ("13-dropped-line", "joe", 1, 16.3),
    ("14-new-address", "joe", 1, 10.2),
    ("15-day-off-work", "michelle", 2, 9.6),
)
_HARPER_VALLEY_AGENTS = ("elizabeth", "nadia", "michelle", "robert", "elizabeth")
_ABCD = (("nadia", "return"), ("michelle", "order-change"), ("elizabeth", "account"))


def sample_calls(folder: Path) -> Iterator[SampleCall]:
    """All calls of sample_data/, ready to be stored."""
    yield from _casa_lume(folder / "casa-lume")
    yield from _single_calls(folder)
    yield from _harper_valley(folder / "harper-valley" / "five-calls.json")
    yield from _abcd(folder / "abcd" / "abcd_sample.json")


def _casa_lume(folder: Path) -> Iterator[SampleCall]:
    for name, agent, days_ago, hour in _CASA_LUME:
        truth = _json(folder / name / "truth.json")
        turns = [Turn(Speaker(t["role"]), t["text"], t["start"], t["end"]) for t in truth["turns"]]
        yield SampleCall(
            name, agent, days_ago, hour, truth["reason"], truth["lang"], round(truth["duration"]), "", turns
        )


def _single_calls(folder: Path) -> Iterator[SampleCall]:
    file = folder / "auto-repairs-40" / "transcript.whisper-base.json"
    turns = read_transcript(file.read_bytes(), file.name)[0].turns
    yield SampleCall("auto-repairs-40", "michelle", 4, 10.5, "booking", "en", 245, "", turns)
    yield SampleCall("mono-call", "nadia", 4, 16.0, "account", "en", 278, "", [])


def _harper_valley(file: Path) -> Iterator[SampleCall]:
    for number, (name, lines) in enumerate(_json(file)["calls"].items()):
        turns = [
            Turn(
                Speaker(t["role"]),
                t["human"],
                t["offset_ms"] / 1000,
                (t["offset_ms"] + t["duration_ms"]) / 1000,
            )
            for t in lines
        ]
        length = round(max(turn.end_s or 0.0 for turn in turns))
        agent = _HARPER_VALLEY_AGENTS[number]
        yield SampleCall(
            f"harper-valley-{name}", agent, 1 + number // 2, 13.0 + number / 2, "account", "en", length, "", turns
        )


def _abcd(file: Path) -> Iterator[SampleCall]:
    for number, (conversation, (agent, reason)) in enumerate(zip(_json(file), _ABCD, strict=True)):
        turns = [
            Turn(Speaker.AGENT if role == "agent" else Speaker.CALLER, text)
            for role, text in conversation["original"]
            if role in ("agent", "customer")
        ]
        note = "; ".join(text for role, text in conversation["original"] if role == "action")
        name = f"abcd-{conversation['convo_id']}"
        yield SampleCall(name, agent, 1 + number, 11.5 + number, reason, "en", None, note, turns)


def _json(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))
