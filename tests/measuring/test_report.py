"""The tables somebody reads, and the JSON a program reads."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Measure, Measurement, Speech, Thresholds
from benvenuto.languages import Language, language
from benvenuto.listening.measures import DEFINITIONS, measure
from benvenuto.measuring.finding import Recorded
from benvenuto.measuring.report import as_json, many_calls, one_call, short_names, value_text
from tests.listening.measures.hearing import CALLS, segments, speech, truth

ITALIAN, ENGLISH = language("it", ZoneInfo("UTC")), language("en", ZoneInfo("UTC"))
ONE = Recorded((Path("week/monday/1001.wav"),))


def printed(*tables: object, width: int = 120) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    for table in tables:
        console.print(table)
    return " ".join(console.export_text().split())


@pytest.mark.parametrize("say", [ITALIAN, ENGLISH], ids=lambda say: say.code)
def test_one_call_is_told_whole_each_number_with_unit_and_definition(say: Language) -> None:
    shown = printed(one_call(ONE, measure(truth("02-reso-scarpe")[0]), say), width=200)
    apart = set(Measure) - {Measure.SPEECH, Measure.SILENCE, Measure.SPEECH_RATE}
    assert all(say.text(DEFINITIONS[one].title) in shown for one in apart)
    assert say.number(13.6, 1) + " s" in shown  # dead air
    assert say.number(0.3, 1) + " s" in shown  # a threshold
    assert say.number(0.4, 1) + " s (n = 5)" in shown


def test_two_files_that_are_not_in_step_are_said_to_be_so() -> None:
    call = replace(speech(20, agent="1-5", caller="7-9"), aligned=False)
    assert "not equally long" in printed(one_call(ONE, measure(call), ENGLISH))
    assert "not equally long" not in printed(one_call(ONE, measure(replace(call, aligned=True)), ENGLISH))


def test_a_recording_of_one_channel_says_what_it_cannot_tell() -> None:
    shown = printed(one_call(ONE, measure(Speech(20, mixed=segments("1-5"), separate=False)), ENGLISH))
    assert "4.0 s" in shown
    assert "both voices in one channel" in shown
    assert "Agent" not in shown


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("say", [ITALIAN, ENGLISH], ids=lambda say: say.code)
def test_many_calls_have_a_line_each_and_one_legend(say: Language, width: int) -> None:
    heard = [(Recorded((Path(f"week/{name}/call.wav"),)), measure(truth(name)[0])) for name in CALLS]
    heard.append((Recorded((Path("week/old/call.wav"),)), measure(Speech(20, separate=False))))
    shown = printed(*many_calls(heard, say), width=width)
    assert "…" not in shown
    assert say.number(29.7, 1) in shown  # the monologue of 05
    assert shown.count(say.text(DEFINITIONS[Measure.HOLD].title)[:6]) <= 3
    assert say.text(DEFINITIONS[Measure.SILENCE].title) in shown


def test_what_is_estimated_or_unknown_says_so() -> None:
    assert value_text(Measurement(Measure.HOLD, 12.04, estimated=True), ENGLISH) == "12.0 s (estimated)"
    assert value_text(Measurement(Measure.HOLD, 12.04), ITALIAN) == "12,0 s"
    assert value_text(Measurement(Measure.HOLD, 0.0, estimated=True), ENGLISH) == "0.0 s"
    assert value_text(Measurement(Measure.AGENT_SHARE, None), ENGLISH) == "–"
    assert value_text(Measurement(Measure.SPEECH_RATE, 141.6), ITALIAN) == "142 parole/min"


def test_calls_are_called_by_what_tells_them_apart() -> None:
    pair = Recorded((Path("week/2/agent.wav"), Path("week/2/caller.wav")))
    apart = Recorded((Path("week/3-agent.wav"), Path("week/3-caller.wav")))
    whole = Recorded((Path("week/1/call.wav"),))
    assert short_names([whole, pair, apart, ONE]) == ["1", "2", "3-agent.wav + 3-caller.wav", "monday/1001.wav"]
    assert short_names([ONE]) == ["1001.wav"]


def test_a_name_that_is_no_text_can_still_be_shown() -> None:
    odd = Recorded((Path(os.fsdecode(b"week/\xff.wav")),))
    assert odd.name == "week/\N{REPLACEMENT CHARACTER}.wav"
    assert short_names([odd, ONE])[0] == "\N{REPLACEMENT CHARACTER}.wav"
    told = json.loads(json.dumps(as_json([(odd, measure(speech(1)))], [], Thresholds())))
    assert os.fsencode(told["calls"][0]["files"][0]) == b"week/\xff.wav"


def test_json_has_every_number_moment_unit_threshold_and_fault() -> None:
    fault = Fault("bad.wav", 0, "", "It has {n} channels.", "Cut {n}.", {"n": 7})
    told = as_json([(ONE, measure(speech(20, agent="1-3", caller="7-9")))], [fault], Thresholds())
    assert json.loads(json.dumps(told)) == told
    (call,) = told["calls"]
    assert call["files"] == ["week/monday/1001.wav"]
    assert call["speech"]["agent"] == [[1.0, 3.0]]
    dead = {"value": 15, "unit": "s", "n": 2, "estimated": False, "moments": [[3.0, 7.0], [9.0, 20.0]]}
    assert call["measures"]["dead-air"] == dead
    assert call["measures"]["speech-rate"]["value"] is None
    assert told["thresholds"]["dead_air_s"] == 3
    assert told["faults"] == [{"file": "bad.wav", "message": "It has 7 channels.", "remedy": "Cut 7."}]
