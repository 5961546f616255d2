"""Hearings: who but its agent hears a call or reads of it leaves one line, with a reason, that the agent reads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import (
    REMEMBERED,
    Heard,
    HearingFilter,
    HearingReason,
    HearingRow,
    HearingWordsMissing,
    NoHearingReason,
)
from benvenuto.domain.people import Actor, Role
from tests.calibrated import new_session
from tests.databases import ROME
from tests.house import WEDNESDAY, House, drawn_twice

WORDS = "Casa Lume, buongiorno."


@pytest.fixture
def by_hand(house: House) -> int:
    """A call of Anna's with sound and words, which nobody drew."""
    return heard_and_read(house, house.call(house.anna))


def heard_and_read(house: House, call_id: int) -> int:
    """Give a call sound and words."""
    house.recorded(call_id)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, WORDS)])
    return call_id


def recording_of(house: House, call_id: int) -> int:
    with house.app.database.read() as tx:
        recording = tx.recordings.of_call(call_id)
    assert recording is not None
    return recording.id


def hear(house: House, actor: Actor, call_id: int) -> None:
    """As a page and its player: the words, then the sound."""
    house.app.calls.listen(actor, call_id)
    house.app.calls.recording(actor, recording_of(house, call_id))


def lines(house: House, agent: Actor | None = None) -> list[tuple[str, HearingReason, set[Heard]]]:
    """Who heard the agent's calls, why, and what of them: the latest first."""
    rows, total = house.app.hearings.mine(agent or house.anna, limit=None)
    assert total == len(rows)
    return [(row.person_name, row.hearing.reason, set(row.hearing.heard)) for row in rows]


BOTH = {Heard.RECORDING, Heard.TRANSCRIPT}


def test_a_drawn_call_is_never_asked_about_and_its_agent_reads_at_once_who_listened(house: House) -> None:
    call_id = heard_and_read(house, house.drawn_call(house.anna, house.bruno))
    assert not house.app.calls.listen(house.bruno, call_id).asks
    hear(house, house.bruno, call_id)
    (row,) = house.app.hearings.mine(house.anna)[0]
    assert lines(house) == [("Bruno", HearingReason.SAMPLING, BOTH)]
    assert (row.call_id, row.roles, row.hearing.began_at) == (call_id, (Role.SUPERVISOR,), house.clock())


def test_a_call_opened_by_hand_gives_neither_sound_nor_words_before_a_reason(house: House, by_hand: int) -> None:
    heard = house.app.calls.listen(house.bruno, by_hand)
    assert heard.asks
    assert heard.recording is not None
    assert not heard.turns
    with pytest.raises(NoHearingReason):
        house.app.calls.recording(house.bruno, heard.recording.id)
    assert lines(house) == []
    house.told_why(house.bruno, by_hand)
    heard = house.app.calls.listen(house.bruno, by_hand)
    assert not heard.asks
    assert [turn.text for turn in heard.turns] == [WORDS]
    hear(house, house.bruno, by_hand)
    assert lines(house) == [("Bruno", HearingReason.TRAINING, BOTH)]


def test_hearing_it_again_on_the_same_day_for_the_same_reason_adds_no_line(house: House, by_hand: int) -> None:
    house.told_why(house.bruno, by_hand)
    for _ in range(3):
        house.clock.forward(minutes=50)
        hear(house, house.bruno, by_hand)
    assert len(lines(house)) == 1
    house.told_why(house.elena, by_hand, HearingReason.SUPERVISION)
    hear(house, house.elena, by_hand)
    assert {who for who, _, _ in lines(house)} == {"Bruno", "Elena"}


