"""Each answer's share of the score: normalised inside each rubric first, as the domain scores."""

import numpy as np
import pytest

from benvenuto.domain.answer import Answer
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import chosen_level, counting, score
from benvenuto.statistics.answered import answered
from tests.domain.making import FACTS, holds_for, scored_calls


def test_by_hand_rubrics_are_normalised_first() -> None:
    # Rubric 0 (weight 1): criteria of weight 1 and 3; rubric 1 (weight 3): one criterion.
    # 1/4 * 1/4, 3/4 * 1/4, 3/4
    found = answered(
        [0, 0, 0], [0, 1, 2], [1, 0, 1], rubric=[0, 0, 1], criterion_weight=[1, 3, 9], rubric_weight=[1, 1, 3]
    )
    assert found.share == pytest.approx([1 / 16, 3 / 16, 3 / 4])


def test_by_hand_a_rubric_without_an_answer_leaves_the_second_call() -> None:
    found = answered(
        [0, 0, 1], [0, 1, 0], [1, 0, 1], rubric=[0, 1, 0], criterion_weight=[1, 1, 1], rubric_weight=[1, 3, 1]
    )
    assert found.share == pytest.approx([1 / 4, 3 / 4, 1])


@holds_for(scored_calls())
def test_shares_and_values_add_up_to_the_domains_care_score(call: tuple[Scorecard, dict[str, Answer]]) -> None:
    card, given = call
    given = dict(counting(card, given, FACTS))
    rows = [
        (number, rubric, level.value, criterion.weight, part.weight)
        for rubric, part in enumerate(card.parts)
        for number, criterion in enumerate(part.rubric.criteria)
        if (level := chosen_level(part.rubric.path(criterion), criterion, given, FACTS))
    ]
    care = score(card, given, FACTS).care
    if not rows:
        assert care is None
        return
    number, rubric, value, weight, of_rubric = zip(*rows, strict=True)
    found = answered(
        np.zeros(len(rows)), number, value, rubric=rubric, criterion_weight=weight, rubric_weight=of_rubric
    )
    assert 100 * (found.share @ found.value) == pytest.approx(care, abs=1e-6)
    assert found.share.sum() == pytest.approx(1)


def test_no_answer_has_no_share() -> None:
    assert answered([], [], [], rubric=[], criterion_weight=[], rubric_weight=[]).share.size == 0


@pytest.mark.parametrize(("value", "weight"), [([1.5], [1]), ([float("nan")], [1]), ([1], [0]), ([1, 0], [1])])
def test_it_refuses_what_is_no_value_or_no_weight(value: list[float], weight: list[float]) -> None:
    with pytest.raises(ValueError, match=r"not applicable|every answer"):
        answered([0], [0], value, rubric=[0], criterion_weight=weight, rubric_weight=[1])
