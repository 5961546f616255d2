"""A draft says how its call ended early: what has no place then is taken away by rule, and comes back."""

import pytest

from benvenuto.domain.edits import ChooseLevel, Edit
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.rubric import Ending
from tests.house import House, paths

FAREWELL = "greeting/farewell"


@pytest.fixture
def draft(house: House) -> Evaluation:
    return house.app.scoring.begin(house.bruno, house.call(house.anna))


def test_what_could_not_happen_any_more_is_not_applicable_and_back_again_when_taken_back(
    house: House, draft: Evaluation
) -> None:
    house.app.scoring.edit(house.bruno, draft.id, "tab", [Edit(1, FAREWELL, ChooseLevel("missing"))])
    ended = house.app.scoring.end_early(house.bruno, draft.id, Ending.DROPPED)
    assert FAREWELL not in paths(ended)
    assert ended.score is not None
    assert ended.score.care is None
    whole = house.app.scoring.end_early(house.bruno, draft.id, None)
    assert FAREWELL in paths(whole)
    assert whole.answers[FAREWELL].choice == "missing"
    assert whole.score is not None
    assert whole.score.care == 0


def test_it_is_published_with_the_evaluation_and_read_by_the_agent(house: House, draft: Evaluation) -> None:
    ended = house.app.scoring.end_early(house.bruno, draft.id, Ending.ABUSE)
    published = house.app.scoring.publish(house.bruno, house.answer(house.bruno, ended).id)
    read = house.app.feedback.read(house.anna, published.id)
    assert read.evaluation.facts.ending is Ending.ABUSE
    assert read.stored.facts.ending is Ending.ABUSE
    assert FAREWELL not in read.evaluation.answers


def test_saying_so_begins_the_draft_and_saying_nothing_does_not(house: House) -> None:
    unbegun = house.app.scoring.open(house.bruno, house.call(house.anna))
    assert not house.app.scoring.end_early(house.bruno, unbegun.draft_id, None).begun
    assert house.app.scoring.end_early(house.bruno, unbegun.draft_id, Ending.WRONG_NUMBER).begun
    again = house.app.scoring.open(house.bruno, unbegun.call_id)
    assert again.facts.ending is Ending.WRONG_NUMBER
    assert house.audit().count("evaluation_begun") == 1


def test_of_what_is_published_nobody_says_so_any_more(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    with pytest.raises(Forbidden):
        house.app.scoring.end_early(house.bruno, published.id, Ending.ABUSE)