DEEDS = st.sampled_from(("words", "sound", "sound", "evaluation"))
STEPS = st.lists(st.tuples(st.sampled_from(("bruno", "elena", "anna")), DEEDS, st.integers(0, 8)), max_size=12)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_whatever_is_opened_in_whatever_order_is_one_line_a_person_day_and_reason(
    house: House, steps: list[tuple[str, str, int]]
) -> None:
    house.clock.now = WEDNESDAY
    call_id = heard_and_read(house, house.call(house.anna))
    evaluation = house.published(house.bruno, call_id)
    house.told_why(house.elena, call_id, HearingReason.SUPERVISION)
    opened: dict[tuple[str, date], set[Heard]] = {}

    def note(actor: Actor, what: Heard) -> None:
        if actor != house.anna:
            opened.setdefault((actor.name, house.clock().astimezone(ROME).date()), set()).add(what)

    note(house.elena, Heard.RECORDING)
    for name, deed, hours in steps:
        house.clock.forward(hours=hours)
        actor = house.people[name.capitalize()]
        if deed == "evaluation":
            house.app.feedback.read(actor, evaluation.id)
            note(actor, Heard.EVALUATION)
        elif house.app.calls.listen(actor, call_id).asks:
            house.told_why(actor, call_id, HearingReason.SUPERVISION)
            note(actor, Heard.RECORDING)
        else:
            note(actor, Heard.TRANSCRIPT)
        if deed == "sound":
            house.app.calls.recording(actor, recording_of(house, call_id))
            note(actor, Heard.RECORDING)
    rows, _ = house.app.hearings.mine(house.anna, limit=None)
    lines = [(row.person_name, row.hearing.day, set(row.hearing.heard)) for row in rows if row.call_id == call_id]
    assert len(lines) == len(opened)
    assert {(who, day): heard for who, day, heard in lines} == opened


def test_ten_range_requests_at_once_are_one_hearing(house: House) -> None:
    call_id = house.recorded(house.drawn_call(house.anna, house.bruno))
    number = recording_of(house, call_id)
    with ThreadPoolExecutor(10) as threads:
        list(threads.map(lambda _: house.app.calls.recording(house.bruno, number), range(10)))
    assert lines(house) == [("Bruno", HearingReason.SAMPLING, {Heard.RECORDING})]


def test_what_was_given_holds_over_midnight_and_is_asked_again_on_another_day(house: House, by_hand: int) -> None:
    house.clock.forward(hours=11)  # eleven at night in Rome
    house.told_why(house.bruno, by_hand)
    house.clock.forward(hours=2)
    hear(house, house.bruno, by_hand)
    assert len(lines(house)) == 2, "one a day"
    house.clock.forward(days=1)
    house.clock.now += REMEMBERED
    assert house.app.calls.listen(house.bruno, by_hand).asks


def test_on_the_same_day_nobody_is_asked_twice_however_late_it_gets(house: House, by_hand: int) -> None:
    house.clock.forward(hours=12)  # midnight in Rome
    house.told_why(house.bruno, by_hand)
    house.clock.forward(hours=20)
    assert not house.app.calls.listen(house.bruno, by_hand).asks
    house.clock.forward(hours=5)
    assert house.app.calls.listen(house.bruno, by_hand).asks


def test_who_scores_the_call_is_not_asked_again(house: House, by_hand: int) -> None:
    house.told_why(house.bruno, by_hand, HearingReason.COMPLAINT)
    house.draft(house.bruno, by_hand)
    house.clock.forward(days=3)
    hear(house, house.bruno, by_hand)
    assert lines(house)[0] == ("Bruno", HearingReason.COMPLAINT, BOTH)


def test_who_scored_it_without_having_heard_it_watches_over_the_work(house: House, by_hand: int) -> None:
    house.published(house.bruno, by_hand)
    hear(house, house.bruno, by_hand)
    assert lines(house) == [("Bruno", HearingReason.SUPERVISION, BOTH)]


def test_another_reason_needs_words_which_the_agent_reads(house: House, by_hand: int) -> None:
    with pytest.raises(HearingWordsMissing):
        house.told_why(house.bruno, by_hand, HearingReason.OTHER, " \n ")
    assert lines(house) == []
    house.told_why(house.bruno, by_hand, HearingReason.OTHER, "Una  prova\nd'ordine")
    (row,) = house.app.hearings.mine(house.anna)[0]
    assert row.hearing.words == "Una prova d'ordine"


