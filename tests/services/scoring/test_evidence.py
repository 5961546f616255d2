"""Evidence for whoever may hear the call; it sets no mark. Who may is in test_access.py."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import benvenuto
from benvenuto.domain.call import Original, Recording, Side, Speaker, Turn
from benvenuto.domain.evidence import Evidence, Finding
from benvenuto.domain.measure import Measure, Measured, Measurement, Segment, Speech, Thresholds
from benvenuto.domain.people import Actor
from benvenuto.domain.scoring import score
from benvenuto.services.scoring.evidence import EvidenceService
from tests.house import WEDNESDAY, House
from tests.services.scene import contents

ANNA_ANSWERS = (
    Turn(Speaker.AGENT, "Casa Lume, buongiorno, sono Anna.", 1.0, 4.0),
    Turn(Speaker.CALLER, "Buongiorno, dov'è il mio pacco?", 4.5, 7.0),
    Turn(Speaker.AGENT, "Probabilmente è partito. Mi dà il numero d'ordine?", 7.5, 11.0),
    Turn(Speaker.CALLER, "Due otto quattro.", 12.0, 13.0),
    Turn(Speaker.AGENT, "Arriva domani. Buona giornata, arrivederci.", 14.0, 17.0),
)
ONLY_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def heard(house: House, turns: Sequence[Turn] = ANNA_ANSWERS, language: str = "it") -> int:
    """A call of Anna's with these words. Its id."""
    call_id = house.call(house.anna, language=language)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, turns)
    return call_id


def measured(house: House, call_id: int, *measurements: Measurement, speech: Speech | None = None) -> None:
    originals = (Original(Side.BOTH, "aa/aa.wav", "a" * 64, "a.wav", 1000),)
    recording = Recording(0, call_id, Side.BOTH, originals, "aa/aa.wav", "audio/wav", 2, 8000, 17.0)
    with house.app.database.write() as tx:
        tx.recordings.add(recording, {"stretch_s": 6.25, "channels": [[0, 1000]]}, WEDNESDAY)
        found = tx.recordings.of_call(call_id)
        assert found is not None
        tx.measures.keep(found.id, Measured(1, Thresholds(), speech or Speech(17.0), measurements), WEDNESDAY)


def service(house: House, company: str = "Casa Lume") -> EvidenceService:
    return replace(house.app.evidence, company=(company,) if company else ())


def findings(house: House, call_id: int, actor: Actor, company: str = "Casa Lume") -> dict[str, Finding]:
    """What was found of each evidence, by criterion and evidence: "rubric/criterion/evidence"."""
    evaluation = house.app.scoring.begin(house.bruno, call_id)
    found = service(house, company).of_evaluation(actor, evaluation.id)
    return {f"{path}/{one.evidence.id}": one for path, own in found.items() for one in own}


def test_words_are_quoted_with_their_time_beside_the_criterion_that_asks_for_them(house: House) -> None:
    found = findings(house, heard(house), house.bruno)
    greeting = found["greeting/first-words/greeting"]
    assert [(one.text, one.at_s) for one in greeting.quotations] == [("Casa Lume, buongiorno, sono Anna.", 2.0)]
    assert found["greeting/first-words/company"].detected
    assert found["greeting/first-words/own-name"].detected
    assert found["e-commerce-support/find-the-order/order-number"].quotations[0].text == "Mi dà il numero d'ordine?"


def test_what_is_not_there_is_told_unless_it_is_quiet(house: House) -> None:
    found = findings(house, heard(house), house.bruno)
    missing = found["greeting/first-words/offer"]
    assert (missing.detected, missing.shown) == (False, True)
    assert found["precise-answers/checked/hedging"].shown
    silent = findings(house, heard(house, ANNA_ANSWERS[:1]), house.bruno)["precise-answers/checked/hedging"]
    assert (silent.detected, silent.shown) == (False, False)


@ONLY_SQLITE
def test_without_a_transcript_nothing_is_said_to_be_missing(house: House) -> None:
    assert findings(house, house.call(house.anna), house.bruno) == {}


@ONLY_SQLITE
def test_in_a_language_without_phrases_all_are_tried(house: House) -> None:
    english = (Turn(Speaker.AGENT, "Good morning."), *ANNA_ANSWERS[1:])
    assert findings(house, heard(house, english, language="fr"), house.bruno)["greeting/first-words/greeting"].detected
    assert not findings(house, heard(house, english), house.bruno)["greeting/first-words/greeting"].detected


