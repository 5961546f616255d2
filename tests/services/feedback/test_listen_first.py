"""Whoever is to decide a dispute knows no mark of it before they have listened: not by any list either."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benvenuto.domain.people import Actor
from benvenuto.domain.scored import ScoredFilter, ScoredOrder
from benvenuto.services.quality.trends import Asked
from tests.databases import Databases
from tests.house import House
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