@pytest.mark.parametrize("reason", [HearingReason.SAMPLING, HearingReason.DISPUTE, HearingReason.CALIBRATION])
def test_what_the_software_knows_by_itself_nobody_can_claim(house: House, by_hand: int, reason: HearingReason) -> None:
    with pytest.raises(Forbidden):
        house.told_why(house.bruno, by_hand, reason)


def test_what_is_known_is_not_replaced_by_what_somebody_says(house: House) -> None:
    call_id = house.recorded(house.drawn_call(house.anna, house.bruno))
    house.told_why(house.bruno, call_id, HearingReason.OTHER)
    assert lines(house) == []


def test_a_drawn_call_that_a_colleague_scores_is_asked_about(house: House) -> None:
    call_id = house.recorded(house.drawn_call(house.anna, house.bruno))
    house.draft(house.bruno, call_id)
    assert house.app.calls.listen(house.elena, call_id).asks


def test_whoever_decides_or_answers_a_dispute_hears_it_for_the_dispute(house: House) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    house.recorded(evaluation.call_id)
    for actor in (house.carla, house.elena):
        hear(house, actor, evaluation.call_id)
        house.app.feedback.read(actor, evaluation.id)
    everything = {Heard.RECORDING, Heard.EVALUATION}
    assert sorted(lines(house)) == [
        ("Carla", HearingReason.DISPUTE, everything),
        ("Elena", HearingReason.DISPUTE, everything),
    ]


def test_the_second_of_two_hears_it_for_the_second_listening_and_is_told_of_nobody(house: House) -> None:
    call_id = heard_and_read(house, drawn_twice(house))
    hear(house, house.bruno, call_id)
    house.published(house.bruno, call_id)
    hear(house, house.elena, call_id)
    assert {(who, reason) for who, reason, _ in lines(house)} == {
        ("Bruno", HearingReason.SAMPLING),
        ("Elena", HearingReason.SECOND_LISTENING),
    }
    assert lines(house, house.elena) == [], "who takes calls as well reads of the own ones alone"


def test_who_is_invited_to_a_calibration_session_hears_its_calls_for_it(house: House) -> None:
    call_id = house.recorded(house.call(house.anna))
    house.published(house.bruno, call_id)
    house.app.calibrations.begin(house.carla, new_session(house, call_id))
    hear(house, house.elena, call_id)
    assert lines(house) == [("Elena", HearingReason.CALIBRATION, {Heard.RECORDING})]


def test_reading_an_evaluation_is_never_asked_about_and_says_nothing_about_the_sound(house: House) -> None:
    evaluation = house.published(house.bruno, house.recorded(house.call(house.anna)))
    house.app.feedback.read(house.elena, evaluation.id)
    house.app.feedback.read(house.carla, evaluation.id)
    reading = {Heard.EVALUATION}
    assert sorted(lines(house)) == [
        ("Carla", HearingReason.SUPERVISION, reading),
        ("Elena", HearingReason.SUPERVISION, reading),
    ]
    assert house.app.calls.listen(house.elena, evaluation.call_id).asks


def test_the_own_agent_leaves_no_line(house: House, by_hand: int) -> None:
    hear(house, house.anna, by_hand)
    evaluation = house.published(house.bruno, by_hand)
    house.app.feedback.read(house.anna, evaluation.id)
    house.told_why(house.anna, by_hand)
    assert lines(house) == []


def test_evidence_quotes_no_words_before_a_reason(house: House, by_hand: int) -> None:
    version = house.app.scoring.open(house.bruno, by_hand).scorecard_version_id
    assert not any(house.app.evidence.of_call(house.bruno, by_hand, version).values())
    house.told_why(house.bruno, by_hand)
    assert any(
        each.quotations for own in house.app.evidence.of_call(house.bruno, by_hand, version).values() for each in own
    )
    assert lines(house) == [("Bruno", HearingReason.TRAINING, BOTH)]


