"""Snapshots read the same for ever."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from benvenuto.domain.call import CONTACT_REASONS, Speaker
from benvenuto.domain.evidence import Evidence, Passed, PhraseEvidence
from benvenuto.domain.measure import Measure
from benvenuto.domain.rubric import (
    AppliesWhen,
    Criterion,
    Critical,
    CriticalType,
    Ending,
    Level,
    OnFail,
    Reason,
    Rubric,
)
from benvenuto.domain.scorecard import Band, Scorecard, ScorecardPart, Verdict
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics import UnknownSnapshot, content_hash, file_hash, from_json, to_json
from tests.domain.making import holds_for
from tests.formats.scoring.rubrics.sound import CARD

GOLDEN = Path(__file__).with_name("snapshot_format_1.json")

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
TEXTS = st.builds(Text, st.dictionaries(st.sampled_from(["", "it", "en"]), WORDS, min_size=1))
NUMBERS = st.floats(0, 100) | st.integers(0, 100)
TUPLES = st.lists(WORDS, max_size=2).map(tuple)
PHRASES = st.dictionaries(st.sampled_from(["it", "en"]), TUPLES, max_size=1)
SAID = st.builds(
    PhraseEvidence, PHRASES, PHRASES, st.sampled_from([None, *Speaker]), st.integers(0, 3), st.integers(0, 3)
)
PASSED = st.builds(Passed, st.sampled_from(Measure), st.none() | st.floats(0, 9), st.none() | st.floats(0, 9))
EVIDENCE = st.lists(st.builds(Evidence, WORDS, TEXTS, SAID | PASSED, st.booleans()), max_size=1).map(tuple)
LEVELS = st.builds(Level, WORDS, NUMBERS, TEXTS, TEXTS, st.none() | st.floats(0, 100))
RULES = st.builds(AppliesWhen, TUPLES, TUPLES, WORDS, TUPLES)
CRITERIA = st.builds(
    Criterion, WORDS, TEXTS, TEXTS, NUMBERS, st.lists(LEVELS, max_size=3).map(tuple), WORDS,
    st.none() | st.builds(Critical, st.sampled_from(CriticalType), st.sampled_from(OnFail), NUMBERS),
    st.booleans(), RULES, st.lists(st.builds(Reason, WORDS, TEXTS), max_size=2).map(tuple),
    EVIDENCE,
)  # fmt: skip
RUBRICS = st.builds(Rubric, WORDS, st.integers(1, 99), TEXTS, TEXTS, WORDS, st.lists(CRITERIA, max_size=3).map(tuple))
CARDS = st.builds(
    Scorecard, WORDS, st.integers(1, 99), TEXTS, TEXTS,
    st.lists(st.sampled_from(CONTACT_REASONS), max_size=2).map(tuple),
    st.lists(st.builds(ScorecardPart, RUBRICS, NUMBERS), max_size=3).map(tuple),
    st.lists(st.builds(Band, WORDS, NUMBERS, TEXTS), max_size=3).map(tuple),
    st.builds(Verdict, NUMBERS, st.lists(st.sampled_from(CriticalType), max_size=2).map(tuple)),
)  # fmt: skip


@holds_for(CARDS)
def test_every_scorecard_comes_back_equal_from_the_json_that_is_stored(card: Scorecard) -> None:
    stored = json.dumps(to_json(card))
    assert from_json(json.loads(stored)) == card
    assert content_hash(from_json(json.loads(stored))) == content_hash(card)


def test_a_snapshot_that_was_stored_long_ago_still_reads_the_same() -> None:
    stored = json.loads(GOLDEN.read_text("utf-8"))
    assert from_json(stored["snapshot"]) == CARD
    assert to_json(CARD) == stored["snapshot"]
    assert (content_hash(CARD), file_hash(CARD)) == (stored["content_hash"], stored["file_hash"])


def test_evidence_counts_for_the_hash_and_none_leaves_it_as_it_was() -> None:
    part = CARD.parts[0]
    first, *others = part.rubric.criteria
    asked = replace(first, evidence=(Evidence("hello", Text.plain("Hello"), PhraseEvidence({"en": ("hello",)})),))
    edited = replace(part.rubric, criteria=(asked, *others))
    assert content_hash(edited) != content_hash(part.rubric)
    assert all("evidence" not in one for one in to_json(CARD)["rubrics"][0]["rubric"]["criteria"])


def test_chosen_criteria_and_endings_are_stored_and_none_of_them_leaves_the_hash_as_it_was() -> None:
    part = CARD.parts[0]
    first = part.rubric.criteria[0]
    early = replace(first, applies_when=replace(first.applies_when, not_endings=(Ending.ABUSE, Ending.DROPPED)))
    chosen = ScorecardPart(replace(part.rubric, criteria=(early,)), part.weight, (early.id,))
    edited = replace(CARD, parts=(chosen,))
    assert from_json(to_json(edited)) == edited
    assert file_hash(edited) != file_hash(CARD)
    stored = to_json(CARD)["rubrics"][0]
    assert "criteria" not in stored
    assert all("not_ending" not in one["applies_when"] for one in stored["rubric"]["criteria"])


def test_a_hash_is_64_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{64}", content_hash(CARD))


def test_whole_numbers_and_decimals_are_the_same_content() -> None:
    whole = replace(CARD, parts=(ScorecardPart(CARD.parts[0].rubric, 15),))
    assert content_hash(whole) == content_hash(CARD)


def test_every_word_counts_for_the_hash() -> None:
    reworded = replace(CARD, title=Text({"it": "Ordini", "en": "Order"}))
    assert content_hash(reworded) != content_hash(CARD)
    assert file_hash(reworded) != file_hash(CARD)


def test_a_rubric_edited_inside_changes_the_content_of_a_scorecard_but_not_of_its_file() -> None:
    part = CARD.parts[0]
    edited = replace(CARD, parts=(ScorecardPart(replace(part.rubric, version=4), part.weight),))
    assert content_hash(edited) != content_hash(CARD)
    assert file_hash(edited) == file_hash(CARD)
    assert file_hash(edited.parts[0].rubric) != file_hash(part.rubric)


@pytest.mark.parametrize("stored", [{}, {"format": 2}, {"format": 1}, {"format": 1, "id": "x", "rubrics": 3}])
def test_a_snapshot_that_cannot_be_read_says_so(stored: dict[str, object]) -> None:
    with pytest.raises(UnknownSnapshot):
        from_json(stored)
