"""The strip of measures in words: what stands in it, in which order, and what it says when it cannot tell."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Measure, Segment, Speech, Unit
from benvenuto.languages import language
from benvenuto.listening.faults import LengthNotAsLogged
from benvenuto.listening.measures import measure
from benvenuto.ui.calls.sound.view import FIRST, one_lane, strip_view, with_unit
from benvenuto.ui.components.segments import deltas
from benvenuto.ui.components.strip import MeasureView

ENGLISH, ITALIAN = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
MEASURED = measure(
    Speech(100.0, agent=(Segment(2, 10), Segment(30, 40)), caller=(Segment(8, 20),), other=(Segment(45, 60),))
)


def one(measure_: Measure, team: tuple[float, ...] = ()) -> MeasureView:
    view = strip_view(ENGLISH, MEASURED, {measure_: team})
    return next(each for each in (*view["measures"], *view["further"]) if each["id"] == measure_.value)


def test_every_measure_stands_in_the_strip_once_and_those_of_listening_come_first() -> None:
    view = strip_view(ENGLISH, MEASURED, {})
    shown = [each["id"] for each in view["measures"]]
    assert shown == [each.value for each in FIRST if MEASURED.of(each)]
    assert sorted(shown + [each["id"] for each in view["further"]]) == sorted(
        each.measure.value for each in MEASURED.measurements
    )


def test_a_definition_carries_its_threshold_in_the_language_of_its_reader() -> None:
    stricter = replace(MEASURED, thresholds=replace(MEASURED.thresholds, dead_air_s=2.5))
    for say, threshold in ((ENGLISH, "2.5 s"), (ITALIAN, "2,5 s")):
        found = next(each for each in strip_view(say, stricter, {})["measures"] if each["id"] == "dead-air")
        assert threshold in found["definition"]


def test_what_is_estimated_says_so_and_what_cannot_be_told_too() -> None:
    assert (one(Measure.HOLD)["estimated"], one(Measure.HOLD)["origin"]) == (
        True,
        "Estimated from the audio: the call log does not say.",
    )
    assert (one(Measure.SPEECH_RATE)["value"], one(Measure.SPEECH_RATE)["origin"]) == (
        "–",
        "Cannot be told from this call.",
    )
    assert one(Measure.RESPONSE_LATENCY)["origin"] == "From 1 response."


def test_the_place_among_the_team_is_said_in_words() -> None:
    found = one(Measure.OVERLAP, tuple(float(n) for n in range(20)))
    # both speak from 8 to 10: 2.0 s; the median of 0..19 is 9.5; 0 and 1 are less
    assert found["value"] == "2.0 s"
    assert found["standing"] == "20 calls from this team: half have 9.5 s or less. 2 have less than this one."
    assert one(Measure.OVERLAP, (1.0, 2.0))["standing"] == "2 calls from this team: too few to compare."
    assert one(Measure.OVERLAP)["standing"] == ""


def test_measures_of_the_same_moments_share_them() -> None:
    view = strip_view(ENGLISH, MEASURED, {})
    named = {each["id"]: each["moments"] for each in (*view["measures"], *view["further"])}
    assert named["agent-share"] == named["agent-talk"] == named["agent-talk-percent"]
    assert view["moments"][named["overlap"]] == [800, 200]
    assert set(named.values()) - {""} == set(view["moments"])


def test_the_offer_to_swap_is_made_to_those_who_may() -> None:
    swapped = replace(MEASURED, swapped=True)
    assert strip_view(ENGLISH, swapped, {}, may_swap=True)["swap"]
    assert strip_view(ENGLISH, swapped, {})["swap"] is None
    assert strip_view(ENGLISH, MEASURED, {}, may_swap=True)["swap"] is None


def test_what_waits_is_looked_for_again_and_what_cannot_be_measured_is_not() -> None:
    waiting = strip_view(ENGLISH, None, {})
    failed = strip_view(ENGLISH, None, {}, fault=Fault("", 0, "", "The recording is empty.", "Look elsewhere."))
    assert (waiting["waiting"], failed["waiting"]) == (True, False)
    assert failed["note"] == "The audio of this call could not be measured. The recording is empty."


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(0.0, Unit.SECONDS, "0 s"), (7.44, Unit.SECONDS, "7,4 s"), (59.96, Unit.SECONDS, "1 min 0 s"),
     (3725.0, Unit.SECONDS, "62 min 5 s"), (41.6, Unit.PERCENT, "42%"), (3.0, Unit.COUNT, "3")],
)  # fmt: skip
def test_values_are_written_as_their_reader_writes_them(value: float, unit: Unit, words: str) -> None:
    assert with_unit(ITALIAN, value, unit) == words


def test_stretches_travel_as_gaps_and_lengths() -> None:
    assert deltas((Segment(1.0, 2.5), Segment(4.004, 5.0))) == [100, 150, 150, 100]


def test_what_is_doubtful_about_a_recording_is_said_above_its_measures() -> None:
    doubtful = LengthNotAsLogged(call="x-1", recorded="1:20", logged="0:20")
    assert strip_view(ENGLISH, MEASURED, {}, doubts=[doubtful])["note"] == str(doubtful)
    silent = strip_view(ENGLISH, measure(Speech(20)), {}, doubts=[doubtful])
    assert silent["note"].startswith("Nobody is heard speaking in this recording")
    assert silent["note"].endswith(str(doubtful))
    assert silent["measures"] == []


def test_the_one_lane_of_a_call_shows_the_sound_of_whichever_channel_has_it() -> None:
    assert one_lane([[0, 0, 0.5], [0.2, 0, 0.1]]) == [[0.2, 0, 0.5]]
    assert one_lane([[0.1, 0.2]]) == [[0.1, 0.2]]
    assert one_lane(()) == ()
