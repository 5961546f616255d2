"""Coaching plans: proposed by a supervisor, agreed by the agent, signed by both, and followed by the calls since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from benvenuto.domain.coaching import (
    Clip,
    ClipOutsideCall,
    CoachedAlready,
    CoachingPlan,
    CoachingStatus,
    DueInThePast,
    NoLongerOpen,
    NoSuchCriterion,
    NotAgreedYet,
    NothingWritten,
)
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.services.feedback.coaching import Coached, NoReason
from benvenuto.services.quality.since_chosen import LED_TO_CHOICE
from benvenuto.statistics.enough import Change
from tests.drawn import drawn
from tests.house import WEDNESDAY, House, drawn_twice
from tests.services.scene import coaching_plan

PATH = "greeting/first-words"


def begun(house: House, **changes: object) -> CoachingPlan:
    """Bruno's plan for Anna."""
    new = replace(coaching_plan(house, PATH), **changes)  # type: ignore[arg-type]
    plan_id = house.app.coaching.begin(house.bruno, new)
    return next(coached.plan for coached in house.app.coaching.plans(house.bruno) if coached.plan.id == plan_id)


def now(house: House, plan: CoachingPlan) -> Coached:
    """How Anna sees it."""
    return next(coached for coached in house.app.coaching.plans(house.anna) if coached.plan.id == plan.id)


def test_a_plan_waits_for_the_agent_then_for_both_signatures(house: House) -> None:
    plan = begun(house)
    assert now(house, plan).plan.status is CoachingStatus.PROPOSED
    assert now(house, plan).may_agree
    house.app.coaching.agree(house.anna, plan.id)
    assert now(house, plan).plan.status is CoachingStatus.AGREED
    house.clock.forward(days=14)
    house.app.coaching.sign(house.anna, plan.id)
    assert now(house, plan).plan.status is CoachingStatus.AGREED
    assert not now(house, plan).may_sign
    house.app.coaching.sign(house.bruno, plan.id)
    done = now(house, plan).plan
    assert done.status is CoachingStatus.DONE
    assert (done.supervisor_signed_by, done.agreed_at) == ("Bruno", WEDNESDAY)


def test_nobody_signs_before_the_agent_has_agreed(house: House) -> None:
    plan = begun(house)
    with pytest.raises(NotAgreedYet):
        house.app.coaching.sign(house.bruno, plan.id)
    with pytest.raises(NotAgreedYet):
        house.app.coaching.sign(house.anna, plan.id)


def test_what_is_pressed_twice_happens_once(house: House) -> None:
    plan = begun(house)
    for _ in range(2):
        house.app.coaching.agree(house.anna, plan.id)
        house.app.coaching.sign(house.bruno, plan.id)
    assert house.audit().count("coaching_agreed") == 1
    assert house.audit().count("coaching_signed") == 1


def test_who_is_coached_does_not_sign_as_their_own_supervisor(house: House) -> None:
    plan = begun(house, agent_id=house.elena.id)
    house.app.coaching.agree(house.elena, plan.id)
    for _ in range(2):
        house.app.coaching.sign(house.elena, plan.id)
    (coached,) = house.app.coaching.plans(house.elena)
    assert coached.plan.agent_signed_at is not None
    assert coached.plan.supervisor_signed_at is None
    own = replace(coaching_plan(house, "greeting/identity"), agent_id=house.elena.id)
    with pytest.raises(Forbidden):
        house.app.coaching.begin(house.elena, own)


def test_a_plan_that_is_withdrawn_says_why_and_can_be_begun_anew(house: House) -> None:
    plan = begun(house)
    with pytest.raises(NoReason):
        house.app.coaching.withdraw(house.bruno, plan.id, "  ")
    house.app.coaching.withdraw(house.bruno, plan.id, "Prima la pronuncia.")
    assert now(house, plan).plan.withdrawn_because == "Prima la pronuncia."
    with pytest.raises(NoLongerOpen):
        house.app.coaching.agree(house.anna, plan.id)
    assert begun(house).id != plan.id


