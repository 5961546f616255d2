"""Contact reasons and languages, in the words that people use."""

import pytest

from benvenuto.domain.call import CONTACT_REASONS
from benvenuto.formats.calls.call_log.synonyms import CONTACT_REASONS as SYNONYMS
from benvenuto.formats.calls.call_log.vocabulary import contact_reason, fold, language


def test_every_contact_reason_of_the_house_has_its_words() -> None:
    assert set(SYNONYMS) == set(CONTACT_REASONS)
    assert all(contact_reason(reason) == reason for reason in CONTACT_REASONS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" RESO ", "return"),
        ("Modifica  ordine", "order-change"),
        ("order_change", "order-change"),
        ("Disponibilità", "presale"),
        ("Doppio addebito", "payment"),
        ("Where is my order?", "delivery"),
    ],
)
def test_a_contact_reason_is_understood_in_both_languages(written: str, meant: str) -> None:
    assert contact_reason(written) == meant


def test_an_unknown_contact_reason_is_kept_trimmed_and_in_lower_case() -> None:
    assert contact_reason("  Garanzia   PIATTI ") == "garanzia piatti"
    assert contact_reason("") == ""
    assert contact_reason("重新") == "重新"


@pytest.mark.parametrize(
    ("written", "meant"), [("Italiano", "it"), ("ENG", "en"), ("en-GB", "en"), ("it_IT", "it"), ("FR", "fr"), ("", "")]
)
def test_a_language_is_understood_or_kept(written: str, meant: str) -> None:
    assert language(written) == meant


def test_accents_punctuation_and_case_fold_away() -> None:
    assert fold("  Città/Località: «Firenze»") == "citta localita firenze"
    assert fold("startTime") == "start time"
