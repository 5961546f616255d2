"""Whoever is to decide a dispute knows no mark of it before they have listened: not by any list either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benvenuto.domain.dispute import ListenFirst
from benvenuto.domain.people import Actor
from benvenuto.domain.scored import ScoredFilter, ScoredOrder
from benvenuto.services.quality.trends import Asked
from tests.databases import Databases
from tests.house import House, drawn_twice
from tests.services.overhearing import DEEDS, all_answers
from tests.services.scene import HEARD, scene

LISTENING = {"feedback.listen", "feedback.decide", "feedback.decide_each"}


def sighted(databases: Databases, folder: Path, stage: str) -> set[str]:
    """The methods of services that tell Carla how Bruno scored the call."""
    with scene(databases, folder, stage) as on:
        score = on.evaluation.score
        assert score is not None
        secrets = (f"final_score={score.final!r},", repr(score), repr(on.evaluation.answers))
        answers = all_answers(on, on.house.carla, DEEDS - LISTENING)
        return {method for method, text in answers.items() if any(secret in text for secret in secrets)}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_method_of_any_service_tells_who_has_to_listen_first(databases: Databases, tmp_path: Path) -> None:
    lists = {"feedback.these", "scored.listed", "trends.behind", "trends.listed"}
    assert {*lists, "scoring.read", "feedback.read", "side_by_side.pair"} <= sighted(databases, tmp_path, HEARD)
    assert sighted(databases, tmp_path, "disputed") == set()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_method_tells_what_others_marked_of_the_call_either(databases: Databases, tmp_path: Path) -> None:
    def telling(stage: str) -> set[str]:
        with scene(databases, tmp_path, stage) as on:
            with on.house.app.database.write() as tx:
                other = tx.evaluations.mine(on.heard, on.house.elena.id)
                assert other
                tx.evaluations.set(other.id, summary="Detto da Elena.", final_score=61.25, selection="targeted")
            evaluation = on.house.app.scoring.read(on.house.elena, other.id)
            answers = all_answers(replace(on, evaluation=evaluation), on.house.carla, DEEDS - LISTENING)
            secrets = ("Detto da Elena.", "61.25")
            return {method for method, text in answers.items() if any(secret in text for secret in secrets)}

    assert {"feedback.these", "scored.listed", "trends.listed", "scoring.read", "feedback.read"} <= telling(HEARD)
    assert telling("disputed") == set()


def test_whoever_has_to_listen_first_is_told_so_at_every_other_evaluation_of_the_call(house: House) -> None:
    call_id = drawn_twice(house)
    first = house.published(house.bruno, call_id)
    second = house.published(house.elena, call_id)
    own = house.handed_in(house.anna, call_id)
    house.app.self_evaluations.share(house.anna, own.id, shared=True)
    house.clock.forward(hours=1)
    house.app.feedback.dispute(house.anna, first.id, "No.")
    app, carla = house.app, house.carla
    asked: list[Callable[[], object]] = [
        lambda: app.feedback.read(carla, second.id),
        lambda: app.side_by_side.pair(carla, call_id),
        lambda: app.self_evaluations.pair(carla, own.id),
    ]
    for ask in asked:
        with pytest.raises(ListenFirst):
            ask()
    assert not app.side_by_side.is_there(carla, call_id)
    assert app.self_evaluations.beside(carla, call_id) is None
    assert app.feedback.read(carla, first.id).unheard  # where they listen
    app.feedback.listen(carla, first.id, {})
    for ask in asked:
        assert ask()


def test_feedback_on_a_call_that_is_to_be_listened_to_first_is_graded_afterwards(house: House) -> None:
    call_id = house.call(house.anna)
    other, disputed = house.published(house.bruno, call_id), house.published(house.elena, call_id)
    house.clock.forward(hours=1)
    house.app.feedback.dispute(house.anna, disputed.id, "No.")
    assert not house.app.gradings.may_grade(house.carla, other.id)
    with pytest.raises(ListenFirst):
        house.app.gradings.scorecard(house.carla, other.id)
    house.app.feedback.listen(house.carla, disputed.id, {})
    assert house.app.gradings.may_grade(house.carla, other.id)


def test_of_two_disputes_about_a_call_each_is_listened_to_and_the_one_that_was_is_read_after_both(
    house: House,
) -> None:
    call_id = house.call(house.anna)
    first, second = house.published(house.bruno, call_id), house.published(house.elena, call_id)
    for each in (first, second):
        house.app.feedback.dispute(house.anna, each.id, "No.")
    house.app.feedback.listen(house.carla, first.id, {})
    with pytest.raises(ListenFirst):
        house.app.feedback.read(house.carla, first.id)
    assert house.app.feedback.read(house.carla, second.id).unheard
    house.app.feedback.listen(house.carla, second.id, {})
    assert [house.app.feedback.read(house.carla, each.id).unheard for each in (first, second)] == [(), ()]


def test_what_a_call_brought_to_a_point_is_told_after_listening(house: House) -> None:
    evaluation = house.published(house.bruno, house.drawn_call(house.anna, house.bruno), level=1)
    house.app.feedback.dispute(house.anna, evaluation.id, "No.")

    def brought(actor: Actor) -> list[tuple[bool, bool]]:
        behind = house.app.trends.behind(actor, Asked(), "", date(2026, 1, 5), 52, 10)
        return [(row.unheard, value is None) for row, value in behind]

    assert (brought(house.carla), brought(house.bruno)) == ([(True, True)], [(False, False)])
    house.app.feedback.listen(house.carla, evaluation.id, {})
    assert brought(house.carla) == [(False, False)]


def test_neither_the_order_by_score_nor_a_search_tells_it(house: House) -> None:
    worst = house.published(house.bruno, house.call(house.anna), level=9)
    best = house.published(house.bruno, house.call(house.anna))
    house.app.feedback.dispute(house.anna, worst.id, "No.")

    def ids(actor: Actor, **wanted: object) -> list[int]:
        return [row.id for row in house.app.scored.listed(actor, ScoredFilter(**wanted))[0]]  # type: ignore[arg-type]

    lowest = {"order": ScoredOrder.LOWEST}
    assert (ids(house.bruno, **lowest), ids(house.carla, **lowest)) == ([worst.id, best.id], [best.id, worst.id])
    assert ids(house.carla, words="telefono") == [best.id]
    assert sorted(ids(house.carla, words="Anna")) == [worst.id, best.id]
    house.app.feedback.listen(house.carla, worst.id, {})
    assert ids(house.carla, **lowest) == [worst.id, best.id]
    assert sorted(ids(house.carla, words="telefono")) == [worst.id, best.id]