def test_without_a_line_nobody_hears_anything(house: House) -> None:
    call_id = heard_and_read(house, house.drawn_call(house.anna, house.bruno))
    evaluation = house.published(house.elena, house.call(house.anna))
    refusals: list[Callable[[], object]] = [
        lambda: house.app.calls.listen(house.bruno, call_id),
        lambda: house.app.calls.recording(house.bruno, recording_of(house, call_id)),
        lambda: house.app.feedback.read(house.bruno, evaluation.id),
    ]
    with house.app.database.write() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE hearings RENAME TO elsewhere")
    try:
        for asked in refusals:
            with pytest.raises(Exception, match="hearings"):
                asked()
    finally:
        with house.app.database.write() as tx:
            tx.connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO hearings")


def test_the_list_is_filtered_by_day_and_reason_and_read_a_page_at_a_time(house: House) -> None:
    calls = [house.recorded(house.call(house.anna)) for _ in range(3)]
    reasons = HearingReason.TRAINING, HearingReason.COMPLAINT, HearingReason.TRAINING
    for call_id, reason in zip(calls, reasons, strict=True):
        house.told_why(house.bruno, call_id, reason)
        house.clock.forward(days=1)

    def asked(wanted: HearingFilter, **page: int) -> list[int]:
        rows: list[HearingRow] = list(house.app.hearings.mine(house.anna, wanted, **page)[0])
        return [row.call_id for row in rows]

    assert asked(HearingFilter()) == calls[::-1]
    assert asked(HearingFilter(), limit=1, offset=1) == [calls[1]]
    assert asked(HearingFilter(reason=HearingReason.TRAINING)) == [calls[2], calls[0]]
    since = house.clock() - timedelta(days=2, hours=1)
    assert asked(HearingFilter(begin=since)) == [calls[2], calls[1]]
    assert asked(HearingFilter(end=since)) == [calls[0]]


def test_the_published_evaluation_leads_there_and_what_measures_evaluators_does_not(house: House) -> None:
    call_id = house.recorded(house.drawn_call(house.anna, house.bruno))
    hear(house, house.bruno, call_id)
    draft = house.draft(house.bruno, call_id)
    (row,) = house.app.hearings.mine(house.anna)[0]
    assert row.evaluation_id is None, "a draft is no feedback yet"
    house.app.scoring.publish(house.bruno, draft.id)
    (row,) = house.app.hearings.mine(house.anna)[0]
    assert row.evaluation_id == draft.id


def test_a_line_follows_its_call_to_the_agent_whose_it_turns_out_to_be(house: House, by_hand: int) -> None:
    house.told_why(house.bruno, by_hand)
    with house.app.database.write() as tx:
        tx.call_imports.correct([{"id": by_hand, "agent_id": house.elena.id}])
    assert lines(house) == []
    assert [who for who, _, _ in lines(house, house.elena)] == ["Bruno"]


def test_who_heard_a_call_that_turns_out_to_be_theirs_is_nobody_else_who_listened(house: House, by_hand: int) -> None:
    house.told_why(house.elena, by_hand)
    with house.app.database.write() as tx:
        tx.call_imports.correct([{"id": by_hand, "agent_id": house.elena.id}])
    assert lines(house, house.elena) == []
    with house.app.database.read() as tx:
        assert tx.heard_calls.of_agent(house.elena.id, house.clock().date(), by_hand) == (0, False)


def test_who_heard_how_much_is_read_by_administrators_of_all_and_by_managers_of_their_teams(house: House) -> None:
    for _ in range(2):
        house.told_why(house.bruno, house.recorded(house.call(house.anna)))
    house.told_why(house.elena, house.recorded(house.call(house.anna)), HearingReason.COMPLAINT)
    house.told_why(house.beatrice, house.recorded(house.call(house.andrea)))
    span = house.clock() - timedelta(days=1), house.clock() + timedelta(days=1)
    everybody = house.app.hearings.by_person(house.dario, *span)
    assert [(each.name, each.hearings, each.calls, each.agents) for each in everybody] == [
        ("Bruno", 2, 2, 1),
        ("Beatrice", 1, 1, 1),
        ("Elena", 1, 1, 1),
    ]
    assert everybody[2].by_reason == {HearingReason.COMPLAINT: 1}
    assert [each.name for each in house.app.hearings.by_person(house.carla, *span)] == ["Bruno", "Elena"]
    assert house.app.hearings.by_person(house.dario, span[1], span[1] + timedelta(days=1)) == []
