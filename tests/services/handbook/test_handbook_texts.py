"""Everything the handbook is made of, read together, with a company's own folder and the rubrics beside it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benvenuto.config import HOME
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import sections_of
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.services.handbook.handbook_texts import HandbookTexts, handbook_texts

SOUND = HOME / "sample_data" / "casa-lume" / "08-change-of-address" / "call.wav"
CHAPTER = """\
---
title: Shops
summary: Ours.
owner: Carla
review_by: 2020-01-01
criteria: [greeting/{criterion}]
---

## Doors {{#doors}}

[Hear](excerpt:ours@{seconds})
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "sound").mkdir()
    shutil.copy(SOUND, tmp_path / "sound" / "ours.wav")
    (tmp_path / "sound" / "broken.wav").write_text("no sound", "utf-8")
    return tmp_path


def texts(own: Path, seconds: str = "1.0-5.0", criterion: str = "identity") -> HandbookTexts:
    for language in LANGUAGES:
        (own / language).mkdir(exist_ok=True)
        text = CHAPTER.format(seconds=seconds, criterion=criterion)
        (own / language / "13-shops.md").write_text(text, "utf-8")
    handbook_texts.cache_clear()
    return handbook_texts(own, HOME / "policy.yaml", HOME / "sample_data")


def test_a_company_lets_its_own_recordings_be_heard(own: Path) -> None:
    found = texts(own)
    assert found.faults == ()
    assert found.recordings["ours"] == own / "sound" / "ours.wav"
    assert "04-lampada-rotta" in found.recordings


def test_an_excerpt_past_the_end_of_an_own_recording_is_told(own: Path) -> None:
    assert {fault.text for fault in texts(own, seconds="50.0-60.0").faults} == {
        "The excerpt ends at 60.0 s, and the recording at 51.6 s."
    }


def test_an_own_chapter_may_be_short_but_the_criteria_it_names_must_be_its_own(own: Path) -> None:
    found = texts(own)
    rubrics = read_folder(HOME / "rubrics", sections_of(found.chapters)).rubrics
    assert {fault.text for fault in found.faults_beside(rubrics)} == {
        "The criterion “greeting/identity” points to “opening#identity”, not to this chapter."
    }


def test_a_policy_that_names_a_criterion_which_is_gone_is_told(own: Path) -> None:
    found = texts(own)
    rubrics = dict(read_folder(HOME / "rubrics", sections_of(found.chapters)).rubrics)
    answers = rubrics["precise-answers"]
    rubrics["precise-answers"] = replace(answers, criteria=answers.criteria[1:])
    told = [fault for fault in found.faults_beside(rubrics) if fault.file.endswith("policy.yaml")]
    assert told
    assert {fault.text for fault in told} == {"“precise-answers” has no criterion “right-answer”."}
