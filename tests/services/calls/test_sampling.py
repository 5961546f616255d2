"""Sampling: drawn at random within the plan, each call with a known chance, and fair to the whole week."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.sampling_plan import WEEKS_BACK, Material
from benvenuto.services.calls.sampling import NothingToSkip, NothingToStart, WordsMissing, WrongPlan
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.services.people.people_faults import NoSuchPerson
from benvenuto.storage.tables import framed_calls
from tests.house import WEDNESDAY, House

MONDAY = WEDNESDAY - timedelta(days=2)


def drawn(house: House, calls: list[int]) -> Mapping[int, float]:
    with house.app.database.read() as tx:
        found = {call_id: tx.samples.probability(call_id) for call_id in calls}
    return {call_id: probability for call_id, probability in found.items() if probability is not None}


def framed(house: House, calls: list[int]) -> set[int]:
    with house.app.database.read() as tx:
        return set(tx.connection.scalars(select(framed_calls.c.call_id).where(framed_calls.c.call_id.in_(calls))))


def plan(house: House, number: int) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, number)


def asked(house: House, actor: Actor) -> list[tuple[str, int]]:
    return [(team.name, plan.per_agent_per_week) for team, plan in house.app.sampling.plans(actor)]


def test_a_plan_is_set_and_seen_by_the_team_s_supervisor(house: House) -> None:
    plan(house, 5)
    house.app.sampling.set_plan(house.beatrice, house.sud, 7)
    assert asked(house, house.bruno) == [("Nord", 5)]
    assert asked(house, house.beatrice) == [("Sud", 7)]


@pytest.mark.parametrize("number", [-1, 51, 10_000])
def test_it_refuses_a_plan_that_makes_no_sense(house: House, number: int) -> None:
    with pytest.raises(WrongPlan):
        plan(house, number)


def test_it_refuses_a_plan_for_another_team(house: House) -> None:
    with pytest.raises(Forbidden):
        house.app.sampling.set_plan(house.bruno, house.sud, 5)


@pytest.mark.parametrize("name", ["anna", "carla", "dario", "fulvio"])
def test_it_refuses_to_draw_for_who_supervises_nobody(house: House, name: str) -> None:
    actor: Actor = getattr(house, name)
    with pytest.raises(Forbidden):
        house.app.sampling.draw_due(actor)
    with pytest.raises(Forbidden):
        house.app.sampling.next_call(actor)


def test_a_supervisor_starts_plans_for_the_own_teams_and_an_administrator_for_all(house: House) -> None:
    def names(actor: Actor) -> list[str]:
        return [team.name for team in house.app.sampling.unplanned(actor)]

    assert (names(house.bruno), names(house.dario)) == (["Nord"], ["Nord", "Sud"])
    house.app.sampling.start_plans(house.bruno)
    assert (names(house.bruno), names(house.dario)) == ([], ["Sud"])
    house.app.sampling.start_plans(house.dario)
    assert asked(house, house.bruno) + asked(house, house.beatrice) == [("Nord", 2), ("Sud", 2)]


def test_a_plan_that_was_set_to_none_is_not_started_again_by_somebody_else(house: House) -> None:
    plan(house, 0)
    assert [team.name for team in house.app.sampling.start_plans(house.dario)] == ["Sud"]
    with pytest.raises(NothingToStart):
        house.app.sampling.start_plans(house.dario)
    assert asked(house, house.bruno) == [("Nord", 0)]


def test_a_team_without_agents_needs_no_plan(house: House) -> None:
    house.app.people.add_team(house.dario, "Est")
    assert "Est" not in [team.name for team in house.app.sampling.unplanned(house.dario)]


@pytest.mark.parametrize("name", ["anna", "carla", "fulvio"])
def test_it_refuses_to_start_plans_for_who_supervises_nobody(house: House, name: str) -> None:
    with pytest.raises(Forbidden):
        house.app.sampling.start_plans(getattr(house, name))


def test_the_command_line_starts_plans_in_the_name_of_somebody_who_may(house: House) -> None:
    started = house.app.sampling.start_plans(LOCAL_ADMINISTRATOR, " Bruno ")
    assert [team.name for team in started] == ["Nord"]
    with pytest.raises(NoSuchPerson):
        house.app.sampling.start_plans(LOCAL_ADMINISTRATOR, "nessuno")
    with pytest.raises(Forbidden):
        house.app.sampling.start_plans(LOCAL_ADMINISTRATOR, "anna")
    with pytest.raises(Forbidden):
        house.app.sampling.start_plans(house.beatrice, "bruno")


def test_without_a_plan_nothing_is_drawn(house: House) -> None:
    house.call(house.anna)
    assert house.app.sampling.draw_due(house.bruno) == 0
    plan(house, 0)
    assert house.app.sampling.draw_due(house.bruno) == 0


def test_a_draw_keeps_within_the_plan_and_stores_n_over_n(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)  # by Wednesday, 7 x 3/7 = 3
    assert house.app.sampling.draw_due(house.bruno) == 3
    assert list(drawn(house, calls).values()) == [3 / 12] * 3


def test_drawing_twice_draws_nothing_more(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)
    house.app.sampling.draw_due(house.bruno)
    before = drawn(house, calls)
    assert house.app.sampling.draw_due(house.bruno) == 0
    assert house.app.sampling.draw_due(house.elena) == 0
    assert drawn(house, calls) == before
    assert house.audit().count("calls_drawn") == 1


def test_each_frame_holds_what_came_since_the_last_one(house: House) -> None:
    first = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)
    house.app.sampling.draw_due(house.bruno)
    house.clock.forward(days=1)
    second = [house.call(house.anna) for _ in range(4)]
    assert house.app.sampling.draw_due(house.bruno) == 1
    # Thursday: 16 calls in 4 days are 28 in a week
    assert list(drawn(house, second).values()) == [7 / 28]
    assert len(drawn(house, first)) == 3


def test_every_agent_has_a_frame_of_their_own(house: House) -> None:
    annas, elenas = [house.call(house.anna) for _ in range(10)], [house.call(house.elena) for _ in range(4)]
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 6
    assert list(drawn(house, annas).values()) == [pytest.approx(3 / 10)] * 3
    assert list(drawn(house, elenas).values()) == [pytest.approx(3 / 4)] * 3


def test_the_calls_of_other_teams_are_never_drawn(house: House) -> None:
    other = [house.call(house.andrea) for _ in range(5)]
    house.app.sampling.set_plan(house.beatrice, house.sud, 7)
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 0
    assert drawn(house, other) == {}


def test_simulated_calls_and_calls_of_nobody_are_never_drawn(house: House) -> None:
    calls = [house.call(house.anna, simulated=True), house.call(None)]
    plan(house, 50)
    assert house.app.sampling.draw_due(house.bruno) == 0
    assert drawn(house, calls) == {}


def test_a_past_week_is_drawn_whole_but_not_one_too_long_ago(house: House) -> None:
    last_week = [house.call(house.anna, at=WEDNESDAY - timedelta(days=7)) for _ in range(10)]
    long_ago = [house.call(house.anna, at=WEDNESDAY - timedelta(weeks=WEEKS_BACK)) for _ in range(10)]
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 7
    assert len(drawn(house, last_week)) == 7
    assert drawn(house, long_ago) == {}


def test_a_plan_begins_with_the_three_weeks_before_it(house: House) -> None:
    three, four = (house.call(house.anna, at=MONDAY - timedelta(weeks=weeks)) for weeks in (3, 4))
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 1
    assert drawn(house, [three, four]) == {three: 1.0}


def test_calls_logged_late_are_drawn_in_a_frame_of_their_own(house: House) -> None:
    """Plan 3, ten calls in time, the last call drawn on Monday morning; Saturday's five are logged at noon."""
    plan(house, 3)
    house.clock.now = MONDAY - timedelta(days=7)
    for day in range(5):
        house.clock.now = MONDAY + timedelta(days=day - 7, hours=16)
        for _ in range(2):
            house.call(house.anna)
        house.app.sampling.draw_due(house.bruno)
    house.clock.now = MONDAY + timedelta(hours=8)
    house.app.sampling.draw_due(house.bruno)
    late = [house.call(house.anna, at=MONDAY - timedelta(days=1, hours=12 + hour)) for hour in range(5)]
    house.clock.forward(hours=3)
    house.app.sampling.draw_due(house.bruno)
    assert framed(house, late) == set(late)