@ONLY_SQLITE
def test_where_the_company_is_not_known_nobody_looks_for_it(house: House) -> None:
    found = findings(house, heard(house), house.bruno, company="")
    assert "greeting/first-words/company" not in found
    assert found["greeting/first-words/own-name"].detected


def test_a_measure_is_evidence_with_its_value_and_moments(house: House) -> None:
    call_id = heard(house)
    moments = (Segment(5.0, 6.0),)
    measured(house, call_id, Measurement(Measure.AGENT_INTERRUPTIONS, 1.0, moments), Measurement(Measure.DEAD_AIR, 4.0))
    found = findings(house, call_id, house.bruno)
    cut_in = found["listening/let-them-finish/interruptions"]
    assert (cut_in.detected, cut_in.value, cut_in.segments) == (True, 1.0, moments)
    assert not found["listening/waits/dead-air"].shown
    assert "precise-answers/plain-words/monologue" not in found, "what was not measured is not compared"


@ONLY_SQLITE
@pytest.mark.parametrize("separate", [True, False])
def test_words_over_silence_are_no_evidence(house: House, separate: bool) -> None:
    call_id = heard(house)
    agent, caller = (Segment(7.0, 11.0), Segment(14.0, 17.0)), (Segment(4.5, 6.0), Segment(12.0, 13.0))
    late = Speech(17.0, agent, caller) if separate else Speech(17.0, mixed=(*caller[:1], *agent), separate=False)
    measured(house, call_id, speech=late)
    assert findings(house, call_id, house.bruno)["greeting/first-words/greeting"].detected  # at 1.0 to 4.0, 0.5 s away
    gone = (replace(ANNA_ANSWERS[0], start_s=0.0, end_s=2.0), *ANNA_ANSWERS[1:])
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, gone)
    assert not findings(house, call_id, house.bruno)["greeting/first-words/greeting"].detected
    shown = house.app.calls.listen(house.bruno, call_id).turns
    assert [turn.speaker for turn in shown] == [Speaker.OTHER, *(turn.speaker for turn in gone[1:])]


@ONLY_SQLITE
def test_words_over_a_recording_in_which_nobody_is_heard_are_no_evidence(house: House) -> None:
    call_id = heard(house)
    assert findings(house, call_id, house.bruno)["greeting/first-words/greeting"].detected
    measured(house, call_id, speech=Speech(17.0))
    assert "greeting/first-words/greeting" not in findings(house, call_id, house.bruno), "as of a call without words"


def test_evidence_sets_no_mark(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, heard(house))
    before = contents(house)
    assert service(house).of_evaluation(house.bruno, draft.id)
    after = contents(house)
    assert len(after.pop("hearings")) == 1, "what is quoted was read"
    assert after == {table: rows for table, rows in before.items() if table != "hearings"}, "nothing else is written"
    assert all(answer.choice is None for answer in house.app.scoring.read(house.bruno, draft.id).answers.values())
    with_words = house.published(house.bruno, heard(house), level=1)
    without = house.published(house.bruno, house.call(house.anna), level=1)
    assert with_words.score == without.score
    assert with_words.answers == without.answers


@ONLY_SQLITE
def test_a_scorecard_without_its_evidence_scores_the_same(house: House) -> None:
    evaluation = house.published(house.bruno, heard(house), level=1)
    parts = tuple(
        replace(
            part, rubric=replace(part.rubric, criteria=tuple(replace(c, evidence=()) for c in part.rubric.criteria))
        )
        for part in evaluation.scorecard.parts
    )
    assert parts != evaluation.scorecard.parts
    bare = replace(evaluation.scorecard, parts=parts)
    assert score(bare, evaluation.answers, evaluation.facts) == evaluation.score


def test_nothing_that_marks_or_scores_knows_of_evidence() -> None:
    marking = (
        "domain/answer",
        "domain/edits",
        "domain/evaluation",
        "domain/scoring",
        "services/scoring/scoring",
        "services/scoring/publication",
    )
    for name in marking:
        tree = ast.parse((Path(benvenuto.__file__).parent / f"{name}.py").read_text("utf-8"))
        named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [one for one in named if "evidence" in one.lower()], name


def test_every_evidence_that_ships_can_be_sought_in_both_languages(house: House) -> None:
    asked: list[Evidence] = [
        evidence
        for one in house.app.scorecards.in_force()
        for _, criterion in one.scorecard.criteria()
        for evidence in criterion.evidence
    ]
    assert len({one.id for one in asked}) >= 20
    for one in asked:
        assert set(one.label.versions) == {"it", "en"}
