"""Scales, limits and texts."""

import pytest

from benvenuto.domain.rubric import Critical, CriticalType, OnFail
from benvenuto.domain.text import Text
from tests.domain.making import criterion, rubric


@pytest.mark.parametrize(("level", "better"), [("missing", "partly"), ("partly", "mostly"), ("mostly", "full")])
def test_the_next_better_level_is_the_one_just_above(level: str, better: str) -> None:
    above = criterion("a").next_better(level)
    assert above is not None
    assert above.id == better


@pytest.mark.parametrize("level", ["full", "splendid"])
def test_there_is_nothing_above_the_best_level_nor_above_one_that_is_not_there(level: str) -> None:
    assert criterion("a").next_better(level) is None


@pytest.mark.parametrize(("on_fail", "limit"), [(OnFail.FLAG, 100), (OnFail.CAP, 40), (OnFail.ZERO, 0)])
def test_a_failure_leaves_at_most_its_limit(on_fail: OnFail, limit: int) -> None:
    assert Critical(CriticalType.CUSTOMER, on_fail, 40).limit() == limit


def test_a_criterion_is_known_by_rubric_and_id() -> None:
    one = rubric("greeting", criterion("name"))
    assert one.path(one.criteria[0]) == "greeting/name"


@pytest.mark.parametrize(
    ("versions", "language", "read"),
    [
        ({"it": "Saluto", "en": "Greeting"}, "en", "Greeting"),
        ({"": "CRM"}, "en", "CRM"),
        ({"it": "Saluto", "": "Hello"}, "en", "Hello"),
        ({"it": "Saluto"}, "en", "Saluto"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_read_in_the_language_or_the_nearest_there_is(
    versions: dict[str, str], language: str, read: str
) -> None:
    assert Text(versions).in_language(language) == read
