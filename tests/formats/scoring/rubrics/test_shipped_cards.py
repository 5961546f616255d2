"""The scorecards that ship: the right criteria for each kind of call, no more than can be scored, and early endings."""

from collections.abc import Mapping

import pytest

from benvenuto.config import HOME
from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.call import CONTACT_REASONS
from benvenuto.domain.rubric import Criterion, CriticalType, Ending
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import CallFacts, applies, score
from benvenuto.formats.scoring.rubrics import read_folder

LIBRARY = read_folder(HOME / "rubrics")
EVERY = [(rubric.path(criterion), criterion) for rubric in LIBRARY.rubrics.values() for criterion in rubric.criteria]


def proposed(reason: str) -> Scorecard:
    card = LIBRARY.proposed(reason)
    assert card is not None
    return card


def asked(reason: str) -> Mapping[str, Criterion]:
    """The criteria that a call about this may be asked for; those that wait for another criterion with them."""
    facts = CallFacts(reason, "it")
    return {
        path: criterion
        for path, criterion in proposed(reason).criteria()
        if criterion.applies_when.criterion or applies(criterion.applies_when, facts, {})
    }


@pytest.mark.parametrize("reason", CONTACT_REASONS)
def test_a_call_is_asked_for_22_to_24_criteria(reason: str) -> None:
    assert 22 <= len(asked(reason)) <= 24


@pytest.mark.parametrize("reason", CONTACT_REASONS)
def test_a_person_who_takes_the_case_stands_on_every_card_and_may_have_no_place_in_a_call(reason: str) -> None:
    for criterion in ("human-voice", "escalation", "handover"):
        assert asked(reason)[f"taking-the-case/{criterion}"].not_applicable


def test_a_complaint_is_asked_for_its_order_and_the_note_on_it() -> None:
    assert {"e-commerce-support/find-the-order", "e-commerce-support/order-note"} <= asked("complaint").keys()


def test_what_is_on_no_scorecard_is_measured_nowhere() -> None:
    on_cards = {path for card in LIBRARY.scorecards.values() for path, _ in card.criteria()}
    assert {path for path, _ in EVERY} == on_cards


@pytest.mark.parametrize(("path", "criterion"), EVERY, ids=lambda value: value if isinstance(value, str) else "")
def test_a_criterion_that_may_have_no_place_says_when(path: str, criterion: Criterion) -> None:
    told = {
        "it": "non applicabile" in criterion.description.in_language("it").lower(),
        "en": "not applicable" in criterion.description.in_language("en").lower(),
    }
    assert set(told.values()) == {criterion.not_applicable}, path


# by the book: a greeting, three steps, a note; what comes at the end of a call never came
UP_TO_THE_ABUSE = {"taking-the-case/escalation", "taking-the-case/handover", "permission-and-follow-up/consent"}
NEVER_CAME = {
    "taking-the-case/human-voice",
    "complaint-recovery/remedy",
    "complaint-recovery/follow-through",
    "precise-answers/summary",
    "greeting/farewell",
}


def ended_by_the_book() -> dict[str, Answer]:
    return {
        path: Answer(criterion.scale[-1].id)
        if path in NEVER_CAME
        else Answer(NOT_APPLICABLE)
        if path in UP_TO_THE_ABUSE
        else Answer(criterion.scale[0].id)
        for path, criterion in proposed("complaint").criteria()
    }


def test_an_agent_who_ends_an_abusive_call_by_the_book_is_not_capped() -> None:
    card, answers = proposed("complaint"), ended_by_the_book()
    to_the_end = score(card, answers, CallFacts("complaint", "it"))
    assert to_the_end.care is not None
    assert (round(to_the_end.care, 1), to_the_end.final, to_the_end.passed) == (64.8, 50, False)
    assert [error.type for error in to_the_end.critical_errors] == [CriticalType.CUSTOMER]
    by_the_book = score(card, answers, CallFacts("complaint", "it", Ending.ABUSE))
    assert (by_the_book.care, by_the_book.final, by_the_book.passed) == (100, 100, True)
    assert by_the_book.critical_errors == ()


def test_an_abusive_call_ended_badly_still_loses_marks() -> None:
    """Saying how it ended takes away what could not happen, and nothing of what was heard until then."""
    card, answers = proposed("complaint"), ended_by_the_book()
    for path in ("listening/courtesy", "precise-answers/right-answer"):
        answers[path] = Answer("missing")
    facts = CallFacts("complaint", "it", Ending.ABUSE)
    assert score(card, answers, facts).final == 40


def test_how_the_line_broke_off_takes_away_the_end_of_the_call_and_leaves_what_was_heard() -> None:
    def left_by(ending: Ending) -> set[str]:
        facts = CallFacts("refund", "it", ending)
        return {path for path, c in asked("refund").items() if not applies(c.applies_when, facts, {})}

    end = {"greeting/farewell", "precise-answers/summary", "permission-and-follow-up/promise-with-a-time"}
    assert left_by(Ending.HUNG_UP) == end
    assert left_by(Ending.DROPPED) == end | {"e-commerce-support/returns-and-refunds"}
    heard = {"greeting/first-words", "greeting/identity", "listening/courtesy", "listening/let-them-finish"}
    for ending in Ending:
        assert not left_by(ending) & heard