def test_a_clip_is_of_what_both_may_read(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house))
    with pytest.raises(ClipOutsideCall):  # kept from who hears the call second
        house.app.coaching.begin(house.elena, replace(coaching_plan(house, PATH), clip=Clip(first.id, 0, 5)))
    second = house.published(house.elena, first.call_id)
    with pytest.raises(ClipOutsideCall):  # kept from the agent
        begun(house, clip=Clip(second.id, 0, 5))
    assert begun(house, clip=Clip(first.id, 0, 5)).clip == Clip(first.id, 0, 5)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"behaviour": " \n"}, NothingWritten),
        ({"steps": ""}, NothingWritten),
        ({"steps": "\u200b\u200f\u2800"}, NothingWritten),
        ({"due": WEDNESDAY.date() - timedelta(days=1)}, DueInThePast),
        ({"criterion": "greeting/nothing"}, NoSuchCriterion),
        ({"clip": Clip(999, 0, 5)}, ClipOutsideCall),
        ({"clip": Clip(1, 5, 5)}, ClipOutsideCall),
        ({"agent_id": 999}, Forbidden),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_makes_no_plan_is_refused_and_leaves_nothing(
    house: House, changes: dict[str, object], refusal: type[BenvenutoError]
) -> None:
    with pytest.raises(refusal):
        begun(house, **changes)
    assert not house.app.coaching.plans(house.bruno)


def test_the_words_of_a_plan_come_to_an_end(house: House) -> None:
    plan = begun(house, steps="x" * 5000)
    assert len(plan.steps) == 2000


def test_one_behaviour_at_a_time(house: House) -> None:
    plan = begun(house)
    with pytest.raises(CoachedAlready):
        begun(house)
    house.app.coaching.agree(house.anna, plan.id)
    house.app.coaching.sign(house.anna, plan.id)
    with pytest.raises(CoachedAlready):
        begun(house)
    house.app.coaching.sign(house.bruno, plan.id)
    begun(house)


def test_a_clip_is_of_the_agents_own_published_call(house: House) -> None:
    own = house.published(house.bruno, house.call(house.anna))
    others = house.published(house.bruno, house.call(house.elena))
    draft = house.draft(house.bruno, house.call(house.anna))
    assert begun(house, clip=Clip(own.id, 2, 9)).clip == Clip(own.id, 2, 9)
    for evaluation in (others, draft):
        with pytest.raises(ClipOutsideCall):
            begun(house, criterion="greeting/identity", clip=Clip(evaluation.id, 2, 9))


def test_the_exercises_are_assigned_along_with_it(house: House) -> None:
    begun(house, practise=True)
    assert [proposal.path for proposal in house.app.practice.proposed(house.anna, "it") if proposal.assigned] == [PATH]


def test_a_plan_is_overdue_the_day_after_its_day_and_stands_first(house: House) -> None:
    late = begun(house, due=WEDNESDAY.date())
    begun(house, criterion="greeting/identity")
    assert not now(house, late).overdue
    house.clock.forward(days=1)
    assert now(house, late).overdue
    assert house.app.coaching.plans(house.bruno)[0].plan.id == late.id


def test_the_calls_since_stand_beside_those_before_without_the_evaluations_that_led_to_it(house: House) -> None:
    drawn(
        house, house.anna, PATH, [1] * 30, WEDNESDAY - timedelta(weeks=8), published_at=WEDNESDAY - timedelta(weeks=8)
    )
    drawn(house, house.anna, PATH, [0] * LED_TO_CHOICE, WEDNESDAY - timedelta(days=2))
    house.clock.forward(minutes=1)
    plan = begun(house)
    house.clock.forward(weeks=6)
    drawn(house, house.anna, PATH, [1] * 30, house.clock())
    since = now(house, plan).since
    assert since.before is not None
    assert since.after is not None
    assert (since.before.n, since.before.mean, since.after.n) == (30, 100, 30)
    assert since.change is Change.NOISE


def test_each_plan_on_one_criterion_has_its_own_before_and_since(house: House) -> None:
    early = WEDNESDAY - timedelta(weeks=8)
    drawn(house, house.anna, PATH, [0.5] * 12, early, published_at=early)
    drawn(house, house.anna, PATH, [0.5] * LED_TO_CHOICE, WEDNESDAY - timedelta(days=2))
    house.clock.forward(minutes=1)
    first = begun(house)
    house.app.coaching.withdraw(house.bruno, first.id, "Poi.")
    house.clock.forward(weeks=2)
    drawn(house, house.anna, PATH, [1] * 15, house.clock() - timedelta(days=1), published_at=house.clock())
    house.clock.forward(minutes=1)
    second = begun(house)
    sides = [
        tuple(side.n if side else 0 for side in (coached.since.before, coached.since.after))
        for coached in (now(house, first), now(house, second))
    ]
    assert sides == [(12, 15), (12 + LED_TO_CHOICE + 15 - LED_TO_CHOICE, 0)]
