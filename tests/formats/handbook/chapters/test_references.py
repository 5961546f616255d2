"""What a chapter quotes, lets hear and leads to."""

from datetime import date

import pytest

from benvenuto.domain.policy import Fact, Policy, Term
from benvenuto.domain.text import Text
from benvenuto.formats.handbook.chapters import Excerpt, linked, pieces, quoted, read_excerpt

DAYS = Term(date(2020, 1, 1), None, Text({"it": "14 giorni", "en": "14 days"}), Text.plain(""), Text.plain(""), {})
POLICY = Policy((Fact("refund", Text.plain("Refund"), (), (), (DAYS,)),))


@pytest.mark.parametrize(
    ("language", "day", "read"),
    [
        ("it", date(2020, 1, 1), "Entro 14 giorni, 14 giorni."),
        ("en", date(2026, 1, 1), "Entro 14 days, 14 days."),
        ("it", date(2019, 12, 31), "Entro —, —."),
    ],
)
def test_a_fact_is_quoted_as_it_stood_that_day(language: str, day: date, read: str) -> None:
    assert quoted("Entro {{refund}}, {{ refund }}.", POLICY, day, language) == read


def test_one_brace_is_no_quotation() -> None:
    assert quoted("{refund} {#refund}", POLICY, date(2026, 1, 1), "it") == "{refund} {#refund}"


def test_a_text_is_cut_where_it_invites_to_hear() -> None:
    found = list(pieces("Prima.\n\n[Ascolti qui](excerpt:a-call@1.5-3)\n\nDopo [e](excerpt:a@1-2) ancora."))
    assert found == ["Prima.", Excerpt("Ascolti qui", "a-call", 1.5, 3.0), "Dopo [e](excerpt:a@1-2) ancora."]
    assert list(pieces("Solo parole.")) == ["Solo parole."]
    assert list(pieces("")) == []


@pytest.mark.parametrize("target", ["excerpt:a@3-1", "excerpt:a@1", "excerpt:../a@1-2", "excerpt:a@x-y", "a@1-2"])
def test_what_names_no_stretch_is_no_excerpt(target: str) -> None:
    assert read_excerpt(target) is None


def test_an_excerpt_has_one_name() -> None:
    found = read_excerpt("excerpt:a-call@1.50-3")
    assert found is not None
    assert found.name == "a-call@1.5-3.0"
    assert read_excerpt(f"excerpt:{found.name}") == found


def test_only_links_between_chapters_are_led_elsewhere() -> None:
    text = "[a](orders#returns) [b](orders) [c](https://x.y/z) [d](/home) [e](excerpt:a@1-2)"
    led = linked(text, lambda at: f"/h?{at}")
    assert led == "[a](/h?orders#returns) [b](/h?orders) [c](https://x.y/z) [d](/home) [e](excerpt:a@1-2)"