def test_a_call_logged_weeks_late_has_its_chance_and_one_nobody_would_learn_from_has_none(house: House) -> None:
    plan(house, 7)
    house.clock.forward(weeks=20)
    seven, nine = (house.call(house.anna, at=house.clock() - timedelta(weeks=weeks)) for weeks in (7, 9))
    house.app.sampling.draw_due(house.bruno)
    assert framed(house, [seven, nine]) == {seven}


def test_the_calls_of_a_long_pause_have_no_chance_and_those_after_it_have(house: House) -> None:
    plan(house, 7)
    house.clock.forward(weeks=1)
    plan(house, 0)
    house.clock.forward(days=1)
    in_the_pause = house.call(house.anna)
    house.clock.forward(weeks=6)
    assert house.app.sampling.draw_due(house.bruno) == 0
    plan(house, 7)
    afterwards = house.call(house.anna)
    house.app.sampling.draw_due(house.bruno)
    assert framed(house, [in_the_pause, afterwards]) == {afterwards}


def test_a_call_waits_for_the_recording_that_its_plan_asks_for(house: House) -> None:
    call_id = house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 7, Material.TRANSCRIPT)
    assert house.app.sampling.draw_due(house.bruno) == 0
    house.clock.forward(weeks=2)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
    assert house.app.sampling.draw_due(house.bruno) == 1
    house.app.sampling.set_plan(house.bruno, house.nord, 7, Material.RECORDING)
    house.call(house.anna)
    assert house.app.sampling.draw_due(house.bruno) == 0


