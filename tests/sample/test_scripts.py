"""The scripts of the spoken calls: what is written, what was spoken, and what the handbook prints of it."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from benvenuto.config import HOME
from benvenuto.domain.call import CONTACT_REASONS
from benvenuto.formats.handbook.chapters import plain_text
from tests.formats.handbook.chapters.test_handbook import CHAPTERS

SCRIPTS = sorted((HOME / "sample_data" / "scripts").glob("*.yaml"))
IN_THE_HANDBOOK = {"relay": "every-caller", "new-address": "fraud"}
SPOKEN = {
    "relay-it": "09-vetro-mancante",
    "dropped-line-it": "10-linea-caduta",
    "new-address-it": "11-nuovo-indirizzo",
    "relay-en": "12-missing-glass",
    "dropped-line-en": "13-dropped-line",
    "new-address-en": "14-new-address",
    "complaint-en": "15-day-off-work",
}
OF_ONE_LANGUAGE = {"complaint"}  # its Italian one is 04


def script(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read


def test_each_is_there_in_both_languages() -> None:
    names = [path.stem.rpartition("-") for path in SCRIPTS]
    both = {name for name, _, _ in names} - OF_ONE_LANGUAGE
    assert {name for name, _, language in names if language == "it"} == both
    assert len(names) == 2 * len(both) + len(OF_ONE_LANGUAGE) == 7


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_each_can_be_spoken(path: Path) -> None:
    call = script(path)
    assert call["lang"] == path.stem.rpartition("-")[2]
    assert call["reason"] in CONTACT_REASONS
    assert set(call["voice"]) == {"agent", "caller"} == {turn["role"] for turn in call["turns"]}
    assert all(turn["text"].strip() and turn["after_s"] > 0 for turn in call["turns"])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_what_was_spoken_is_what_is_written_with_the_silences_it_asks_for(path: Path) -> None:
    written = script(path)
    truth = json.loads((HOME / "sample_data" / "casa-lume" / SPOKEN[path.stem] / "truth.json").read_text("utf-8"))
    assert (truth["lang"], truth["reason"]) == (written["lang"], written["reason"])
    of = [[(turn["role"], turn["text"]) for turn in turns["turns"]] for turns in (truth, written)]
    assert of[0] == of[1]
    ends = [0.0, *(turn["end"] for turn in truth["turns"])]
    silences = [turn["start"] - end for turn, end in zip(truth["turns"], ends, strict=False)]
    assert silences == pytest.approx([turn["after_s"] for turn in written["turns"]], abs=0.12)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_agent_says_what_the_handbook_prints(path: Path) -> None:
    name, _, language = path.stem.rpartition("-")
    slug = IN_THE_HANDBOOK.get(name)
    worked = next(
        (part for one in CHAPTERS if (one.slug, one.language) == (slug, language) for part in one.sections[-1:]), None
    )
    printed = plain_text(worked.body_markdown) if worked else ""
    spoken = [turn["text"] for turn in script(path)["turns"] if turn["role"] == "agent"]
    assert [text for text in spoken[1 if slug == "fraud" else 0 :] if slug and text not in printed] == []
