"""What is said of critical errors: never more than the numbers bear, in both languages."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.text import Text
from benvenuto.languages import Language, language
from benvenuto.services.quality.critical_errors import ErrorShare, ErrorTally, shares
from benvenuto.ui.quality.critical_errors import words

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))


def parts(*numbers: int) -> list[ErrorShare]:
    return list(
        shares([ErrorTally(str(n), Text.plain(f"criterion {n}"), k, float(k), float(k)) for n, k in enumerate(numbers)])
    )


def named(share: ErrorShare) -> str:
    return share.title.in_language("en")


def criteria(say: Language, *numbers: int) -> str:
    return words.criteria(say, parts(*numbers), sum(numbers), named)


def test_few_errors_name_no_criterion() -> None:
    said = criteria(EN, 6, 3)
    assert said == "9 critical errors: too few to say where most of them come from. Listen to each of them."


def test_the_criterion_that_leads_clearly_is_named_with_its_interval() -> None:
    said = criteria(EN, 80, 12, 8)
    assert said.startswith("100 critical errors: “criterion 0” is the most frequent (80.0%, 95% interval ")
    assert said.endswith("; criteria that account for 80.0% of them: 1 of 3.")


def test_a_lead_that_may_be_chance_is_said_to_be() -> None:
    assert "but it is too close to call" in criteria(EN, 11, 10, 2)


def test_one_criterion_alone_has_them_all() -> None:
    assert criteria(EN, 14) == "14 critical errors: all from “criterion 0”."
    assert criteria(IT, 14) == "14 errori critici: tutti da «criterion 0»."


@pytest.mark.parametrize(("numbers", "said"), [((3,), "3 reasons in all, too few"), ((30, 2), "is the most frequent")])
def test_reasons_speak_of_their_criterion(numbers: tuple[int, ...], said: str) -> None:
    told = words.reasons(EN, parts(*numbers), "Identity", named)
    assert told.startswith("“Identity”: ")
    assert said in told