def test_a_week_begins_at_midnight_of_the_site_s_own_zone(house: House) -> None:
    # Monday 00:30 in Rome is still Sunday in UTC: it is of this week, and waits until it is worth a draw
    for _ in range(40):
        house.call(house.anna, at=MONDAY - timedelta(weeks=1))
    plan(house, 1)
    house.app.sampling.draw_due(house.bruno)
    in_rome = (MONDAY - timedelta(days=1)).replace(hour=23, minute=30)
    this, last = house.call(house.anna, at=in_rome), house.call(house.elena, at=in_rome - timedelta(hours=1))
    house.app.sampling.draw_due(house.bruno)
    assert framed(house, [this, last]) == {last}


def test_the_next_call_is_the_one_that_waits_longest(house: House) -> None:
    late = house.call(house.anna)
    early = house.call(house.elena, at=WEDNESDAY - timedelta(hours=30))
    plan(house, 50)
    assert house.app.sampling.next_call(house.bruno) == early
    assert house.app.sampling.next_call(house.bruno, after=early) == late


def test_the_next_call_is_none_when_all_are_scored_or_begun_by_others(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    house.app.scoring.begin(house.elena, call_id)
    assert house.app.sampling.next_call(house.bruno) is None
    assert house.app.sampling.next_call(house.elena) == call_id
    house.published(house.elena, call_id)
    assert house.app.sampling.next_call(house.elena) is None


def test_nobody_is_offered_their_own_call(house: House) -> None:
    house.drawn_call(house.elena, house.bruno)
    assert house.app.sampling.next_call(house.elena) is None
    assert house.app.sampling.next_call(house.bruno) is not None


def test_two_supervisors_who_draw_at_once_draw_once(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(30)]
    plan(house, 7)
    together = Barrier(2)

    def draw(actor: Actor) -> int:
        together.wait()
        return house.app.sampling.draw_due(actor)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(draw, [house.bruno, house.elena])) == [0, 3]
    assert len(drawn(house, calls)) == 3


def test_a_skipped_call_is_replaced_by_another_of_its_frame_and_stays_in_it(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)
    house.app.sampling.draw_due(house.bruno)
    before = drawn(house, calls)
    skipped = min(before)
    house.app.sampling.skip(house.bruno, skipped, SkipReason.INAUDIBLE)
    after = drawn(house, calls)
    assert len(after) == 3
    assert set(before) - {skipped} < set(after)
    assert set(after.values()) == {3 / 12}
    assert framed(house, calls) == set(calls)
    assert house.audit().count("call_skipped") == 1
    assert skipped not in {house.app.sampling.next_call(house.bruno), house.app.sampling.next_call(house.elena)}


def test_a_frame_that_is_drawn_whole_has_nothing_instead_of_a_skipped_call(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    house.app.sampling.skip(house.bruno, call_id, SkipReason.NO_CUSTOMER)
    assert house.app.sampling.next_call(house.bruno) is None
    assert house.app.scoring.begin(house.bruno, call_id).selection.kind is SelectionKind.TARGETED


def test_what_was_marked_of_a_skipped_call_is_discarded(house: House) -> None:
    draft = house.draft(house.bruno, house.drawn_call(house.anna, house.bruno))
    house.app.sampling.skip(house.bruno, draft.call_id, SkipReason.PERSONAL)
    with pytest.raises(Forbidden):
        house.app.scoring.read(house.bruno, draft.id)


def test_another_reason_needs_words(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    with pytest.raises(WordsMissing):
        house.app.sampling.skip(house.bruno, call_id, SkipReason.OTHER, "  ")
    house.app.sampling.skip(house.bruno, call_id, SkipReason.OTHER, "È una prova della linea.")
    row = house.app.audit.latest(house.dario, 1)[0]
    assert row.detail == {"reason": "other", "words": "È una prova della linea."}


def test_it_refuses_to_skip_what_was_not_drawn_is_scored_begun_by_others_or_skipped(house: House) -> None:
    calls = [house.drawn_call(house.anna, house.bruno) for _ in range(3)]
    picked = house.call(house.anna)
    house.published(house.elena, calls[0])
    house.app.scoring.begin(house.elena, calls[1])
    house.app.sampling.skip(house.bruno, calls[2], SkipReason.INAUDIBLE)
    for call_id in (picked, *calls):
        with pytest.raises(NothingToSkip):
            house.app.sampling.skip(house.bruno, call_id, SkipReason.INAUDIBLE)


def test_nobody_skips_their_own_calls(house: House) -> None:
    call_id = house.drawn_call(house.elena, house.bruno)
    with pytest.raises(Forbidden):
        house.app.sampling.skip(house.elena, call_id, SkipReason.CONFLICT)
