"""Measures of a call, among its team, and which voice is whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from benvenuto.domain.call import Side, Speaker, Turn
from benvenuto.domain.faults import Fault, Forbidden
from benvenuto.domain.measure import MEASURES_VERSION, Measure, Speech
from benvenuto.domain.self_evaluation import RECENT
from benvenuto.listening.channels import swap_channels
from benvenuto.listening.measures import measure
from benvenuto.services.calls.measures import TEAM_DAYS, AnalysisProgress, NoTwoChannels
from tests.house import WEDNESDAY, House
from tests.recorded import measured, recorded, stored, stretches, talk, value

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

GREETING = [
    Turn(Speaker.AGENT, "Casa Lume, buongiorno, sono Anna, come posso aiutarla?", 0.0, 20.0),
    Turn(Speaker.CALLER, "Il mio pacco non è arrivato.", 30.0, 40.0),
]
FAULT = Fault("", 0, "", "The recording is empty.", "Look for another copy.")


def crosswise(turns: list[Turn]) -> list[Turn]:
    other = {Speaker.AGENT: Speaker.CALLER, Speaker.CALLER: Speaker.AGENT}
    return [replace(turn, speaker=other[turn.speaker]) for turn in turns]


def transcribe(house: House, call_id: int, turns: list[Turn]) -> None:
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, turns)


def said(house: House, call_id: int) -> list[Turn]:
    with house.app.database.read() as tx:
        return list(tx.calls.turns(call_id))


def test_a_call_without_a_recording_or_before_its_analysis_has_none(house: House) -> None:
    waiting, _ = recorded(house, house.anna)
    assert house.app.measures.of_call(house.bruno, house.call(house.anna)) is None
    assert house.app.measures.of_call(house.bruno, waiting) is None
    assert house.app.measures.among_team(house.bruno, waiting) == {}


def test_what_cannot_be_measured_says_why(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    assert house.app.measures.fault(house.bruno, call_id) is None
    with house.app.database.write() as tx:
        tx.measures.give_up(recording_id, FAULT, MEASURES_VERSION, WEDNESDAY)
    found = house.app.measures.fault(house.bruno, call_id)
    assert found
    assert (found.template, found.remedy) == (FAULT.template, FAULT.remedy)
    assert house.app.measures.of_call(house.bruno, call_id) is None


def test_agents_see_their_own_while_they_may_score_it_and_later_once_published(house: House) -> None:
    call_id = measured(house, house.anna, talk(), at=WEDNESDAY)
    assert house.app.measures.of_call(house.anna, call_id)
    measured(house, house.anna, talk(), at=WEDNESDAY + RECENT + timedelta(days=1))
    with pytest.raises(Forbidden):
        house.app.measures.of_call(house.anna, call_id)
    house.published(house.bruno, call_id)
    assert house.app.measures.of_call(house.anna, call_id) == house.app.measures.of_call(house.bruno, call_id)


def test_a_call_stands_among_those_of_its_team_around_it(house: House) -> None:
    at = WEDNESDAY - timedelta(days=200)
    call_id = measured(house, house.anna, talk(agent_s=14), at=at)
    measured(house, house.elena, talk(agent_s=12), at=at + timedelta(days=TEAM_DAYS - 1))
    measured(house, house.anna, talk(agent_s=13), at=at - timedelta(days=TEAM_DAYS - 1))
    measured(house, house.anna, talk(agent_s=11), at=at + timedelta(days=TEAM_DAYS + 1))
    measured(house, house.andrea, talk(agent_s=10), at=at)
    assert house.app.measures.among_team(house.bruno, call_id)[Measure.AGENT_TALK] == (12, 13, 14)


def test_an_agent_of_a_small_team_cannot_tell_a_colleague_by_a_value(house: House) -> None:
    call_id = measured(house, house.anna, talk(agent_s=14))
    measured(house, house.elena, talk(agent_s=12))
    house.published(house.bruno, call_id)
    assert house.app.measures.among_team(house.anna, call_id) == {}
    assert house.app.measures.among_team(house.bruno, call_id)[Measure.AGENT_TALK] == (12, 14)
    measured(house, house.andrea, talk(agent_s=13), team_id=house.nord)
    assert house.app.measures.among_team(house.anna, call_id)[Measure.AGENT_TALK] == (12, 13, 14)


def test_progress_counts_and_names_what_failed(house: House) -> None:
    assert house.app.measures.progress(house.dario) == AnalysisProgress(0, 0, 0)
    measured(house, house.anna, talk())
    recorded(house, house.anna)
    _, hopeless = recorded(house, house.anna, external_id="1709284500.123")
    with house.app.database.write() as tx:
        tx.measures.give_up(hopeless, FAULT, MEASURES_VERSION, WEDNESDAY)
    named = replace(FAULT, file="1709284500.123")
    assert house.app.measures.progress(house.dario) == AnalysisProgress(1, 1, 1, [named])


def test_swapping_channels_measures_anew_and_is_written_down(house: House) -> None:
    call_id = measured(house, house.anna, swap_channels(talk(agent_s=20, caller_s=10)))
    before = house.app.measures.of_call(house.bruno, call_id)
    assert value(before, Measure.AGENT_TALK) == 10
    now = house.app.measures.swap_channels(house.bruno, call_id)
    assert now == house.app.measures.of_call(house.bruno, call_id)
    assert value(now, Measure.AGENT_TALK) == 20
    assert house.audit()[-1] == "channels_swapped"
    assert house.app.measures.swap_channels(house.bruno, call_id) == before


def test_the_player_is_told_and_gets_the_agent_first(house: House) -> None:
    call_id = measured(house, house.anna, talk())
    as_imported = house.app.calls.listen(house.bruno, call_id)
    house.app.measures.swap_channels(house.bruno, call_id)
    swapped = house.app.calls.listen(house.bruno, call_id)
    assert (as_imported.swapped, swapped.swapped) == (False, True)
    assert swapped.outline == as_imported.outline[::-1]


def test_a_transcript_made_from_the_channels_is_put_right_with_them(house: House) -> None:
    call_id = measured(house, house.anna, swap_channels(talk()))
    transcribe(house, call_id, crosswise(GREETING))
    assert not house.app.measures.swap_channels(house.bruno, call_id).swapped
    assert said(house, call_id) == GREETING
    house.app.measures.swap_channels(house.bruno, call_id)
    assert said(house, call_id) == crosswise(GREETING)


def test_a_transcript_that_was_right_stays_so(house: House) -> None:
    call_id = measured(house, house.anna, swap_channels(talk()))
    transcribe(house, call_id, GREETING)
    house.app.measures.swap_channels(house.bruno, call_id)
    assert said(house, call_id) == GREETING


def test_a_transcript_without_times_follows_what_its_words_suggest(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    transcribe(house, call_id, [replace(turn, start_s=None, end_s=None) for turn in crosswise(GREETING)])
    stored(house)
    house.app.analyses.run_one(recording_id, lambda path, patience_s: swap_channels(talk()))
    found = house.app.measures.of_call(house.bruno, call_id)
    assert found is not None
    assert found.swapped, "the caller greets"
    assert not house.app.measures.swap_channels(house.bruno, call_id).swapped
    assert [turn.speaker for turn in said(house, call_id)] == [Speaker.AGENT, Speaker.CALLER]


def test_there_must_be_two_channels_to_swap(house: House) -> None:
    waiting, _ = recorded(house, house.anna)
    mixed, recording_id = recorded(house, house.anna, side=Side.MIXED)
    stored(house)
    speech = Speech(60.0, mixed=stretches(0, 20), separate=False)
    house.app.analyses.run_one(recording_id, lambda path, patience_s: speech)
    for call_id in (house.call(house.anna), waiting, mixed):
        with pytest.raises(NoTwoChannels):
            house.app.measures.swap_channels(house.bruno, call_id)
    assert house.app.calls.listen(house.bruno, mixed).swapped is False


def test_swapping_what_an_older_version_measured_leaves_it_waiting(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        old = replace(measure(swap_channels(talk())), version=MEASURES_VERSION - 1)
        tx.measures.keep(recording_id, old, WEDNESDAY)
    assert value(house.app.measures.swap_channels(house.bruno, call_id), Measure.AGENT_TALK) == 20
    assert house.app.analyses.pending(10) == [recording_id]
