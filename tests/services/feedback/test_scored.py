"""The list of scored calls: whose, which, and in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benvenuto.domain.dispute import DisputedCriterion
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.scored import ScoredFilter, ScoredOrder, ScoredState
from benvenuto.services.feedback.scored import EVERYTHING
from tests.house import WEDNESDAY, House, drawn_twice


def ids(house: House, actor: Actor, wanted: ScoredFilter = EVERYTHING) -> list[int]:
    return [stored.id for stored in house.app.scored.listed(actor, wanted)[0]]


def test_each_sees_their_own_teams_and_no_drafts(house: House) -> None:
    nord = house.published(house.bruno, house.call(house.anna)).id
    sud = house.published(house.beatrice, house.call(house.andrea)).id
    house.draft(house.bruno, house.call(house.anna))
    for actor in (house.bruno, house.carla, house.elena):
        assert ids(house, actor) == [nord]
    for actor in (house.beatrice, house.camillo):
        assert ids(house, actor) == [sud]
    assert ids(house, house.bruno, ScoredFilter(team_id=house.sud)) == []
    for actor in (house.anna, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.scored.listed(actor)


def test_each_state_holds_what_it_says_and_together_they_hold_all(house: House) -> None:
    unread, read, acknowledged, disputed, upheld, changed, overturned = (
        house.published(house.bruno, house.call(house.anna)).id for _ in range(7)
    )
    house.app.responses.note_read(house.anna, read)
    house.app.feedback.acknowledge(house.anna, acknowledged)
    for evaluation_id in (disputed, upheld, overturned):
        house.app.feedback.dispute(house.anna, evaluation_id, "No.")
    house.app.feedback.dispute(house.anna, changed, criteria=[DisputedCriterion("greeting/first-words", "No.")])
    for evaluation_id, uphold in ((upheld, True), (changed, False), (overturned, False)):
        house.decide(house.carla, evaluation_id, uphold=uphold, words="Deciso.")
    by_state = {state: ids(house, house.bruno, ScoredFilter(state)) for state in ScoredState}
    assert by_state == {
        ScoredState.UNREAD: [unread],
        ScoredState.READ: [read],
        ScoredState.ACKNOWLEDGED: [acknowledged],
        ScoredState.DISPUTED: [disputed],
        ScoredState.DECIDED: [overturned, changed, upheld],
    }
    assert sorted(ids(house, house.bruno)) == sorted(number for those in by_state.values() for number in those)


def test_what_is_not_said_to_the_agent_is_listed_and_waits_for_nobody_to_read_it(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house))
    second = house.published(house.elena, first.call_id)
    house.handed_in(house.anna, first.call_id)
    assert ids(house, house.bruno) == [second.id, first.id]
    assert ids(house, house.bruno, ScoredFilter(ScoredState.UNREAD)) == [first.id]
    (team,) = house.app.responses.times(house.carla).teams
    assert (team.acknowledged.n, team.acknowledged.happened) == (1, 0)


def test_the_order_is_the_one_that_is_asked(house: House) -> None:
    worst, best = (
        house.published(house.bruno, house.call(house.anna, at=WEDNESDAY - timedelta(days=days)), level=level).id
        for days, level in ((1, 9), (2, 0))
    )
    house.clock.forward(minutes=1)
    middle = house.published(house.bruno, house.call(house.anna, at=WEDNESDAY - timedelta(days=3)), level=1).id
    orders = {order: ids(house, house.bruno, ScoredFilter(order=order)) for order in ScoredOrder}
    assert orders[ScoredOrder.PUBLISHED] == [middle, best, worst]
    assert orders[ScoredOrder.CALLED] == [worst, best, middle]
    assert orders[ScoredOrder.LOWEST] == [worst, middle, best]
    assert orders[ScoredOrder.HIGHEST] == [best, middle, worst]


def test_it_is_filtered_by_people_reason_period_and_words(house: House) -> None:
    old = house.published(house.bruno, house.call(house.anna, reason="refund")).id
    house.clock.forward(days=10)
    new = house.published(house.elena, house.call(house.anna)).id
    house.app.feedback.comment(house.anna, new, "Sull'imballo ho risposto 100% bene.")
    for wanted, expected in (
        (ScoredFilter(agent_id=house.anna.id), [new, old]),
        (ScoredFilter(agent_id=house.elena.id), []),
        (ScoredFilter(evaluator_id=house.elena.id), [new]),
        (ScoredFilter(contact_reason="refund"), [old]),
        (ScoredFilter(begin=house.clock() - timedelta(days=1)), [new]),
        (ScoredFilter(end=house.clock() - timedelta(days=1)), [old]),
        (ScoredFilter(words="imballo"), [new]),
        (ScoredFilter(words="100%"), [new]),
        (ScoredFilter(words="elena"), [new]),
        (ScoredFilter(words="anna"), [new, old]),
        (ScoredFilter(words="_"), []),
    ):
        assert ids(house, house.bruno, wanted) == expected, wanted


def test_it_is_read_a_page_at_a_time_or_whole(house: House) -> None:
    made = [house.published(house.bruno, house.call(house.anna)).id for _ in range(3)][::-1]
    first, total = house.app.scored.listed(house.bruno, limit=2)
    rest, _ = house.app.scored.listed(house.bruno, limit=2, offset=2)
    whole, _ = house.app.scored.listed(house.bruno, limit=None)
    assert [stored.id for stored in [*first, *rest]] == [stored.id for stored in whole] == made
    assert total == 3


def test_the_choices_are_those_that_occur(house: House) -> None:
    assert not house.app.scored.choices(house.bruno).agents
    house.published(house.bruno, house.call(house.anna, reason="refund"))
    house.published(house.beatrice, house.call(house.andrea))
    known = house.app.scored.choices(house.carla)
    assert (known.agents, known.evaluators) == ({house.anna.id: "Anna"}, {house.bruno.id: "Bruno"})
    assert (known.contact_reasons, [team.name for team in known.teams]) == (["refund"], ["Nord"])
