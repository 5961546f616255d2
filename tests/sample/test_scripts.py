"""The calls that are written and not yet spoken."""

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


def script(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read


def test_each_is_there_in_both_languages() -> None:
    names = [path.stem.rpartition("-") for path in SCRIPTS]
    assert {name for name, _, language in names if language == "it"} == {name for name, _, _ in names}
    assert len(names) == 2 * len({name for name, _, _ in names}) == 6


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_each_can_be_spoken(path: Path) -> None:
    call = script(path)
    assert call["lang"] == path.stem.rpartition("-")[2]
    assert call["reason"] in CONTACT_REASONS
    assert set(call["voice"]) == {"agent", "caller"} == {turn["role"] for turn in call["turns"]}
    assert all(turn["text"].strip() and turn["after_s"] > 0 for turn in call["turns"])


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
