"""Phrases in which something is said in vain."""

import pytest

from benvenuto.domain.evidence import PhraseEvidence
from benvenuto.listening.evidence.saying import never_found
from tests.listening.evidence.calls import shipped_evidence


@pytest.mark.parametrize(
    ("phrase", "unless", "words"),
    [
        ("have a (great | good) day", "have a good day", "have a good day"),
        ("(bye | ta ta)", "nothing", "ta ta"),
        ("good (night | day) [then]", "a good day", None),
        ("will … you", "will you", None),
        ("thanks for {time} {number} {name}", "thanks a lot", None),
    ],
)
def test_what_is_never_found_is_named(phrase: str, unless: str, words: str | None) -> None:
    evidence = PhraseEvidence({"en": ("hello", phrase)}, {"en": (unless,)})
    assert list(never_found(evidence)) == ([] if words is None else [("en", 1, words)])


def test_everything_that_the_shipped_phrases_ask_for_can_be_found() -> None:
    lost = [(name, *what) for name, sign in shipped_evidence() for what in never_found(sign)]
    assert lost == []
