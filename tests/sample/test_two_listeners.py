"""The published sample evaluations are those that two people's reasoning by the wording came to."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from benvenuto.config import HOME
from benvenuto.domain.scorecard import Scorecard
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.sample.calls import sample_calls
from benvenuto.sample.feedback import FEEDBACK, Remark, SampleFeedback

LIBRARY = read_folder(HOME / "rubrics")
REASONS = {call.external_id: call.contact_reason for call in sample_calls(HOME / "sample_data")}
DIFFERED: Mapping[str, list[Mapping[str, Any]]] = yaml.safe_load(
    (HOME / "sample_data" / "casa-lume" / "two-listeners.yaml").read_text("utf-8")
)["calls"]
BY_CALL = {given.call: given for given in FEEDBACK}


def scorecard(given: SampleFeedback) -> Scorecard:
    card = LIBRARY.proposed(REASONS[given.call])
    assert card is not None
    return card


def published(given: SampleFeedback, path: str) -> str:
    """The level that stands in the end, after the dispute where there was one."""
    if path in given.not_applicable:
        return "not-applicable"
    ruled = given.dispute.rulings.get(path) if given.dispute else None
    return ruled.level if ruled and ruled.level else given.remarks.get(path, Remark()).level


def test_every_published_call_says_where_two_listeners_differed() -> None:
    assert DIFFERED.keys() == BY_CALL.keys()


@pytest.mark.parametrize(
    ("call", "entry"), [(call, entry) for call, entries in DIFFERED.items() for entry in entries], ids=str
)
def test_what_settled_a_difference_is_what_was_published(call: str, entry: Mapping[str, Any]) -> None:
    given, path = BY_CALL[call], entry["criterion"]
    criterion = scorecard(given).criterion(path)
    assert criterion is not None
    levels = {level.id for level in criterion.scale} | ({"not-applicable"} if criterion.not_applicable else set())
    assert {entry["one"]["level"], entry["other"]["level"]} <= levels
    assert entry["one"]["level"] != entry["other"]["level"]
    assert entry["settled"] in (entry["one"]["level"], entry["other"]["level"])
    assert published(given, path) == entry["settled"]
    assert entry["by"].strip()


@pytest.mark.parametrize("given", FEEDBACK, ids=lambda given: given.call)
def test_a_published_evaluation_names_only_what_its_scorecard_has(given: SampleFeedback) -> None:
    card = scorecard(given)
    for path in given.not_applicable:
        criterion = card.criterion(path)
        assert criterion is not None, path
        assert criterion.not_applicable, path
    for path, remark in given.remarks.items():
        criterion = card.criterion(path)
        assert criterion is not None, path
        assert criterion.level(remark.level), path
        assert set(remark.reasons) <= {reason.id for reason in criterion.reasons}, path
