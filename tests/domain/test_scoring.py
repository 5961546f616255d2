"""Scores worked out by hand, each with its arithmetic."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.answer import NOT_APPLICABLE
from benvenuto.domain.rubric import AppliesWhen, Critical, CriticalType, OnFail
from benvenuto.domain.scoring import CallFacts, CriticalError, counting, score
from tests.domain.making import FACTS, answers, criterion, rubric, scorecard

CUSTOMER, BUSINESS = CriticalType.CUSTOMER, CriticalType.BUSINESS


def test_a_rubric_is_the_weighted_mean_of_its_criteria() -> None:
    card = scorecard((rubric("greeting", criterion("name", 2), criterion("smile", 1)), 1))
    # (2 x 100 + 1 x 50) / 3 = 250 / 3
    assert score(card, answers(greeting__name="full", greeting__smile="partly"), FACTS).care == pytest.approx(250 / 3)


def test_a_scorecard_is_the_weighted_mean_of_its_rubrics() -> None:
    card = scorecard((rubric("greeting", criterion("name")), 15), (rubric("listening", criterion("patience")), 25))
    # (15 x 100 + 25 x 75) / 40 = 3375 / 40 = 84.375
    result = score(card, answers(greeting__name="full", listening__patience="mostly"), FACTS)
    assert result.care == pytest.approx(84.375)
    assert result.rubrics == {"greeting": 100.0, "listening": 75.0}


def test_normalising_inside_each_rubric_gives_66_7_where_adding_up_points_gives_60() -> None:
    first = rubric("first", criterion("a"), criterion("b"))
    second = rubric("second", criterion("a"), criterion("b"), criterion("c"))
    given = answers(first__a="full", first__b="full", second__a="full", second__b="missing", second__c="missing")
    # Rubrics first: (2/2 + 1/3) / 2 = 66.7. Points first: (2 + 1) / (2 + 3) = 60, where the longer rubric weighs more.
    assert score(scorecard((first, 1), (second, 1)), given, FACTS).care == pytest.approx(66.667, abs=1e-3)


def test_not_applicable_leaves_numerator_and_denominator() -> None:
    card = scorecard((rubric("greeting", criterion("name"), criterion("smile", 3)), 1))
    # Only the name is left: 50 / 1, and not (50 + 0) / 4 = 12.5.
    result = score(card, answers(greeting__name="partly", greeting__smile=NOT_APPLICABLE), FACTS)
    assert result.care == 50.0
    assert (result.answered, result.applicable) == (1, 1)


def test_a_rubric_that_is_not_applicable_leaves_the_scorecard() -> None:
    card = scorecard((rubric("greeting", criterion("name")), 1), (rubric("complaint", criterion("sorry")), 99))
    result = score(card, answers(greeting__name="mostly", complaint__sorry=NOT_APPLICABLE), FACTS)
    assert result.care == 75.0
    assert "complaint" not in result.rubrics


def test_a_call_with_nothing_applicable_has_no_score_and_no_verdict() -> None:
    card = scorecard((rubric("greeting", criterion("name")), 1))
    result = score(card, answers(greeting__name=NOT_APPLICABLE), FACTS)
    assert (result.care, result.final, result.passed, result.complete) == (None, None, None, False)


def test_a_draft_is_scored_on_what_is_answered_and_says_how_much_that_is() -> None:
    card = scorecard((rubric("greeting", criterion("name"), criterion("smile")), 1))
    result = score(card, answers(greeting__name="full"), FACTS)
    assert (result.care, result.answered, result.applicable, result.complete) == (100.0, 1, 2, False)
    assert score(card, answers(greeting__name="full", greeting__smile="full"), FACTS).complete


@pytest.mark.parametrize(
    ("on_fail", "cap", "final"),
    [(OnFail.FLAG, 100, 80.0), (OnFail.CAP, 50, 50.0), (OnFail.CAP, 90, 80.0), (OnFail.ZERO, 100, 0.0)],
)
def test_a_critical_error_is_flagged_or_caps_or_zeroes_the_final_score_and_leaves_the_care_score(
    on_fail: OnFail, cap: int, final: float
) -> None:
    answer = criterion("answer", 1, Critical(CUSTOMER, on_fail, cap))
    card = scorecard((rubric("precise", answer, criterion("source", 4)), 1))
    result = score(card, answers(precise__answer="missing", precise__source="full"), FACTS)
    # Care: (1 x 0 + 4 x 100) / 5 = 80.
    assert (result.care, result.final) == (80.0, final)
    assert result.critical_errors == (CriticalError("precise/answer", CUSTOMER),)


def test_the_lowest_of_several_caps_holds() -> None:
    first, second = (criterion(name, 1, Critical(BUSINESS, OnFail.CAP, cap)) for name, cap in (("a", 60), ("b", 40)))
    card = scorecard((rubric("precise", first, second, criterion("c", 8)), 1))
    result = score(card, answers(precise__a="missing", precise__b="missing", precise__c="full"), FACTS)
    assert (result.care, result.final, len(result.critical_errors)) == (80.0, 40.0, 2)


def test_only_the_lowest_level_is_a_critical_error() -> None:
    card = scorecard((rubric("precise", criterion("answer", 1, Critical(CUSTOMER, OnFail.ZERO))), 1))
    assert score(card, answers(precise__answer="partly"), FACTS).critical_errors == ()


def test_a_level_with_a_cap_of_its_own_fails_more_mildly_than_the_lowest() -> None:
    strict = criterion("answer", 1, Critical(CUSTOMER, OnFail.ZERO))
    scale = tuple(replace(level, cap=40.0 if level.id == "partly" else None) for level in strict.scale)
    card = scorecard((rubric("precise", replace(strict, scale=scale), criterion("b", 9)), 1))
    for level, final, errors in (("full", 100.0, 0), ("mostly", 97.5, 0), ("partly", 40.0, 1), ("missing", 0.0, 1)):
        result = score(card, answers(precise__answer=level, precise__b="full"), FACTS)
        assert (result.final, len(result.critical_errors)) == (final, errors), level


def test_not_applicable_is_no_critical_error() -> None:
    card = scorecard((rubric("precise", criterion("answer", 1, Critical(CUSTOMER, OnFail.ZERO)), criterion("b")), 1))
    result = score(card, answers(precise__answer=NOT_APPLICABLE, precise__b="full"), FACTS)
    assert (result.final, result.critical_errors) == (100.0, ())


@pytest.mark.parametrize(("fail_on", "passed"), [((CUSTOMER,), False), ((BUSINESS,), True)])
def test_a_critical_error_fails_the_call_when_the_verdict_names_its_type(
    fail_on: tuple[CriticalType, ...], passed: bool
) -> None:
    answer = criterion("answer", 1, Critical(CUSTOMER, OnFail.FLAG))
    card = scorecard((rubric("precise", answer, criterion("source", 9)), 1), fail_on=fail_on)
    result = score(card, answers(precise__answer="missing", precise__source="full"), FACTS)
    assert (result.final, result.passed) == (90.0, passed)


def test_a_score_that_is_75_on_paper_passes_at_75() -> None:
    weights = (7, 8, 3, 23, 16, 13)
    rubrics = [(rubric(f"r{at}", criterion("c")), weight) for at, weight in enumerate(weights)]
    for number in range(1, len(rubrics) + 1):
        for scale in (0.1, 0.3, 1.0, 1.7):
            card = scorecard(*((one, weight * scale) for one, weight in rubrics[:number]))
            result = score(card, answers(**{f"r{at}__c": "mostly" for at in range(number)}), FACTS)
            assert (result.final, result.passed) == (75.0, True)
            assert card.band(75.0).id == "good"


def test_a_criterion_for_other_contact_reasons_is_not_applicable_by_rule_whatever_was_answered() -> None:
    refund = criterion("refund", 1, applies_when=AppliesWhen(reasons=("return", "refund")))
    card = scorecard((rubric("orders", refund, criterion("find")), 1))
    given = answers(orders__refund="missing", orders__find="full")
    assert score(card, given, CallFacts("delivery", "it")).care == 100.0
    assert score(card, given, CallFacts("refund", "it")).care == 50.0


def test_every_condition_given_must_hold() -> None:
    rule = AppliesWhen(reasons=("refund",), languages=("it",))
    card = scorecard((rubric("orders", criterion("refund", 1, applies_when=rule), criterion("find")), 1))
    given = answers(orders__refund="missing", orders__find="full")
    found = {
        facts: score(card, given, CallFacts(*facts)).care
        for facts in [("refund", "it"), ("refund", "en"), ("other", "it")]
    }
    assert found == {("refund", "it"): 50.0, ("refund", "en"): 100.0, ("other", "it"): 100.0}


def test_a_criterion_that_waits_for_an_answer_applies_once_it_is_given() -> None:
    follow = criterion("follow", 1, applies_when=AppliesWhen(criterion="greeting/hold", levels=("full", "partly")))
    card = scorecard((rubric("greeting", criterion("hold"), follow), 1))
    assert score(card, answers(greeting__follow="missing"), FACTS).care is None
    assert score(card, answers(greeting__hold="missing", greeting__follow="full"), FACTS).care == 0.0
    # (100 + 0) / 2 = 50
    assert score(card, answers(greeting__hold="full", greeting__follow="missing"), FACTS).care == 50.0


def test_an_answer_that_a_rule_has_taken_away_opens_nothing() -> None:
    offered = criterion("offered", 1, applies_when=AppliesWhen(reasons=("refund",)))
    timed = criterion("timed", 1, applies_when=AppliesWhen(criterion="orders/offered", levels=("full",)))
    kept = criterion("kept", 1, applies_when=AppliesWhen(criterion="orders/timed", levels=("full",)))
    card = scorecard((rubric("orders", kept, timed, offered, criterion("find")), 1))
    given = answers(orders__offered="full", orders__timed="full", orders__kept="missing", orders__find="full")
    assert score(card, given, CallFacts("refund", "it")).care == 75.0  # (0 + 100 + 100 + 100) / 4
    assert score(card, given, CallFacts("delivery", "it")).care == 100.0
    assert set(counting(card, given, CallFacts("delivery", "it"))) == {"orders/find"}


def test_an_answer_that_is_no_level_of_the_scale_has_no_score() -> None:
    card = scorecard((rubric("greeting", criterion("name")), 1))
    assert score(card, answers(greeting__name="splendid"), FACTS).care is None


def test_a_scorecard_knows_its_criteria_by_path() -> None:
    card = scorecard((rubric("greeting", criterion("name")), 1))
    assert card.criterion("greeting/name") == criterion("name")
    assert card.criterion("greeting/age") is None


@pytest.mark.parametrize(("final", "band"), [(100, "good"), (75, "good"), (74.999, "low"), (0, "low")])
def test_a_band_reaches_from_its_start_up_to_the_next(final: float, band: str) -> None:
    assert scorecard((rubric("greeting", criterion("name")), 1)).band(final).id == band


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (100, "100"),
        (75, "75"),
        (74.875, "74.8"),
        (74.96, "74.9"),
        (74.999, "74.9"),
        (74.4, "74"),
        (75.4, "75"),
        (0, "0"),
    ],
)
def test_a_score_is_shown_whole_unless_that_would_promise_another_band(score: float, shown: str) -> None:
    assert str(scorecard((rubric("greeting", criterion("name")), 1)).shown(float(score))) == shown


@pytest.mark.parametrize(("score", "shown"), [(74.96, "74.96"), (74.94, "74.9"), (84.375, "84.4"), (75.0, "75.0")])
def test_a_list_with_one_decimal_adds_another_where_one_is_not_enough(score: float, shown: str) -> None:
    assert str(scorecard((rubric("greeting", criterion("name")), 1)).shown(score, 1)) == shown


@given(st.floats(0, 100), st.sampled_from([74.35, 74.5, 75.0, 90.0, 99.999999999]))
def test_what_is_shown_stands_on_the_side_of_band_and_target_where_the_score_stands(
    value: float, pass_from: float
) -> None:
    value = round(value, 9)
    card = scorecard((rubric("greeting", criterion("name")), 1), pass_from=pass_from)
    shown = card.shown(value)
    assert card.band(float(shown)) == card.band(value)
    assert (shown >= Decimal(repr(pass_from))) == (value >= pass_from)
    assert abs(float(shown) - value) <= 0.5
