"""A call without its agent's name: nothing that its evaluator is answered puts the two together again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.calibration import ChosenBecause
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.scored import ScoredFilter
from benvenuto.services.quality.trends import Asked, Split
from benvenuto.storage.scoring.calibrations import NewCall, NewSeat
from tests.calibrated import FRIDAY
from tests.databases import Databases
from tests.house import WEDNESDAY, House
from tests.services.deeds import methods
from tests.services.overhearing import DEEDS, overhear
from tests.services.scene import FAILED, HEARD, Scene, scene

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

CHANGING = {"calibrations.end", "calibrations.cancel"}
"""What ends the session tells the name rightly."""

BY_AGENT: Mapping[str, Callable[[Benvenuto, Actor, int], object]] = {
    "calls.inbox": lambda app, a, agent: [
        app.calls.inbox(a, InboxFilter(state, agent_id=agent)) for state in ("drawn", "open", "draft", "scored")
    ],
    "critical_errors.behind": lambda app, a, agent: app.trends.listed(
        a, app.critical_errors.behind(a, EvaluationFilter("", agent_id=agent), FAILED)
    ),
    "scored.listed": lambda app, a, agent: app.scored.listed(a, ScoredFilter(agent_id=agent)),
    "self_evaluations.listed": lambda app, a, agent: app.self_evaluations.listed(a, agent),
    "trends.behind": lambda app, a, agent: [
        app.trends.behind(a, asked, str(agent), date(2026, 1, 5), 52, 10)
        for asked in (
            Asked(wanted=EvaluationFilter(""), split=Split.AGENT),
            Asked(wanted=EvaluationFilter("", agent_id=agent)),
        )
    ],
}
"""Lists of an agent's calls or evaluations, to ask for by the agent."""

FIGURES = {
    "coverage.missing",
    "comparison.compare",
    "control_charts.chart",
    "criteria.health",
    "critical_errors.failing",
    "decisions.report",
    "efficiency.beside",
    "learning.of_agent",
    "learning.sign",
    "learning.withdraw",
    "movements.between",
    "practice.assign",
    "practice.withdraw",
    "rater_agreement.compared",
    "rater_agreement.evaluators",
    "rater_agreement.of_evaluator",
    "self_agreement.of_agent",
    "severities.compared",
    "trends.critical",
    "trends.lines",
}
"""What else can be asked of an agent or by a filter, and lists neither calls nor evaluations."""


@pytest.fixture
def on(databases: Databases, tmp_path: Path) -> Iterator[Scene]:
    """Anna has disputed Bruno's evaluation of her call and shares her own; a session of Bruno and Elena compares it."""
    with scene(databases, tmp_path, HEARD) as set_up:
        app, house = set_up.house.app, set_up.house
        app.self_evaluations.share(house.anna, set_up.own, shared=True)
        call = NewCall(set_up.heard, set_up.evaluation.scorecard_version_id, ChosenBecause.BY_HAND)
        seats = [NewSeat(set_up.heard, person.id, earlier=True) for person in (house.bruno, house.elena)]
        with app.database.write() as tx:
            session_id = tx.calibrations.begin("S", FRIDAY, house.carla.id, WEDNESDAY, [call], seats)
            tx.calibrations.set(session_id, compared_at=WEDNESDAY)
            for grading in tx.gradings.of_evaluator(house.bruno.id, None):  # of an evaluation of this call
                tx.gradings.set(grading.id, evaluation_id=set_up.evaluation.id)
        yield set_up


def parts(value: object) -> Iterator[object]:
    """Everything that an answer is made of, itself included."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from parts(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for pair in value.items():
            yield from parts(pair)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from parts(each)


def of_the_call(on: Scene, value: object, evaluations: set[int]) -> bool:
    """Whether something is about the call, by its ids."""
    name = type(value).__name__
    return (
        getattr(value, "call_id", None) == on.heard
        or getattr(value, "evaluation_id", None) in evaluations
        or (name == "Call" and getattr(value, "id", None) == on.heard)
        or (name in ("EvaluationRow", "Evaluation", "EvaluationProgress") and getattr(value, "id", None) in evaluations)
    )


def ids(house: House, call_id: int) -> set[int]:
    with house.app.database.read() as tx:
        return {row.id for row in tx.evaluations.of_call(call_id)}


def about(on: Scene, answer: object) -> list[object]:
    """What an answer holds of the call: the smallest whole things, with what stands beside them in the same one."""
    evaluations = ids(on.house, on.heard)
    return [
        each
        for each in parts(answer)
        if dataclasses.is_dataclass(each)
        and (of_the_call(on, each, evaluations) or any(of_the_call(on, own, evaluations) for own in members(each)))
    ]


def naming(on: Scene, actor: Actor, deeds: Sequence[str]) -> set[str]:
    """The methods that answer this actor with the call and its agent's name together."""
    answers = overhear(on, actor, deeds).answers
    return {
        method
        for method, answered in answers.items()
        for each in about(on, answered)
        if "Anna" in [part for part in parts(each) if isinstance(part, str)]
    }


def members(value: object) -> Iterator[object]:
    """What stands in a dataclass by itself, in no list."""
    for each in dataclasses.fields(value):  # type: ignore[arg-type]
        yield getattr(value, each.name)


@pytest.mark.parametrize("name", ["bruno", "elena"])
def test_no_method_of_any_service_names_the_agent_of_the_call(on: Scene, name: str) -> None:
    known = ["deadlines.disputes", "feedback.these", "gradings.of_evaluator", "scored.listed", "trends.listed"]
    assert naming(on, on.house.carla, known) == {*known}
    assert naming(on, on.house.people[name.capitalize()], sorted(DEEDS - CHANGING)) == set()


@pytest.mark.parametrize("method", sorted(BY_AGENT))
def test_no_list_of_the_agent_has_the_call(on: Scene, method: str) -> None:
    house = on.house
    assert about(on, BY_AGENT[method](house.app, house.bruno, house.anna.id)) == []
    with house.app.database.write() as tx:  # the session is over
        [session_id] = [each.id for each in tx.calibrations.all() if each.title == "S"]
        tx.calibrations.set(session_id, agreed_at=WEDNESDAY)
    assert about(on, BY_AGENT[method](house.app, house.bruno, house.anna.id)) != []


def test_every_method_that_can_be_asked_of_an_agent_is_tried(on: Scene) -> None:
    filters = ("EvaluationFilter", "Asked", "ScoredFilter", "InboxFilter")
    taking = {
        method
        for method, signature in methods(on.house.app).items()
        if any(each.name == "agent_id" or str(each.annotation) in filters for each in signature.parameters.values())
    }
    assert taking == BY_AGENT.keys() | FIGURES


def test_what_is_said_of_a_call_is_signed_by_nobody_until_the_session_is_over(on: Scene) -> None:
    house = on.house
    comments = house.app.feedback.read(house.bruno, on.evaluation.id).comments
    assert [comment.author_name for comment in comments] == [""]
    assert [comment.author_name for comment in house.app.feedback.read(house.anna, on.evaluation.id).comments] == [
        "Anna"
    ]
